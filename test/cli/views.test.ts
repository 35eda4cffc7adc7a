import { describe, expect, it } from 'vitest';
import type { Device } from '../../src/cli/api/resources.ts';
import { targetTable } from '../../src/cli/campaign/views.ts';
import { deviceDetails } from '../../src/cli/device/details.ts';
import { deviceTable } from '../../src/cli/device/list.ts';
import { timelineText } from '../../src/cli/device/timeline.ts';
import { byteCount } from '../../src/cli/output/bytes.ts';
import { facts, table } from '../../src/cli/output/table.ts';
import { duration, shortTime } from '../../src/cli/output/times.ts';
import { welcome } from '../../src/cli/welcome.ts';

const now = Date.parse('2026-05-04T12:00:00Z');
const device: Device = {
  id: '00D09E-MG100-SIM000001',
  manufacturer: 'Sim',
  oui: '00D09E',
  productClass: 'MG100',
  serialNumber: 'SIM000001',
  softwareVersion: '1.0.0',
  hardwareVersion: null,
  root: 'Device.',
  cwmpVersion: '1.2',
  lastInformAt: '2026-05-04T11:59:48.120Z',
  lastBootAt: null,
  lastEvents: ['2 PERIODIC'],
  ipAddress: '10.0.0.9',
  connectionRequestUrl: null,
  status: 'online',
  quarantined: false,
  tags: ['north', 'beta'],
  timeZone: null,
  site: null,
  subscriber: null,
};

describe('tables', () => {
  it('are as wide as their content', () => {
    const columns = [{ title: 'a' }, { title: 'number', align: 'right' as const }, { title: 'end' }];
    expect(
      table(columns, [
        ['long text', '7', ''],
        ['x', '1234567', 'y'],
      ]),
    ).toEqual(['a           number  end', 'long text        7', 'x          1234567  y']);
  });

  it('keep foreign text from driving the terminal', () => {
    expect(table([{ title: 'serial' }], [['\x1b]0;x\x07\u202e\n']])[1]).toBe('·]0;x···');
    expect(
      facts([
        ['name', 'a\r\nb'],
        ['none', null],
        ['empty', ''],
      ]),
    ).toEqual(['name  a··b']);
  });
});

describe('gateways', () => {
  it('in a list', () => {
    expect(deviceTable({ items: [device], next: 'c', count: 200 }, now)).toEqual([
      'id                      status  version  address   last heard  tags',
      '00D09E-MG100-SIM000001  online  1.0.0    10.0.0.9  12 s ago    north, beta',
      '',
      '1 of 200 gateways; raise --limit or narrow it with --filter',
    ]);
    expect(deviceTable({ items: [device], next: null, count: 1 }, now).at(-1)).toBe('1 gateway');
    expect(deviceTable({ items: [], next: null, count: 0 }, now)).toEqual(['no gateway matches']);
  });

  it('one by one', () => {
    const operation = {
      id: 'o1',
      kind: 'upgradeFirmware',
      state: 'applying' as const,
      attempt: 1,
      fault: null,
      campaignId: 'c1',
      createdAt: '2026-05-04T11:58:00Z',
      endedAt: null,
    };
    const inform = { at: '2026-05-04T11:59:48.120Z', type: 'inform', events: [{ code: '2 PERIODIC', commandKey: '' }] };
    expect(deviceDetails(device, [operation], [inform], now)).toEqual([
      'id             00D09E-MG100-SIM000001',
      'maker          Sim, OUI 00D09E',
      'product class  MG100',
      'serial number  SIM000001',
      'software       1.0.0',
      'status         online',
      'last heard     2026-05-04 11:59:48Z (12 s ago)',
      'last events    2 PERIODIC',
      'address        10.0.0.9',
      'data model     Device. (CWMP 1.2)',
      'tags           north, beta',
      '',
      'operation        state     attempt  ordered         by',
      'upgradeFirmware  applying  1        2 min 00 s ago  campaign c1',
      '',
      '2026-05-04 11:59:48Z  inform  2 PERIODIC',
    ]);
    expect(deviceDetails(device, [], [], now).at(-1)).toBe('no work is owed to it');
  });

  it.each([
    [
      { type: 'inform', events: [{ code: '1 BOOT' }, { code: 'M Download', commandKey: 'k' }], retryCount: 0 },
      'inform  1 BOOT, M Download (k)',
    ],
    [{ type: 'operation', operationId: 'x', kind: 'reboot', state: 'succeeded' }, 'operation  reboot, succeeded'],
    [{ type: 'software', unit: 'firmware', from: '1', to: '2' }, 'software  unit firmware, from 1, to 2'],
    [{ type: 'note' }, 'note'],
  ])('history %j', (item, text) => {
    expect(timelineText({ at: '2026-05-04T11:59:48Z', ...item })).toBe(text);
  });
});

describe('targets', () => {
  it('say why', () => {
    const target = {
      deviceId: 'd',
      wave: 1,
      state: 'failed' as const,
      reason: 'fault',
      attempt: 2,
      fromVersion: '1',
      seenVersion: null,
      fault: { code: 9010, message: 'Download failure', class: 'transient' },
      corrected: null,
      changedAt: '2026-05-04T11:59:00Z',
    };
    const fine = { ...target, state: 'succeeded' as const, reason: null, fault: null, seenVersion: '2' };
    expect(targetTable({ items: [target, fine], next: null }, now)).toEqual([
      'gateway  wave  state      why                           attempts  from  seen  changed',
      'd           1  failed     fault 9010: Download failure         2  1     –     1 min 00 s ago',
      'd           1  succeeded  –                                    2  1     2     1 min 00 s ago',
    ]);
  });
});

describe('what a start tells', () => {
  it('names doors and secrets of a first start', () => {
    const urls = { acs: 'http://10.0.0.1:7547/', api: 'http://127.0.0.1:7557/' };
    const generated = { adminKey: 'mk_1', cpePassword: 'pw' };
    expect(welcome({ urls, cpeUsername: 'cpe', generated }, '0.1.0', `${process.cwd()}/var`)).toEqual([
      '',
      'Muster 0.1.0 runs.',
      '',
      '  CWMP, for gateways  http://10.0.0.1:7547/',
      '  REST API            http://127.0.0.1:7557/',
      '',
      'Made at this first start and kept in var:',
      '',
      '  API key of the administrator  mk_1',
      '  First login of gateways       cpe / pw',
      '',
    ]);
  });

  it('tells no secrets later', () => {
    const lines = welcome({ urls: {}, cpeUsername: 'cpe', generated: {} }, '0.1.0', '/x');
    expect(lines).toEqual(['', 'Muster 0.1.0 runs.', '']);
  });
});

describe('figures', () => {
  it.each([
    [0, '0 s'],
    [59_499, '59 s'],
    [65_000, '1 min 05 s'],
    [7_800_000, '2 h 10 min'],
    [270_000_000, '3 d 3 h'],
    [-5, '0 s'],
  ])('%d ms is %s', (ms, text) => {
    expect(duration(ms)).toBe(text);
  });
  it.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [262_144, '256.0 KiB'],
    [5_000_000_000, '4.7 GiB'],
  ])('%d bytes are %s', (bytes, text) => {
    expect(byteCount(bytes)).toBe(text);
  });
  it('times are short', () => {
    expect(shortTime('2026-05-04T11:59:48.120Z')).toBe('2026-05-04 11:59:48Z');
    expect(shortTime(null)).toBeNull();
  });
});

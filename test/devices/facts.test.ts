import { describe, expect, it } from 'vitest';
import { deviceIdOf } from '../../src/base/device-id.ts';
import type { InformRequest } from '../../src/cwmp/rpc/inform.ts';
import { factsOf, hasBooted, hasCommandKey, hasEvent, isQuiet } from '../../src/devices/facts.ts';

const talk = { cwmpVersion: '1.2', ipAddress: '192.0.2.1' } as const;
const inform = (change: Partial<InformRequest> = {}): InformRequest => ({
  DeviceId: { Manufacturer: 'Acme', OUI: '00aa11', ProductClass: 'GW', SerialNumber: 'S1' },
  Event: [{ EventCode: '2 PERIODIC', CommandKey: '' }],
  MaxEnvelopes: 1,
  CurrentTime: '2026-05-01T12:00:00Z',
  RetryCount: 0,
  ParameterList: [],
  ...change,
});
const parameter = (name: string, value: string) => ({ name, value, type: 'string' });
const read = (...parameters: [name: string, value: string][]) =>
  factsOf(inform({ ParameterList: parameters.map(([name, value]) => parameter(name, value)) }), talk);

describe('an Inform', () => {
  it('names the device, its OUI in upper case whatever the device writes', () => {
    expect(factsOf(inform(), talk)).toMatchObject({
      id: '00AA11-GW-S1',
      identity: { oui: '00AA11' },
      manufacturer: 'Acme',
    });
  });

  const ids: [what: string, oui: string, productClass: string, serialNumber: string, id: string][] = [
    ['no product class', '00AA11', '', 'S1', '00AA11-S1'],
    ['a dash in a part', '00AA11', 'G-W', 'S-1', '00AA11-G%2DW-S%2D1'],
    ['blanks and slashes', '00AA11', 'G W', 'a/b', '00AA11-G%20W-a%2Fb'],
    ['letters of the world', '00AA11', 'é', '1', '00AA11-%C3%A9-1'],
  ];
  it.each(ids)('with %s has an id that splits one way only', (_, oui, productClass, serialNumber, id) => {
    expect(deviceIdOf({ oui, productClass, serialNumber })).toBe(id);
  });

  it('keeps no text longer than is good for anybody', () => {
    const long = 'x'.repeat(10_000);
    const { identity, manufacturer } = factsOf(
      inform({ DeviceId: { Manufacturer: long, OUI: long, ProductClass: long, SerialNumber: long } }),
      talk,
    );
    expect([manufacturer, identity.oui, identity.productClass, identity.serialNumber].map((t) => t.length)).toEqual([
      256, 256, 256, 256,
    ]);
  });

  const device = 'Device.';
  const gateway = 'InternetGatewayDevice.';
  const rows: [what: string, parameters: [string, string][], facts: object][] = [
    ['nothing', [], { root: null, softwareVersion: null, connectionRequestUrl: null, informInterval: null }],
    ['the root Device.', [[`${device}DeviceInfo.SoftwareVersion`, '1.0']], { root: device, softwareVersion: '1.0' }],
    ['the older root', [[`${gateway}DeviceInfo.SoftwareVersion`, '1.0']], { root: gateway, softwareVersion: '1.0' }],
    ['blanks around a version', [[`${device}DeviceInfo.SoftwareVersion`, ' 1.0\n']], { softwareVersion: '1.0' }],
    [
      'hardware and URL',
      [
        [`${device}DeviceInfo.HardwareVersion`, 'A'],
        [`${device}ManagementServer.ConnectionRequestURL`, 'http://x/'],
      ],
      { hardwareVersion: 'A', connectionRequestUrl: 'http://x/' },
    ],
    ['an interval', [[`${device}ManagementServer.PeriodicInformInterval`, '300']], { informInterval: 300 }],
    [
      'an interval that is none',
      [[`${device}ManagementServer.PeriodicInformInterval`, 'often']],
      { informInterval: null },
    ],
    [
      'an interval beyond all numbers',
      [[`${device}ManagementServer.PeriodicInformInterval`, '9'.repeat(30)]],
      { informInterval: null },
    ],
    [
      'both roots: the first one counts',
      [
        [`${device}X`, '1'],
        [`${gateway}DeviceInfo.SoftwareVersion`, '9'],
      ],
      { root: device, softwareVersion: null },
    ],
    [
      'a parameter that only looks alike',
      [['Devices.DeviceInfo.SoftwareVersion', '1']],
      { root: null, softwareVersion: null },
    ],
    ['a name deeper down', [[`${device}X.DeviceInfo.SoftwareVersion`, '1']], { softwareVersion: null }],
  ];
  it.each(rows)('with %s', (_, parameters, facts) => {
    expect(read(...parameters)).toMatchObject(facts);
  });

  const same = factsOf(inform({ ParameterList: [parameter('Device.A', '1')] }), talk);
  const changes: [
    what: string,
    inform: InformRequest,
    how: typeof talk | { cwmpVersion: '1.4'; ipAddress: string },
    equal: boolean,
  ][] = [
    ['other events', inform({ ParameterList: [parameter('Device.A', '1')], Event: [] }), talk, true],
    ['a retry', inform({ ParameterList: [parameter('Device.A', '1')], RetryCount: 7 }), talk, true],
    ['another time', inform({ ParameterList: [parameter('Device.A', '1')], CurrentTime: '' }), talk, true],
    ['another value', inform({ ParameterList: [parameter('Device.A', '2')] }), talk, false],
    ['another name', inform({ ParameterList: [parameter('Device.B', '1')] }), talk, false],
    ['another type', inform({ ParameterList: [{ ...parameter('Device.A', '1'), type: 'int' }] }), talk, false],
    [
      'one parameter more',
      inform({ ParameterList: [parameter('Device.A', '1'), parameter('Device.B', '1')] }),
      talk,
      false,
    ],
    [
      'another version of CWMP',
      inform({ ParameterList: [parameter('Device.A', '1')] }),
      { ...talk, cwmpVersion: '1.4' },
      false,
    ],
  ];
  it.each(changes)('with %s has the same hash: see the table', (_, changed, how, equal) => {
    expect(factsOf(changed, how).hash.equals(same.hash)).toBe(equal);
  });
});

describe('events', () => {
  const events = (...codes: string[]) => ({
    events: codes.map((code) => ({ code, commandKey: code === 'M Reboot' ? 'k' : '' })),
  });
  const quiet: [codes: string[], quiet: boolean][] = [
    [[], true],
    [['2 PERIODIC'], true],
    [['2 PERIODIC', '4 VALUE CHANGE'], true],
    [['0 BOOTSTRAP', '1 BOOT'], false],
    [['2 PERIODIC', '1 BOOT'], false],
    [['7 TRANSFER COMPLETE'], false],
    [['M Download'], false],
    [['X 00AA11 ODD'], false],
  ];
  it.each(quiet)('%j: quiet is %s', (codes, expected) => {
    expect(isQuiet(events(...codes))).toBe(expected);
  });

  it('are found by code, and M-events by their key', () => {
    expect([hasEvent(events('1 BOOT'), '1 BOOT'), hasEvent(events('1 BOOT'), '0 BOOTSTRAP')]).toEqual([true, false]);
    expect(hasCommandKey(events('M Reboot'), 'M Reboot', 'k')).toBe(true);
    expect(hasCommandKey(events('M Reboot'), 'M Reboot', 'other')).toBe(false);
    expect(hasCommandKey(events('M Reboot'), 'M Download', 'k')).toBe(false);
  });
});

describe('a start that the device does not tell', () => {
  const now = Date.parse('2026-05-01T12:00:00Z');
  const url = 'http://192.0.2.1/';
  const before = { softwareVersion: '1', connectionRequestUrl: url, lastInformAt: new Date(now - 600_000) };
  const upFor = (seconds: string) => read(['Device.DeviceInfo.UpTime', seconds]);
  const at = (address: string, EventCode = '2 PERIODIC') =>
    factsOf(
      inform({
        Event: [{ EventCode, CommandKey: '' }],
        ParameterList: [parameter('Device.ManagementServer.ConnectionRequestURL', address)],
      }),
      talk,
    );

  it.each([
    ['up for less than since its last Inform', upFor('60'), true],
    ['up for longer', upFor('900'), false],
    ['up since a moment before its last Inform', upFor('597'), false],
    ['an uptime that is no number', upFor('soon'), false],
    ['another address, and no word of it', at('http://192.0.2.2/'), true],
    ['another address as a value change', at('http://192.0.2.2/', '4 VALUE CHANGE'), false],
    ['the same address', at(url), false],
    ['1 BOOT', at(url, '1 BOOT'), true],
  ])('%s', (_, facts, booted) => {
    expect(hasBooted(facts, before, now)).toBe(booted);
  });

  it('cannot be seen at first contact', () => {
    expect(hasBooted(upFor('1'), null, now)).toBe(false);
  });
});

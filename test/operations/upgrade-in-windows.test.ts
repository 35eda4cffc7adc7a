import { describe, expect, it } from 'vitest';
import { hours } from '../../src/base/durations.ts';
import { type FirmwareWindow, relativeWindows } from '../../src/operations/kinds/firmware-windows.ts';
import { upgradeFirmware } from '../../src/operations/kinds/upgrade-firmware.ts';
import { checkOrder } from '../../src/operations/service.ts';
import {
  answer,
  cancelled,
  checkTable,
  deadline,
  fault,
  floor,
  inform,
  key,
  nextKey,
  transferComplete,
} from './support/kinds.ts';

const fileId = '0196a000-0000-7000-8000-000000000001';
const now = Date.parse('2026-06-01T12:00:00Z');
const windows = [
  { from: '2026-06-02T02:00:00Z', to: '2026-06-02T05:00:00Z' },
  { from: '2026-06-03T02:00:00Z', to: '2026-06-03T05:00:00Z' },
];
const order = { fileId, targetVersion: '2.0', timeoutMinutes: 60, windows };
const link = { url: 'http://files/f/token', size: 4096 };
const at = (time: string) => ({ supplies: { link, now: Date.parse(time) } });
const ready = at('2026-06-01T12:00:00Z');
/** To the end of the second window, and what it has after that. */
const windowsMs = Date.parse(windows[1]!.to) - now;
const told = { fromVersion: '1.0', windowsMs };
const queue = (...keys: string[]) =>
  answer('GetAllQueuedTransfers', {
    TransferList: keys.map((CommandKey) => ({
      CommandKey,
      State: 1,
      IsDownload: true,
      FileType: '1 Firmware Upgrade Image',
      FileSize: 1,
      TargetFileName: '',
    })),
  });
const cannotProbe = (method: string): boolean => !/^Get(All)?QueuedTransfers$/.test(method);
const probe = 'say GetAllQueuedTransfers as no attempt';
const nothing = 'nothing';
const say = 'dispatched, say ScheduleDownload, for 10 min';
const accepted = `accepted, for ${41 * 60 + 60} min`;

describe('an upgrade in windows', () => {
  checkTable({
    kind: upgradeFirmware,
    order,
    states: [
      ['queued', {}],
      ['dispatched', told],
      ['accepted', { ...told, accepted: true }],
      ['applying', { ...told, accepted: true }],
      ['unconfirmed', { ...told, accepted: true }],
    ],
    rows: [
      ['the floor', floor({ fresh: true, ...ready }), say, probe, nothing, nothing, probe],
      [
        'the floor behind its windows',
        floor({ fresh: true, ...at('2026-06-03T05:00:00Z') }),
        'failed, expired',
        probe,
        nothing,
        nothing,
        probe,
      ],
      ['the floor with a minute left', floor({ ...at('2026-06-03T04:59:00Z') }), say, nothing, nothing, nothing, probe],
      ['it is there already', floor({ version: '2.0', ...ready }), 'succeeded', nothing, nothing, nothing, probe],
      // A day after the last window, as it may begin in any of them.
      [
        'it cannot be probed',
        floor({ fresh: true, can: cannotProbe, ...ready }),
        say,
        `unconfirmed, for ${41 * 60 + 1_440} min`,
        nothing,
        nothing,
        `unconfirmed, for ${41 * 60 + 1_440} min`,
      ],
      ['its answer', answer('ScheduleDownload', {}), nothing, accepted, accepted, accepted, accepted],
      ['it holds it still', queue(key), nothing, accepted, nothing, nothing, accepted],
      // Accepted once, and gone: it was tried. Not accepted: it never arrived.
      ['it holds it no more', queue(), nothing, 'queued', nothing, nothing, 'failed, notApplied'],
      [
        'it missed its windows',
        transferComplete(9020),
        nothing,
        'failed, fault 9020',
        'failed, fault 9020',
        'failed, fault 9020',
        'failed, fault 9020',
      ],
      ['a fault to the order', fault('ScheduleDownload', 9004), ...Array<string>(5).fill('failed, fault 9004')],
      // The old version after a restart means nothing before the transfer is over.
      ['a restart before the window', inform(['1 BOOT']), nothing, nothing, nothing, 'failed, fellBack', nothing],
      [
        'an Inform with the version wanted',
        inform(['1 BOOT', 'M ScheduleDownload'], '2.0'),
        nothing,
        ...Array<string>(4).fill('succeeded'),
      ],
      ['done, and no restart yet', transferComplete(0), nothing, ...Array<string>(4).fill('applying, for 60 min')],
      ['it dropped it', cancelled, nothing, 'cancelled', 'cancelled', nothing, 'cancelled'],
      ['an hour behind its windows', deadline, 'unconfirmed', 'unconfirmed', 'unconfirmed', 'unconfirmed', nothing],
    ],
  });

  it('says its windows in seconds from now, and needs a link that outlives them', () => {
    expect(upgradeFirmware.needs(order)).toEqual({ file: fileId, time: true, waitUntil: windows[1]!.to });
    expect(upgradeFirmware.needs({ fileId, targetVersion: '2.0', timeoutMinutes: 60 })).toEqual({ file: fileId });
    expect(upgradeFirmware.requires!(order)).toBe('ScheduleDownload');
    const view = { order, progress: {}, state: 'queued' as const, commandKey: null };
    const move = upgradeFirmware.step(view, floor(ready));
    expect(move.progress).toEqual(told);
    expect(move.say).toEqual({
      method: 'ScheduleDownload',
      args: {
        CommandKey: nextKey,
        FileType: '1 Firmware Upgrade Image',
        URL: link.url,
        Username: '',
        Password: '',
        FileSize: 4096,
        TargetFileName: '',
        TimeWindowList: [
          {
            WindowStart: 14 * 3600,
            WindowEnd: 17 * 3600,
            WindowMode: '1 At Any Time',
            UserMessage: '',
            MaxRetries: -1,
          },
          {
            WindowStart: 38 * 3600,
            WindowEnd: 41 * 3600,
            WindowMode: '1 At Any Time',
            UserMessage: '',
            MaxRetries: -1,
          },
        ],
      },
    });
  });

  it('waits until an hour after the last window, however long ago it was said', () => {
    const later = (sinceDispatchMs: number, event = queue(key)) => {
      const progress = { ...told, accepted: true };
      const view = { order, progress, state: 'unconfirmed' as const, commandKey: key, sinceDispatchMs };
      return upgradeFirmware.step(view, event).deadlineMs;
    };
    expect(later(hours(20))).toBe(hours(22));
    expect(later(hours(50))).toBe(hours(1));
    expect(later(hours(40), floor({ fresh: true, can: cannotProbe }))).toBe(hours(25));
  });
});

describe('windows in seconds', () => {
  const cases: [what: string, now: string, windows: FirmwareWindow[], seconds: [number, number][]][] = [
    [
      'of both',
      '2026-06-01T12:00:00Z',
      windows,
      [
        [50_400, 61_200],
        [136_800, 147_600],
      ],
    ],
    [
      'from inside of the first',
      '2026-06-02T03:00:00Z',
      windows,
      [
        [0, 7_200],
        [82_800, 93_600],
      ],
    ],
    ['when the first is over', '2026-06-02T05:00:00Z', windows, [[75_600, 86_400]]],
    ['when less than a minute of the first is left', '2026-06-02T04:59:00.500Z', windows, [[75_660, 86_459]]],
    ['when both are over', '2026-06-03T05:00:00Z', windows, []],
    ['rounded inwards', '2026-06-02T01:59:00.400Z', [windows[0]!], [[60, 10_859]]],
    [
      'with an offset',
      '2026-06-02T00:00:00Z',
      [{ from: '2026-06-02T03:00:00+02:00', to: '2026-06-02T04:00:00+02:00' }],
      [[3_600, 7_200]],
    ],
  ];
  it.each(cases)('%s', (_, time, list, seconds) => {
    expect(relativeWindows(list, Date.parse(time)).map((one) => [one.WindowStart, one.WindowEnd])).toEqual(seconds);
  });
});

describe('an order with windows', () => {
  const fields = { fileId, targetVersion: '2.0' };
  it('is taken with one or two', () => {
    expect(checkOrder('upgradeFirmware', { ...fields, windows: [windows[0]] }).order).toMatchObject({
      windows: [windows[0]],
    });
    expect(checkOrder('upgradeFirmware', { ...fields, windows }).order).toMatchObject({ windows });
    expect(checkOrder('upgradeFirmware', fields).order).not.toHaveProperty('windows');
  });

  const refused: [what: string, windows: unknown, path: string][] = [
    ['none', [], 'windows'],
    ['three', [...windows, windows[1]], 'windows'],
    ['one that ends before it begins', [{ from: windows[0]!.to, to: windows[0]!.from }], 'windows.0.to'],
    ['an end without a zone', [{ from: windows[0]!.from, to: '2026-06-02T05:00:00' }], 'windows.0.to'],
    ['the later one first', [windows[1], windows[0]], 'windows.1.from'],
  ];
  it.each(refused)('is refused with %s', (_, list, path) => {
    const ordered = () => checkOrder('upgradeFirmware', { ...fields, windows: list });
    expect(ordered).toThrow(expect.objectContaining({ code: 'invalidRequest' }));
    expect(ordered).toThrow(expect.objectContaining({ items: [expect.objectContaining({ path })] }));
  });
});

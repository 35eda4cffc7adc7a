import { describe, expect, it } from 'vitest';
import { download } from '../../src/operations/kinds/download.ts';
import { upgradeFirmware } from '../../src/operations/kinds/upgrade-firmware.ts';
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
const order = { fileId, targetVersion: '2.0', timeoutMinutes: 60 };
const other = { State: 2, IsDownload: true, FileType: '1 Firmware Upgrade Image', FileSize: 1, TargetFileName: '' };
const queue = (...keys: string[]) => ({ TransferList: keys.map((CommandKey) => ({ CommandKey, ...other })) });
const status = (Status: number) => ({
  Status,
  StartTime: '2026-05-01T12:00:00Z',
  CompleteTime: '2026-05-01T12:00:00Z',
});
const cannotProbe = (method: string): boolean => !/^Get(All)?QueuedTransfers$/.test(method);
const say = 'dispatched, say Download, for 10 min';
const probe = 'say GetAllQueuedTransfers as no attempt';

describe('an upgrade', () => {
  checkTable({
    kind: upgradeFirmware,
    order,
    states: [
      ['queued', {}],
      ['dispatched', { fromVersion: '1.0' }],
      ['accepted', { fromVersion: '1.0', accepted: true }],
      ['applying', { fromVersion: '1.0', accepted: true }],
      ['unconfirmed', { fromVersion: '1.0', accepted: true }],
      ['unconfirmed', { fromVersion: '1.0', accepted: true, unprobeable: true }],
    ],
    rows: [
      ['the floor in the session that said it', floor(), say, 'nothing', 'nothing', 'nothing', probe, 'nothing'],
      ['the floor in a later session', floor({ fresh: true }), say, probe, 'nothing', 'nothing', probe, 'nothing'],
      [
        'the floor where the device cannot be probed',
        floor({ fresh: true, can: cannotProbe }),
        say,
        'unconfirmed, for 1440 min',
        'nothing',
        'nothing',
        'unconfirmed, for 1440 min',
        'nothing',
      ],
      [
        'the floor of a device that is there already',
        floor({ version: '2.0' }),
        'succeeded',
        'nothing',
        'nothing',
        'nothing',
        probe,
        'nothing',
      ],
      [
        'the floor after the file went',
        floor({ fresh: true, supplies: {} }),
        'failed, fileGone',
        probe,
        'nothing',
        'nothing',
        probe,
        'nothing',
      ],
      [
        'an Inform with the version it had',
        inform(['2 PERIODIC']),
        'nothing',
        'nothing',
        'nothing',
        'nothing',
        'nothing',
        'nothing',
      ],
      [
        'a restart with the version it had',
        inform(['1 BOOT']),
        'nothing',
        'nothing',
        'nothing',
        'failed, fellBack',
        'nothing',
        'nothing',
      ],
      [
        'an Inform with the version wanted',
        inform(['2 PERIODIC'], '2.0'),
        'nothing',
        'succeeded',
        'succeeded',
        'succeeded',
        'succeeded',
        'succeeded',
      ],
      [
        'a restart with a third version',
        inform(['1 BOOT'], '1.5'),
        'nothing',
        'nothing',
        'nothing',
        'failed, fellBack',
        'nothing',
        'nothing',
      ],
      [
        'a TransferComplete with a fault',
        transferComplete(9010),
        'nothing',
        'failed, fault 9010',
        'failed, fault 9010',
        'failed, fault 9010',
        'failed, fault 9010',
        'failed, fault 9010',
      ],
      [
        'a TransferComplete without a fault, which proves nothing yet',
        transferComplete(0),
        'nothing',
        'applying, for 60 min',
        'applying, for 60 min',
        'applying, for 60 min',
        'applying, for 60 min',
        'applying, for 60 min',
      ],
      [
        'a TransferComplete after the restart, with the version it had',
        transferComplete(0, { booted: true }),
        'nothing',
        'failed, fellBack',
        'failed, fellBack',
        'failed, fellBack',
        'failed, fellBack',
        'failed, fellBack',
      ],
      [
        'a TransferComplete with the version wanted',
        transferComplete(0, { version: '2.0', booted: true }),
        'nothing',
        'succeeded',
        'succeeded',
        'succeeded',
        'succeeded',
        'succeeded',
      ],
      [
        'the deadline, which proves nothing: the lock is kept',
        deadline,
        'unconfirmed',
        'unconfirmed',
        'unconfirmed',
        'unconfirmed',
        'nothing',
        'failed, outcomeUnknown',
      ],
    ],
  });

  checkTable({
    kind: upgradeFirmware,
    order,
    states: [
      ['dispatched', {}],
      ['dispatched', { accepted: true }],
      ['unconfirmed', {}],
      ['unconfirmed', { accepted: true }],
    ],
    rows: [
      [
        'Download answered 1 (it has the order)',
        answer('Download', status(1)),
        'accepted, for 60 min',
        'accepted, for 60 min',
        'accepted, for 60 min',
        'accepted, for 60 min',
      ],
      [
        'Download answered 0 (done, still to be proven)',
        answer('Download', status(0)),
        'applying, for 60 min',
        'applying, for 60 min',
        'applying, for 60 min',
        'applying, for 60 min',
      ],
      [
        'Download refused',
        fault('Download', 9004),
        'failed, fault 9004',
        'failed, fault 9004',
        'failed, fault 9004',
        'failed, fault 9004',
      ],
      [
        'the probe finds it in the queue',
        answer('GetAllQueuedTransfers', queue('other', key)),
        'accepted, for 60 min',
        'accepted, for 60 min',
        'accepted, for 60 min',
        'accepted, for 60 min',
      ],
      [
        'the probe finds it gone',
        answer('GetAllQueuedTransfers', queue()),
        'queued',
        'failed, notApplied',
        'queued',
        'failed, notApplied',
      ],
      [
        'the probe finds only transfers of others',
        answer('GetAllQueuedTransfers', queue('other', nextKey)),
        'queued',
        'failed, notApplied',
        'queued',
        'failed, notApplied',
      ],
      [
        'the probe is refused: there is an older one',
        fault('GetAllQueuedTransfers', 9000),
        'unconfirmed',
        'unconfirmed',
        'unconfirmed',
        'unconfirmed',
      ],
      [
        'the older probe is refused too',
        fault('GetQueuedTransfers', 9000),
        'unconfirmed, for 1440 min',
        'unconfirmed, for 1440 min',
        'unconfirmed, for 1440 min',
        'unconfirmed, for 1440 min',
      ],
      [
        'an answer to something else',
        answer('GetRPCMethods', { MethodList: [] }),
        'nothing',
        'nothing',
        'nothing',
        'nothing',
      ],
    ],
  });

  it('is not moved by the answer to a probe once it is settled', () => {
    for (const state of ['queued', 'accepted', 'applying'] as const) {
      const view = { order, progress: { accepted: true }, state, commandKey: key };
      expect(upgradeFirmware.step(view, answer('GetAllQueuedTransfers', queue()))).toEqual({});
    }
  });

  it('says a Download with the link, its size and a key of its own, and keeps the version it began with', () => {
    const move = upgradeFirmware.step({ order, progress: {}, state: 'queued', commandKey: null }, floor());
    expect(move.say).toEqual({
      method: 'Download',
      args: {
        CommandKey: nextKey,
        FileType: '1 Firmware Upgrade Image',
        URL: 'http://files/f/token',
        Username: '',
        Password: '',
        FileSize: 4096,
        TargetFileName: '',
        DelaySeconds: 0,
        SuccessURL: '',
        FailureURL: '',
      },
    });
    expect(move).toMatchObject({ attempt: true, progress: { fromVersion: '1.0' } });
  });

  it('starts clean after an order that never arrived: acceptance belongs to one attempt', () => {
    const view = { order, progress: { fromVersion: '1.0' }, state: 'dispatched' as const, commandKey: key };
    const back = upgradeFirmware.step(view, answer('GetAllQueuedTransfers', queue()));
    expect(back).toEqual({ state: 'queued', progress: {}, deadlineMs: null });
  });

  it('remembers that a device had the order, however it showed that', () => {
    const view = { order, progress: { fromVersion: '1.0' }, state: 'dispatched' as const, commandKey: key };
    for (const event of [answer('Download', status(0)), answer('Download', status(1)), transferComplete(0)]) {
      expect(upgradeFirmware.step(view, event).progress).toEqual({ fromVersion: '1.0', accepted: true });
    }
  });

  it('reports from which version to which', () => {
    const view = { order, progress: { fromVersion: '1.0' }, state: 'accepted' as const, commandKey: key };
    expect(upgradeFirmware.step(view, inform(['1 BOOT'], '2.0')).result).toEqual({
      fromVersion: '1.0',
      version: '2.0',
    });
  });
});

describe('a download of any file', () => {
  const columns = [
    ['queued', {}],
    ['dispatched', {}],
    ['accepted', { accepted: true }],
    ['unconfirmed', { accepted: true }],
    ['unconfirmed', { unprobeable: true }],
  ] as const;
  checkTable({
    kind: download,
    order: { fileType: '3 Vendor Configuration File', fileId },
    states: columns,
    rows: [
      ['the floor in the session that said it', floor(), say, 'nothing', 'nothing', probe, 'nothing'],
      ['the floor in a later session', floor({ fresh: true }), say, probe, 'nothing', probe, 'nothing'],
      [
        'the floor after the file went',
        floor({ supplies: {} }),
        'failed, fileGone',
        'nothing',
        'nothing',
        probe,
        'nothing',
      ],
      [
        'the floor where the device cannot be probed',
        floor({ fresh: true, can: cannotProbe }),
        say,
        'unconfirmed, for 1440 min',
        'nothing',
        'unconfirmed, for 1440 min',
        'nothing',
      ],
      ['an Inform', inform(['1 BOOT']), 'nothing', 'nothing', 'nothing', 'nothing', 'nothing'],
      [
        'a TransferComplete without a fault',
        transferComplete(0),
        'nothing',
        'succeeded',
        'succeeded',
        'succeeded',
        'succeeded',
      ],
      [
        'a TransferComplete with a fault',
        transferComplete(9016),
        'nothing',
        'failed, fault 9016',
        'failed, fault 9016',
        'failed, fault 9016',
        'failed, fault 9016',
      ],
      ['the deadline', deadline, 'unconfirmed', 'unconfirmed', 'unconfirmed', 'nothing', 'failed, outcomeUnknown'],
    ],
  });
  checkTable({
    kind: download,
    order: { fileType: '3 Vendor Configuration File', url: 'http://elsewhere/config', delaySeconds: 600 },
    states: [
      ['dispatched', {}],
      ['unconfirmed', { accepted: true }],
    ],
    rows: [
      ['Download answered 1', answer('Download', status(1)), 'accepted, for 70 min', 'accepted, for 70 min'],
      ['Download answered 0', answer('Download', status(0)), 'succeeded', 'succeeded'],
      ['Download refused', fault('Download', 9003), 'failed, fault 9003', 'failed, fault 9003'],
      [
        'the queue is full for now',
        fault('Download', 9004),
        'queued, fault 9004, again in 1 min',
        'queued, fault 9004, again in 1 min',
      ],
      [
        'the probe finds it',
        answer('GetAllQueuedTransfers', queue(key)),
        'accepted, for 70 min',
        'accepted, for 70 min',
      ],
      ['the probe finds it gone', answer('GetAllQueuedTransfers', queue()), 'queued', 'failed, outcomeUnknown'],
      [
        'the probe is refused: there is an older one',
        fault('GetAllQueuedTransfers', 9000),
        'unconfirmed',
        'unconfirmed',
      ],
      [
        'the older probe is refused too',
        fault('GetQueuedTransfers', 9000),
        'unconfirmed, for 1440 min',
        'unconfirmed, for 1440 min',
      ],
      [
        'the older probe finds it',
        answer('GetQueuedTransfers', { TransferList: [{ CommandKey: key, State: 1 }] }),
        'accepted, for 70 min',
        'accepted, for 70 min',
      ],
      [
        'the older probe finds it gone',
        answer('GetQueuedTransfers', { TransferList: [] }),
        'queued',
        'failed, outcomeUnknown',
      ],
      ['the device confirmed that it dropped it', cancelled, 'cancelled', 'cancelled'],
    ],
  });

  it('uses an address of its own where one was ordered', () => {
    const own = { fileType: '3 X', url: 'http://elsewhere/config', username: 'u', password: 'p' };
    const move = download.step(
      { order: own, progress: {}, state: 'queued', commandKey: null },
      floor({ supplies: {} }),
    );
    expect(move.say?.args).toMatchObject({ URL: 'http://elsewhere/config', Username: 'u', Password: 'p', FileSize: 0 });
  });
});

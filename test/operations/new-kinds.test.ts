import { describe, expect, it } from 'vitest';
import type { DuResult, OperationEvent } from '../../src/operations/kind.ts';
import { cancelTransfer } from '../../src/operations/kinds/cancel-transfer.ts';
import { changeDuState } from '../../src/operations/kinds/change-du-state.ts';
import { download } from '../../src/operations/kinds/download.ts';
import { getOptions } from '../../src/operations/kinds/get-options.ts';
import { scheduleDownload } from '../../src/operations/kinds/schedule-download.ts';
import { upload } from '../../src/operations/kinds/upload.ts';
import { vendorRpc } from '../../src/operations/kinds/vendor-rpc.ts';
import {
  answer,
  cancelled,
  checkTable,
  deadline,
  device,
  fault,
  floor,
  inform,
  key,
  nextKey,
  told,
  transferComplete,
  unreadable,
} from './support/kinds.ts';

const none = {};
const fileId = '0196a000-0000-7000-8000-000000000001';
const held = { CommandKey: key, State: 2, IsDownload: false, FileType: '', FileSize: 0, TargetFileName: '' };
const queue = (...transfers: (typeof held)[]) => answer('GetAllQueuedTransfers', { TransferList: transfers });
const status = (Status: number) => ({
  Status,
  StartTime: '2026-05-01T12:00:00Z',
  CompleteTime: '2026-05-01T12:00:01Z',
});
const probe = 'say GetAllQueuedTransfers as no attempt';
const again = 'queued, fault 9015, again in 1 min';

describe('an upload', () => {
  const order = { fileType: '3 Vendor Configuration File 1' };
  const supplies = { uploadUrl: 'http://files/u/token/vendor-configuration-file-1' };
  const brought = (event: OperationEvent) => ({ ...event, uploadId: 'u1' }) as OperationEvent;
  checkTable({
    kind: upload,
    order,
    states: [
      ['queued', none],
      ['dispatched', none],
      ['accepted', { accepted: true }],
      ['unconfirmed', { accepted: true }],
    ],
    rows: [
      ['the floor', floor({ supplies }), 'dispatched, say Upload, for 10 min', 'nothing', 'nothing', probe],
      ['the floor without an address', floor({ supplies: {} }), 'failed, invalid', 'nothing', 'nothing', probe],
      [
        'a later session',
        floor({ supplies, fresh: true }),
        'dispatched, say Upload, for 10 min',
        probe,
        'nothing',
        probe,
      ],
      ['answered 1', answer('Upload', status(1)), 'nothing', ...Array<string>(3).fill('accepted, for 60 min')],
      [
        'answered 0, and it is here',
        brought(answer('Upload', status(0))),
        'nothing',
        ...Array<string>(3).fill('succeeded'),
      ],
      [
        'answered 0, and nothing came',
        answer('Upload', status(0)),
        'nothing',
        ...Array<string>(3).fill('failed, notApplied'),
      ],
      [
        'done, and it is here',
        transferComplete(0, { uploadId: 'u1' }),
        'nothing',
        ...Array<string>(3).fill('succeeded'),
      ],
      ['done, and nothing came', transferComplete(0), 'nothing', ...Array<string>(3).fill('failed, notApplied')],
      ['a fault that may pass', transferComplete(9015), 'nothing', again, again, again],
      ['a fault for good', transferComplete(9012), 'nothing', ...Array<string>(3).fill('failed, fault 9012')],
      ['an answer that nobody can read', unreadable('Upload'), ...Array<string>(4).fill('nothing')],
      ['a probe that nobody can read', unreadable('GetAllQueuedTransfers'), ...Array<string>(4).fill('unconfirmed')],
      ['the device has it still', queue(held), 'nothing', 'accepted, for 60 min', 'nothing', 'accepted, for 60 min'],
      ['the device has it no more', queue(), 'nothing', 'queued', 'nothing', 'failed, outcomeUnknown'],
      ['the device has it no more, and it is here', brought(queue()), 'nothing', 'queued', 'nothing', 'succeeded'],
      ['a factory reset', inform(['0 BOOTSTRAP']), 'nothing', 'unconfirmed', 'unconfirmed', 'nothing'],
      ['cancelled', cancelled, 'nothing', 'cancelled', 'cancelled', 'cancelled'],
      ['the deadline', deadline, 'unconfirmed', 'unconfirmed', 'unconfirmed', 'nothing'],
    ],
  });

  it('says where to bring it, and tells in its result what was brought', () => {
    expect(upload.needs(order)).toMatchObject({ upload: 'vendor-configuration-file-1', waitSeconds: 0 });
    const view = { order, progress: none, state: 'queued' as const, commandKey: null };
    expect(upload.step(view, floor({ supplies })).say?.args).toEqual({
      CommandKey: nextKey,
      FileType: '3 Vendor Configuration File 1',
      URL: supplies.uploadUrl,
      Username: '',
      Password: '',
      DelaySeconds: 0,
    });
    const done = upload.step({ ...view, state: 'accepted', commandKey: key }, transferComplete(0, { uploadId: 'u1' }));
    expect(done.result).toEqual({
      status: 1,
      startTime: '2026-05-01T12:00:00Z',
      completeTime: '2026-05-01T12:01:00Z',
      uploadId: 'u1',
    });
  });
});

describe('a scheduled download', () => {
  const windows = [
    { start: 600, end: 1200, mode: '1 At Any Time' },
    { start: 3600, end: 7200, mode: '4 Confirmation Needed', userMessage: 'now?', maxRetries: 2 },
  ];
  const order = { fileType: '1 Firmware Upgrade Image', fileId, windows };
  checkTable({
    kind: scheduleDownload,
    order,
    states: [
      ['queued', none],
      ['dispatched', none],
      ['accepted', { accepted: true }],
      ['unconfirmed', { accepted: true }],
    ],
    rows: [
      ['the floor', floor(), 'dispatched, say ScheduleDownload, for 10 min', 'nothing', 'nothing', probe],
      ['the file is gone', floor({ supplies: {} }), 'failed, fileGone', 'nothing', 'nothing', probe],
      // An hour after its last window.
      ['its answer', answer('ScheduleDownload', {}), 'nothing', ...Array<string>(3).fill('accepted, for 180 min')],
      ['done', transferComplete(0), 'nothing', ...Array<string>(3).fill('succeeded')],
      [
        'every window missed',
        transferComplete(9020),
        'nothing',
        ...Array<string>(3).fill('queued, fault 9020, again in 1 min'),
      ],
      ['the device has it no more', queue(), 'nothing', 'queued', 'nothing', 'failed, outcomeUnknown'],
      ['a factory reset', inform(['0 BOOTSTRAP', '1 BOOT']), 'nothing', 'unconfirmed', 'unconfirmed', 'nothing'],
    ],
  });

  it('says its windows, and asks for a link that outlives them', () => {
    expect(scheduleDownload.needs(order)).toEqual({ file: fileId, waitSeconds: 7200 });
    const view = { order, progress: none, state: 'queued' as const, commandKey: null };
    expect(scheduleDownload.step(view, floor()).say?.args).toMatchObject({
      CommandKey: nextKey,
      FileSize: 4096,
      TimeWindowList: [
        { WindowStart: 600, WindowEnd: 1200, WindowMode: '1 At Any Time', UserMessage: '', MaxRetries: -1 },
        { WindowStart: 3600, WindowEnd: 7200, WindowMode: '4 Confirmation Needed', UserMessage: 'now?', MaxRetries: 2 },
      ],
    });
  });
});

describe('a transfer that our own file server turned away', () => {
  const view = { order: { fileType: '3 X', fileId }, progress: none, state: 'accepted' as const, commandKey: key };
  it('is tried again later, whatever the device made of it', () => {
    const busy = transferComplete(9016, { turnedAway: true });
    expect(download.step({ ...view, attempt: 1 }, busy)).toMatchObject({
      state: 'queued',
      notBeforeMs: 60_000,
      fault: { code: 9016, reason: 'sourceBusy', message: expect.stringContaining('503') as string },
    });
    expect(told(download.step({ ...view, attempt: 3 }, busy))).toBe('failed, sourceBusy');
    expect(told(download.step({ ...view, attempt: 1 }, transferComplete(9016)))).toBe('failed, fault 9016');
  });
});

checkTable({
  kind: cancelTransfer,
  order: { commandKey: 'k' },
  states: [
    ['queued', none],
    ['dispatched', none],
  ],
  rows: [
    ['the floor', floor(), 'dispatched, say CancelTransfer', 'nothing'],
    ['a lost answer', floor({ fresh: true }), 'dispatched, say CancelTransfer', 'dispatched, say CancelTransfer'],
    ['its answer', answer('CancelTransfer', {}), 'succeeded', 'succeeded'],
    ['too late', fault('CancelTransfer', 9021), 'failed, fault 9021', 'failed, fault 9021'],
    ['the deadline', deadline, 'nothing', 'nothing'],
  ],
});

it('a cancelled transfer is named to the operation that ordered it', () => {
  const view = { order: { commandKey: 'k' }, progress: {}, state: 'dispatched' as const, commandKey: key };
  expect(cancelTransfer.step(view, answer('CancelTransfer', {})).cancelled).toBe('k');
});

describe('a change of deployment units', () => {
  const uuid = '1e1d5c70-0b54-5a3c-9f3e-2f7a5b6c7d8e';
  const result = (code: number): DuResult => ({
    uuid,
    deploymentUnitRef: 'Device.SoftwareModules.DeploymentUnit.1',
    version: '1',
    currentState: code === 0 ? 'Installed' : 'Failed',
    resolved: true,
    executionUnitRefs: [],
    startTime: '',
    completeTime: '',
    fault: { code, message: code === 0 ? '' : 'no room' },
  });
  const complete = (...codes: number[]): OperationEvent => ({
    type: 'duStateChangeComplete',
    device: device(),
    results: codes.map(result),
  });
  checkTable({
    kind: changeDuState,
    order: { operations: [{ op: 'update' }] },
    states: [
      ['queued', none],
      ['dispatched', none],
      ['accepted', none],
      ['unconfirmed', none],
    ],
    rows: [
      ['the floor', floor(), 'dispatched, say ChangeDUState, for 10 min', 'nothing', 'nothing', 'nothing'],
      [
        'a lost answer: it is never said twice, the tables are read',
        floor({ fresh: true }),
        'dispatched, say ChangeDUState, for 10 min',
        'unconfirmed, say GetParameterValues as no attempt, for 1500 min',
        'nothing',
        'nothing',
      ],
      ['its answer', answer('ChangeDUState', {}), ...Array<string>(4).fill('accepted, for 1500 min')],
      [
        'an answer that nobody can read',
        unreadable('ChangeDUState'),
        ...Array<string>(4).fill('accepted, for 1500 min'),
      ],
      ['busy', fault('ChangeDUState', 9004), ...Array<string>(4).fill('queued, fault 9004, again in 1 min')],
      ['a refusal', fault('ChangeDUState', 9000), ...Array<string>(4).fill('failed, fault 9000')],
      ['all done', complete(0, 0), 'nothing', 'succeeded', 'succeeded', 'succeeded'],
      [
        'one failed: the tables are to say what there is now',
        complete(0, 9027),
        'nothing',
        ...Array<string>(3).fill('applying, for 15 min'),
      ],
      [
        'a factory reset',
        inform(['0 BOOTSTRAP']),
        'nothing',
        'nothing',
        'unconfirmed, for 1440 min',
        'unconfirmed, for 1440 min',
      ],
      [
        'the deadline',
        deadline,
        'unconfirmed, for 1440 min',
        'unconfirmed, for 1500 min',
        'unconfirmed, for 1440 min',
        'unconfirmed, for 1440 min',
      ],
    ],
  });

  it('says each operation with what it takes, and keeps the results of all though one failed', () => {
    const operations = [
      {
        op: 'install' as const,
        url: 'https://h/du',
        uuid,
        executionEnvRef: 'Device.E.1',
        username: 'u',
        password: 'p',
      },
      { op: 'update' as const, uuid, version: '2' },
      { op: 'uninstall' as const, uuid },
    ];
    const view = { order: { operations }, progress: none, state: 'queued' as const, commandKey: null };
    expect(changeDuState.step(view, floor()).say?.args).toEqual({
      CommandKey: nextKey,
      Operations: [
        {
          operation: 'Install',
          URL: 'https://h/du',
          UUID: uuid,
          Username: 'u',
          Password: 'p',
          ExecutionEnvRef: 'Device.E.1',
        },
        { operation: 'Update', UUID: uuid, Version: '2', URL: '', Username: '', Password: '' },
        { operation: 'Uninstall', UUID: uuid, Version: '', ExecutionEnvRef: '' },
      ],
    });
    const told = changeDuState.step({ ...view, state: 'accepted' }, complete(0, 9027, 0));
    // Its tables cannot be read: what was told has to do.
    const failed = changeDuState.step(
      { ...view, state: 'applying', progress: told.progress! },
      fault('GetParameterValues', 9002),
    );
    expect(failed).toMatchObject({ state: 'failed', fault: { code: 9027, message: '1 of 3 failed: no room' } });
    expect((failed.result as { results: unknown[] }).results).toHaveLength(3);
  });
});

describe('a method of a vendor', () => {
  const order = {
    method: 'X_00D09E_Blink' as const,
    arguments: { Times: 3, Led: ['a', 'b'], How: { Fast: true }, No: null },
  };
  const reply = (args: unknown) => answer('X_00D09E_Blink' as never, args as never);
  checkTable({
    kind: vendorRpc,
    order,
    states: [
      ['queued', none],
      ['dispatched', none],
    ],
    rows: [
      ['the floor', floor(), 'dispatched, say X_00D09E_Blink', 'nothing'],
      ['a lost answer', floor({ fresh: true }), 'dispatched, say X_00D09E_Blink', 'failed, outcomeUnknown'],
      ['its answer', reply([]), 'succeeded', 'succeeded'],
      [
        'an answer that nobody can read',
        unreadable('X_00D09E_Blink' as never),
        'failed, outcomeUnknown',
        'failed, outcomeUnknown',
      ],
      ['any refusal', fault('X_00D09E_Blink' as never, 9002), 'failed, fault 9002', 'failed, fault 9002'],
    ],
  });

  it('is said with its arguments in their order, and its answer is shown in the same form', () => {
    const leaf = (name: string, text: string) => ({ name, text, children: [], type: null });
    const args = [
      leaf('Times', '3'),
      leaf('Led', 'a'),
      leaf('Led', 'b'),
      { ...leaf('How', ''), children: [leaf('Fast', 'true')] },
      leaf('No', ''),
    ];
    const view = { order, progress: none, state: 'queued' as const, commandKey: null };
    expect(vendorRpc.step(view, floor()).say?.args).toEqual(args);
    expect(vendorRpc.step({ ...view, state: 'dispatched' }, reply(args)).result).toEqual({
      arguments: { Times: '3', Led: ['a', 'b'], How: { Fast: 'true' }, No: '' },
    });
  });
});

it('options are shown by name, and one without an end has none', () => {
  const option = {
    OptionName: 'voice',
    VoucherSN: 7,
    State: 3,
    Mode: 2,
    StartDate: 's',
    ExpirationDate: '',
    IsTransferable: 1,
  };
  const view = { order: {}, progress: {}, state: 'dispatched' as const, commandKey: key };
  expect(getOptions.step(view, answer('GetOptions', { OptionList: [option] })).result).toEqual({
    options: [
      {
        name: 'voice',
        voucherSerialNumber: 7,
        state: 3,
        mode: 2,
        startDate: 's',
        expirationDate: null,
        transferable: true,
      },
    ],
  });
});

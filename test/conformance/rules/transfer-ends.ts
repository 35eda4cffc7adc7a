import assert from 'node:assert/strict';
import type { AcsStage } from '../kit/acs-stage.ts';
import { textAt } from '../kit/look.ts';
import { onMuster } from '../kit/rule.ts';
import { isAnswer, isNothing } from '../kit/wire-cpe.ts';
import { call, doneTransfer, fault, queuedTransfer, response, transferComplete, unknownTime } from '../kit/words.ts';

const file = { fileType: '3 Vendor Configuration File', url: 'http://127.0.0.1:9/f' };
const autonomous = (isDownload: number, code = 0) =>
  call(
    'AutonomousTransferComplete',
    `<AnnounceURL/><TransferURL>http://user:secret@files.example/f</TransferURL><IsDownload>${isDownload}</IsDownload><FileType>4 Vendor Log File</FileType><FileSize>9</FileSize><TargetFileName/><FaultStruct><FaultCode>${code}</FaultCode><FaultString/></FaultStruct><StartTime>${unknownTime}</StartTime><CompleteTime>${unknownTime}</CompleteTime>`,
  );

/** Codes that a TransferComplete may carry, and whether the transfer is tried again. */
const ends = [
  [9001, 'queued'],
  [9002, 'queued'],
  [9010, 'queued'],
  [9011, 'queued'],
  [9012, 'failed'],
  [9014, 'queued'],
  [9015, 'queued'],
  [9016, 'failed'],
  [9017, 'queued'],
  [9018, 'failed'],
  [9019, 'failed'],
  [9020, 'queued'],
] as const;

export const transferEnds = onMuster('Ends of transfers, and what a CPE asks for', 'transfer-ends.ts', [
  {
    id: 'XFR-03',
    clause: '§4.4 Status 0',
    rule: 'Status 0 ends a Download with the times that the device tells; no TransferComplete is waited for.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order, said } = await stage.asked(cpe, 'download', file, 'Download');
      isNothing(await cpe.reply(said, response('Download', doneTransfer)));
      const { state, result } = await stage.shown(order);
      assert.equal(state, 'succeeded');
      assert.deepEqual(result, { status: 0, startTime: '2026-01-01T00:00:00Z', completeTime: '2026-01-01T00:00:09Z' });
    },
  },
  {
    id: 'XFR-04',
    clause: '§4.4 Status 1',
    rule: 'Status 1 only means queued: the end is the TransferComplete with the key.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order, said, request } = await stage.asked(cpe, 'download', file, 'Download');
      isNothing(await cpe.reply(said, response('Download', queuedTransfer)));
      assert.equal((await stage.shown(order)).state, 'accepted');
      const key = textAt(request, 'CommandKey');
      await cpe.open({ events: ['7 TRANSFER COMPLETE', `M Download ${key}`] });
      isAnswer(await cpe.say(transferComplete(key)), 'TransferComplete');
      const { state, result } = await stage.shown(order);
      assert.deepEqual([state, result!['completeTime']], ['succeeded', '2026-01-01T00:01:00Z']);
    },
  },
  {
    id: 'XFR-05',
    clause: '§4.4 TransferComplete',
    rule: 'TransferCompleteResponse has no children.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      await cpe.open();
      assert.deepEqual(isAnswer(await cpe.say(transferComplete('k')), 'TransferComplete').children, []);
    },
  },
  {
    id: 'XFR-07',
    clause: '§4.4 TransferComplete success',
    rule: 'A TransferComplete under the key of another transfer moves nothing.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order, said } = await stage.asked(cpe, 'download', file, 'Download');
      isNothing(await cpe.reply(said, response('Download', queuedTransfer)));
      await cpe.open();
      isAnswer(await cpe.say(transferComplete('somebody else')), 'TransferComplete');
      assert.equal((await stage.shown(order)).state, 'accepted');
    },
  },
  ...ends.map(([code, state], n) => ({
    id: `XFR-${40 + n}`,
    clause: `§4.4 allowed FaultCode, §5.4 ${code}`,
    rule: `A TransferComplete with ${code} is acknowledged, and the transfer ${state === 'queued' ? 'is tried again later' : 'has failed for good'}.`,
    holds: async (stage: AcsStage) => {
      const cpe = await stage.known();
      const { order, said, request } = await stage.asked(cpe, 'download', file, 'Download');
      isNothing(await cpe.reply(said, response('Download', queuedTransfer)));
      await cpe.open();
      isAnswer(await cpe.say(transferComplete(textAt(request, 'CommandKey'), code, 'no')), 'TransferComplete');
      isNothing(await cpe.empty());
      const shown = await stage.shown(order);
      assert.deepEqual([shown.state, shown.fault!.code], [state, code]);
    },
  })),
  {
    id: 'XFR-25',
    clause: '§4.4 CancelTransfer',
    rule: 'CancelTransfer names the key; the transfer is then cancelled, and no TransferComplete is waited for.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order, said, request } = await stage.asked(cpe, 'download', file, 'Download');
      isNothing(await cpe.reply(said, response('Download', queuedTransfer)));
      const commandKey = textAt(request, 'CommandKey');
      const cancel = await stage.asked(cpe, 'cancelTransfer', { commandKey }, 'CancelTransfer');
      assert.equal(textAt(cancel.request, 'CommandKey'), commandKey);
      isNothing(await cpe.reply(cancel.said, response('CancelTransfer')));
      assert.deepEqual(
        [(await stage.shown(order)).state, (await stage.shown(cancel.order)).state],
        ['cancelled', 'succeeded'],
      );
    },
  },
  {
    id: 'XFR-26',
    clause: '§4.4 CancelTransfer, §5.4 9021',
    rule: '9021 means too late: the cancelling has failed, and the transfer ends by its TransferComplete.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order, said, request } = await stage.asked(cpe, 'download', file, 'Download');
      isNothing(await cpe.reply(said, response('Download', queuedTransfer)));
      const commandKey = textAt(request, 'CommandKey');
      const cancel = await stage.asked(cpe, 'cancelTransfer', { commandKey }, 'CancelTransfer');
      isNothing(await cpe.reply(cancel.said, fault(9021)));
      assert.deepEqual(
        [(await stage.shown(cancel.order)).state, (await stage.shown(order)).state],
        ['failed', 'accepted'],
      );
      await cpe.open();
      await cpe.say(transferComplete(commandKey));
      assert.equal((await stage.shown(order)).state, 'succeeded');
    },
  },
  {
    id: 'XFR-28',
    clause: '§4.4 AutonomousTransferComplete',
    rule: 'AutonomousTransferComplete is answered empty, shown once, without the credentials in its URL.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      for (let n = 0; n < 2; n++) {
        await cpe.open({ events: ['10 AUTONOMOUS TRANSFER COMPLETE'], retryCount: n });
        assert.deepEqual(isAnswer(await cpe.say(autonomous(0, 9011)), 'AutonomousTransferComplete').children, []);
      }
      const [item, ...more] = await stage.timeline(cpe, 'transfer');
      assert.deepEqual(more, []);
      assert.equal(item!['faultCode'], 9011);
      assert.ok(!JSON.stringify(item).includes('secret'));
    },
  },
  {
    id: 'XFR-29',
    clause: '§4.5 TransferFileType',
    rule: '`4 …` of an autonomous transfer is a log or a tone file by IsDownload: both are kept as told.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      await cpe.open();
      await cpe.say(autonomous(1));
      await cpe.say(autonomous(0));
      const shown = (await stage.timeline(cpe, 'transfer')).map((one) => one['isDownload']);
      assert.deepEqual(shown.sort(), [false, true]);
    },
  },
  {
    id: 'XFR-30',
    clause: '§4.4 RequestDownload',
    rule: 'RequestDownload is answered empty at once, and its arguments are kept.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      await cpe.open({ events: ['9 REQUEST DOWNLOAD'] });
      const args =
        '<FileType>2 Web Content</FileType><FileTypeArg><ArgStruct><Name>Version</Name><Value>7</Value></ArgStruct></FileTypeArg>';
      assert.deepEqual(isAnswer(await cpe.say(call('RequestDownload', args)), 'RequestDownload').children, []);
      assert.match(JSON.stringify(await stage.timeline(cpe, 'transfer')), /"2 Web Content".*"Version"/);
      isNothing(await cpe.empty());
    },
  },
  {
    id: 'XFR-31',
    clause: '§4.4 Kicked',
    rule: 'Kicked is answered with a NextURL of at most 1024 characters, and never one that leads anybody elsewhere.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      await cpe.open({ events: ['5 KICKED'] });
      const kick = (next: string) =>
        call('Kicked', `<Command>go</Command><Referer>http://192.168.1.1/</Referer><Arg>a=1</Arg><Next>${next}</Next>`);
      assert.equal(textAt(isAnswer(await cpe.say(kick('http://evil.example/')), 'Kicked'), 'NextURL'), '');
      assert.equal(
        textAt(isAnswer(await cpe.say(kick('http://127.0.0.1/done')), 'Kicked'), 'NextURL'),
        'http://127.0.0.1/done',
      );
    },
  },
  {
    id: 'XFR-32',
    clause: '§4.4 TransferComplete, ACS faults',
    rule: 'Times of a TransferComplete may be Unknown Time; a failure is still a failure.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order, said, request } = await stage.asked(cpe, 'download', file, 'Download');
      isNothing(await cpe.reply(said, response('Download', queuedTransfer)));
      await cpe.open();
      const end = transferComplete(textAt(request, 'CommandKey'), 9018, 'corrupt', [unknownTime, unknownTime]);
      isAnswer(await cpe.say(end), 'TransferComplete');
      assert.equal((await stage.shown(order)).state, 'failed');
    },
  },
]);

import assert from 'node:assert/strict';
import { textAt } from '../kit/look.ts';
import { onMuster } from '../kit/rule.ts';
import { isAnswer, isNothing, isRequest, nameOf, readsNothing } from '../kit/wire-cpe.ts';
import {
  call,
  duComplete,
  envelope,
  fault,
  inform,
  parameterList,
  queuedTransfer,
  response,
  someUuid,
  transferComplete,
} from '../kit/words.ts';

const file = { fileType: '3 Vendor Configuration File', url: 'http://127.0.0.1:9/f' };
const noTransfers = response('GetAllQueuedTransfers', '<TransferList/>');
const code = 'Device.DeviceInfo.ProvisioningCode';

export const oddConditions = onMuster('Odd conditions', 'odd-conditions.ts', [
  {
    id: 'ODD-01',
    clause: '§2.6 reply lost',
    rule: 'A TransferComplete that comes again, in the session or in a later one, is answered again and counted once.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      for (let session = 0; session < 2; session++) {
        await cpe.open({ events: ['7 TRANSFER COMPLETE', 'M Download k'], retryCount: session });
        isAnswer(await cpe.say(transferComplete('k')), 'TransferComplete');
        isAnswer(await cpe.say(transferComplete('k')), 'TransferComplete');
        isNothing(await cpe.empty());
      }
      assert.equal((await stage.timeline(cpe, 'transfer')).length, 1);
    },
  },
  {
    id: 'ODD-02',
    clause: '§2.6 reply lost',
    rule: 'Two completions of one key that differ in their times are two: both are kept.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      await cpe.open();
      await cpe.say(transferComplete('k'));
      await cpe.say(transferComplete('k', 0, '', ['2026-03-01T00:00:00Z', '2026-03-01T00:00:05Z']));
      assert.equal((await stage.timeline(cpe, 'transfer')).length, 2);
    },
  },
  {
    id: 'ODD-03',
    clause: '§2.6 InformResponse lost',
    rule: 'The same events again with a higher RetryCount provision nothing twice.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      for (let retryCount = 0; retryCount < 3; retryCount++)
        await cpe.open({ events: ['0 BOOTSTRAP', '1 BOOT'], retryCount });
      const { items } = await stage.muster.api.get<{ items: { kind: string }[] }>(`/devices/${cpe.id}/operations`);
      assert.deepEqual(
        items.map((one) => one.kind),
        ['provision'],
      );
    },
  },
  {
    id: 'ODD-04',
    clause: '§2.6 CPE response lost (SetParameterValues)',
    rule: 'A write whose answer got lost is not repeated blindly: the values are read, and what is in force is a success.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order } = await stage.asked(
        cpe,
        'setParameterValues',
        { values: [{ path: code, value: 'x' }] },
        'SetParameterValues',
      );
      const said = await cpe.session({ retryCount: 1 });
      isRequest(said, 'GetParameterValues');
      isNothing(await cpe.reply(said, response('GetParameterValues', parameterList({ [code]: 'x' }))));
      assert.equal((await stage.shown(order)).state, 'succeeded');
    },
  },
  {
    id: 'ODD-05',
    clause: '§2.6 CPE response lost (SetParameterValues)',
    rule: 'Where the device shows the old value, the write is said again.',
    holds: async (stage) => {
      const cpe = await stage.known();
      await stage.asked(cpe, 'setParameterValues', { values: [{ path: code, value: 'x' }] }, 'SetParameterValues');
      const said = await cpe.session({ retryCount: 1 });
      isRequest(said, 'GetParameterValues');
      isRequest(
        await cpe.reply(said, response('GetParameterValues', parameterList({ [code]: 'old' }))),
        'SetParameterValues',
      );
    },
  },
  {
    id: 'ODD-06',
    clause: '§2.6 CPE response lost (AddObject)',
    rule: 'An AddObject whose answer got lost is not said again before the instances have been listed; one more is ours.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const table = 'Device.NAT.PortMapping.';
      const listed = (...numbers: number[]) =>
        response(
          'GetParameterNames',
          `<ParameterList>${numbers.map((n) => `<ParameterInfoStruct><Name>${table}${n}.</Name><Writable>1</Writable></ParameterInfoStruct>`).join('')}</ParameterList>`,
        );
      const { order, said } = await stage.asked(cpe, 'addObject', { path: table }, 'GetParameterNames');
      isRequest(await cpe.reply(said, listed(1)), 'AddObject');
      const again = await cpe.session({ retryCount: 1 });
      isRequest(again, 'GetParameterNames');
      isNothing(await cpe.reply(again, listed(1, 2)));
      const { state, result } = await stage.shown(order);
      assert.deepEqual([state, result!['instanceNumber']], ['succeeded', 2]);
    },
  },
  {
    id: 'ODD-07',
    clause: '§2.6 CPE response lost (Download)',
    rule: 'A Download whose answer got lost is asked for by GetAllQueuedTransfers before anything else.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order, request } = await stage.asked(cpe, 'download', file, 'Download');
      const said = await cpe.session({ retryCount: 1 });
      isRequest(said, 'GetAllQueuedTransfers');
      const item = `<AllQueuedTransferStruct><CommandKey>${textAt(request, 'CommandKey')}</CommandKey><State>2</State><IsDownload>1</IsDownload><FileType>3 Vendor Configuration File</FileType><FileSize>0</FileSize><TargetFileName/></AllQueuedTransferStruct>`;
      isNothing(await cpe.reply(said, response('GetAllQueuedTransfers', `<TransferList>${item}</TransferList>`)));
      assert.equal((await stage.shown(order)).state, 'accepted');
    },
  },
  {
    id: 'ODD-08',
    clause: '§2.6 CPE response lost (Download)',
    rule: 'A Download that the device never got is said again, under another CommandKey.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { request } = await stage.asked(cpe, 'download', file, 'Download');
      const said = await cpe.session({ retryCount: 1 });
      isRequest(said, 'GetAllQueuedTransfers');
      const again = isRequest(await cpe.reply(said, noTransfers), 'Download');
      assert.notEqual(textAt(again, 'CommandKey'), textAt(request, 'CommandKey'));
    },
  },
  {
    id: 'ODD-09',
    clause: '§2.6 CPE response lost (Reboot)',
    rule: 'A Reboot whose answer got lost is not said again; `1 BOOT` with `M Reboot` and its key proves it.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order, request } = await stage.asked(cpe, 'reboot', {}, 'Reboot');
      isNothing(await cpe.session({ retryCount: 1 }));
      isNothing(await cpe.session({ events: ['1 BOOT', `M Reboot ${textAt(request, 'CommandKey')}`] }));
      assert.equal((await stage.shown(order)).state, 'succeeded');
    },
  },
  {
    id: 'ODD-10',
    clause: '§2.6 CPE response lost (ChangeDUState)',
    rule: 'A ChangeDUState whose answer got lost is not said again; its DUStateChangeComplete settles it.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const operations = [{ op: 'uninstall', uuid: someUuid }];
      const { order, request } = await stage.asked(cpe, 'changeDuState', { operations }, 'ChangeDUState');
      // Its tables are looked at: they prove nothing, as the unit was not there before.
      isNothing(await readsNothing(cpe, await cpe.session({ retryCount: 1 })));
      assert.equal((await stage.shown(order)).state, 'unconfirmed');
      const key = textAt(request, 'CommandKey');
      await cpe.open({ events: ['11 DU STATE CHANGE COMPLETE', `M ChangeDUState ${key}`] });
      isAnswer(await cpe.say(duComplete(key, { state: 'Uninstalled' })), 'DUStateChangeComplete');
      assert.equal((await stage.shown(order)).state, 'succeeded');
    },
  },
  {
    id: 'ODD-11',
    clause: '§2.6 ACS crashes',
    rule: 'What a TransferCompleteResponse acknowledges is in the database before it is sent.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      await cpe.open();
      isAnswer(await cpe.say(transferComplete('durable')), 'TransferComplete');
      const { rows } = await stage.muster.pool.query(
        `SELECT command_key FROM evidence e JOIN device d ON d.id = e.device_id WHERE d.public_id = $1`,
        [cpe.id],
      );
      assert.deepEqual(rows, [{ command_key: 'durable' }]);
    },
  },
  {
    id: 'ODD-12',
    clause: '§2.6 ACS crashes',
    rule: 'What must not happen twice is in the database as dispatched before it is sent.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order } = await stage.asked(cpe, 'factoryReset', {}, 'FactoryReset');
      const { rows } = await stage.muster.pool.query('SELECT state FROM operation WHERE id = $1', [order.id]);
      assert.deepEqual(rows, [{ state: 'dispatched' }]);
    },
  },
  {
    id: 'ODD-13',
    clause: '§2.6 ID out of order',
    rule: 'IDs are opaque: falling, equal and textual ones make no difference.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      await cpe.open({}, { id: '9' });
      for (const id of ['8', '8', 'zero', '-1'])
        assert.equal(textAt((await cpe.say(call('GetRPCMethods'), { id })).xml, 'Header/ID'), id);
    },
  },
  {
    id: 'ODD-14',
    clause: '§2.6 two envelopes',
    rule: 'Two envelopes in one HTTP body are refused with 400, and neither counts.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      const text = envelope(inform(cpe.serial));
      assert.equal((await cpe.post(text + text.replace(/<\?xml.*\?>/, ''))).status, 400);
      assert.equal(await stage.isKnown(cpe), false);
    },
  },
  {
    id: 'ODD-15',
    clause: '§4.4 Status 1, §2.6',
    rule: 'A completion in the very session that ordered the transfer counts.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order, said, request } = await stage.asked(cpe, 'download', file, 'Download');
      isNothing(await cpe.reply(said, response('Download', queuedTransfer)));
      await cpe.open({ events: ['7 TRANSFER COMPLETE', `M Download ${textAt(request, 'CommandKey')}`] });
      await cpe.say(transferComplete(textAt(request, 'CommandKey')));
      assert.equal((await stage.shown(order)).state, 'succeeded');
    },
  },
  {
    id: 'ODD-16',
    clause: '§2.6 CPE response lost (DeleteObject)',
    rule: 'A DeleteObject said again, as its answer got lost, takes 9005 for done: the instance is gone.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order } = await stage.asked(cpe, 'deleteObject', { path: 'Device.NAT.PortMapping.3.' }, 'DeleteObject');
      const said = await cpe.session({ retryCount: 1 });
      isRequest(said, 'DeleteObject');
      isNothing(await cpe.reply(said, fault(9005)));
      assert.equal((await stage.shown(order)).state, 'succeeded');
    },
  },
  {
    id: 'ODD-17',
    clause: '§2.6 CPE response lost (Download), §4.4 Status 1',
    rule: 'A Download that the device had accepted and holds no more is not said again: how it ended is unknown.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order, said } = await stage.asked(cpe, 'download', file, 'Download');
      isNothing(await cpe.reply(said, response('Download', queuedTransfer)));
      const probe = await cpe.session({ events: ['0 BOOTSTRAP'] });
      isRequest(probe, 'GetAllQueuedTransfers');
      assert.notEqual(nameOf(await cpe.reply(probe, noTransfers)), 'Download');
      assert.equal((await stage.shown(order)).state, 'failed');
    },
  },
]);

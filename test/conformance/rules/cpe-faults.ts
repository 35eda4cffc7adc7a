import assert from 'node:assert/strict';
import type { AcsStage } from '../kit/acs-stage.ts';
import { onMuster } from '../kit/rule.ts';
import { isNothing, isRequest } from '../kit/wire-cpe.ts';
import { fault, response } from '../kit/words.ts';

const write = { values: [{ path: 'Device.DeviceInfo.ProvisioningCode', value: 'x' }] };
const faultOnly =
  '<SOAP-ENV:Fault><faultcode>SOAP-ENV:Server</faultcode><faultstring>out of order</faultstring></SOAP-ENV:Fault>';

/** What a fault to a write leads to: for good, or once more in a later session. */
const reactions = [
  [9001, 'queued'],
  [9002, 'queued'],
  [9003, 'failed'],
  [9004, 'queued'],
  [9005, 'failed'],
  [9006, 'failed'],
  [9007, 'failed'],
  [9008, 'failed'],
  [9050, 'queued'],
  [9800, 'queued'],
] as const;

export const cpeFaults = onMuster('Faults of the CPE', 'cpe-faults.ts', [
  ...reactions.map(([code, state], n) => ({
    id: `FLT-${20 + n}`,
    clause: `§5.2, §5.4 ${code}`,
    rule: `A write that is answered ${code} ${state === 'failed' ? 'has failed for good' : 'is tried again in a later session, after a while'}, and the fault is shown.`,
    holds: async (stage: AcsStage) => {
      const cpe = await stage.known();
      const { order, said } = await stage.asked(cpe, 'setParameterValues', write, 'SetParameterValues');
      isNothing(await cpe.reply(said, fault(code, 'why not')));
      const shown = await stage.shown(order);
      assert.deepEqual([shown.state, shown.fault!.code, shown.fault!.message], [state, code, 'why not']);
      isNothing(await cpe.session());
    },
  })),
  {
    id: 'FLT-40',
    clause: '§5.3',
    rule: 'Every SetParameterValuesFault is kept with the parameter it names.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order, said } = await stage.asked(cpe, 'setParameterValues', write, 'SetParameterValues');
      isNothing(
        await cpe.reply(
          said,
          fault(9003, 'Invalid arguments', [
            ['Device.A', 9006],
            ['Device.B', 9008],
          ]),
        ),
      );
      assert.deepEqual((await stage.shown(order)).fault!.parameters, [
        { name: 'Device.A', code: 9006, message: 'bad' },
        { name: 'Device.B', code: 9008, message: 'bad' },
      ]);
    },
  },
  {
    id: 'FLT-41',
    clause: '§5.3',
    rule: 'A CPE that puts 9007 on top, or lists parameters that were good, is understood as well.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order, said } = await stage.asked(cpe, 'setParameterValues', write, 'SetParameterValues');
      isNothing(
        await cpe.reply(
          said,
          fault(9007, 'no', [
            ['Device.Good', 0],
            ['Device.Bad', 9007],
          ]),
        ),
      );
      const { state, fault: told } = await stage.shown(order);
      assert.deepEqual([state, told!.code], ['failed', 9007]);
    },
  },
  {
    id: 'FLT-42',
    clause: '§5.2 reads, §5.4 9005',
    rule: 'A read whose only name is unknown has failed with 9005.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order, said } = await stage.asked(
        cpe,
        'getParameterValues',
        { paths: ['Device.Nobody'] },
        'GetParameterValues',
      );
      isNothing(await cpe.reply(said, fault(9005)));
      const { state, fault: told } = await stage.shown(order);
      assert.deepEqual([state, told!.code], ['failed', 9005]);
    },
  },
  {
    id: 'FLT-43',
    clause: '§5.4 9009',
    rule: 'A refused notification (9009) has failed for good.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const order = { attributes: [{ path: 'Device.DeviceInfo.UpTime', notification: 2 }] };
      const asked = await stage.asked(cpe, 'setParameterAttributes', order, 'SetParameterAttributes');
      isNothing(await cpe.reply(asked.said, fault(9009)));
      assert.equal((await stage.shown(asked.order)).state, 'failed');
    },
  },
  {
    id: 'FLT-44',
    clause: '§5.2 Download',
    rule: 'Faults to a Download: 9010 is tried again later, 9012 and 9013 have failed for good.',
    holds: async (stage) => {
      for (const [code, state] of [
        [9010, 'queued'],
        [9012, 'failed'],
        [9013, 'failed'],
      ] as const) {
        const cpe = await stage.known();
        const wish = { fileType: '3 Vendor Configuration File', url: 'http://127.0.0.1:9/f' };
        const { order, said } = await stage.asked(cpe, 'download', wish, 'Download');
        isNothing(await cpe.reply(said, fault(code)));
        assert.equal((await stage.shown(order)).state, state, String(code));
      }
    },
  },
  {
    id: 'FLT-45',
    clause: '§5.4 9001, Reboot',
    rule: 'A refused Reboot is never said again by itself: its moment has passed.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order, said } = await stage.asked(cpe, 'reboot', {}, 'Reboot');
      isNothing(await cpe.reply(said, fault(9001)));
      assert.equal((await stage.shown(order)).state, 'failed');
      isNothing(await cpe.session());
    },
  },
  {
    id: 'FLT-46',
    clause: '§5.4 unknown',
    rule: 'A SOAP fault without CWMP detail is taken for 9002, with its own text.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order, said } = await stage.asked(cpe, 'setParameterValues', write, 'SetParameterValues');
      isNothing(await cpe.reply(said, faultOnly));
      const { fault: told } = await stage.shown(order);
      assert.deepEqual([told!.code, told!.message], [9002, 'out of order']);
    },
  },
  {
    id: 'FLT-47',
    clause: '§5.4 9002',
    rule: 'Trying again has an end: after the third refusal the order has failed.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const order = await stage.order(cpe, 'setParameterValues', write);
      for (let attempt = 1; attempt <= 3; attempt++) {
        await stage.muster.pool.query('UPDATE operation SET not_before = NULL WHERE id = $1', [order.id]);
        const said = await cpe.session();
        isRequest(said, 'SetParameterValues');
        await cpe.reply(said, fault(9002));
      }
      assert.deepEqual([(await stage.shown(order)).state, (await stage.shown(order)).attempt], ['failed', 3]);
    },
  },
  {
    id: 'FLT-48',
    clause: '§5.2 answers',
    rule: 'An answer that cannot be read is not taken for a success.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order, said } = await stage.asked(cpe, 'setParameterValues', write, 'SetParameterValues');
      await cpe.reply(said, response('SetParameterValues', '<Status>fine</Status>'));
      assert.notEqual((await stage.shown(order)).state, 'succeeded');
    },
  },
]);

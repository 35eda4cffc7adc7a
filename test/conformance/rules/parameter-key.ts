import assert from 'node:assert/strict';
import { textAt } from '../kit/look.ts';
import { onMuster } from '../kit/rule.ts';
import { isNothing, isRequest } from '../kit/wire-cpe.ts';
import { parameterList, response } from '../kit/words.ts';

const values = [{ path: 'Device.DeviceInfo.ProvisioningCode', value: 'x' }];
const keyPath = 'Device.ManagementServer.ParameterKey';

export const parameterKey = onMuster('ParameterKey', 'parameter-key.ts', [
  {
    id: 'KEY-01',
    clause: '§6.8, §4.2 ParameterKey',
    rule: 'A ParameterKey that was ordered is sent word for word.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { request } = await stage.asked(
        cpe,
        'setParameterValues',
        { values, parameterKey: 'cfg 7 & more' },
        'SetParameterValues',
      );
      assert.equal(textAt(request, 'ParameterKey'), 'cfg 7 & more');
    },
  },
  {
    id: 'KEY-02',
    clause: '§6.8',
    rule: 'Without one each write has a key of its own, so that the key in an Inform tells which was the last.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const keys: string[] = [];
      for (let n = 0; n < 2; n++) {
        const { said, request } = await stage.asked(cpe, 'setParameterValues', { values }, 'SetParameterValues');
        keys.push(textAt(request, 'ParameterKey'));
        isNothing(await cpe.reply(said, response('SetParameterValues', '<Status>0</Status>')));
      }
      assert.notEqual(keys[0], keys[1]);
    },
  },
  {
    id: 'KEY-03',
    clause: '§6.8',
    rule: 'The key that an Inform tells is stored, as the forced parameter that it is.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      await cpe.open({ parameters: { [keyPath]: 'of somebody' } });
      assert.deepEqual(await stage.values(cpe, keyPath), { [keyPath]: 'of somebody' });
    },
  },
  {
    id: 'KEY-04',
    clause: '§6.8, §2.6 CPE response lost',
    rule: 'Where a lost write holds nothing but secrets, which read back empty, the key tells whether it is in force.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const secret = [{ path: 'Device.ManagementServer.Password', value: 'new secret' }];
      const { order, request } = await stage.asked(cpe, 'setParameterValues', { values: secret }, 'SetParameterValues');
      const said = await cpe.session({ retryCount: 1 });
      assert.equal(textAt(isRequest(said, 'GetParameterValues'), 'ParameterNames/string'), keyPath);
      isNothing(
        await cpe.reply(
          said,
          response('GetParameterValues', parameterList({ [keyPath]: textAt(request, 'ParameterKey') })),
        ),
      );
      assert.equal((await stage.shown(order)).state, 'succeeded');
    },
  },
  {
    id: 'KEY-05',
    clause: '§4.2 SPV empty list',
    rule: 'A CPE must take a SetParameterValues without values, which sets the key only.',
    unchecked: 'Muster never sends one: an order needs values. That the simulated gateway takes it is GWP-12.',
  },
  {
    id: 'KEY-06',
    clause: '§6.8 InformParameter',
    rule: 'Rows of InformParameter are made by AddObject and SetParameterValues as any other.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const path = 'Device.ManagementServer.InformParameter.';
      const fill = [
        { path: 'ParameterName', value: 'Device.WiFi.SSID.*.SSID' },
        { path: 'Enable', value: true, type: 'boolean' },
      ];
      const { said } = await stage.asked(cpe, 'addObject', { path, values: fill }, 'GetParameterNames');
      const add = await cpe.reply(said, response('GetParameterNames', '<ParameterList/>'));
      isRequest(add, 'AddObject');
      const set = await cpe.reply(add, response('AddObject', '<InstanceNumber>1</InstanceNumber><Status>0</Status>'));
      isRequest(set, 'SetParameterValues');
      assert.ok(set.text.includes(`${path}1.ParameterName`));
    },
  },
]);

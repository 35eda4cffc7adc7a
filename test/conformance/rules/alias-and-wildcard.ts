import assert from 'node:assert/strict';
import { textAt, textsAt } from '../kit/look.ts';
import { onMuster } from '../kit/rule.ts';
import { isNothing, isRequest } from '../kit/wire-cpe.ts';
import { fault, parameterList, response } from '../kit/words.ts';

export const aliasAndWildcard = onMuster('Alias and wildcard', 'alias-and-wildcard.ts', [
  {
    id: 'ALS-01',
    clause: '§6.6 form',
    rule: 'A path with an alias in brackets is sent as it was ordered, numbers and aliases mixed.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const paths = ['Device.NAT.PortMapping.[web].Enable', 'Device.IP.Interface.1.IPv4Address.[cpe-wan].IPAddress'];
      const { request } = await stage.asked(cpe, 'getParameterValues', { paths }, 'GetParameterValues');
      assert.deepEqual(textsAt(request, 'ParameterNames/string'), paths);
    },
  },
  {
    id: 'ALS-02',
    clause: '§6.6 AddObject with alias',
    rule: 'AddObject may name the alias of the instance to be; the number that is answered is the instance.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order, said, request } = await stage.asked(
        cpe,
        'addObject',
        { path: 'Device.NAT.PortMapping.[web].' },
        'GetParameterNames',
      );
      assert.equal(textAt(request, 'ParameterPath'), 'Device.NAT.PortMapping.');
      const add = await cpe.reply(said, response('GetParameterNames', '<ParameterList/>'));
      assert.equal(textAt(isRequest(add, 'AddObject'), 'ObjectName'), 'Device.NAT.PortMapping.[web].');
      isNothing(await cpe.reply(add, response('AddObject', '<InstanceNumber>4</InstanceNumber><Status>0</Status>')));
      assert.equal((await stage.shown(order)).result!['instanceNumber'], 4);
    },
  },
  {
    id: 'ALS-03',
    clause: '§6.6 unknown alias',
    rule: 'An alias that the CPE does not know (9005) fails the write, and nothing is taken for set.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const path = 'Device.NAT.PortMapping.[nobody].Enable';
      const { order, said } = await stage.asked(
        cpe,
        'setParameterValues',
        { values: [{ path, value: true }] },
        'SetParameterValues',
      );
      isNothing(await cpe.reply(said, fault(9003, 'no', [[path, 9005]])));
      assert.equal((await stage.shown(order)).state, 'failed');
      assert.deepEqual(await stage.values(cpe, 'Device.NAT.'), {});
    },
  },
  {
    id: 'ALS-04',
    clause: '§6.6 storage',
    rule: 'Instances that a CPE tells by alias are kept under the names that it tells.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order, said } = await stage.asked(
        cpe,
        'getParameterValues',
        { paths: ['Device.NAT.PortMapping.'] },
        'GetParameterValues',
      );
      const path = 'Device.NAT.PortMapping.[web].Enable';
      isNothing(await cpe.reply(said, response('GetParameterValues', parameterList({ [`${path}:boolean`]: '1' }))));
      assert.equal((await stage.shown(order)).state, 'succeeded');
      assert.deepEqual(await stage.values(cpe, 'Device.NAT.'), { [path]: '1' });
    },
  },
  {
    id: 'ALS-05',
    clause: '§6.6 DeleteObject',
    rule: 'DeleteObject may name an instance by its alias.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { request } = await stage.asked(
        cpe,
        'deleteObject',
        { path: 'Device.NAT.PortMapping.[web].' },
        'DeleteObject',
      );
      assert.equal(textAt(request, 'ObjectName'), 'Device.NAT.PortMapping.[web].');
    },
  },
  {
    id: 'ALS-06',
    clause: '§6.7',
    rule: 'A wildcard is sent in reads as it was ordered, and the values of all instances are the result.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const paths = ['Device.WiFi.SSID.*.SSID'];
      const { order, said, request } = await stage.asked(cpe, 'getParameterValues', { paths }, 'GetParameterValues');
      assert.deepEqual(textsAt(request, 'ParameterNames/string'), paths);
      isNothing(
        await cpe.reply(
          said,
          response(
            'GetParameterValues',
            parameterList({ 'Device.WiFi.SSID.1.SSID': 'a', 'Device.WiFi.SSID.2.SSID': 'b' }),
          ),
        ),
      );
      assert.equal(((await stage.shown(order)).result!['parameters'] as unknown[]).length, 2);
    },
  },
  {
    id: 'ALS-07',
    clause: '§6.7 no match',
    rule: 'A wildcard without a match is an empty list and a success.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order, said } = await stage.asked(
        cpe,
        'getParameterValues',
        { paths: ['Device.WiFi.SSID.*.SSID'] },
        'GetParameterValues',
      );
      isNothing(await cpe.reply(said, response('GetParameterValues', '<ParameterList/>')));
      const { state, result } = await stage.shown(order);
      assert.deepEqual([state, result], ['succeeded', { parameters: [] }]);
    },
  },
  {
    id: 'ALS-08',
    clause: '§6.7',
    rule: 'A wildcard stands in reads only: an order to write, make or delete by one is refused.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const path = 'Device.WiFi.SSID.*.SSID';
      await assert.rejects(stage.order(cpe, 'setParameterValues', { values: [{ path, value: 'x' }] }), /400/);
      await assert.rejects(
        stage.order(cpe, 'setParameterAttributes', { attributes: [{ path, notification: 2 }] }),
        /400/,
      );
      await assert.rejects(stage.order(cpe, 'deleteObject', { path: 'Device.NAT.PortMapping.*.' }), /400/);
      await assert.rejects(stage.order(cpe, 'addObject', { path: 'Device.WiFi.SSID.*.X_Table.' }), /400/);
    },
  },
]);

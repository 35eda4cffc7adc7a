import assert from 'node:assert/strict';
import { all, at, names, textAt, textsAt } from '../kit/look.ts';
import { onMuster } from '../kit/rule.ts';
import { isNothing, isRequest } from '../kit/wire-cpe.ts';
import { fault, parameterList, response } from '../kit/words.ts';

const code = 'Device.DeviceInfo.ProvisioningCode';
const table = 'Device.NAT.PortMapping.';
const info = (name: string, writable = 1) =>
  `<ParameterInfoStruct><Name>${name}</Name><Writable>${writable}</Writable></ParameterInfoStruct>`;
const listed = (...found: string[]) =>
  response('GetParameterNames', `<ParameterList>${found.map((name) => info(name)).join('')}</ParameterList>`);

export const parameterRpcs = onMuster('Parameter and object RPCs', 'parameter-rpcs.ts', [
  {
    id: 'PAR-01',
    clause: '§4.2 SetParameterValues',
    rule: 'SetParameterValues is ParameterList of Name and Value, then ParameterKey of at most 32 characters.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const order = { values: [{ path: code, value: 'x' }] };
      const { request } = await stage.asked(cpe, 'setParameterValues', order, 'SetParameterValues');
      assert.deepEqual(names(request), ['ParameterList', 'ParameterKey']);
      assert.deepEqual(names(at(request, 'ParameterList/ParameterValueStruct')), ['Name', 'Value']);
      const key = textAt(request, 'ParameterKey');
      assert.ok(key.length > 0 && key.length <= 32);
    },
  },
  {
    id: 'PAR-02',
    clause: '§4.2 SPV atomicity',
    rule: 'All values of an order go in one call, as it is all or nothing.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const values = Array.from({ length: 200 }, (_, n) => ({
        path: `Device.X_00D09E_P${n}`,
        value: String(n),
        type: 'string',
      }));
      const { order, said, request } = await stage.asked(cpe, 'setParameterValues', { values }, 'SetParameterValues');
      assert.equal(all(request, 'ParameterList/ParameterValueStruct').length, 200);
      isNothing(await cpe.reply(said, response('SetParameterValues', '<Status>0</Status>')));
      assert.equal((await stage.shown(order)).state, 'succeeded');
    },
  },
  {
    id: 'PAR-03',
    clause: '§4.2 SPV atomicity',
    rule: 'A parameter is never named twice in one call: an order with two values for it is refused.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const values = ['a', 'b'].map((value) => ({ path: code, value }));
      await assert.rejects(stage.order(cpe, 'setParameterValues', { values }), /400/);
    },
  },
  {
    id: 'PAR-04',
    clause: '§4.2 SPV atomicity',
    rule: 'A partial path is never written: an order that names an object for a value is refused.',
    holds: async (stage) => {
      const cpe = await stage.known();
      await assert.rejects(stage.order(cpe, 'setParameterValues', { values: [{ path: table, value: '1' }] }), /400/);
    },
  },
  {
    id: 'PAR-05',
    clause: '§4.2 Status',
    rule: "Status 0 is in effect: the values count as the device's own from then on. Any order of the list is as good.",
    holds: async (stage) => {
      const cpe = await stage.known();
      const { said } = await stage.asked(
        cpe,
        'setParameterValues',
        { values: [{ path: code, value: 'new' }] },
        'SetParameterValues',
      );
      isNothing(await cpe.reply(said, response('SetParameterValues', '<Status>0</Status>')));
      assert.deepEqual(await stage.values(cpe, code), { [code]: 'new' });
    },
  },
  {
    id: 'PAR-06',
    clause: '§4.2 Status',
    rule: 'After Status 1 the old value stays shown, as the new one is not in effect yet.',
    holds: async (stage) => {
      const cpe = await stage.known({ parameters: { [code]: 'old' } });
      const { said } = await stage.asked(
        cpe,
        'setParameterValues',
        { values: [{ path: code, value: 'new' }] },
        'SetParameterValues',
      );
      isNothing(await cpe.reply(said, response('SetParameterValues', '<Status>1</Status>')));
      assert.deepEqual(await stage.values(cpe, code), { [code]: 'old' });
    },
  },
  {
    id: 'PAR-07',
    clause: '§4.2 write-only/hidden',
    rule: 'A password that was written is not shown, and reading it back empty is no failure.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const path = 'Device.ManagementServer.ConnectionRequestPassword';
      const { order, said, request } = await stage.asked(
        cpe,
        'setParameterValues',
        { values: [{ path, value: 'hunter2' }] },
        'SetParameterValues',
      );
      assert.equal(textAt(request, 'ParameterList/ParameterValueStruct/Value'), 'hunter2');
      isNothing(await cpe.reply(said, response('SetParameterValues', '<Status>0</Status>')));
      assert.ok(!JSON.stringify(await stage.shown(order)).includes('hunter2'));
      assert.ok(!JSON.stringify(await stage.values(cpe, 'Device.')).includes('hunter2'));
    },
  },
  {
    id: 'PAR-08',
    clause: '§4.2 GetParameterValues',
    rule: 'Full names and partial paths are asked as they are, in one call.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const paths = [code, 'Device.WiFi.'];
      const { order, said, request } = await stage.asked(cpe, 'getParameterValues', { paths }, 'GetParameterValues');
      assert.deepEqual(textsAt(request, 'ParameterNames/string'), paths);
      const values = parameterList({ [code]: 'c', 'Device.WiFi.RadioNumberOfEntries:unsignedInt': '2' });
      isNothing(await cpe.reply(said, response('GetParameterValues', values)));
      assert.deepEqual((await stage.shown(order)).result, {
        parameters: [
          { path: code, value: 'c', type: 'string' },
          { path: 'Device.WiFi.RadioNumberOfEntries', value: '2', type: 'unsignedInt' },
        ],
      });
    },
  },
  {
    id: 'PAR-09',
    clause: '§4.2 GPV names',
    rule: 'A table without instances contributes nothing: an empty list is a success, and what was known below it is gone.',
    holds: async (stage) => {
      const cpe = await stage.known({ parameters: { [`${table}1.Enable`]: '1' } });
      const { order, said } = await stage.asked(cpe, 'getParameterValues', { paths: [table] }, 'GetParameterValues');
      isNothing(
        await cpe.reply(
          said,
          response('GetParameterValues', '<ParameterList SOAP-ENC:arrayType="cwmp:ParameterValueStruct[0]"/>'),
        ),
      );
      assert.equal((await stage.shown(order)).state, 'succeeded');
      assert.deepEqual(await stage.values(cpe, table), {});
    },
  },
  {
    id: 'PAR-10',
    clause: '§4.2 GPV size, §5.4 9004',
    rule: 'A read that is too much for the device (9004) is asked in halves, and all that came is the result.',
    holds: async (stage) => {
      // What is learned of this model is not to count for the others.
      const cpe = stage.stranger();
      cpe.productClass = 'SMALL';
      await cpe.session();
      const paths = ['Device.A', 'Device.B'];
      const { order, said } = await stage.asked(cpe, 'getParameterValues', { paths }, 'GetParameterValues');
      let next = await cpe.reply(said, fault(9004));
      for (const path of paths) {
        assert.deepEqual(textsAt(isRequest(next, 'GetParameterValues'), 'ParameterNames/string'), [path]);
        next = await cpe.reply(next, response('GetParameterValues', parameterList({ [path]: 'v' })));
      }
      isNothing(next);
      assert.deepEqual((await stage.shown(order)).state, 'succeeded');
    },
  },
  {
    id: 'PAR-11',
    clause: '§4.2 GPV size',
    rule: 'An object that is too large to be read whole is read by its children.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { said } = await stage.asked(cpe, 'getParameterValues', { paths: ['Device.'] }, 'GetParameterValues');
      const ask = await cpe.reply(said, fault(9004));
      const request = isRequest(ask, 'GetParameterNames');
      assert.deepEqual([textAt(request, 'ParameterPath'), textAt(request, 'NextLevel')], ['Device.', '1']);
      const read = await cpe.reply(ask, listed('Device.DeviceInfo.', 'Device.WiFi.'));
      assert.deepEqual(textsAt(isRequest(read, 'GetParameterValues'), 'ParameterNames/string'), [
        'Device.DeviceInfo.',
        'Device.WiFi.',
      ]);
    },
  },
  {
    id: 'PAR-12',
    clause: '§4.2 GPV names, §5.4 9005',
    rule: 'One bad name fails a call; the others are read all the same, and the bad one is named.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const paths = ['Device.Good', 'Device.Bad'];
      const { order, said } = await stage.asked(cpe, 'getParameterValues', { paths }, 'GetParameterValues');
      const one = await cpe.reply(said, fault(9005));
      const two = await cpe.reply(one, response('GetParameterValues', parameterList({ 'Device.Good': 'v' })));
      isNothing(await cpe.reply(two, fault(9005)));
      const { state, result } = await stage.shown(order);
      assert.equal(state, 'succeeded');
      assert.deepEqual(
        (result!['faults'] as { path: string; code: number }[]).map((f) => [f.path, f.code]),
        [['Device.Bad', 9005]],
      );
    },
  },
  {
    id: 'PAR-13',
    clause: '§4.2 GetParameterNames',
    rule: 'GetParameterNames is ParameterPath and NextLevel; an empty path is the root.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order, said, request } = await stage.asked(
        cpe,
        'getParameterNames',
        { path: '', nextLevel: true },
        'GetParameterNames',
      );
      assert.deepEqual(names(request), ['ParameterPath', 'NextLevel']);
      assert.deepEqual([textAt(request, 'ParameterPath'), textAt(request, 'NextLevel')], ['', '1']);
      isNothing(
        await cpe.reply(said, response('GetParameterNames', `<ParameterList>${info('Device.', 0)}</ParameterList>`)),
      );
      assert.deepEqual((await stage.shown(order)).result, { names: [{ path: 'Device.', writable: false }] });
    },
  },
  {
    id: 'PAR-14',
    clause: '§4.2 AddObject',
    rule: 'AddObject is ObjectName ending in a dot and ParameterKey; the instance number is told.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order, said } = await stage.asked(cpe, 'addObject', { path: table }, 'GetParameterNames');
      const add = await cpe.reply(said, listed());
      const request = isRequest(add, 'AddObject');
      assert.deepEqual(names(request), ['ObjectName', 'ParameterKey']);
      assert.equal(textAt(request, 'ObjectName'), table);
      isNothing(
        await cpe.reply(add, response('AddObject', '<InstanceNumber>4294967295</InstanceNumber><Status>0</Status>')),
      );
      assert.deepEqual((await stage.shown(order)).result, {
        instanceNumber: 4294967295,
        path: `${table}4294967295.`,
        status: 0,
      });
    },
  },
  {
    id: 'PAR-15',
    clause: '§4.2 AddObject',
    rule: 'The values of a new instance are written by its number after it was made.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const values = [{ path: 'Description', value: 'web', type: 'string' }];
      const { said } = await stage.asked(cpe, 'addObject', { path: table, values }, 'GetParameterNames');
      const add = await cpe.reply(said, listed());
      const set = await cpe.reply(add, response('AddObject', '<InstanceNumber>7</InstanceNumber><Status>0</Status>'));
      const request = isRequest(set, 'SetParameterValues');
      assert.deepEqual(textsAt(request, 'ParameterList/ParameterValueStruct/Name'), [`${table}7.Description`]);
    },
  },
  {
    id: 'PAR-16',
    clause: '§4.2 AddObject, DeleteObject',
    rule: 'An object name without its final dot is refused before anything is sent.',
    holds: async (stage) => {
      const cpe = await stage.known();
      for (const kind of ['addObject', 'deleteObject'])
        await assert.rejects(stage.order(cpe, kind, { path: 'Device.NAT.PortMapping' }), /400/);
    },
  },
  {
    id: 'PAR-17',
    clause: '§4.2 DeleteObject',
    rule: 'DeleteObject is ObjectName and ParameterKey; all that was known below it is forgotten.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const read = await stage.asked(cpe, 'getParameterValues', { paths: [table] }, 'GetParameterValues');
      const rows = parameterList({ [`${table}3.Enable`]: '1', [`${table}4.Enable`]: '1' });
      isNothing(await cpe.reply(read.said, response('GetParameterValues', rows)));
      const { order, said, request } = await stage.asked(cpe, 'deleteObject', { path: `${table}3.` }, 'DeleteObject');
      assert.deepEqual(names(request), ['ObjectName', 'ParameterKey']);
      isNothing(await cpe.reply(said, response('DeleteObject', '<Status>0</Status>')));
      assert.equal((await stage.shown(order)).state, 'succeeded');
      assert.deepEqual(Object.keys(await stage.values(cpe, table)), [`${table}4.Enable`]);
    },
  },
  {
    id: 'PAR-18',
    clause: '§4.2 lengths',
    rule: 'A path of 256 characters is sent; one of 257 is refused before.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const path = `Device.X_00D09E_${'x'.repeat(240)}`;
      assert.equal(path.length, 256);
      const { request } = await stage.asked(cpe, 'getParameterValues', { paths: [path] }, 'GetParameterValues');
      assert.deepEqual(textsAt(request, 'ParameterNames/string'), [path]);
      await assert.rejects(stage.order(cpe, 'getParameterValues', { paths: [`${path}x`] }), /400/);
    },
  },
  {
    id: 'PAR-19',
    clause: '§4.2 cardinality',
    rule: 'Lists that need an item are never empty: an order without paths is refused.',
    holds: async (stage) => {
      const cpe = await stage.known();
      await assert.rejects(stage.order(cpe, 'getParameterValues', { paths: [] }), /400/);
      await assert.rejects(stage.order(cpe, 'getParameterAttributes', { paths: [] }), /400/);
      await assert.rejects(stage.order(cpe, 'setParameterAttributes', { attributes: [] }), /400/);
    },
  },
  {
    id: 'PAR-20',
    clause: '§4.2 same-session order',
    rule: 'A write and the read after it go in the order they were given, in one session.',
    holds: async (stage) => {
      const cpe = await stage.known();
      await stage.order(cpe, 'setParameterValues', { values: [{ path: code, value: 'x' }] });
      await stage.order(cpe, 'getParameterValues', { paths: [code] });
      const set = await cpe.session();
      isRequest(set, 'SetParameterValues');
      isRequest(await cpe.reply(set, response('SetParameterValues', '<Status>0</Status>')), 'GetParameterValues');
    },
  },
]);

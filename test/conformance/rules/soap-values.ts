import assert from 'node:assert/strict';
import { all, at, names, soapNamespace, textAt, textsAt, xsiNamespace } from '../kit/look.ts';
import { onMuster } from '../kit/rule.ts';
import { faultIn, isAnswer, isFault, isNothing, isRequest } from '../kit/wire-cpe.ts';
import { call, cwmp, envelope, inform, parameterList, response, transferComplete, unknownTime } from '../kit/words.ts';

const xsiType = `{${xsiNamespace}}type`;
const code = 'Device.DeviceInfo.ProvisioningCode';

export const soapValues = onMuster('SOAP values, texts and faults', 'soap-values.ts', [
  {
    id: 'SOAP-11',
    clause: '§1.3 xsi:type',
    rule: 'A Value carries the xsi:type of its data-model type, and base64 as soapenc:base64.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const wanted = {
        string: 'a',
        int: '-1',
        long: '-5000000000',
        unsignedInt: '7',
        unsignedLong: '18446744073709551615',
        boolean: '1',
        dateTime: '2026-01-01T00:00:00Z',
        hexBinary: '00FF',
        base64: 'AAECAw==',
      };
      const values = Object.entries(wanted).map(([type, value]) => ({ path: `Device.X_00D09E_${type}`, value, type }));
      const { request } = await stage.asked(cpe, 'setParameterValues', { values }, 'SetParameterValues');
      const types = all(request, 'ParameterList/ParameterValueStruct/Value').map((one) => one.attributes.get(xsiType));
      assert.deepEqual(types, [
        ...Object.keys(wanted)
          .slice(0, -1)
          .map((type) => `xsd:${type}`),
        'soapenc:base64',
      ]);
    },
  },
  {
    id: 'SOAP-12',
    clause: '§1.3 xsi:type values',
    rule: 'Without a type in the order, the type is the one of the data model.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const values = [
        { path: 'Device.ManagementServer.PeriodicInformInterval', value: 300 },
        { path: 'Device.ManagementServer.PeriodicInformEnable', value: true },
        { path: code, value: 'x' },
      ];
      const { request } = await stage.asked(cpe, 'setParameterValues', { values }, 'SetParameterValues');
      const types = all(request, 'ParameterList/ParameterValueStruct/Value').map((one) => one.attributes.get(xsiType));
      assert.deepEqual(types, ['xsd:unsignedInt', 'xsd:boolean', 'xsd:string']);
    },
  },
  {
    id: 'SOAP-13',
    clause: '§1.3 boolean',
    rule: 'Booleans are read in all four forms: 0, 1, true, false.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order, said } = await stage.asked(
        cpe,
        'getParameterNames',
        { path: 'Device.', nextLevel: true },
        'GetParameterNames',
      );
      const item = (name: string, writable: string) =>
        `<ParameterInfoStruct><Name>Device.${name}.</Name><Writable>${writable}</Writable></ParameterInfoStruct>`;
      const list = item('A', '0') + item('B', '1') + item('C', 'true') + item('D', 'false');
      isNothing(await cpe.reply(said, response('GetParameterNames', `<ParameterList>${list}</ParameterList>`)));
      const { names: told } = (await stage.shown(order)).result as { names: { writable: boolean }[] };
      assert.deepEqual(
        told.map((one) => one.writable),
        [false, true, true, false],
      );
    },
  },
  {
    id: 'SOAP-14',
    clause: '§1.3 boolean',
    rule: 'The ACS writes booleans in one form: the digits 0 and 1.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const values = ['true', '0'].map((value, n) => ({ path: `Device.X_00D09E_${n}`, value, type: 'boolean' }));
      await stage.order(cpe, 'setParameterValues', { values });
      await stage.order(cpe, 'getParameterNames', { path: 'Device.', nextLevel: true });
      const set = await cpe.session();
      assert.deepEqual(textsAt(isRequest(set, 'SetParameterValues'), 'ParameterList/ParameterValueStruct/Value'), [
        '1',
        '0',
      ]);
      const list = await cpe.reply(set, response('SetParameterValues', '<Status>0</Status>'));
      assert.equal(textAt(isRequest(list, 'GetParameterNames'), 'NextLevel'), '1');
    },
  },
  {
    id: 'SOAP-15',
    clause: '§1.3 dateTime',
    rule: 'Times with fraction, with offset, without zone, before 1970 and of year 1 are all read.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      const forms = [
        '2026-01-15T08:30:00.123456Z',
        '2026-01-15T08:30:00+05:30',
        '2026-01-15T08:30:00',
        '1969-12-31T23:59:59Z',
        '0001-01-01T00:00:00+00:00',
        unknownTime,
        '9999-12-31T23:59:59Z',
      ];
      await cpe.open({ currentTime: '0001-01-01T00:00:00+00:00' });
      for (const [n, time] of forms.entries())
        isAnswer(await cpe.say(transferComplete(`k${n}`, 0, '', [unknownTime, time])), 'TransferComplete');
      assert.equal((await stage.timeline(cpe, 'transfer')).length, forms.length);
    },
  },
  {
    id: 'SOAP-18',
    clause: '§1.3 Strings',
    rule: 'An empty string is a value: an empty CommandKey and an empty Value are taken as they are.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      await cpe.open({ parameters: { [code]: '' } });
      assert.deepEqual(await stage.values(cpe, code), { [code]: '' });
      isAnswer(await cpe.say(transferComplete('')), 'TransferComplete');
    },
  },
  {
    id: 'SOAP-19',
    clause: '§1.3 Strings',
    rule: 'Lengths count characters: a ParameterKey of 32 characters outside the first plane is sent, one of 33 is refused.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const order = { values: [{ path: code, value: 'x' }], parameterKey: 'é'.repeat(32) };
      const { request } = await stage.asked(cpe, 'setParameterValues', order, 'SetParameterValues');
      assert.equal(textAt(request, 'ParameterKey'), 'é'.repeat(32));
      await assert.rejects(stage.order(cpe, 'setParameterValues', { ...order, parameterKey: 'x'.repeat(33) }), /400/);
    },
  },
  {
    id: 'SOAP-20',
    clause: '§1.3 Strings',
    rule: 'Over-length text of a CPE: the standard has 8003, Muster takes it.',
    departs: 'A device that writes too long a text would be refused for ever; what has to fit is cut or kept as it is.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      await cpe.open({ manufacturer: 'M'.repeat(65) });
      isAnswer(await cpe.say(transferComplete('k'.repeat(33))), 'TransferComplete');
    },
  },
  {
    id: 'SOAP-21',
    clause: '§1.3 Escaping',
    rule: 'Markup in a value is escaped, and arrives as it was ordered.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const value = ` <a href="x">&amp; 'é' 📶 ]]> `;
      const { request } = await stage.asked(
        cpe,
        'setParameterValues',
        { values: [{ path: code, value }] },
        'SetParameterValues',
      );
      assert.equal(textAt(request, 'ParameterList/ParameterValueStruct/Value'), value);
    },
  },
  {
    id: 'SOAP-22',
    clause: '§1.3 Escaping',
    rule: 'Characters that XML 1.0 cannot carry do not appear in what the ACS sends.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const values = [{ path: 'Device.X_00D09E_Odd', value: 'a\u0001b\u0000c\u001fd', type: 'string' }];
      const placed = await stage.muster.api.ask('POST', `/devices/${cpe.id}/operations`, {
        body: { kind: 'setParameterValues', values, connectionRequest: false },
      });
      const said = await cpe.session();
      assert.ok(placed.status === 400 ? said.status === 204 : nameless(said.text), 'refused, or sent without them');
    },
  },
  {
    id: 'SOAP-23',
    clause: '§1.3 Encoding',
    rule: 'The declared charset is read: ISO-8859-1 bytes are understood.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      const text = envelope(inform(cpe.serial, { manufacturer: 'Müller & Söhne'.replace('&', '&amp;') })).replace(
        'UTF-8',
        'ISO-8859-1',
      );
      isAnswer(await cpe.post(Buffer.from(text, 'latin1'), { 'Content-Type': 'text/xml' }), 'Inform');
      assert.equal((await stage.device(cpe))['manufacturer'], 'Müller & Söhne');
    },
  },
  {
    id: 'SOAP-24',
    clause: '§1.3 Encoding',
    rule: 'A byte order mark is tolerated.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      isAnswer(await cpe.post(`\ufeff${envelope(inform(cpe.serial))}`), 'Inform');
    },
  },
  {
    id: 'SOAP-25',
    clause: '§1.3 Encoding',
    rule: 'What the ACS sends is UTF-8, and says so.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { said } = await stage.asked(
        cpe,
        'setParameterValues',
        { values: [{ path: code, value: 'ß📶' }] },
        'SetParameterValues',
      );
      assert.match(said.text, /^<\?xml version="1\.0" encoding="UTF-8"\?>/);
      assert.match(String(said.headers['content-type']), /charset=utf-8/i);
      assert.match(said.text, /ß📶/);
    },
  },
  {
    id: 'SOAP-26',
    clause: '§1.3 Size',
    rule: 'A response far beyond 32 KiB is accepted whole.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order, said } = await stage.asked(
        cpe,
        'getParameterValues',
        { paths: ['Device.'] },
        'GetParameterValues',
      );
      const values = Object.fromEntries(
        Array.from({ length: 8_000 }, (_, n) => [`Device.X_00D09E_Table.${n + 1}.Value`, 'x'.repeat(60)]),
      );
      isNothing(await cpe.reply(said, response('GetParameterValues', parameterList(values))));
      assert.equal(((await stage.shown(order)).result!['parameters'] as unknown[]).length, 8_000);
    },
  },
  {
    id: 'SOAP-30',
    clause: '§1.3 SOAP fault shape',
    rule: 'A fault is faultcode, faultstring "CWMP fault" and a detail with cwmp:Fault of FaultCode and FaultString.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      await cpe.open();
      const said = await cpe.say(call('X_Nobody'), { id: 'f-1' });
      const fault = at(said.xml, 'Body/Fault');
      assert.equal(fault.namespace, soapNamespace);
      assert.deepEqual(names(fault), ['faultcode', 'faultstring', 'detail']);
      assert.equal(textAt(fault, 'faultstring'), 'CWMP fault');
      assert.equal(at(fault, 'detail/Fault').namespace, cwmp(2));
      assert.deepEqual(names(at(fault, 'detail/Fault')).slice(0, 2), ['FaultCode', 'FaultString']);
      assert.equal(at(fault, 'detail/Fault/FaultCode').namespace, '');
      assert.equal(textAt(said.xml, 'Header/ID'), 'f-1', 'the ID of the request is echoed');
    },
  },
  {
    id: 'SOAP-31',
    clause: '§1.3 SOAP fault shape',
    rule: 'Of the faults of an ACS 8003 blames the Client, the rest the Server, and all travel in HTTP 200.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      await cpe.open();
      assert.equal(faultIn(await cpe.say(call('X_Nobody'))).faultcode, 'Server');
      const bad = await cpe.say(call('AutonomousTransferComplete', '<IsDownload>maybe</IsDownload>'));
      isFault(bad, 8003);
      assert.equal(faultIn(bad).faultcode, 'Client');
    },
  },
  {
    id: 'SOAP-34',
    clause: '§1.3 xsi:type',
    rule: 'A Value without xsi:type is read; its type is then not told.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order, said } = await stage.asked(cpe, 'getParameterValues', { paths: [code] }, 'GetParameterValues');
      const bare = parameterList({ [code]: 'x' }).replace(' xsi:type="xsd:string"', '');
      isNothing(await cpe.reply(said, response('GetParameterValues', bare)));
      assert.deepEqual((await stage.shown(order)).result, { parameters: [{ path: code, value: 'x', type: null }] });
    },
  },
  {
    id: 'SOAP-33',
    clause: '§1.3 SOAP fault shape, not well-formed',
    rule: 'A raw & in a value is read as what it means, where not well-formed XML ought to be answered with 400.',
    departs: 'Such a device could never tell anything; what leaves doubt about the meaning is refused all the same.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      isAnswer(await cpe.post(envelope(inform(cpe.serial, { manufacturer: 'Black & White' }))), 'Inform');
      assert.equal((await stage.device(cpe))['manufacturer'], 'Black & White');
    },
  },
]);

function nameless(text: string): boolean {
  return !/[\u0000-\u0008\u000b\u000c\u000e-\u001f]|&#x?0*(?:[0-8bcef]|1[0-9a-f])?;/.test(text);
}

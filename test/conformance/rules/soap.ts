import assert from 'node:assert/strict';
import {
  all,
  at,
  encodingNamespace,
  names,
  soapNamespace,
  textAt,
  textsAt,
  xsdNamespace,
  xsiNamespace,
} from '../kit/look.ts';
import { onMuster } from '../kit/rule.ts';
import { bodyOf, isAnswer, isRefused } from '../kit/wire-cpe.ts';
import { call, cwmp, envelope, inform, someUuid, transferComplete } from '../kit/words.ts';

const xsiType = `{${xsiNamespace}}type`;
const arrayType = `{${encodingNamespace}}arrayType`;

export const soap = onMuster('SOAP envelopes and arrays', 'soap.ts', [
  {
    id: 'SOAP-01',
    clause: '§1.3 SOAP',
    rule: 'Answers are SOAP 1.1 envelopes: Envelope, Header, Body in the SOAP 1.1 namespace.',
    holds: async (stage) => {
      const { xml } = await stage.stranger().open();
      assert.deepEqual([xml.name, xml.namespace], ['Envelope', soapNamespace]);
      assert.deepEqual(names(xml), ['Header', 'Body']);
      for (const child of xml.children) assert.equal(child.namespace, soapNamespace);
    },
  },
  {
    id: 'SOAP-02',
    clause: '§1.3 SOAP',
    rule: 'Elements are matched by namespace, never by prefix: default namespaces are understood.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      const args = inform(cpe.serial)
        .replace(/<\/?cwmp:Inform>/g, '')
        .replaceAll('SOAP-ENC:', 'n:');
      const said = await cpe.post(
        `<Envelope xmlns="${soapNamespace}" xmlns:n="${encodingNamespace}" xmlns:xsd="${xsdNamespace}" xmlns:xsi="${xsiNamespace}" xmlns:cwmp="${cwmp(2)}"><Header><ID xmlns="${cwmp(2)}">d</ID></Header><Body><c:Inform xmlns:c="${cwmp(2)}" xmlns="">${args}</c:Inform></Body></Envelope>`,
      );
      assert.equal(textAt(isAnswer(said, 'Inform'), 'MaxEnvelopes'), '1');
      assert.equal(textAt(said.xml, 'Header/ID'), 'd');
    },
  },
  {
    id: 'SOAP-03',
    clause: '§1.3 One body child',
    rule: 'Every answer holds exactly one element in its Body.',
    holds: async (stage) => {
      const cpe = await stage.known();
      await stage.order(cpe, 'reboot');
      for (const said of [await cpe.open(), await cpe.say(call('GetRPCMethods')), await cpe.empty()]) bodyOf(said);
    },
  },
  {
    id: 'SOAP-04',
    clause: '§1.3 One body child, §2.6 two envelopes',
    rule: 'Two messages in one Body are refused with 400, and neither is acted on.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      await cpe.open();
      isRefused(await cpe.say(transferComplete('one') + transferComplete('two')));
      assert.deepEqual(await stage.timeline(cpe, 'transfer'), []);
    },
  },
  {
    id: 'SOAP-05',
    clause: '§1.3 encodingStyle',
    rule: 'An encodingStyle attribute on Envelope or Body is accepted.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      const style = ` SOAP-ENV:encodingStyle="${encodingNamespace}"`;
      const text = envelope(inform(cpe.serial)).replace('<SOAP-ENV:Body', `<SOAP-ENV:Body${style}`);
      isAnswer(await cpe.post(text.replace('<SOAP-ENV:Envelope', `<SOAP-ENV:Envelope${style}`)), 'Inform');
    },
  },
  {
    id: 'SOAP-06',
    clause: '§1.3 Arrays',
    rule: 'ParameterNames carries soapenc:arrayType xsd:string[n] with the right n.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const paths = ['Device.A', 'Device.B', 'Device.C'];
      const { said } = await stage.asked(cpe, 'getParameterValues', { paths }, 'GetParameterValues');
      const list = at(bodyOf(said), 'ParameterNames');
      assert.equal(list.attributes.get(arrayType), 'xsd:string[3]');
      assert.match(said.text, new RegExp(`xmlns:xsd="${xsdNamespace}"`));
      assert.deepEqual(textsAt(list, 'string'), paths);
    },
  },
  {
    id: 'SOAP-07',
    clause: '§1.3 Arrays',
    rule: 'ParameterList of SetParameterValues carries cwmp:ParameterValueStruct[n] with the right n and that item name.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const values = [1, 2, 3, 4].map((n) => ({ path: `Device.X_00D09E_${n}`, value: 'v', type: 'string' }));
      const { request } = await stage.asked(cpe, 'setParameterValues', { values }, 'SetParameterValues');
      const list = at(request, 'ParameterList');
      assert.equal(list.attributes.get(arrayType), 'cwmp:ParameterValueStruct[4]');
      assert.deepEqual(new Set(names(list)), new Set(['ParameterValueStruct']));
    },
  },
  {
    id: 'SOAP-08',
    clause: '§1.3 Arrays',
    rule: 'A wrong count in arrayType is ignored.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      isAnswer(await cpe.post(envelope(inform(cpe.serial).replace(/\[\d\]/g, '[99]'))), 'Inform');
      assert.equal((await stage.device(cpe))['softwareVersion'], '1.0.0');
    },
  },
  {
    id: 'SOAP-09',
    clause: '§1.3 Arrays',
    rule: 'A missing arrayType is accepted.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      isAnswer(await cpe.post(envelope(inform(cpe.serial).replace(/ SOAP-ENC:arrayType="[^"]*"/g, ''))), 'Inform');
      assert.deepEqual(await stage.events(cpe), ['2 PERIODIC']);
    },
  },
  {
    id: 'SOAP-10',
    clause: '§1.3 Not arrays',
    rule: 'Operations of ChangeDUState is a plain repeated element without arrayType, each with the xsi:type of its struct.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const operations = [
        { op: 'install', url: 'https://f.example/a.pkg' },
        { op: 'update', uuid: someUuid },
        { op: 'uninstall', uuid: someUuid },
      ];
      const { request } = await stage.asked(cpe, 'changeDuState', { operations }, 'ChangeDUState');
      const found = all(request, 'Operations');
      assert.deepEqual(
        found.map((one) => one.attributes.get(xsiType)),
        ['cwmp:InstallOpStruct', 'cwmp:UpdateOpStruct', 'cwmp:UninstallOpStruct'],
      );
      assert.ok(found.every((one) => !one.attributes.has(arrayType)));
    },
  },
  {
    id: 'SOAP-16',
    clause: '§1.3 Element order',
    rule: 'The ACS writes the children of a request in the order of the XSD.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const order = { fileType: '3 Vendor Configuration File', url: 'http://127.0.0.1:9/f' };
      const { request } = await stage.asked(cpe, 'download', order, 'Download');
      assert.deepEqual(names(request), [
        'CommandKey',
        'FileType',
        'URL',
        'Username',
        'Password',
        'FileSize',
        'TargetFileName',
        'DelaySeconds',
        'SuccessURL',
        'FailureURL',
      ]);
    },
  },
  {
    id: 'SOAP-17',
    clause: '§1.3 Element order',
    rule: 'Children are read by name, in any order.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      const [, inner = ''] = /<cwmp:Inform>([\s\S]*)<\/cwmp:Inform>/.exec(inform(cpe.serial)) ?? [];
      const [, device = '', rest = ''] = /(<DeviceId>.*<\/DeviceId>)([\s\S]*)/.exec(inner) ?? [];
      const turned = device.replace(/(<Manufacturer>.*<\/Manufacturer>)(.*)<\/DeviceId>/, '$2$1</DeviceId>');
      isAnswer(await cpe.say(call('Inform', rest + turned)), 'Inform');
      assert.equal((await stage.device(cpe))['manufacturer'], 'Conform');
    },
  },
  {
    id: 'SOAP-27',
    clause: '§1.3 DTD/entities',
    rule: 'A document type declaration is refused with 400, in a session as in the first message.',
    holds: async (stage) => {
      const dtd = (text: string) => text.replace('?>', '?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>');
      const cpe = stage.stranger();
      isRefused(await cpe.post(dtd(envelope(inform(cpe.serial)))));
      assert.equal(await stage.isKnown(cpe), false);
      await cpe.open();
      isRefused(await cpe.post(dtd(envelope(transferComplete('k')))));
    },
  },
  {
    id: 'SOAP-28',
    clause: '§1.3 SOAP fault shape, §2.2 any',
    rule: 'A body that is not well-formed XML is answered with HTTP 400, and the session is over.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      await cpe.open();
      isRefused(await cpe.post('<SOAP-ENV:Envelope><oops'));
      isRefused(await cpe.say(call('GetRPCMethods')));
    },
  },
  {
    id: 'SOAP-29',
    clause: '§1.3 SOAP fault shape',
    rule: 'XML that is no SOAP envelope is answered with HTTP 400.',
    holds: async (stage) => isRefused(await stage.stranger().post('<html><body>no</body></html>')),
  },
  {
    id: 'SOAP-32',
    clause: '§1.3 Element order',
    rule: 'Children that the XSD does not have are passed over.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      await cpe.open();
      const more = transferComplete('extra').replace('<StartTime>', '<X_Vendor><More/></X_Vendor><StartTime>');
      isAnswer(await cpe.say(more), 'TransferComplete');
    },
  },
]);

import assert from 'node:assert/strict';
import type { CpeStage } from '../kit/cpe-stage.ts';
import { all, type Node, names, textAt, textsAt } from '../kit/look.ts';
import { onGateway } from '../kit/rule.ts';
import { valuesOf } from '../kit/scripted-acs.ts';

const table = 'Device.NAT.PortMapping.';
const code = 'Device.DeviceInfo.ProvisioningCode';
const item = (name: string, value: string, type = 'string') =>
  `<ParameterValueStruct><Name>${name}</Name><Value xsi:type="xsd:${type}">${value}</Value></ParameterValueStruct>`;
const set = (key: string, ...items: string[]) =>
  `<ParameterList SOAP-ENC:arrayType="cwmp:ParameterValueStruct[${items.length}]">${items.join('')}</ParameterList><ParameterKey>${key}</ParameterKey>`;
const get = (...paths: string[]) =>
  `<ParameterNames SOAP-ENC:arrayType="xsd:string[${paths.length}]">${paths.map((one) => `<string>${one}</string>`).join('')}</ParameterNames>`;
const list = (path: string, next: number) => `<ParameterPath>${path}</ParameterPath><NextLevel>${next}</NextLevel>`;
const object = (name: string, key = '') => `<ObjectName>${name}</ObjectName><ParameterKey>${key}</ParameterKey>`;
const codeOf = (answer: Node): number =>
  answer.name === 'Fault' ? Number(textAt(answer, 'detail/Fault/FaultCode')) : 0;

/** Asks all of these in one session, in their order. @returns what the gateway answered */
async function asked(
  { acs, on }: CpeStage,
  ...calls: readonly (readonly [method: string, inner: string])[]
): Promise<Node[]> {
  const answers = calls.map(([method, inner]) => acs.ask(method, inner));
  await on();
  return Promise.all(answers);
}

export const gatewayRpcs = onGateway('RPCs of a CPE', 'gateway-rpcs.ts', [
  {
    id: 'GWP-01',
    clause: '§4.1 GetRPCMethods, §4.0 needed',
    rule: 'The CPE lists its methods, the required ones among them.',
    holds: async (stage) => {
      const [answer] = await asked(stage, ['GetRPCMethods', '']);
      const told = textsAt(answer!, 'MethodList/string');
      for (const method of [
        'GetRPCMethods',
        'SetParameterValues',
        'GetParameterValues',
        'GetParameterNames',
        'SetParameterAttributes',
        'GetParameterAttributes',
        'AddObject',
        'DeleteObject',
        'Reboot',
        'Download',
      ])
        assert.ok(told.includes(method), method);
    },
  },
  {
    id: 'GWP-02',
    clause: '§4.2 SPV atomicity, §5.3',
    rule: 'A write with bad parameters changes nothing and names every bad one, under 9003.',
    holds: async (stage) => {
      const bad = set('k', item(code, 'x'), item('Device.DeviceInfo.SoftwareVersion', 'x'), item('Device.Nobody', 'x'));
      const [answer, read] = await asked(
        stage,
        ['SetParameterValues', bad],
        ['GetParameterValues', get(code, 'Device.ManagementServer.ParameterKey')],
      );
      assert.equal(codeOf(answer!), 9003);
      const faults = all(answer!, 'detail/Fault/SetParameterValuesFault');
      assert.deepEqual(
        faults.map((one) => [textAt(one, 'ParameterName'), textAt(one, 'FaultCode')]),
        [
          ['Device.DeviceInfo.SoftwareVersion', '9008'],
          ['Device.Nobody', '9005'],
        ],
      );
      assert.deepEqual(Object.values(valuesOf(read!)), ['', '']);
    },
  },
  {
    id: 'GWP-03',
    clause: '§4.2 SPV atomicity',
    rule: 'The same name twice in one write is 9003.',
    holds: async (stage) => {
      const [answer] = await asked(stage, ['SetParameterValues', set('k', item(code, 'x'), item(code, 'y'))]);
      assert.equal(codeOf(answer!), 9003);
    },
  },
  {
    id: 'GWP-04',
    clause: '§5.2 9006, 9007',
    rule: 'A wrong type is 9006 and a wrong value 9007 for its parameter.',
    holds: async (stage) => {
      const interval = 'Device.ManagementServer.PeriodicInformInterval';
      const [type, value] = await asked(
        stage,
        ['SetParameterValues', set('', item(interval, 'true', 'boolean'))],
        ['SetParameterValues', set('', item(interval, '0', 'unsignedInt'))],
      );
      assert.equal(textAt(type!, 'detail/Fault/SetParameterValuesFault/FaultCode'), '9006');
      assert.equal(textAt(value!, 'detail/Fault/SetParameterValuesFault/FaultCode'), '9007');
    },
  },
  {
    id: 'GWP-05',
    clause: '§4.2 GPV names',
    rule: 'A partial path reads everything below it, an empty one the whole tree; one bad name is 9005 for the whole call.',
    holds: async (stage) => {
      const [part, whole, bad] = await asked(
        stage,
        ['GetParameterValues', get('Device.DeviceInfo.')],
        ['GetParameterValues', get('')],
        ['GetParameterValues', get(code, 'Device.Nobody')],
      );
      const told = Object.keys(valuesOf(part!));
      assert.ok(told.length > 5 && told.every((name) => name.startsWith('Device.DeviceInfo.')));
      assert.ok(Object.keys(valuesOf(whole!)).length > told.length);
      assert.equal(codeOf(bad!), 9005);
    },
  },
  {
    id: 'GWP-06',
    clause: '§4.2 GPV names',
    rule: 'A table without instances contributes nothing; an unknown instance number is 9005.',
    holds: async (stage) => {
      const [empty, unknown] = await asked(
        stage,
        ['GetParameterValues', get(table)],
        ['GetParameterValues', get(`${table}7.`)],
      );
      assert.deepEqual(valuesOf(empty!), {});
      assert.equal(codeOf(unknown!), 9005);
    },
  },
  {
    id: 'GWP-07',
    clause: '§4.2 write-only/hidden',
    rule: 'A password reads back empty.',
    holds: async (stage) => {
      const path = 'Device.ManagementServer.ConnectionRequestPassword';
      const [, read] = await asked(
        stage,
        ['SetParameterValues', set('', item(path, 'secret'))],
        ['GetParameterValues', get(path)],
      );
      assert.deepEqual(valuesOf(read!), { [path]: '' });
    },
  },
  {
    id: 'GWP-08',
    clause: '§4.2 GPN NextLevel',
    rule: 'NextLevel true lists the children without the object itself, an empty path the root alone; a full name with it is 9003.',
    holds: async (stage) => {
      const [children, root, full] = await asked(
        stage,
        ['GetParameterNames', list('Device.DeviceInfo.', 1)],
        ['GetParameterNames', list('', 1)],
        ['GetParameterNames', list(code, 1)],
      );
      const told = textsAt(children!, 'ParameterList/ParameterInfoStruct/Name');
      assert.ok(told.includes(code) && !told.includes('Device.DeviceInfo.'));
      assert.ok(told.every((name) => /^Device\.DeviceInfo\.[^.]+\.?$/.test(name)));
      assert.deepEqual(textsAt(root!, 'ParameterList/ParameterInfoStruct/Name'), ['Device.']);
      assert.equal(codeOf(full!), 9003);
    },
  },
  {
    id: 'GWP-09',
    clause: '§4.2 GPN NextLevel',
    rule: 'NextLevel false lists the object itself and all below it; a full name is that parameter alone.',
    holds: async (stage) => {
      const [deep, one] = await asked(
        stage,
        ['GetParameterNames', list('Device.DeviceInfo.', 0)],
        ['GetParameterNames', list(code, 0)],
      );
      assert.ok(textsAt(deep!, 'ParameterList/ParameterInfoStruct/Name').includes('Device.DeviceInfo.'));
      assert.deepEqual(textsAt(one!, 'ParameterList/ParameterInfoStruct/Name'), [code]);
    },
  },
  {
    id: 'GWP-10',
    clause: '§4.2 AddObject, instance numbers, DeleteObject',
    rule: 'Instance numbers begin at 1 and are not used again; what is deleted is gone, and deleting it again is 9005.',
    holds: async (stage) => {
      const [first, second, gone, third, again] = await asked(
        stage,
        ['AddObject', object(table)],
        ['AddObject', object(table)],
        ['DeleteObject', object(`${table}2.`)],
        ['AddObject', object(table)],
        ['DeleteObject', object(`${table}2.`)],
      );
      assert.deepEqual(
        [first, second, third].map((one) => textAt(one!, 'InstanceNumber')),
        ['1', '2', '3'],
      );
      assert.equal(textAt(gone!, 'Status'), '0');
      assert.equal(codeOf(again!), 9005);
    },
  },
  {
    id: 'GWP-11',
    clause: '§4.2 AddObject',
    rule: 'A table that rows cannot be added to, and an unknown one, is 9005.',
    holds: async (stage) => {
      const [fixed, unknown] = await asked(
        stage,
        ['AddObject', object('Device.DeviceInfo.FirmwareImage.')],
        ['AddObject', object('Device.Nobody.')],
      );
      assert.deepEqual([codeOf(fixed!), codeOf(unknown!)], [9005, 9005]);
    },
  },
  {
    id: 'GWP-12',
    clause: '§4.2 ParameterKey, SPV with an empty list',
    rule: 'ParameterKey is what the last successful SetParameterValues, AddObject or DeleteObject brought; an empty list sets it alone.',
    holds: async (stage) => {
      const path = 'Device.ManagementServer.ParameterKey';
      const answers = await asked(
        stage,
        ['SetParameterValues', set('k1')],
        ['GetParameterValues', get(path)],
        ['AddObject', object(table, 'k2')],
        ['AddObject', object('Device.Nobody.', 'k3')],
        ['GetParameterValues', get(path)],
      );
      assert.deepEqual([valuesOf(answers[1]!)[path], valuesOf(answers[4]!)[path]], ['k1', 'k2']);
    },
  },
  {
    id: 'GWP-13',
    clause: '§4.2 Writable',
    rule: 'Writable is true for a table that rows can be added to, for such a row, and for a parameter that can be written.',
    holds: async (stage) => {
      const [, told] = await asked(stage, ['AddObject', object(table)], ['GetParameterNames', list('Device.NAT.', 0)]);
      const writable = new Map(
        all(told!, 'ParameterList/ParameterInfoStruct').map((one) => [textAt(one, 'Name'), textAt(one, 'Writable')]),
      );
      const truth = (name: string) => ['1', 'true'].includes(writable.get(name) ?? '');
      assert.deepEqual(
        [truth(table), truth(`${table}1.`), truth(`${table}1.Enable`), truth('Device.NAT.')],
        [true, true, true, false],
      );
    },
  },
  {
    id: 'GWP-14',
    clause: '§4.2 SPA, §6.5',
    rule: 'Notification and access list are set and read back; a refused active notification is 9009 and nothing is set.',
    holds: async (stage) => {
      const attributes = (name: string, notification: number) =>
        `<SetParameterAttributesStruct><Name>${name}</Name><NotificationChange>1</NotificationChange><Notification>${notification}</Notification><AccessListChange>0</AccessListChange><AccessList SOAP-ENC:arrayType="xsd:string[0]"></AccessList></SetParameterAttributesStruct>`;
      const give = (...structs: string[]) =>
        `<ParameterList SOAP-ENC:arrayType="cwmp:SetParameterAttributesStruct[${structs.length}]">${structs.join('')}</ParameterList>`;
      const upTime = 'Device.DeviceInfo.UpTime';
      const ssid = 'Device.DeviceInfo.HostName';
      const [ok, read, denied] = await asked(
        stage,
        ['SetParameterAttributes', give(attributes(ssid, 1))],
        ['GetParameterAttributes', get(ssid)],
        ['SetParameterAttributes', give(attributes(upTime, 2))],
      );
      assert.deepEqual([ok!.name, names(ok!)], ['SetParameterAttributesResponse', []]);
      assert.equal(textAt(read!, 'ParameterList/ParameterAttributeStruct/Notification'), '1');
      assert.equal(codeOf(denied!), 9009);
    },
  },
  {
    id: 'GWP-15',
    clause: '§4.3 ScheduleInform',
    rule: 'A delay of 0 is 9003.',
    holds: async (stage) => {
      const [answer] = await asked(stage, [
        'ScheduleInform',
        '<DelaySeconds>0</DelaySeconds><CommandKey>k</CommandKey>',
      ]);
      assert.equal(codeOf(answer!), 9003);
    },
  },
  {
    id: 'GWP-16',
    clause: '§4.4 CancelTransfer',
    rule: 'Cancelling a key that nothing has is a success.',
    holds: async (stage) => {
      const [answer] = await asked(stage, ['CancelTransfer', '<CommandKey>nobody</CommandKey>']);
      assert.equal(answer!.name, 'CancelTransferResponse');
    },
  },
  {
    id: 'GWP-17',
    clause: '§4.4 URL schemes, §5.2 9013',
    rule: 'A transfer by a scheme that the CPE does not know is 9013.',
    holds: async (stage) => {
      const order = `<CommandKey>k</CommandKey><FileType>1 Firmware Upgrade Image</FileType><URL>gopher://x/f</URL><Username></Username><Password></Password><FileSize>0</FileSize><TargetFileName></TargetFileName><DelaySeconds>0</DelaySeconds><SuccessURL></SuccessURL><FailureURL></FailureURL>`;
      const [answer] = await asked(stage, ['Download', order]);
      assert.equal(codeOf(answer!), 9013);
    },
  },
  {
    id: 'GWP-18',
    clause: '§5.2 9000, 9003',
    rule: 'An unknown method is 9000, arguments that make no sense are 9003.',
    holds: async (stage) => {
      const [unknown, bad] = await asked(
        stage,
        ['X_00D09E_Nothing', ''],
        ['ScheduleInform', '<DelaySeconds>soon</DelaySeconds><CommandKey></CommandKey>'],
      );
      assert.deepEqual([codeOf(unknown!), codeOf(bad!)], [9000, 9003]);
    },
  },
]);

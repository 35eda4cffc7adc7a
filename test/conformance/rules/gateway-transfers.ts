import assert from 'node:assert/strict';
import { status, whole } from '../../simulator/support/file-server.ts';
import { type CpeStage, gateway } from '../kit/cpe-stage.ts';
import { all, at, type Node, textAt, textsAt } from '../kit/look.ts';
import { onGateway } from '../kit/rule.ts';
import { eventsOf, type ScriptedAcs } from '../kit/scripted-acs.ts';
import { fault, someUuid } from '../kit/words.ts';

const configuration = '3 Vendor Configuration File';
const download = (key: string, url: string, more: { type?: string; delay?: number } = {}) =>
  `<CommandKey>${key}</CommandKey><FileType>${more.type ?? configuration}</FileType><URL>${url}</URL><Username></Username><Password></Password><FileSize>0</FileSize><TargetFileName></TargetFileName><DelaySeconds>${more.delay ?? 0}</DelaySeconds><SuccessURL></SuccessURL><FailureURL></FailureURL>`;
const codeOf = (answer: Node): number =>
  answer.name === 'Fault' ? Number(textAt(answer, 'detail/Fault/FaultCode')) : 0;

/** What the TransferComplete with this key says. */
async function ended(acs: ScriptedAcs, key: string): Promise<{ readonly code: number; readonly node: Node }> {
  const find = () =>
    acs
      .named('TransferComplete')
      .map((one) => at(one.xml!, 'Body/TransferComplete'))
      .find((one) => textAt(one, 'CommandKey') === key);
  await acs.until(`the TransferComplete of ${key}`, () => find() !== undefined);
  const node = find()!;
  return { code: Number(textAt(node, 'FaultStruct/FaultCode')), node };
}

/** What a file server serves, and the fault that tells of it; null: there is no server. */
const failures = [
  ['GWT-10', 9016, 'a file that is not there', status(404)],
  ['GWT-11', 9012, 'a server that wants another login', status(401, { 'WWW-Authenticate': 'Basic realm="x"' })],
  ['GWT-12', 9015, 'a server that is not there', null],
  ['GWT-13', 9018, 'a damaged image', whole(Buffer.from('no image at all'))],
] as const;

const operations = (...list: readonly string[]) => `${list.join('')}<CommandKey>job</CommandKey>`;
const install = (url: string, more = '') =>
  `<Operations xsi:type="cwmp:InstallOpStruct"><URL>${url}</URL>${more}</Operations>`;
const remove = (uuid: string) => `<Operations xsi:type="cwmp:UninstallOpStruct"><UUID>${uuid}</UUID></Operations>`;

export const gatewayTransfers = onGateway('Transfers and software modules of a CPE', 'gateway-transfers.ts', [
  {
    id: 'GWT-01',
    clause: '§4.4 Status 1, TransferComplete',
    rule: 'A queued Download is answered with Unknown Time and ends in exactly one TransferComplete with its key, in a session with `7 TRANSFER COMPLETE` and `M Download`.',
    holds: async (stage) => {
      const { acs } = stage;
      stage.files.serve = status(404);
      const asked = acs.ask('Download', download('k1', stage.files.url));
      await stage.on();
      assert.deepEqual(textsAt(await asked, 'StartTime'), ['0001-01-01T00:00:00Z']);
      await ended(acs, 'k1');
      assert.ok(
        acs.informs.some((one) =>
          ['7 TRANSFER COMPLETE', 'M Download k1'].every((event) => eventsOf(one).includes(event)),
        ),
      );
      assert.equal(acs.named('TransferComplete').length, 1);
    },
  },
  ...failures.map(([id, code, what, serve]) => ({
    id,
    clause: `§5.2 ${code} in a transfer`,
    rule: `The fault of ${what} is ${code}.`,
    holds: async (stage: CpeStage) => {
      if (serve) stage.files.serve = serve;
      const url = serve ? stage.files.url : 'http://127.0.0.1:9/f';
      void stage.acs.ask('Download', download('k', url, { type: '1 Firmware Upgrade Image' }));
      await stage.on();
      assert.equal((await ended(stage.acs, 'k')).code, code);
    },
  })),
  {
    id: 'GWT-02',
    clause: '§4.4 Queue, DelaySeconds, State',
    rule: 'A CPE holds three pending transfers at least, and lists them with their state.',
    holds: async ({ acs, files, on }) => {
      const asked = ['a', 'b', 'c'].map((key) => acs.ask('Download', download(key, files.url, { delay: 3_000 })));
      const listed = acs.ask('GetAllQueuedTransfers');
      const old = acs.ask('GetQueuedTransfers');
      await on();
      for (const one of await Promise.all(asked)) assert.equal(textAt(one, 'Status'), '1');
      const told = all(await listed, 'TransferList/AllQueuedTransferStruct');
      assert.deepEqual(
        told.map((one) => [textAt(one, 'CommandKey'), textAt(one, 'State'), textAt(one, 'FileType')]),
        ['a', 'b', 'c'].map((key) => [key, '1', configuration]),
      );
      assert.deepEqual(textsAt(await old, 'TransferList/QueuedTransferStruct/CommandKey'), ['a', 'b', 'c']);
    },
  },
  {
    id: 'GWT-03',
    clause: '§4.4 CancelTransfer',
    rule: 'A cancelled transfer is gone from the queue, and no TransferComplete comes for it.',
    holds: async ({ acs, files, on }) => {
      void acs.ask('Download', download('k', files.url, { delay: 3_000 }));
      const cancelled = acs.ask('CancelTransfer', '<CommandKey>k</CommandKey>');
      const listed = acs.ask('GetAllQueuedTransfers');
      await on();
      assert.equal((await cancelled).name, 'CancelTransferResponse');
      assert.deepEqual(all(await listed, 'TransferList/AllQueuedTransferStruct'), []);
      assert.deepEqual(acs.named('TransferComplete'), []);
    },
  },
  {
    id: 'GWT-04',
    clause: '§4.4 ScheduleDownload windows',
    rule: 'A window that ends before it starts, and windows that overlap, are 9003 at once.',
    holds: async ({ acs, files, on }) => {
      const window = (from: number, to: number) =>
        `<TimeWindowStruct><WindowStart>${from}</WindowStart><WindowEnd>${to}</WindowEnd><WindowMode>1 At Any Time</WindowMode><UserMessage></UserMessage><MaxRetries>0</MaxRetries></TimeWindowStruct>`;
      const schedule = (...windows: string[]) =>
        acs.ask(
          'ScheduleDownload',
          `<CommandKey>k</CommandKey><FileType>${configuration}</FileType><URL>${files.url}</URL><Username></Username><Password></Password><FileSize>0</FileSize><TargetFileName></TargetFileName><TimeWindowList SOAP-ENC:arrayType="cwmp:TimeWindowStruct[${windows.length}]">${windows.join('')}</TimeWindowList>`,
        );
      const bad = [schedule(window(9, 5)), schedule(window(0, 9), window(5, 20))];
      await on();
      assert.deepEqual((await Promise.all(bad)).map(codeOf), [9003, 9003]);
    },
  },
  {
    id: 'GWT-05',
    clause: '§4.6 ChangeDUState, results',
    rule: 'Results come in the order of the operations with the code of each; one failure stops no other.',
    holds: async (stage) => {
      const { acs } = stage;
      stage.files.serve = status(404);
      const asked = acs.ask(
        'ChangeDUState',
        operations(
          install(stage.files.url),
          install('gopher://x/y.pkg'),
          remove(someUuid),
          remove('no uuid'),
          install(stage.files.url, '<ExecutionEnvRef>Device.SoftwareModules.ExecEnv.9.</ExecutionEnvRef>'),
        ),
      );
      await stage.on();
      assert.deepEqual([(await asked).name, (await asked).children.length], ['ChangeDUStateResponse', 0]);
      await acs.until('the report', () => acs.named('DUStateChangeComplete').length === 1);
      const report = at(acs.named('DUStateChangeComplete')[0]!.xml!, 'Body/DUStateChangeComplete');
      assert.deepEqual(textsAt(report, 'Results/Fault/FaultCode'), ['9016', '9013', '9028', '9022', '9023']);
      assert.equal(textAt(report, 'CommandKey'), 'job');
    },
  },
  {
    id: 'GWT-06',
    clause: '§2.5 DUStateChangeCompleteResponse',
    rule: '`11 DU STATE CHANGE COMPLETE` and `M ChangeDUState` are told, and the same report sent, until it is acknowledged.',
    holds: async ({ acs, on }) => {
      void acs.ask('ChangeDUState', operations(remove(someUuid)));
      acs.instead = (heard) =>
        heard.name === 'DUStateChangeComplete' && acs.named(heard.name).length < 3
          ? acs.envelope(fault(8002), textAt(heard.xml!, 'Header/ID'))
          : undefined;
      await on();
      await acs.until('the third', () => acs.named('DUStateChangeComplete').length === 3);
      const told = acs.informs.filter((one) =>
        ['11 DU STATE CHANGE COMPLETE', 'M ChangeDUState job'].every((event) => eventsOf(one).includes(event)),
      );
      assert.ok(told.length >= 3);
      const results = acs
        .named('DUStateChangeComplete')
        .map((one) => JSON.stringify(at(one.xml!, 'Body/DUStateChangeComplete/Results').children.map((c) => c.text)));
      assert.equal(new Set(results).size, 1);
    },
  },
  {
    id: 'GWT-07',
    clause: '§2.5 AutonomousTransferCompleteResponse, §4.4',
    rule: 'An autonomous transfer is told only where the policy lets it through, and until it is acknowledged.',
    holds: async ({ acs, on }) => {
      const policy = 'Device.ManagementServer.AutonomousTransferCompletePolicy.';
      const transfer = {
        kind: 'autonomousTransfer',
        url: 'http://u/x',
        isDownload: true,
        fileType: '2 Web Content',
      } as const;
      const item = `<ParameterValueStruct><Name>${policy}Enable</Name><Value xsi:type="xsd:boolean">1</Value></ParameterValueStruct>`;
      const fleet = await on();
      await acs.until('the first session', () => acs.named('').length === 1);
      await fleet.happen(gateway, transfer);
      const set = acs.ask(
        'SetParameterValues',
        `<ParameterList SOAP-ENC:arrayType="cwmp:ParameterValueStruct[1]">${item}</ParameterList><ParameterKey></ParameterKey>`,
      );
      await fleet.happen(gateway, { kind: 'wakeUp' });
      await set;
      assert.deepEqual(acs.named('AutonomousTransferComplete'), []);
      acs.instead = (heard) =>
        heard.name === 'AutonomousTransferComplete' && acs.named(heard.name).length < 2
          ? acs.envelope(fault(8002), textAt(heard.xml!, 'Header/ID'))
          : undefined;
      await fleet.happen(gateway, transfer);
      await acs.until('the second', () => acs.named('AutonomousTransferComplete').length === 2);
      const told = acs.informs.filter((one) => eventsOf(one).includes('10 AUTONOMOUS TRANSFER COMPLETE'));
      assert.equal(told.length, 2);
    },
  },
]);

import assert from 'node:assert/strict';
import net from 'node:net';
import { retryWindow } from '../../../src/simulator/gateway/retry.ts';
import { type CpeStage, gateway } from '../kit/cpe-stage.ts';
import { at, textAt } from '../kit/look.ts';
import { onGateway } from '../kit/rule.ts';
import { eventsOf, type Heard, valuesOf } from '../kit/scripted-acs.ts';
import { fault } from '../kit/words.ts';

const retryCount = (heard: Heard): number => Number(textAt(heard.xml!, 'Body/Inform/RetryCount'));
const down = () => ({ status: 503 });

/** Switches it on and waits until its first session is over. */
async function settled({ acs, on }: CpeStage, options: Parameters<CpeStage['on']>[0] = {}) {
  const fleet = await on(options);
  await acs.until('the first session', () => acs.named('').length === 1);
  return fleet;
}

/** A request of the CPE is answered with a fault until the rule says otherwise. */
function refuses(acs: CpeStage['acs'], method: string): () => void {
  acs.instead = (heard) =>
    heard.name === method ? acs.envelope(fault(8002), textAt(heard.xml!, 'Header/ID')) : undefined;
  return () => {
    acs.instead = () => undefined;
  };
}

/** The table of §2.4, by minimum wait and multiplier. */
const windows = [
  [{ minimumWait: 5, multiplier: 2000 }, [5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 5120]],
  [{ minimumWait: 10, multiplier: 1500 }, [10, 15, 22.5, 33.75, 50.6, 75.9, 113.9, 170.9, 256.3, 384.4, 576.7]],
] as const;

export const gatewayRetry = onGateway('Retries and discards of a CPE', 'gateway-retry.ts', [
  {
    id: 'RTY-01',
    clause: '§2.4',
    rule: 'The n-th wait lies between m·(k/1000)^(n−1) and m·(k/1000)^n seconds, frozen from the tenth on.',
    holds: async () => {
      for (const [policy, edges] of windows) {
        for (let n = 1; n <= 10; n++) {
          const [from, to] = retryWindow(policy, n);
          assert.ok(Math.abs(from - edges[n - 1]!) < 0.1 && Math.abs(to - edges[n]!) < 0.1, `${n}: ${from} to ${to}`);
        }
        assert.deepEqual(retryWindow(policy, 25), retryWindow(policy, 10));
      }
    },
  },
  {
    id: 'RTY-02',
    clause: '§2.4 RetryCount',
    rule: 'RetryCount is the number of failed attempts so far, and 0 after a success.',
    holds: async (stage) => {
      const { acs } = stage;
      acs.instead = (_heard, { informs }) => (informs.length <= 3 ? { status: 503 } : undefined);
      const fleet = await settled(stage);
      await fleet.happen(gateway, { kind: 'wakeUp' });
      await acs.until('one more', () => acs.informs.length === 5);
      assert.deepEqual(acs.informs.map(retryCount), [0, 1, 2, 3, 0]);
    },
  },
  {
    id: 'RTY-03',
    clause: '§2.4 retries go on for ever',
    rule: 'A CPE goes on trying: the thirteenth attempt comes as the first.',
    holds: async ({ acs, on }) => {
      acs.instead = down;
      await on({ retryScale: 0.000_01 });
      await acs.until('thirteen tries', () => acs.informs.length >= 13);
    },
  },
  {
    id: 'RTY-04',
    clause: '§2.4 RetryCount after a reboot',
    rule: 'RetryCount is 0 after a reboot.',
    holds: async (stage) => {
      const { acs } = stage;
      acs.instead = down;
      const fleet = await stage.on();
      await acs.until('two tries', () => acs.informs.length >= 2);
      await fleet.abandon();
      acs.instead = () => undefined;
      const from = acs.informs.length;
      await stage.on();
      await acs.until('it is back', () => acs.informs.length > from);
      assert.equal(retryCount(acs.informs[from]!), 0);
    },
  },
  {
    id: 'RTY-05',
    clause: '§2.4 new event during the wait',
    rule: 'A new event during the wait starts the attempt at once; the count is not reset.',
    holds: async (stage) => {
      const { acs } = stage;
      acs.instead = (_heard, { informs }) => (informs.length === 1 ? { status: 503 } : undefined);
      const fleet = await stage.on({ retryScale: 100 });
      await acs.until('the first try', () => acs.informs.length === 1);
      await acsIdle(() => fleet.statistics().failedSessions === 1);
      await fleet.happen(gateway, { kind: 'wakeUp' });
      await acs.until('the second', () => acs.informs.length === 2);
      assert.equal(retryCount(acs.informs[1]!), 1);
      assert.deepEqual(eventsOf(acs.informs[1]!), ['0 BOOTSTRAP', '1 BOOT', '13 WAKEUP']);
    },
  },
  {
    id: 'RTY-06',
    clause: '§2.5 InformResponse received',
    rule: 'What the InformResponse acknowledges is not told again: BOOTSTRAP, BOOT, WAKEUP.',
    holds: async (stage) => {
      const fleet = await settled(stage);
      await fleet.happen(gateway, { kind: 'wakeUp' });
      const { acs } = stage;
      await acs.until('another', () => acs.informs.length === 2);
      assert.deepEqual(acs.informs.map(eventsOf), [['0 BOOTSTRAP', '1 BOOT'], ['13 WAKEUP']]);
    },
  },
  {
    id: 'RTY-07',
    clause: '§2.5 KickedResponse',
    rule: '`5 KICKED` is told until the KickedResponse has come.',
    holds: async (stage) => {
      const { acs } = stage;
      const fleet = await settled(stage);
      const relent = refuses(acs, 'Kicked');
      await fleet.happen(gateway, { kind: 'kicked', command: 'go' });
      await acs.until('two tries', () => acs.named('Kicked').length === 2);
      relent();
      await acs.until('the third', () => acs.named('Kicked').length === 3);
      await fleet.happen(gateway, { kind: 'wakeUp' });
      await acs.informWith('13 WAKEUP');
      const told = acs.informs.map((one) => eventsOf(one).includes('5 KICKED'));
      assert.deepEqual(told.slice(1, 4), [true, true, true]);
      assert.equal(eventsOf(acs.informs.at(-1)!).includes('5 KICKED'), false);
    },
  },
  {
    id: 'RTY-08',
    clause: '§2.5 RequestDownloadResponse',
    rule: '`9 REQUEST DOWNLOAD` is told until the RequestDownloadResponse has come.',
    holds: async (stage) => {
      const { acs } = stage;
      const fleet = await settled(stage);
      const relent = refuses(acs, 'RequestDownload');
      await fleet.happen(gateway, { kind: 'requestDownload', fileType: '2 Web Content' });
      await acs.until('a try', () => acs.named('RequestDownload').length === 1);
      relent();
      await acs.until('another', () => acs.named('RequestDownload').length === 2);
      const told = acs.informs.slice(1).filter((one) => eventsOf(one).includes('9 REQUEST DOWNLOAD'));
      assert.equal(told.length, 2);
    },
  },
  {
    id: 'RTY-09',
    clause: '§2.5, §2.6 reply lost',
    rule: '`7 TRANSFER COMPLETE` and its M event are told, and the same TransferComplete sent, until it is acknowledged.',
    holds: async (stage) => {
      const { acs } = stage;
      const order = `<CommandKey>k9</CommandKey><FileType>1 Firmware Upgrade Image</FileType><URL>${stage.files.url}</URL><Username></Username><Password></Password><FileSize>0</FileSize><TargetFileName></TargetFileName><DelaySeconds>0</DelaySeconds><SuccessURL></SuccessURL><FailureURL></FailureURL>`;
      const asked = acs.ask('Download', order);
      const relent = refuses(acs, 'TransferComplete');
      await stage.on();
      assert.equal(textAt(await asked, 'Status'), '1');
      await acs.until('two tries', () => acs.named('TransferComplete').length === 2);
      relent();
      await acs.until('the third', () => acs.named('TransferComplete').length === 3);
      const told = acs.informs.filter((one) => eventsOf(one).includes('M Download k9'));
      assert.ok(told.length >= 3 && told.every((one) => eventsOf(one).includes('7 TRANSFER COMPLETE')));
      const bodies = acs
        .named('TransferComplete')
        .map((one) => at(one.xml!, 'Body/TransferComplete').children.map((c) => c.text));
      assert.deepEqual(bodies[1], bodies[0]);
      assert.deepEqual(bodies[2], bodies[0]);
    },
  },
  {
    id: 'RTY-10',
    clause: '§2.5 reboot',
    rule: 'A `4 VALUE CHANGE` that was not told is lost by a reboot; an ordered ScheduleInform is not.',
    holds: async (stage) => {
      const { acs } = stage;
      const asked = acs.ask('ScheduleInform', '<DelaySeconds>2</DelaySeconds><CommandKey>later</CommandKey>');
      // At the same port after the reboot: another one would be a change by itself.
      const options = { connectionRequestPort: await freePort() };
      const fleet = await stage.on(options);
      await asked;
      acs.instead = down;
      await fleet.happen(gateway, {
        kind: 'valueChange',
        path: 'Device.DeviceInfo.ProvisioningCode',
        value: 'by hand',
      });
      await acs.until('it tries', () => acs.informs.length >= 2);
      assert.ok(eventsOf(acs.informs[1]!).includes('4 VALUE CHANGE'));
      await fleet.abandon();
      acs.instead = () => undefined;
      const from = acs.informs.length;
      await stage.on(options);
      await acs.until('it is back', () => acs.informs.length > from);
      assert.deepEqual(eventsOf(acs.informs[from]!), ['1 BOOT']);
      assert.deepEqual(eventsOf(await acs.informWith('3 SCHEDULED', from)), ['3 SCHEDULED', 'M ScheduleInform later']);
    },
  },
  {
    id: 'RTY-11',
    clause: '§2.5 new BOOTSTRAP',
    rule: 'A factory reset discards every other undelivered event: `0 BOOTSTRAP` comes with `1 BOOT` alone, and ParameterKey is empty.',
    holds: async (stage) => {
      const { acs } = stage;
      const list = `<ParameterList SOAP-ENC:arrayType="cwmp:ParameterValueStruct[0]"></ParameterList><ParameterKey>before</ParameterKey>`;
      const set = acs.ask('SetParameterValues', list);
      const scheduled = acs.ask('ScheduleInform', '<DelaySeconds>1</DelaySeconds><CommandKey>gone</CommandKey>');
      const reset = acs.ask('FactoryReset');
      await stage.on();
      assert.equal(textAt(await set, 'Status'), '0');
      assert.equal((await scheduled).name, 'ScheduleInformResponse');
      await reset;
      await acs.until('it is back', () => acs.informs.length === 2);
      assert.deepEqual(eventsOf(acs.informs[1]!), ['0 BOOTSTRAP', '1 BOOT']);
      assert.equal(valuesOf(at(acs.informs[1]!.xml!, 'Body/Inform'))['Device.ManagementServer.ParameterKey'], '');
    },
  },
  {
    id: 'RTY-12',
    clause: '§3 0 BOOTSTRAP',
    rule: 'A new ManagementServer.URL is `0 BOOTSTRAP` without `1 BOOT`, at the new URL, in the next session.',
    holds: async (stage) => {
      const { acs } = stage;
      const item = `<ParameterValueStruct><Name>Device.ManagementServer.URL</Name><Value xsi:type="xsd:string">${acs.url}/new</Value></ParameterValueStruct>`;
      const set = acs.ask(
        'SetParameterValues',
        `<ParameterList SOAP-ENC:arrayType="cwmp:ParameterValueStruct[1]">${item}</ParameterList><ParameterKey></ParameterKey>`,
      );
      await stage.on();
      await set;
      await acs.until('it calls again', () => acs.informs.length === 2);
      assert.deepEqual([acs.informs[1]!.path, eventsOf(acs.informs[1]!)], ['/acs/new', ['0 BOOTSTRAP']]);
    },
  },
  {
    id: 'RTY-13',
    clause: '§3 single and multiple',
    rule: 'A single event comes once per Inform, an M event once per CommandKey.',
    holds: async (stage) => {
      const { acs } = stage;
      const asked = ['a', 'b'].map((key) =>
        acs.ask('ScheduleInform', `<DelaySeconds>1</DelaySeconds><CommandKey>${key}</CommandKey>`),
      );
      await stage.on();
      await Promise.all(asked);
      await acs.until('both came', () => {
        const told = acs.informs.flatMap(eventsOf);
        return told.includes('M ScheduleInform a') && told.includes('M ScheduleInform b');
      });
      for (const one of acs.informs) assert.equal(new Set(eventsOf(one)).size, eventsOf(one).length);
    },
  },
  {
    id: 'RTY-14',
    clause: '§3 4 VALUE CHANGE, §6.5',
    rule: 'What another than the ACS changed is told with its value; what the ACS set itself is no news.',
    holds: async (stage) => {
      const { acs } = stage;
      const code = 'Device.DeviceInfo.ProvisioningCode';
      const fleet = await settled(stage);
      await fleet.happen(gateway, { kind: 'valueChange', path: code, value: 'by hand' });
      const told = await acs.informWith('4 VALUE CHANGE');
      assert.equal(valuesOf(at(told.xml!, 'Body/Inform'))[code], 'by hand');
    },
  },
  {
    id: 'RTY-15',
    clause: '§7.2, §3 forced parameters',
    rule: 'The forced parameters of Device:2 are in every Inform.',
    holds: async (stage) => {
      const fleet = await settled(stage);
      await fleet.happen(gateway, { kind: 'wakeUp' });
      await stage.acs.until('another', () => stage.acs.informs.length === 2);
      for (const one of stage.acs.informs) {
        const told = Object.keys(valuesOf(at(one.xml!, 'Body/Inform')));
        for (const name of [
          'RootDataModelVersion',
          'DeviceInfo.HardwareVersion',
          'DeviceInfo.SoftwareVersion',
          'DeviceInfo.ProvisioningCode',
          'ManagementServer.ParameterKey',
          'ManagementServer.ConnectionRequestURL',
          'ManagementServer.AliasBasedAddressing',
        ])
          assert.ok(told.includes(`Device.${name}`), name);
      }
    },
  },
  {
    id: 'RTY-16',
    clause: '§2.5 failed session, 6 CONNECTION REQUEST',
    rule: '`6 CONNECTION REQUEST` is not told again after a failed session.',
    unchecked: 'Binds the CPE; checked on the event queue of the simulator in test/simulator/rules.test.ts.',
  },
]);

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}

async function acsIdle(holds: () => boolean): Promise<void> {
  const end = performance.now() + 5_000;
  while (!holds()) {
    if (performance.now() > end) throw new Error('the session did not fail');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { fleetOptions } from '../../../src/simulator/fleet-options.ts';
import type { CpeStage } from '../kit/cpe-stage.ts';
import { at, type Node, textAt } from '../kit/look.ts';
import { onGateway } from '../kit/rule.ts';
import { eventsOf, valuesOf } from '../kit/scripted-acs.ts';

const server = 'Device.ManagementServer.';
const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
const codeOf = (answer: Node): number =>
  answer.name === 'Fault' ? Number(textAt(answer, 'detail/Fault/FaultCode')) : 0;
const item = (name: string, value: string, type = 'string') =>
  `<ParameterValueStruct><Name>${name}</Name><Value xsi:type="xsd:${type}">${value}</Value></ParameterValueStruct>`;
const set = (...items: string[]) =>
  `<ParameterList SOAP-ENC:arrayType="cwmp:ParameterValueStruct[${items.length}]">${items.join('')}</ParameterList><ParameterKey></ParameterKey>`;
const get = (path: string) =>
  `<ParameterNames SOAP-ENC:arrayType="xsd:string[1]"><string>${path}</string></ParameterNames>`;

/** A gateway that is on, with credentials for connection requests. @returns its URL */
async function listening(stage: CpeStage, options: Parameters<CpeStage['on']>[0] = {}): Promise<string> {
  const { acs } = stage;
  const given = acs.ask(
    'SetParameterValues',
    set(item(`${server}ConnectionRequestUsername`, 'acs'), item(`${server}ConnectionRequestPassword`, 'knock')),
  );
  await stage.on(options);
  await given;
  await acs.until('the session ends', () => acs.heard.at(-1)?.name === 'SetParameterValuesResponse');
  await new Promise((resolve) => setTimeout(resolve, 30));
  return valuesOf(at(acs.informs[0]!.xml!, 'Body/Inform'))[`${server}ConnectionRequestURL`]!;
}

/** One connection request: a GET, and the answer to its challenge. @returns both statuses, and the second body */
async function call(
  url: string,
  password = 'knock',
): Promise<{ readonly first: number; readonly second: number; readonly body: string }> {
  const { status: first, headers } = await fetch(url);
  const challenge = headers.get('www-authenticate') ?? '';
  const part = (name: string): string => new RegExp(`${name}="?([^",]+)`).exec(challenge)?.[1] ?? '';
  const uri = new URL(url).pathname;
  const [one, two] = [md5(`acs:${part('realm')}:${password}`), md5(`GET:${uri}`)];
  const response = md5(`${one}:${part('nonce')}:00000001:c:auth:${two}`);
  const authorization = `Digest username="acs", realm="${part('realm')}", nonce="${part('nonce')}", uri="${uri}", qop=auth, nc=00000001, cnonce="c", response="${response}"`;
  const reply = await fetch(url, { headers: { Authorization: authorization } });
  return { first, second: reply.status, body: await reply.text() };
}

export const gatewayCalled = onGateway('Connection requests and addressing at a CPE', 'gateway-called.ts', [
  {
    id: 'GWC-01',
    clause: '§6.1 C2, C4, C5',
    rule: 'A CPE challenges with digest, answers right credentials with 200 or 204 and no body, and comes with `6 CONNECTION REQUEST`.',
    holds: async (stage) => {
      const { first, second, body } = await call(await listening(stage));
      assert.equal(first, 401);
      assert.ok(second === 200 || second === 204);
      assert.equal(body, '');
      assert.deepEqual(eventsOf(await stage.acs.informWith('6 CONNECTION REQUEST')), ['6 CONNECTION REQUEST']);
    },
  },
  {
    id: 'GWC-02',
    clause: '§6.1 C9',
    rule: 'Wrong credentials are answered 401 again, and no session follows.',
    holds: async (stage) => {
      const { second } = await call(await listening(stage), 'wrong');
      assert.equal(second, 401);
      await new Promise((resolve) => setTimeout(resolve, 100));
      assert.equal(stage.acs.informs.length, 1);
    },
  },
  {
    id: 'GWC-03',
    clause: '§6.1 C6',
    rule: 'More than the CPE wants is answered with 503.',
    holds: async (stage) => {
      const url = await listening(stage, { connectionRequestRate: { requests: 1, window: 60_000 } });
      assert.ok((await call(url)).second < 300);
      const again = await call(url);
      assert.ok(again.first === 503 || again.second === 503, `${again.first} ${again.second}`);
    },
  },
  {
    id: 'GWC-04',
    clause: '§6.1 C1',
    rule: 'The path of the URL is not to be guessed: another path is no connection request.',
    holds: async (stage) => {
      const url = new URL(await listening(stage));
      assert.ok(url.pathname.length > 8);
      assert.equal((await fetch(new URL('/guessed', url))).status, 404);
    },
  },
  {
    id: 'GWC-05',
    clause: '§6.1 C7, C8',
    rule: 'Requests during a session are refused or lead to exactly one more session.',
    holds: async (stage) => {
      const { acs } = stage;
      const url = await listening(stage);
      let during: Promise<{ readonly second: number }[]> | null = null;
      // The session is not over before both calls are answered.
      acs.hold = (heard) => {
        if (heard.name !== 'Inform' || during !== null) return null;
        during = Promise.all([call(url), call(url)]);
        return during;
      };
      await call(url);
      await acs.until('the session of the first call', () => acs.informs.length >= 2);
      const accepted = (await during!).some(({ second }) => second < 300);
      await new Promise((resolve) => setTimeout(resolve, 300));
      assert.equal(acs.informs.length, accepted ? 3 : 2);
    },
  },
  {
    id: 'GWC-06',
    clause: '§6.6',
    rule: 'With AliasBasedAddressing an alias stands for an instance; an existing alias cannot be added, an unknown one is 9005.',
    holds: async ({ acs, on }) => {
      const table = 'Device.NAT.PortMapping.';
      const add = (name: string) =>
        acs.ask('AddObject', `<ObjectName>${name}</ObjectName><ParameterKey></ParameterKey>`);
      const made = add(`${table}[web].`);
      const read = acs.ask('GetParameterValues', get(`${table}[web].Alias`));
      const again = add(`${table}[web].`);
      const unknown = acs.ask('GetParameterValues', get(`${table}[none].Alias`));
      await on({ aliasBasedAddressing: true });
      assert.equal(textAt(await made, 'InstanceNumber'), '1');
      assert.deepEqual(valuesOf(await read), { [`${table}1.Alias`]: 'web' });
      assert.ok([9003, 9005].includes(codeOf(await again)));
      assert.equal(codeOf(await unknown), 9005);
      const flag = valuesOf(at(acs.informs[0]!.xml!, 'Body/Inform'))[`${server}AliasBasedAddressing`];
      assert.ok(flag === 'true' || flag === '1');
    },
  },
  {
    id: 'GWC-07',
    clause: '§6.7',
    rule: 'Where wildcards are supported `*` reads every instance, and without a match nothing; elsewhere it is 9005.',
    holds: async (stage) => {
      const { acs } = stage;
      const every = acs.ask('GetParameterValues', get('Device.WiFi.SSID.*.Name'));
      const none = acs.ask('GetParameterValues', get('Device.NAT.PortMapping.*.ExternalPort'));
      const misplaced = acs.ask('GetParameterValues', get('Device.WiFi.*.1.Name'));
      const fleet = await stage.on({ instanceWildcards: true });
      assert.deepEqual(Object.keys(valuesOf(await every)), ['Device.WiFi.SSID.1.Name', 'Device.WiFi.SSID.2.Name']);
      assert.deepEqual(valuesOf(await none), {});
      assert.equal(codeOf(await misplaced), 9005);
      await fleet.stop();
      const unsupported = acs.ask('GetParameterValues', get('Device.WiFi.SSID.*.Name'));
      await stage.on();
      assert.equal(codeOf(await unsupported), 9005);
    },
  },
  {
    id: 'GWC-08',
    clause: '§6.8 InformParameter',
    rule: 'A row of InformParameter adds its parameter to the Informs with the events it names.',
    holds: async (stage) => {
      const { acs } = stage;
      const row = `${server}InformParameter.1.`;
      const add = acs.ask(
        'AddObject',
        `<ObjectName>${server}InformParameter.</ObjectName><ParameterKey></ParameterKey>`,
      );
      const fill = acs.ask(
        'SetParameterValues',
        set(item(`${row}ParameterName`, 'Device.DeviceInfo.ModelName'), item(`${row}Enable`, '1', 'boolean')),
      );
      const fleet = await stage.on();
      assert.equal(textAt(await add, 'InstanceNumber'), '1');
      assert.equal(textAt(await fill, 'Status'), '0');
      await fleet.happen('00D09E-MG100-SIM000001', { kind: 'wakeUp' });
      const told = valuesOf(at((await acs.informWith('13 WAKEUP')).xml!, 'Body/Inform'));
      assert.ok('Device.DeviceInfo.ModelName' in told);
    },
  },
  {
    id: 'GWC-09',
    clause: '§2.1 S9',
    rule: 'A CPE waits 30 seconds at least for an answer.',
    holds: async ({ acs }) => {
      assert.ok(fleetOptions({ acsUrl: acs.url, count: 1, stateDirectory: '/' }).replyTimeoutSeconds >= 30);
    },
  },
]);

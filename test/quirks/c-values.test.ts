import { describe, expect, test } from 'vitest';
import type { Device } from '../../src/cli/api/resources.ts';
import type { Call } from '../../src/cwmp/rpc/index.ts';
import { type OrderedOperation, operationOf } from '../scenarios/support/orders.ts';
import { hold } from '../scenarios/support/scripted-session.ts';
import { type HttpReply, heard, type ScriptedCpe } from '../support/cpe.ts';
import type { QuirkyGateway } from './support/gateway.ts';
import { expectManageable, ssid } from './support/manageable.ts';
import { quirkStage } from './support/stage.ts';

const enable = 'Device.WiFi.SSID.1.Enable';
const standards = 'Device.WiFi.Radio.1.OperatingStandards';
const informTime = 'Device.ManagementServer.PeriodicInformTime';
const passphrase = 'Device.WiFi.AccessPoint.1.Security.KeyPassphrase';

describe('types and values', () => {
  const stage = quirkStage({
    profiles: {
      'TEST@54': { booleanValues: 'words' },
      'TEST@61': { valueMaps: { 'Device.WiFi.Radio.{i}.OperatingStandards': { 'n,ax': '11nax' } } },
      Q62T: { skipWritableCheck: true },
    },
  });
  const order = (cpe: ScriptedCpe, body: object): Promise<OrderedOperation> =>
    stage.muster.api.post(`/devices/${cpe.deviceId}/operations`, { connectionRequest: false, ...body });
  const set = (path: string, value: string | boolean) => ({ kind: 'setParameterValues', values: [{ path, value }] });

  /** A device whose answers are written by hand. */
  async function written(softwareVersion = '1.0.0'): Promise<ScriptedCpe> {
    const cpe = stage.scripted();
    cpe.softwareVersion = softwareVersion;
    await cpe.session();
    return cpe;
  }

  /** It is asked for these parameters, and answers with this. `struct`: name, attributes and content of each Value. */
  async function told(cpe: ScriptedCpe, struct: readonly (readonly [string, string, string])[]): Promise<void> {
    await order(cpe, { kind: 'getParameterValues', paths: struct.map(([path]) => path) });
    await cpe.inform();
    const asked = heard(await cpe.empty());
    const items = struct.map(
      ([path, attributes, value]) =>
        `<ParameterValueStruct><Name>${path}</Name><Value${attributes}>${value}</Value></ParameterValueStruct>`,
    );
    const list = `<cwmp:GetParameterValuesResponse><ParameterList>${items.join('')}</ParameterList></cwmp:GetParameterValuesResponse>`;
    expect((await cpe.post(cpe.envelope(list, asked.id!))).status).toBe(204);
  }

  /** What Muster says to the device when it calls. */
  async function nextSaid(cpe: ScriptedCpe): Promise<HttpReply> {
    await cpe.inform();
    return cpe.empty();
  }

  const stored = async (cpe: ScriptedCpe, path = 'Device.X_TEST.') =>
    (
      await stage.muster.api.get<{ items: Record<string, unknown>[] }>(`/devices/${cpe.deviceId}/parameters`, { path })
    ).items.map(({ updatedAt: _, ...rest }) => rest);

  const found = async (filter: string): Promise<string[]> =>
    (await stage.muster.api.get<{ items: Device[] }>('/devices', { filter })).items.map((device) => device.id);

  test('51 no xsi:type: the text is kept, and a value goes out with the type that the model gives it', async () => {
    const gateway = await stage.gateway(51);
    await expectManageable(gateway);
    expect(await gateway.done(set(enable, false))).toMatchObject({ state: 'succeeded' });
    expect(gateway.own(enable)).toBe('false');
    const cpe = await written();
    await told(cpe, [[enable, '', 'true']]);
    await order(cpe, set(enable, false));
    expect((await nextSaid(cpe)).text).toContain(`<Name>${enable}</Name><Value xsi:type="xsd:boolean">0</Value>`);
  });

  test('52 types of its own: text and type are kept, and the type goes back to the device', async () => {
    await expectManageable(await stage.gateway(52));
    const cpe = await written();
    const signed = 'Device.X_TEST.Signed';
    await told(cpe, [
      [signed, ' xsi:type="xsd:signedInt"', ' -5'],
      ['Device.X_TEST.Empty', ' xsi:type="xsd:"', 'text'],
    ]);
    expect(await stored(cpe)).toEqual([
      { path: 'Device.X_TEST.Empty', value: 'text', type: null },
      { path: signed, value: ' -5', type: 'signedInt' },
    ]);
    await order(cpe, set(signed, '-7'));
    expect((await nextSaid(cpe)).text).toContain(`<Name>${signed}</Name><Value xsi:type="xsd:signedInt">-7</Value>`);
  });

  test('53 types without prefix or with another one: known by their local name', async () => {
    const gateway = await stage.gateway(53);
    await expectManageable(gateway);
    const upTime = 'Device.DeviceInfo.UpTime';
    await gateway.done({ kind: 'getParameterValues', paths: [upTime, ssid, enable] });
    expect((await gateway.parameter(upTime))?.type).toBe('unsignedInt');
    expect((await gateway.parameter(ssid))?.type).toBe('string');
    expect((await gateway.parameter(enable))?.type).toBe('boolean');
  });

  test.each([
    [54, '1'],
    ['54b', 'TRUE'],
    ['54c', '1'],
  ] as const)(
    '54 booleans in digits, words and capitals: all are the same, and are written as a profile says (%s: %s)',
    async (name, text) => {
      const gateway = await stage.gateway(name);
      await gateway.done({ kind: 'getParameterValues', paths: [enable] });
      expect(await gateway.parameter(enable)).toMatchObject({ value: text, type: 'boolean' });
      expect(await found(`${enable} = true and id = "${gateway.id}"`)).toEqual([gateway.id]);
      expect(await found(`${enable} = false and id = "${gateway.id}"`)).toEqual([]);
      expect(await gateway.done(set(enable, 'FALSE'))).toMatchObject({ state: 'succeeded', attempt: 1 });
      expect(gateway.own(enable)).toBe('false');
      for (const [version, said] of [
        ['1.0', '1'],
        ['54.1', 'true'],
      ] as const) {
        const cpe = await written(version);
        await order(cpe, set(enable, true));
        expect((await nextSaid(cpe)).text).toContain(`xsi:type="xsd:boolean">${said}</Value>`);
        await cpe.leave();
      }
    },
  );

  test('55 numbers with rubbish, or empty: kept as they came, and marked as not valid', async () => {
    const gateway = await stage.gateway(55);
    const [channel, power] = ['Device.WiFi.Radio.1.Channel', 'Device.WiFi.Radio.2.Channel'];
    const number = gateway.own(channel);
    await gateway.done({ kind: 'getParameterValues', paths: [channel, power, enable] });
    expect(await gateway.parameter(channel)).toMatchObject({
      value: `${number}abc`,
      type: 'unsignedInt',
      valid: false,
    });
    expect(await gateway.parameter(power)).toMatchObject({ value: '', valid: false });
    expect(await gateway.parameter(enable)).not.toHaveProperty('valid');
    expect(await found(`${channel} = "${number}" and id = "${gateway.id}"`)).toEqual([]);
    expect(await found(`${channel} = "${number}abc" and id = "${gateway.id}"`)).toEqual([gateway.id]);
  });

  test('56 an unsignedLong above 2^53: every digit is kept', async () => {
    const gateway = await stage.gateway(56, { parameters: 2_000 });
    await gateway.done({ kind: 'refresh' });
    const long = (await gateway.parameters()).find((parameter) => parameter.type === 'unsignedLong');
    expect(long).toMatchObject({ value: '18446744073709551557' });
    expect(long).not.toHaveProperty('valid');
  });

  test('57 times in every wrong form: the text is kept beside the time it means, if it means one', async () => {
    const type = ' xsi:type="xsd:dateTime"';
    const times: readonly [string, string | null, boolean][] = [
      ['0', null, false],
      ['', null, false],
      ['UnknownTime', null, false],
      ['2024-02-03T04:05:06', '2024-02-03T04:05:06.000Z', true],
      ['2024-02-03T04:05:06+0800', '2024-02-02T20:05:06.000Z', true],
      ['0001-01-01T00:00:00Z', null, true],
    ];
    const cpe = await written();
    await told(
      cpe,
      times.map(([text], i) => [`Device.X_TEST.Time${i}`, type, text] as const),
    );
    expect(await stored(cpe)).toEqual(
      times.map(([value, time, valid], i) => ({
        path: `Device.X_TEST.Time${i}`,
        value,
        type: 'dateTime',
        time,
        ...(valid ? {} : { valid }),
      })),
    );
    // CurrentTime of its Informs is written in all these ways, too.
    const gateway = await stage.gateway(57);
    for (let i = 0; i < 6; i++) await gateway.session();
    await expectManageable(gateway);
  });

  test('58 milliseconds are refused: times go out in whole seconds of UTC', async () => {
    const gateway = await stage.gateway(58);
    const change = await gateway.done(set(informTime, '2026-01-31T12:00:00.123456+01:00'));
    expect(change).toMatchObject({ state: 'succeeded', attempt: 1 });
    expect(gateway.own(informTime)).toBe('2026-01-31T11:00:00Z');
  });

  test('59 secrets read back empty: they are written once, whatever the device shows, and never stored', async () => {
    const gateway = await stage.gateway(59);
    const before = (await stage.said())['SetParameterValues'] ?? 0;
    expect(await gateway.done(set(passphrase, 'not for you'))).toMatchObject({ state: 'succeeded', attempt: 1 });
    expect(gateway.own(passphrase)).toBe('not for you');
    await gateway.done({ kind: 'refresh', paths: ['Device.WiFi.'] });
    await gateway.session();
    expect((await stage.said())['SetParameterValues']).toBe(before + 1);
    expect((await gateway.parameter(passphrase))?.value ?? '').toBe('');

    // The answer gets lost: what it shows is no proof that it did not take it.
    const cpe = await written();
    const { id } = await order(cpe, {
      kind: 'setParameterValues',
      values: [
        { path: passphrase, value: 'not for you' },
        { path: ssid, value: 'net' },
      ],
    });
    await hold(cpe, { answers: { SetParameterValues: () => 'hangUp' } });
    const asked: string[] = [];
    await hold(cpe, {
      answers: {
        GetParameterValues: ({ ParameterNames }) => {
          asked.push(...ParameterNames);
          return { ParameterList: [{ name: ssid, value: 'net', type: 'string' }] };
        },
      },
    });
    expect(asked).toEqual([ssid]);
    expect(await operationOf(stage.muster.api, id)).toMatchObject({ state: 'succeeded', attempt: 1 });
  });

  test('60 a value that changes by itself after the write: ordered once, and what it became is no reason to repeat it', async () => {
    const state = 'Device.IP.Diagnostics.IPPing.DiagnosticsState';
    const gateway = await stage.gateway(60);
    const before = (await stage.said())['SetParameterValues'] ?? 0;
    expect(await gateway.done(set(state, 'Requested'))).toMatchObject({ state: 'succeeded', attempt: 1 });
    await gateway.done({ kind: 'getParameterValues', paths: [state] });
    expect((await gateway.parameter(state))?.value).toBe('Complete');
    await gateway.session();
    expect((await stage.said())['SetParameterValues']).toBe(before + 1);

    // The answer gets lost, and the test is over when the device is asked: its key tells that it began.
    const cpe = await written();
    const { id } = await order(cpe, set(state, 'Requested'));
    let key = '';
    await hold(cpe, {
      answers: {
        SetParameterValues: (args: Call<'SetParameterValues'>['args']) => {
          key = args.ParameterKey;
          return 'hangUp';
        },
      },
    });
    const shown: Record<string, string> = { [state]: 'Complete', 'Device.ManagementServer.ParameterKey': key };
    await hold(cpe, {
      answers: {
        GetParameterValues: ({ ParameterNames }) => ({
          ParameterList: ParameterNames.map((name) => ({ name, value: shown[name]!, type: 'string' })),
        }),
      },
    });
    expect(await operationOf(stage.muster.api, id)).toMatchObject({ state: 'succeeded', attempt: 1 });
  });

  test('61 words of a list spelled its own way: a profile maps them on the way out, and what it says is kept', async () => {
    const gateway = await stage.gateway(61);
    await gateway.done({ kind: 'getParameterValues', paths: [standards] });
    expect((await gateway.parameter(standards))?.value).toBe('11nax');
    const mapped = await written('61.0');
    await order(mapped, set(standards, 'n,ax'));
    expect((await nextSaid(mapped)).text).toContain('>11nax</Value>');
    const usual = await written();
    await order(usual, set(standards, 'n,ax'));
    expect((await nextSaid(usual)).text).toContain('>n,ax</Value>');
  });

  test('62 Writable is wrong: it is believed, unless a profile says to try anyway', async () => {
    const believed = await stage.gateway(62);
    const learn = async (gateway: QuirkyGateway): Promise<void> => {
      await gateway.done({ kind: 'getParameterValues', paths: [ssid] });
      await gateway.done({ kind: 'getParameterNames', path: 'Device.WiFi.SSID.1.', nextLevel: true });
      expect(await gateway.parameter(ssid)).toMatchObject({ writable: false });
    };
    await learn(believed);
    const refused = await stage.muster.api.ask('POST', `/devices/${believed.id}/operations`, { body: set(ssid, 'x') });
    expect([refused.status, refused.body.detail]).toEqual([400, expect.stringContaining('the device says so')]);
    const tried = await stage.gateway(62, { productClass: 'Q62T' });
    await learn(tried);
    await expectManageable(tried);
  });

  test('63 a parameter that is named twice: said once, or refused where it is to have two values', async () => {
    const cpe = await written();
    const twice = (first: string, second: string) => ({
      kind: 'setParameterValues',
      values: [
        { path: ssid, value: first },
        { path: ssid, value: second },
      ],
    });
    await order(cpe, twice('net', 'net'));
    const { text } = await nextSaid(cpe);
    expect(text.match(/<ParameterValueStruct>/g)).toHaveLength(1);
    const path = `/devices/${cpe.deviceId}/operations`;
    const refused = await stage.muster.api.ask('POST', path, { body: twice('net', 'other') });
    expect([refused.status, refused.body.detail]).toEqual([400, expect.stringContaining('two values')]);
  });
});

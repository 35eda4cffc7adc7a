import { afterEach, describe, expect, test } from 'vitest';
import { encodeAnswer, encodeCall, methodsOfAcs } from '../../src/cwmp/rpc/index.ts';
import { readEnvelope, writeEnvelope } from '../../src/cwmp/soap/envelope.ts';
import { encodeFault } from '../../src/cwmp/soap/fault.ts';
import { faultCode, heard, methodOf, ScriptedCpe } from '../support/cpe.ts';
import { sharedLogin, withMuster } from '../support/muster.ts';

const muster = withMuster();
const cpes: ScriptedCpe[] = [];
let made = 0;
function cpe(): ScriptedCpe {
  const one = new ScriptedCpe(muster.urls.acs, `TURNS${++made}`, sharedLogin);
  cpes.push(one);
  return one;
}
afterEach(() => Promise.all(cpes.splice(0).map((one) => one.leave())));

const v12 = 'urn:dslforum-org:cwmp-1-2';
const transferComplete = encodeCall({
  method: 'TransferComplete',
  args: {
    CommandKey: 'nobody',
    FaultStruct: { FaultCode: 0, FaultString: '' },
    StartTime: '0001-01-01T00:00:00Z',
    CompleteTime: '0001-01-01T00:00:00Z',
  },
});
const withHeader = (envelope: string, header: string): string =>
  envelope.replace('<soapenv:Header>', `<soapenv:Header>${header}`);
const stranger = '<x:Security xmlns:x="urn:x" soapenv:mustUnderstand="1"/>';
const hold = '<cwmp:HoldRequests soapenv:mustUnderstand="1">0</cwmp:HoldRequests>';
const version = '<cwmp:UseCWMPVersion soapenv:mustUnderstand="1">1.4</cwmp:UseCWMPVersion>';
const noMore = '<cwmp:NoMoreRequests soapenv:mustUnderstand="1">1</cwmp:NoMoreRequests>';
const offered = (list: string): string => `<cwmp:SupportedCWMPVersions>${list}</cwmp:SupportedCWMPVersions>`;

/** A session that was opened and in which Muster waits for the answer to a GetParameterValues. */
async function asked(): Promise<{
  device: ScriptedCpe;
  question: NonNullable<Awaited<ReturnType<ScriptedCpe['session']>>>;
  id: string;
}> {
  const device = cpe();
  // The first session settles what Muster wants of its own.
  let next = await device.session();
  for (let n = 0; next !== null && n < 8; n++) {
    const reply = await device.refuse(next, { code: 9000, message: 'no' });
    next = reply.status === 204 ? null : heard(reply);
  }
  const order = { kind: 'getParameterValues', paths: ['Device.DeviceInfo.UpTime'] };
  const { id } = await muster.api.post<{ id: string }>(`/devices/${device.deviceId}/operations`, order);
  const question = await device.session();
  if (methodOf(question) !== 'GetParameterValues') throw new Error(`asked ${methodOf(question)}`);
  return { device, question: question!, id };
}

describe('headers', () => {
  test('one that must be understood and is not, gets a SOAP fault without CWMP detail', async () => {
    const device = cpe();
    const refused = await device.post(withHeader(device.informEnvelope({ id: 'h1' }), stranger));
    expect(refused.status).toBe(200);
    expect(refused.text).toContain('<faultcode>soapenv:MustUnderstand</faultcode>');
    expect(refused.text).not.toContain('detail');
    expect(heard(refused).id).toBe('h1');
    // In the middle of a session it costs only that message.
    await device.inform();
    const later = await device.post(withHeader(device.envelope(transferComplete), stranger));
    expect(later.text).toContain('soapenv:MustUnderstand');
    expect(methodOf(heard(await device.post(device.envelope(transferComplete))))).toBe('TransferComplete');
  });

  test.each([
    ['HoldRequests', hold],
    ['UseCWMPVersion', version],
  ])('%s from a CPE is answered with 8003', async (_name, header) => {
    const device = cpe();
    expect(faultCode(await device.post(withHeader(device.informEnvelope(), header)))).toBe(8003);
    await device.inform();
    expect(faultCode(await device.post(withHeader(device.envelope(transferComplete), header)))).toBe(8003);
    expect((await device.empty()).status).toBeLessThan(300);
  });

  test('NoMoreRequests is passed over', async () => {
    const device = cpe();
    const reply = await device.post(withHeader(device.informEnvelope(), noMore));
    expect(methodOf(heard(reply))).toBe('Inform');
  });
});

describe('the version', () => {
  const rows: [what: string, namespace: string, header: string, code: number | null, used: string | undefined][] = [
    ['offered in a list', v12, offered('1.0, 1.2,1.4'), null, '1.4'],
    ['offered with later ones', v12, offered('1.2,1.9,2.0'), null, '1.2'],
    ['none in common', v12, offered('2.0,2.1'), 8006, undefined],
    ['not offered', v12, '', null, undefined],
    ['of the future', 'urn:dslforum-org:cwmp-1-9', '', null, undefined],
    ['1.3 in a namespace of its own', 'urn:dslforum-org:cwmp-1-3', '', null, undefined],
    ['another protocol', 'urn:somebody:else', '', 8006, undefined],
    ['another major version', 'urn:dslforum-org:cwmp-2-0', '', 8006, undefined],
  ];
  test.each(rows)('%s', async (_what, namespace, header, code, used) => {
    const device = cpe();
    const reply = await device.post(withHeader(device.informEnvelope(), header).replaceAll(v12, namespace));
    expect(reply.status).toBe(200);
    const answer = heard(reply);
    expect(answer.body.kind === 'fault' ? answer.body.fault.code : null).toBe(code);
    expect(answer.headers.useVersion).toBe(used);
    // What is CWMP is mirrored; anything else is answered in what most devices read.
    if (code !== 8006) expect(reply.text).toContain(`xmlns:cwmp="${namespace}"`);
    else expect(reply.text).toContain(`xmlns:cwmp="${v12}"`);
  });

  test('an RPC that is newer is never sent', async () => {
    const device = cpe();
    const old = (text: string): string => text.replaceAll(v12, 'urn:dslforum-org:cwmp-1-0');
    await device.session();
    await device.leave();
    const order = { kind: 'getAllQueuedTransfers' };
    const { id } = await muster.api.post<{ id: string }>(`/devices/${device.deviceId}/operations`, order);
    await device.post(old(device.informEnvelope()));
    for (let reply = await device.empty(), n = 0; reply.status === 200 && n < 8; n++) {
      expect(methodOf(heard(reply))).not.toBe('GetAllQueuedTransfers');
      const refusal = encodeFault({ code: 9000, message: '', parameters: [] }, 'Server');
      reply = await device.post(writeEnvelope('urn:dslforum-org:cwmp-1-0', { id: heard(reply).id }, refusal));
    }
    expect(await muster.api.get(`/operations/${id}`)).toMatchObject({ state: 'failed' });
  });
});

describe('turns', () => {
  const values = encodeAnswer({
    method: 'GetParameterValues',
    args: { ParameterList: [{ name: 'Device.DeviceInfo.UpTime', value: '7', type: 'unsignedInt' }] },
  });
  const state = async (id: string): Promise<string> =>
    (await muster.api.get<{ state: string }>(`/operations/${id}`)).state;

  test('quirk 93: requests in the middle are answered, and the question stays open', async () => {
    const { device, question, id } = await asked();
    const methods = await device.call({ method: 'GetRPCMethods', args: {} });
    expect(methods.text).toContain(`xsd:string[${methodsOfAcs.length}]`);
    for (const method of methodsOfAcs) expect(methods.text).toContain(`<string>${method}</string>`);
    expect(methodOf(heard(await device.post(device.envelope(transferComplete))))).toBe('TransferComplete');
    expect(faultCode(await device.post(device.envelope('<cwmp:X_00D09E_Hello/>')))).toBe(8000);
    await device.post(device.envelope(values, question.id!));
    expect(await state(id)).toBe('succeeded');
  });

  test('quirk 94: a fault with another ID settles the one question that is open', async () => {
    const { device, id } = await asked();
    await device.post(device.envelope(encodeFault({ code: 9003, message: 'no', parameters: [] }, 'Client'), 'other'));
    expect(await state(id)).toBe('failed');
  });

  test('a response with another ID ends the session', async () => {
    const { device, id } = await asked();
    expect((await device.post(device.envelope(values, 'other'))).status).toBe(400);
    expect(await state(id)).not.toBe('succeeded');
  });

  test('a response without an ID is taken', async () => {
    const { device, id } = await asked();
    await device.post(writeEnvelope(v12, { id: null }, values));
    expect(await state(id)).toBe('succeeded');
  });

  test('an answer that breaks XML is understood by the second reading', async () => {
    const { device, question, id } = await asked();
    const broken = device.envelope(values.replace('>7<', '>I <3 & \u0002 7<'), question.id!);
    await device.post(`\r\n${broken}\u0000`);
    const { result } = await muster.api.get<{ result: { parameters: unknown[] } }>(`/operations/${id}`);
    expect(result.parameters).toEqual([{ path: 'Device.DeviceInfo.UpTime', value: 'I <3 &  7', type: 'unsignedInt' }]);
  });

  test('a document type is refused, whatever follows', async () => {
    const device = cpe();
    const reply = await device.post(`<!DOCTYPE x [<!ENTITY y "z">]>${device.informEnvelope()}`);
    expect(reply.status).toBe(400);
  });

  test('one entry too many is 8004, not a defect', async () => {
    const device = cpe();
    const many = device.informEnvelope({ events: Array<string>(257).fill('2 PERIODIC').slice(0, 64) });
    const event = /<EventStruct>.*?<\/EventStruct>/.exec(many)![0];
    const reply = await device.post(many.replace(event, event.repeat(200)));
    expect(faultCode(reply)).toBe(8004);
    expect(readEnvelope(reply.text).id).not.toBeNull();
  });
});

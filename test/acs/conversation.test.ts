import { afterEach, expect, test } from 'vitest';
import { faultCode, heard, methodOf, ScriptedCpe } from '../support/cpe.ts';
import { sharedLogin, withMuster } from '../support/muster.ts';

const muster = withMuster();
const cpes: ScriptedCpe[] = [];
const cpe = (serial: string): ScriptedCpe => {
  const made = new ScriptedCpe(muster.urls.acs, serial, sharedLogin);
  cpes.push(made);
  return made;
};
afterEach(() => Promise.all(cpes.splice(0).map((one) => one.leave())));

interface TimelineRow {
  readonly type: string;
  readonly detail: Record<string, unknown>;
}

async function timeline(deviceId: string): Promise<TimelineRow[]> {
  const { rows } = await muster.pool.query<TimelineRow>(
    'SELECT t.type, t.detail FROM timeline t JOIN device d ON d.id = t.device_id WHERE d.public_id = $1 ORDER BY t.at',
    [deviceId],
  );
  return rows;
}

const informs = async (deviceId: string) => (await timeline(deviceId)).filter((row) => row.type === 'inform');

test('what an InformResponse acknowledges is committed, on first contact and on a quiet periodic Inform', async () => {
  const device = cpe('S1');
  for (let count = 1; count <= 3; count++) {
    const reply = await device.inform();
    expect(reply.status).toBe(200);
    // Over connections that are not Muster's.
    const { rows } = await muster.pool.query<{ n: number }>(
      `SELECT p.inform_count AS n FROM device_pulse p JOIN device d ON d.id = p.device_id WHERE d.public_id = $1`,
      [device.deviceId],
    );
    expect(rows).toEqual([{ n: count }]);
    expect(await informs(device.deviceId)).toHaveLength(count);
    expect((await device.empty()).status).toBe(204);
  }
});

test('the id and the namespace of the CPE are mirrored', async () => {
  const device = cpe('S2');
  const inform = device.informEnvelope({ id: ' 42-äö ' }).replaceAll('cwmp-1-2', 'cwmp-1-0');
  const reply = await device.post(inform);
  expect(heard(reply)).toMatchObject({ id: ' 42-äö ', namespace: 'urn:dslforum-org:cwmp-1-0' });
});

test('the same Inform again, as its answer was lost, is answered again and remembered once', async () => {
  const device = cpe('S3');
  const inform = device.informEnvelope({ id: 'once', events: ['1 BOOT'] });
  const first = await device.post(inform);
  const cookie = device.cookie;
  const second = await device.post(inform);
  expect(second.status).toBe(200);
  expect(heard(second)).toMatchObject({ id: 'once', body: { kind: 'response', method: 'Inform' } });
  expect(second.text).toBe(first.text);
  expect(second.headers['set-cookie']).toBeUndefined();
  expect(device.cookie).toBe(cookie);
  expect(await informs(device.deviceId)).toHaveLength(1);
  expect((await device.empty()).status).toBe(204);
});

test('another Inform in a running session starts a session of its own', async () => {
  const device = cpe('S4');
  await device.post(device.informEnvelope({ currentTime: '2026-01-01T00:00:00Z' }));
  const cookie = device.cookie;
  const second = await device.post(device.informEnvelope({ currentTime: '2026-01-01T00:00:09Z' }));
  expect(second.status).toBe(200);
  expect(device.cookie).not.toBe(cookie);
  expect(await informs(device.deviceId)).toHaveLength(2);
});

test('a new Inform of a device ends its older session', async () => {
  const older = cpe('S5');
  const newer = cpe('S5');
  await older.inform();
  await newer.inform({ events: ['1 BOOT'] });
  const late = await older.call({
    method: 'TransferComplete',
    args: {
      CommandKey: 'late',
      FaultStruct: { FaultCode: 0, FaultString: '' },
      StartTime: '2026-01-01T00:00:00Z',
      CompleteTime: '2026-01-01T00:00:01Z',
    },
  });
  expect(late.status).toBe(400);
  expect((await newer.empty()).status).toBe(204);
  const { rows } = await muster.pool.query("SELECT 1 FROM evidence WHERE command_key = 'late'");
  expect(rows).toEqual([]);
});

test('an unknown method is answered with fault 8000 under its id, and the session goes on', async () => {
  const device = cpe('S6');
  await device.inform();
  const reply = await device.post(device.envelope('<cwmp:Frobnicate><Command>x</Command></cwmp:Frobnicate>', 'k-1'));
  expect(reply.status).toBe(200);
  expect(heard(reply).id).toBe('k-1');
  expect(faultCode(reply)).toBe(8000);
  expect((await device.empty()).status).toBe(204);
});

test('GetRPCMethods is answered with what a CPE may call', async () => {
  const device = cpe('S7');
  await device.inform();
  const reply = await device.call({ method: 'GetRPCMethods', args: {} });
  expect(methodOf(heard(reply))).toBe('GetRPCMethods');
  for (const name of ['Inform', 'TransferComplete', 'GetRPCMethods']) expect(reply.text).toContain(`>${name}<`);
});

test('arguments that make no sense are answered with fault 8003', async () => {
  const device = cpe('S8');
  await device.inform();
  const reply = await device.post(device.envelope('<cwmp:TransferComplete><CommandKey/></cwmp:TransferComplete>'));
  expect(faultCode(reply)).toBe(8003);
  const nobody = cpe('S8b');
  await nobody.session();
  nobody.cookie = null;
  expect(faultCode(await nobody.post(nobody.envelope('<cwmp:Inform/>')))).toBe(8003);
});

test('a TransferComplete that matches nothing is acknowledged and kept once, however often it comes', async () => {
  const device = cpe('S9');
  const complete = {
    method: 'TransferComplete',
    args: {
      CommandKey: 'of another ACS',
      FaultStruct: { FaultCode: 9010, FaultString: 'no' },
      StartTime: '2026-01-01T00:00:00Z',
      CompleteTime: '2026-01-01T00:00:05Z',
    },
  } as const;
  for (let time = 0; time < 2; time++) {
    await device.inform({ events: ['7 TRANSFER COMPLETE', { code: 'M Download', commandKey: 'of another ACS' }] });
    const reply = await device.call(complete);
    expect(heard(reply).body).toMatchObject({ kind: 'response', method: 'TransferComplete' });
    // In the same session too.
    expect(heard(await device.call(complete)).body).toMatchObject({ kind: 'response', method: 'TransferComplete' });
    const { rows } = await muster.pool.query(
      `SELECT e.applied_to, e.payload FROM evidence e JOIN device d ON d.id = e.device_id WHERE d.public_id = $1`,
      [device.deviceId],
    );
    expect(rows).toEqual([{ applied_to: null, payload: complete.args }]);
    expect((await device.empty()).status).toBe(204);
  }
  expect((await timeline(device.deviceId)).filter((row) => row.type === 'transfer')).toHaveLength(1);
});

test('an answer that nobody asked for, or to another question, is refused with 400', async () => {
  const unasked = cpe('S10');
  await unasked.inform();
  expect((await unasked.post(unasked.envelope('<cwmp:RebootResponse/>', 'm1'))).status).toBe(400);

  const device = cpe('S11');
  await device.session();
  const order = { kind: 'getParameterValues', paths: ['Device.'], connectionRequest: false };
  await muster.api.post(`/devices/${device.deviceId}/operations`, order);
  const asked = await device.session();
  expect(methodOf(asked)).toBe('GetParameterValues');
  expect((await device.post(device.envelope('<cwmp:RebootResponse/>', asked!.id!))).status).toBe(400);
});

test('a question whose answer never comes is asked again in the next session', async () => {
  const device = cpe('S12');
  await device.session();
  const order = { kind: 'getParameterValues', paths: ['Device.DeviceInfo.UpTime'], connectionRequest: false };
  const { id } = await muster.api.post<{ id: string }>(`/devices/${device.deviceId}/operations`, order);
  expect(methodOf(await device.session())).toBe('GetParameterValues');
  // An empty POST instead of an answer: nothing more is asked in this session.
  expect((await device.empty()).status).toBe(204);
  expect(await muster.api.get(`/operations/${id}`)).toMatchObject({ state: 'dispatched', attempt: 1 });
  const again = await device.session();
  expect(methodOf(again)).toBe('GetParameterValues');
  const end = await device.answer(again!, {
    method: 'GetParameterValues',
    args: { ParameterList: [{ name: 'Device.DeviceInfo.UpTime', value: '7', type: 'unsignedInt' }] },
  });
  expect(end.status).toBe(204);
  expect(await muster.api.get(`/operations/${id}`)).toMatchObject({
    state: 'succeeded',
    attempt: 2,
    result: { parameters: [{ path: 'Device.DeviceInfo.UpTime', value: '7', type: 'unsignedInt' }] },
  });
});

test('a device that was called is asked for work that was ordered after its Inform had been heard', async () => {
  const device = cpe('SCALLED');
  await device.inform();
  await device.empty();
  expect((await device.post(device.informEnvelope({ events: ['6 CONNECTION REQUEST'] }))).status).toBe(200);
  await muster.api.post(`/devices/${device.deviceId}/operations`, {
    kind: 'getParameterNames',
    path: 'Device.',
    nextLevel: true,
    connectionRequest: false,
  });
  expect(methodOf(heard(await device.empty()))).toBe('GetParameterNames');
});

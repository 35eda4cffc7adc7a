import { deflateRawSync, deflateSync, gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { ScriptedCpe } from '../support/cpe.ts';
import { sharedLogin, withMuster } from '../support/muster.ts';

const maxBodyBytes = 8 * 1024 * 1024;
const muster = withMuster({ limits: { maxBodyBytes } });
const cpes: ScriptedCpe[] = [];
const cpe = (serial: string): ScriptedCpe => {
  const made = new ScriptedCpe(muster.urls.acs, serial, sharedLogin);
  cpes.push(made);
  return made;
};
afterEach(() => Promise.all(cpes.splice(0).map((one) => one.leave())));

/** A CPE that knows its nonce already, so that the next message meets more than the challenge. */
async function known(serial: string): Promise<ScriptedCpe> {
  const made = cpe(serial);
  await made.session();
  made.cookie = null;
  return made;
}

const silences = {
  'Content-Length 0': { body: null, headers: { 'Content-Length': 0 } },
  'Content-Length 0 and a Content-Type': { body: null, headers: { 'Content-Length': 0, 'Content-Type': 'text/xml' } },
  'chunks of nothing': { body: null, headers: { 'Transfer-Encoding': 'chunked' } },
  'white space': { body: ' \r\n\t', headers: { 'Content-Type': 'text/xml' } },
  'a NUL': { body: '\0', headers: {} },
  'white space in chunks': { body: [' ', '\n'], headers: { 'Transfer-Encoding': 'chunked' } },
};
for (const [name, message] of Object.entries(silences)) {
  test(`${name} is an empty POST`, async () => {
    const device = cpe('E1');
    await device.inform();
    expect((await device.send(message)).status).toBe(204);
  });
}

test('an envelope without a message in it is an empty POST', async () => {
  const device = cpe('E2');
  await device.inform();
  expect((await device.post(device.envelope(''))).status).toBe(204);
});

test('an empty POST without a session is challenged', async () => {
  expect((await cpe('E3').send({ headers: { 'Content-Length': 0 } })).status).toBe(401);
  expect((await (await known('E3')).empty()).status).toBe(401);
});

test('an Inform in chunks is read, and answered with a length', async () => {
  const device = cpe('E4');
  const text = device.informEnvelope();
  const pieces = [text.slice(0, 40), text.slice(40, 300), text.slice(300)];
  const reply = await device.post(pieces, { 'Transfer-Encoding': 'chunked' });
  expect(reply.status).toBe(200);
  expect(reply.text).toContain('InformResponse');
  expect(reply.headers['transfer-encoding']).toBeUndefined();
  expect(Number(reply.headers['content-length'])).toBe(reply.bytes.length);
});

test('a gzip Inform is answered in gzip', async () => {
  const device = cpe('E5');
  const reply = await device.post(gzipSync(device.informEnvelope()), {
    'Content-Encoding': 'gzip',
    'Accept-Encoding': 'gzip',
  });
  expect(reply.status).toBe(200);
  expect(reply.headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(reply.bytes).toString()).toContain('InformResponse');
});

for (const [name, pack] of [
  ['zlib', deflateSync],
  ['bare', deflateRawSync],
] as const) {
  test(`a deflate Inform is read (${name})`, async () => {
    const device = cpe('E6');
    const reply = await device.post(pack(device.informEnvelope()), { 'Content-Encoding': 'deflate' });
    expect(reply.status).toBe(200);
    expect(reply.headers['content-encoding']).toBeUndefined();
    expect(reply.text).toContain('InformResponse');
  });
}

test('an unknown Content-Encoding is refused with 415 and what may be used', async () => {
  const device = await known('E7');
  const reply = await device.post(device.informEnvelope(), { 'Content-Encoding': 'compress' });
  expect(reply.status).toBe(415);
  expect(reply.headers['accept-encoding']).toBe('gzip, deflate');
});

test('a body that is not what its Content-Encoding says is refused with 400', async () => {
  const device = await known('E8');
  expect((await device.post(device.informEnvelope(), { 'Content-Encoding': 'gzip' })).status).toBe(400);
  const cut = gzipSync(device.informEnvelope()).subarray(0, 200);
  expect((await device.post(cut, { 'Content-Encoding': 'gzip' })).status).toBe(400);
});

test('a gzip bomb is refused with 413', async () => {
  const device = await known('E9');
  const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024, ' '));
  expect(bomb.length).toBeLessThan(maxBodyBytes);
  expect((await device.post(bomb, { 'Content-Encoding': 'gzip' })).status).toBe(413);
});

test('a declared length over the cap is refused with 413 before the body comes, also without credentials', async () => {
  const big = Buffer.alloc(maxBodyBytes + 1, ' ');
  expect((await cpe('E10').send({ body: big })).status).toBe(413);
  const device = await known('E10');
  expect((await device.post(big)).status).toBe(413);
});

test('a body that grows over the cap without saying so is refused with 413', async () => {
  const device = await known('E11');
  const pieces = Array.from({ length: 17 }, () => Buffer.alloc(512 * 1024, ' '));
  expect((await device.post(pieces, { 'Transfer-Encoding': 'chunked' })).status).toBe(413);
});

test('elements nested too deep, or too many of them, are refused with 400', async () => {
  const device = await known('E12');
  const depth = 100;
  expect((await device.post(device.envelope('<a>'.repeat(depth) + '</a>'.repeat(depth)))).status).toBe(400);
  expect((await device.post(device.envelope(`<a>${'<b/>'.repeat(400_001)}</a>`))).status).toBe(400);
});

test('anything but POST is refused with 405 that names POST', async () => {
  for (const method of ['GET', 'PUT', 'DELETE', 'OPTIONS']) {
    const reply = await cpe('E13').send({ method });
    expect([method, reply.status, reply.headers.allow]).toEqual([method, 405, 'POST']);
  }
  expect((await cpe('E13').send({ method: 'HEAD' })).status).toBe(405);
});

for (const [name, text] of [
  ['something else than XML', 'hello'],
  ['JSON', '{"method":"Inform"}'],
  ['XML that is cut off', '<?xml version="1.0"?><soapenv:Envelope'],
  ['another document', '<html><body/></html>'],
  ['a DOCTYPE', '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'],
  ['an external entity', '<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'],
] as const) {
  test(`${name} is refused with 400`, async () => {
    const device = await known('E14');
    expect((await device.post(text)).status).toBe(400);
  });
}

test('a DOCTYPE in front of a whole envelope is refused all the same', async () => {
  const device = await known('E15');
  const text = device.informEnvelope().replace('?>\n', '?>\n<!DOCTYPE a [<!ENTITY b "c">]>\n');
  expect(text).toContain('DOCTYPE');
  expect((await device.post(text)).status).toBe(400);
});

test('a session starts with an Inform and with nothing else', async () => {
  const device = await known('E16');
  expect((await device.call({ method: 'GetRPCMethods', args: {} })).status).toBe(400);
});

test('an Inform in ISO-8859-1 is read by the charset of its header, or of its declaration', async () => {
  const names = [
    ['L1', 'text/xml; charset=ISO-8859-1', 'UTF-8'],
    ['L2', 'text/xml', 'ISO-8859-1'],
  ] as const;
  for (const [serial, type, declared] of names) {
    const device = cpe(serial);
    const text = device
      .informEnvelope({ parameters: { 'Device.DeviceInfo.ProvisioningCode': 'Zürich·é' } })
      .replace('encoding="UTF-8"', `encoding="${declared}"`);
    const reply = await device.post(Buffer.from(text, 'latin1'), { 'Content-Type': type });
    expect(reply.status).toBe(200);
    const { items } = await muster.api.get<{ items: { value: string }[] }>(`/devices/${device.deviceId}/parameters`, {
      path: 'Device.DeviceInfo.ProvisioningCode',
    });
    expect(items.map((item) => item.value)).toEqual(['Zürich·é']);
  }
});

test('a message that cannot be read ends the session, not the door', async () => {
  const device = cpe('E17');
  await device.inform();
  expect((await device.post('<broken')).status).toBe(400);
  expect((await device.send({ headers: { 'Content-Length': 0 } })).status).not.toBe(400);
  expect(await cpe('E17').session()).toBeNull();
});

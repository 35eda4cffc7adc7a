import { afterEach, beforeEach, expect, test } from 'vitest';
import { cutHalfway, type Serve, status, whole } from './support/file-server.ts';
import { answered, eventually, first, image, Stage } from './support/stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.set();
});
afterEach(async () => {
  await stage.clear();
  expect(stage.defects).toEqual([]);
});

const good = image('2.0.0');
const damaged = Buffer.from(good);
damaged[good.length - 1]! ^= 1;

const basicOnly: Serve = (request, response) => {
  const right = `Basic ${Buffer.from('user:secret').toString('base64')}`;
  if (request.headers.authorization === right) whole(good)(request, response);
  else status(401, { 'WWW-Authenticate': 'Basic realm="files"' })(request, response);
};

test.each<[string, Serve, Parameters<Stage['download']>[1], number]>([
  ['not found', status(404), {}, 9016],
  ['forbidden', status(403), {}, 9016],
  ['gone', status(410), {}, 9016],
  ['credentials wanted, none given', basicOnly, {}, 9012],
  ['credentials refused', status(401, { 'WWW-Authenticate': 'Basic realm="f"' }), { username: 'user' }, 9012],
  ['cut short', cutHalfway(good), {}, 9017],
  ['shorter than announced', whole(good), { fileSize: good.length + 1 }, 9017],
  ['longer than announced', whole(good), { fileSize: good.length - 1 }, 9018],
  ['damaged payload', whole(damaged), {}, 9018],
  ['not firmware', whole(Buffer.from('<html>not here</html>')), {}, 9018],
  ['for another model', whole(image('2.0.0', 'MG200')), {}, 9018],
  ['nobody listens', status(404), { url: 'http://127.0.0.1:1/x.img' }, 9015],
])('%s', async (_name, serve, order, code) => {
  stage.files.serve = serve;
  const fleet = await stage.fleet();
  answered(await stage.download('k', order));
  await stage.acs.until(() => stage.acs.completes.length === 1, 'TransferComplete');
  expect(stage.acs.completes[0]!.FaultStruct.FaultCode).toBe(code);
  const inform = stage.acs.informs.at(-1)!;
  expect(inform.events).toEqual(['7 TRANSFER COMPLETE', 'M Download k']);
  expect(inform.parameters['Device.DeviceInfo.SoftwareVersion']).toBe('1.0.0');
  await eventually(() => fleet.statistics()).toMatchObject({ transfersFailed: 1, transfersPending: 0 });
});

test('a file server may ask for credentials or point elsewhere', async () => {
  const elsewhere = stage.files.url.replace('firmware', 'elsewhere');
  stage.files.serve = (request, response) => {
    if (request.url!.includes('elsewhere')) basicOnly(request, response);
    else status(302, { Location: elsewhere })(request, response);
  };
  await stage.fleet();
  answered(await stage.download('k', { username: 'user', fileSize: good.length }));
  await stage.acs.until(() => stage.acs.completes.length === 1, 'TransferComplete');
  expect(stage.acs.completes[0]!.FaultStruct.FaultCode).toBe(0);
});

test.each([
  ['ftp://127.0.0.1/x', 9013],
  ['not a url', 9003],
  ['http://user:secret@127.0.0.1/x', 9003],
])('Download of %s is refused at once with %i', async (url, code) => {
  const refused = stage.download('k', { url });
  const queue = stage.acs.order(first, 'GetAllQueuedTransfers', {});
  await stage.fleet();
  expect(await refused).toMatchObject({ fault: { code } });
  expect(answered(await queue).TransferList).toEqual([]);
});

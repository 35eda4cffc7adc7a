import { createHash } from 'node:crypto';
import type http from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { whole } from './support/file-server.ts';
import { answered, eventually, first, image, Stage } from './support/stage.ts';

let stage: Stage;
let fileServer: string;
beforeEach(async () => {
  stage = await Stage.set();
  fileServer = stage.files.url;
});
afterEach(async () => {
  await stage.clear();
  expect(stage.defects).toEqual([]);
});

const upload = (CommandKey: string, FileType: string, login = '') =>
  stage.acs.order(first, 'Upload', {
    CommandKey,
    FileType,
    URL: new URL('/up', fileServer).href,
    Username: login,
    Password: login && 'secret',
    DelaySeconds: 0,
  });
const fileDownload = (CommandKey: string, FileType: string) =>
  stage.acs.order(first, 'Download', {
    CommandKey,
    FileType,
    URL: stage.files.url,
    Username: '',
    Password: '',
    FileSize: 0,
    TargetFileName: '',
    DelaySeconds: 0,
    SuccessURL: '',
    FailureURL: '',
  });
interface Window {
  readonly from: number;
  readonly to: number;
  readonly retries?: number;
  readonly mode?: string;
}
const schedule = (CommandKey: string, ...windows: readonly Window[]) =>
  stage.acs.order(first, 'ScheduleDownload', {
    CommandKey,
    FileType: '1 Firmware Upgrade Image',
    URL: stage.files.url,
    Username: '',
    Password: '',
    FileSize: 0,
    TargetFileName: '',
    TimeWindowList: windows.map(({ from, to, retries = 0, mode = '1 At Any Time' }) => ({
      WindowStart: from,
      WindowEnd: to,
      WindowMode: mode,
      UserMessage: '',
      MaxRetries: retries,
    })),
  });
const code = (result: object): number => ('fault' in result ? (result.fault as { code: number }).code : 0);

/** Takes PUTs, by basic or digest when a user name is given; what came is in `got`. */
function receiver(got: { method: string; body: string }[], scheme: 'none' | 'basic' | 'digest', answer = 201) {
  return (request: http.IncomingMessage, response: http.ServerResponse): void => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const { authorization = '' } = request.headers;
      const basic = `Basic ${Buffer.from('me:secret').toString('base64')}`;
      const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
      const digest = /response="(\w+)"/.exec(authorization)?.[1];
      const nc = /nc=(\w+)/.exec(authorization)?.[1];
      const cnonce = /cnonce="?([^",]+)/.exec(authorization)?.[1];
      const expected = md5(`${md5('me:files:secret')}:n:${nc}:${cnonce}:auth:${md5('PUT:/up')}`);
      const open = scheme === 'none' || (scheme === 'basic' ? authorization === basic : digest === expected);
      if (open) {
        got.push({ method: request.method ?? '', body });
        response.writeHead(answer, { 'Content-Length': 0 }).end();
        return;
      }
      const challenge = scheme === 'basic' ? 'Basic realm="files"' : 'Digest realm="files", nonce="n", qop="auth"';
      response.writeHead(401, { 'Content-Length': 0, 'WWW-Authenticate': challenge }).end();
    });
  };
}

describe('Upload', () => {
  test.each(['none', 'basic', 'digest'] as const)(
    'sends the configuration with PUT, authentication %s',
    async (scheme) => {
      const { acs } = stage;
      const got: { method: string; body: string }[] = [];
      stage.files.serve = receiver(got, scheme);
      const accepted = upload('up-1', '3 Vendor Configuration File 1', scheme === 'none' ? '' : 'me');
      await stage.fleet();
      expect(answered(await accepted)).toMatchObject({ Status: 1 });
      await acs.until(() => acs.completes.length === 1, 'TransferComplete');
      expect(acs.completes[0]).toMatchObject({ CommandKey: 'up-1', FaultStruct: { FaultCode: 0, FaultString: '' } });
      expect((await acs.informWith('7 TRANSFER COMPLETE')).events).toEqual(['7 TRANSFER COMPLETE', 'M Upload up-1']);
      expect(got).toHaveLength(1);
      expect(got[0]!.method).toBe('PUT');
      expect(got[0]!.body).toContain('"root": "Device."');
    },
  );

  test('sends a log that tells of the gateway', async () => {
    const got: { method: string; body: string }[] = [];
    stage.files.serve = receiver(got, 'none');
    void upload('log', '4 Vendor Log File 2');
    await stage.fleet();
    await stage.acs.until(() => stage.acs.completes.length === 1, 'TransferComplete');
    expect(got[0]!.body).toContain(`${first} first use`);
  });

  test('fails with the fault that says why', async () => {
    const { acs } = stage;
    stage.files.serve = receiver([], 'basic');
    const wrong = [upload('t', '9 Nothing'), upload('i', '3 Vendor Configuration File 7')];
    void upload('a', '2 Vendor Log File');
    const fleet = await stage.fleet();
    expect((await Promise.all(wrong)).map(code)).toEqual([9003, 9003]);
    await acs.until(() => acs.completes.length === 1, 'the first');
    stage.files.serve = receiver([], 'none', 500);
    void upload('b', '2 Vendor Log File');
    await fleet.happen(first, { kind: 'wakeUp' });
    await acs.until(() => acs.completes.length === 2, 'the second');
    await stage.files.close();
    void upload('c', '2 Vendor Log File');
    await fleet.happen(first, { kind: 'wakeUp' });
    await acs.until(() => acs.completes.length === 3, 'the third');
    expect(acs.completes.map((complete) => complete.FaultStruct.FaultCode)).toEqual([9012, 9011, 9015]);
  });

  test('a configuration that was uploaded restores the gateway when it is downloaded', async () => {
    const { acs } = stage;
    const name = 'Device.WiFi.SSID.1.SSID';
    const set = (value: string) =>
      acs.order(first, 'SetParameterValues', {
        ParameterList: [{ name, value, type: 'string' }],
        ParameterKey: '',
      });
    const got: { method: string; body: string }[] = [];
    stage.files.serve = receiver(got, 'none');
    void set('before');
    void upload('save', '1 Vendor Configuration File');
    const fleet = await stage.fleet();
    await acs.until(() => acs.completes.length === 1, 'the upload');
    void set('after');
    void fileDownload('restore', '3 Vendor Configuration File');
    stage.files.serve = whole(Buffer.from(got[0]!.body));
    await fleet.happen(first, { kind: 'wakeUp' });
    await acs.until(() => acs.completes.length === 2, 'the download');
    expect(acs.completes[1]!.FaultStruct.FaultCode).toBe(0);
    const value = acs.order(first, 'GetParameterValues', { ParameterNames: [name] });
    stage.files.serve = whole(Buffer.from('# muster simulated gateway, configuration 1\n{"root":"X."'));
    void fileDownload('broken', '3 Vendor Configuration File');
    await fleet.happen(first, { kind: 'wakeUp' });
    expect(answered(await value).ParameterList[0]!.value).toBe('before');
    await acs.until(() => acs.completes.length === 3, 'the broken one');
    expect(acs.completes[2]!.FaultStruct.FaultCode).toBe(9018);
  });
});

test('a stored image lies in the other bank until the ACS boots it', async () => {
  const { acs } = stage;
  void fileDownload('store', '6 Stored Firmware Image');
  const fleet = await stage.fleet();
  await acs.until(() => acs.completes.length === 1, 'TransferComplete');
  expect(acs.completes[0]!.FaultStruct.FaultCode).toBe(0);
  await eventually(() => fleet.statistics().activity.idle).toBe(1);
  expect(fleet.gatewayStatistics()[0]!.version).toBe('1.0.0');
  const chosen = acs.order(first, 'SetParameterValues', {
    ParameterList: [
      { name: 'Device.DeviceInfo.BootFirmwareImage', value: 'Device.DeviceInfo.FirmwareImage.2', type: 'string' },
    ],
    ParameterKey: '',
  });
  void acs.order(first, 'Reboot', { CommandKey: 'now' });
  await fleet.happen(first, { kind: 'wakeUp' });
  answered(await chosen);
  expect((await acs.informWith('M Reboot now')).events).toEqual(['1 BOOT', '4 VALUE CHANGE', 'M Reboot now']);
  expect(fleet.gatewayStatistics()[0]!.version).toBe('2.0.0');
});

describe('ScheduleDownload', () => {
  test('fetches inside its window and reports with its own M event', async () => {
    const { acs } = stage;
    const accepted = schedule('window', { from: 100, to: 600 });
    const begun = Date.now();
    await stage.fleet({ windowScale: 0.005 });
    expect(answered(await accepted)).toEqual({});
    await acs.until(() => acs.completes.length === 1, 'TransferComplete');
    expect(Date.now() - begun).toBeGreaterThan(500);
    expect(acs.completes[0]!.FaultStruct.FaultCode).toBe(0);
    const inform = await acs.informWith('7 TRANSFER COMPLETE');
    expect(inform.events).toEqual(['1 BOOT', '4 VALUE CHANGE', '7 TRANSFER COMPLETE', 'M ScheduleDownload window']);
  });

  test('tries again as often as the window allows, then in the second window', async () => {
    const { acs } = stage;
    let asked = 0;
    const good = whole(image('2.0.0'));
    stage.files.serve = (request, response) => {
      asked++;
      if (asked <= 2) response.writeHead(503, { 'Content-Length': 0 }).end();
      else good(request, response);
    };
    void schedule('two', { from: 0, to: 400, retries: 1 }, { from: 420, to: 3000, retries: 0 });
    await stage.fleet({ windowScale: 0.01 });
    await acs.until(() => acs.completes.length === 1, 'TransferComplete');
    expect([asked, acs.completes[0]!.FaultStruct.FaultCode]).toEqual([3, 0]);
  });

  test('windows that passed while the gateway was off are reported with 9020', async () => {
    const { acs } = stage;
    const accepted = schedule('missed', { from: 60, to: 120 });
    const fleet = await stage.fleet({ windowScale: 0.03 });
    answered(await accepted);
    await fleet.abandon();
    await new Promise((resolve) => setTimeout(resolve, 3700));
    await stage.fleet();
    await acs.until(() => acs.completes.length === 1, 'TransferComplete');
    expect(acs.completes[0]).toMatchObject({ CommandKey: 'missed', FaultStruct: { FaultCode: 9020 } });
    expect(stage.files.requests).toBe(0);
  });

  test('windows that make no sense are refused', async () => {
    const refused = [
      schedule('a', { from: 10, to: 10 }),
      schedule('b', { from: 0, to: 100 }, { from: 50, to: 200 }),
      schedule('c', { from: 0, to: 100, mode: '9 Whenever' }),
    ];
    await stage.fleet();
    expect((await Promise.all(refused)).map(code)).toEqual([9003, 9003, 9003]);
  });
});

test('queued transfers are listed and cancelled; what has begun is not (9021), and an unknown key is fine', async () => {
  const { acs } = stage;
  stage.files.serve = () => undefined;
  void stage.download('running');
  const fleet = await stage.fleet();
  await eventually(() => stage.files.requests).toBe(1);
  void schedule('waiting', { from: 1000, to: 2000 });
  void upload('behind', '2 Vendor Log File');
  const queued = acs.order(first, 'GetQueuedTransfers', {});
  const all = acs.order(first, 'GetAllQueuedTransfers', {});
  const cancel = (CommandKey: string) => acs.order(first, 'CancelTransfer', { CommandKey });
  const cancelled = [cancel('running'), cancel('waiting'), cancel('behind'), cancel('nobody')];
  const left = acs.order(first, 'GetQueuedTransfers', {});
  await fleet.happen(first, { kind: 'wakeUp' });
  expect(answered(await queued).TransferList).toEqual([
    { CommandKey: 'running', State: 2 },
    { CommandKey: 'waiting', State: 1 },
    { CommandKey: 'behind', State: 1 },
  ]);
  expect(answered(await all).TransferList).toMatchObject([
    { IsDownload: true, FileType: '1 Firmware Upgrade Image' },
    { IsDownload: true },
    { IsDownload: false, FileType: '4 Vendor Log File' },
  ]);
  expect((await Promise.all(cancelled)).map(code)).toEqual([9021, 0, 0, 0]);
  expect(answered(await left).TransferList).toEqual([{ CommandKey: 'running', State: 2 }]);
});

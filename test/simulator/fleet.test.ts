import { readFile, stat } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { simulateCommand } from '../../src/cli/commands/simulate.ts';
import { fleetCredentials } from '../../src/simulator/fleet.ts';
import { eventually, Stage } from './support/stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.set();
});
afterEach(async () => {
  await stage.clear();
});

const simulate = (...words: string[]): Promise<unknown> =>
  simulateCommand()
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .parseAsync(['--acs', stage.acs.url, '--state-dir', stage.directory, '--ramp', '0', ...words], { from: 'user' });

test('a fleet upgrades in parallel and adds its figures up', async () => {
  const fleet = await stage.fleet({ count: 30, maxDownloads: 4, maxSessions: 8 });
  for (const { deviceId } of fleet.credentials()) void stage.download('k', { device: deviceId });
  await stage.acs.until(() => stage.acs.completes.length === 30, '30 TransferCompletes');
  await eventually(() => fleet.statistics()).toMatchObject({
    gateways: 30,
    versions: { '2.0.0': 30 },
    misbehaviours: { none: 30 },
    activity: { idle: 30 },
    downloads: 30,
    overlappingDownloads: 0,
    transfersSucceeded: 30,
    completesAcknowledged: 30,
    transfersPending: 0,
  });
  expect(new Set(stage.acs.informs.map((inform) => inform.deviceId)).size).toBe(30);
  expect(stage.defects).toEqual([]);
});

test('two fleets cannot share a port', async () => {
  const fleet = await stage.fleet();
  const connectionRequestPort = Number(new URL(fleet.connectionRequestOrigin).port);
  await expect(stage.fleet({ connectionRequestPort })).rejects.toMatchObject({ code: 'portInUse' });
});

test('the secret of the passwords is for its owner only', async () => {
  const request = { acsUrl: stage.acs.url, count: 3, stateDirectory: stage.directory };
  const credentials = await fleetCredentials(request);
  expect(await fleetCredentials(request)).toEqual(credentials);
  expect((await stat(join(stage.directory, 'secret'))).mode & 0o777).toBe(0o600);
});

test('muster simulate registers the gateways, runs them and leaves the figures', async () => {
  const heard: { authorization: string | undefined; items: { deviceId: string }[] }[] = [];
  const api = http.createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      heard.push({ authorization: request.headers.authorization, ...(JSON.parse(body) as { items: [] }) });
      response.writeHead(request.url === '/api/v1/device-credentials' ? 204 : 404).end();
    });
  });
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
  const figures = join(stage.directory, 'figures.json');
  const words = ['--count', '501', '--exit-after', '1', '--no-transfer-complete', '2%', '--stats-file', figures];
  await simulate(...words, '--register', base, '--key', 'secret', '--parameters', '900');
  expect(heard.map(({ authorization, items }) => [authorization, items.length])).toEqual([
    ['Bearer secret', 500],
    ['Bearer secret', 1],
  ]);
  expect(JSON.parse(await readFile(figures, 'utf8'))).toMatchObject({
    fleet: { gateways: 501, activity: { off: 501 }, misbehaviours: { noTransferComplete: 11, none: 490 } },
  });
  await expect(simulate('--count', '1', '--register', `${base}/x`, '--key', 'k')).rejects.toThrow(
    `${base}/x/api/v1/device-credentials refused the credentials with 404`,
  );
  api.closeAllConnections();
  api.close();
});

test.each([
  [['--count', '0'], 'A whole number from 1 to 100000 is allowed.'],
  [['--count', '1', '--username', 'x'], '--username and --password go together'],
  [['--count', '1', '--register', 'http://127.0.0.1:1'], '--register needs --key'],
  [['--count', '1', '--register', 'http://127.0.0.1:1', '--key', 'k'], 'cannot register at http://127.0.0.1:1/api/v1'],
  [['--count', '1', '--silent', '5'], '--silent "5" cannot be read'],
  [['--count', '1', '--silent', '1%', '--slow', '1%:1k'], 'more than the 1 gateways'],
  [['--count', '1', '--oui', 'xyz'], 'oui is "XYZ"; allowed: six hexadecimal digits'],
  [['--count', '1', '--parameters', '10'], '10 parameters are asked for'],
])('muster simulate %j is refused', async (words, message) => {
  await expect(simulate(...words)).rejects.toThrow(message);
});

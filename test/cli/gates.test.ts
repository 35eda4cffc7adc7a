import { expect, test } from 'vitest';
import { insertDevices } from '../northbound/support/devices.ts';
import { adminKey, withMuster } from '../support/muster.ts';
import { muster as command } from './support/run-command.ts';

const muster = withMuster({ roles: ['api'] });
const run = (...args: string[]) => command(args, { MUSTER_KEY: adminKey, MUSTER_API_URL: muster.urls.api });
const idOf = (text: string): string => /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(text)![0];

test('a freeze and a blackout are made, listed and removed', async () => {
  const freeze = await run('blackout', 'freeze', '--reason', 'storm');
  expect([freeze.status, freeze.stderr]).toEqual([0, '']);
  expect(freeze.stdout).toMatch(/for all gateways, from .* until it is removed \(UTC\)/);
  const made = await run(
    ...['blackout', 'create', '--reason', 'Christmas', '--from', '2031-12-24T00:00', '--to', '2031-12-27T00:00'],
    ...['--zone', 'device', '--filter', 'tag = "vip"'],
  );
  expect(made.stdout).toMatch(/for tag = "vip", from 2031-12-24T00:00 to 2031-12-27T00:00 \(device\)/);
  const list = await run('blackout', 'list');
  expect(list.stdout).toMatch(/2031-12-24T00:00 .*Christmas[\s\S]*until it is removed .*storm/);
  for (const one of [freeze, made]) expect((await run('blackout', 'remove', idOf(one.stdout))).status).toBe(0);
  expect((await run('blackout', 'list')).stdout).toBe('no blackouts\n');
});

test('gateways are excluded by their ids or by a filter, one of the two', async () => {
  const [one = '', two = ''] = await insertDevices(muster.pool, 2, { prefix: 'C' });
  const made = await run('exclusion', 'create', '--reason', 'RMA', '--device', one, '--device', two);
  expect([made.stderr, made.stdout]).toEqual(['', expect.stringContaining(`${one} and 1 more, until it is removed`)]);
  await run('exclusion', 'create', '--reason', 'SLA', '--filter', 'tag = "sla"', '--until', '2031-01-31');
  const list = await run('exclusion', 'list');
  expect(list.stdout).toMatch(/tag = "sla" .*until 2031-01-31.*SLA[\s\S]*and 1 more .*RMA/);
  const neither = await run('exclusion', 'create', '--reason', 'x');
  expect([neither.status, neither.stderr]).toEqual([2, expect.stringContaining('by --filter or by --device')]);
  expect((await run('exclusion', 'remove', idOf(made.stdout))).stdout).toMatch(/^removed exclusion/);
});

test('limits of a host are set, listed and removed', async () => {
  expect((await run('relay', 'set', 'self', '--max-transfers', '750')).stdout).toBe('self: 750 gateways at once\n');
  expect((await run('relay', 'list')).stdout).toMatch(/self +750 +– /);
  const nothing = await run('relay', 'set', 'self');
  expect([nothing.status === 0, nothing.stderr]).toEqual([false, expect.stringContaining('limits nothing')]);
  expect((await run('relay', 'remove', 'self')).status).toBe(0);
  expect((await run('relay', 'list')).stdout).toBe('no host has limits\n');
});

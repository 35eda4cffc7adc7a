import { afterAll, expect, test } from 'vitest';
import { withMusters } from '../acs/cluster/support/musters.ts';
import { order } from '../scenarios/support/orders.ts';
import { methodOf, ScriptedCpe } from '../support/cpe.ts';
import { adminKey, sharedLogin } from '../support/muster.ts';
import { Listener } from './support/listener.ts';
import { tell } from './support/outbox.ts';

const musters = withMusters(2);
const listeners: Listener[] = [];
afterAll(() => {
  for (const listener of listeners) listener.leave();
});
const listen = async (headers: Record<string, string> = {}): Promise<Listener> => {
  const listener = await Listener.open(musters.apiUrl, adminKey, { headers });
  listeners.push(listener);
  return listener;
};

test('what ended in one Muster is heard at another, and a listener goes on at another where it was', async () => {
  const first = await listen();
  await first.caughtUp();
  const device = new ScriptedCpe(musters.acs(1), 'ELSEWHERE', sharedLogin);
  await device.session();
  const { id } = await order(musters.api, device.deviceId, { kind: 'reboot', connectionRequest: false });
  const asked = await device.session();
  expect(methodOf(asked)).toBe('Reboot');
  await device.refuse(asked!, { code: 9002, message: 'no' });
  const heard = await first.find('the end', ({ data }) => data['operationId'] === id);
  expect(heard.data).toMatchObject({ deviceId: device.deviceId, state: 'failed' });

  await tell(musters.pool, 3);
  await musters.stop(0);
  await first.end();
  await tell(musters.pool, 3, { from: 4 });
  const second = await listen({ 'Last-Event-ID': first.lastEventId });
  await tell(musters.pool, 1, { from: 7 });
  const of = (listener: Listener) => listener.heard.flatMap(({ data }) => (data['n'] === undefined ? [] : [data['n']]));
  await second.find('the last one', ({ data }) => data['n'] === 7);
  expect([...of(first), ...of(second)]).toEqual([1, 2, 3, 4, 5, 6, 7]);
  await device.leave();
});

test('listeners of two Musters hear the same, in the same order, while many write', async () => {
  // Only the second one runs: these are there, and those that follow at the first.
  const there = await listen();
  await there.caughtUp();
  const headers = { 'Last-Event-ID': there.lastEventId };
  await musters.start(0);
  const [here, also] = [await listen(headers), await listen(headers)];
  await Promise.all(
    Array.from({ length: 20 }, async (_, i) => {
      for (let n = 0; n < 10; n++) await tell(musters.pool, 1, { from: i * 10 + n + 1 });
    }),
  );
  await Promise.all([there, here, also].map((listener) => listener.count(200)));
  const seen = (listener: Listener) => listener.heard.map(({ id, data }) => `${id} ${data['n']}`);
  expect(new Set(seen(there)).size).toBe(200);
  expect(seen(here)).toEqual(seen(there));
  expect(seen(also)).toEqual(seen(there));
});

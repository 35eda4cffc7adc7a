import { afterAll, expect, test } from 'vitest';
import { fleetSettled } from '../../scenarios/support/campaigning.ts';
import { done } from '../../scenarios/support/orders.ts';
import { SimulatedFleets } from '../../support/simulated-fleet.ts';
import { parkedNow, withMusters } from './support/musters.ts';

const musters = withMusters(2);
const fleets = new SimulatedFleets();
afterAll(() => fleets.clear());

test('a gateway that opens a connection for each message is read whole, over two processes in turn', async () => {
  const parameters = 1_000;
  const home = { urls: { acs: musters.relay.origin, api: musters.apiUrl } };
  const fleet = await fleets.start(home, { count: 1, parameters, quirks: [1, 2] });
  await fleetSettled(musters.api, musters.pool, 1);
  const before = [...musters.relay.taken];
  const { state, result, attempt } = await done(musters.api, fleet.gateways[0]!.deviceId, { kind: 'refresh' });
  expect({ state, attempt, result }).toEqual({ state: 'succeeded', attempt: 1, result: { parameters, skipped: [] } });

  const messages = musters.relay.taken.map((n, i) => n - before[i]!);
  // The two take turns, whatever the number of messages was.
  expect(Math.abs(messages[0]! - messages[1]!)).toBeLessThanOrEqual(1);
  expect(messages[0]! + messages[1]!).toBeGreaterThan(4);
  const { rows } = await musters.pool.query<{ n: number }>(
    "SELECT sum(length(content) - length(replace(content, E'\\n', '')) - 1)::int AS n FROM parameter_lines",
  );
  expect(rows[0]!.n).toBe(parameters);
  const moved = [await musters.moved(0), await musters.moved(1)];
  expect(moved[0]!['resumed']).toBeGreaterThan(0);
  expect(moved[1]!['resumed']).toBeGreaterThan(0);
  expect(moved.map((m) => m['missing'] ?? 0)).toEqual([0, 0]);
  expect(await parkedNow(musters.pool)).toBe(0);
  expect(fleet.statistics().failedSessions).toBe(0);
  expect(fleets.defects).toEqual([]);
});

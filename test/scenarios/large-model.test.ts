import { afterAll, beforeAll, expect, test } from 'vitest';
import { mostGathered } from '../../src/operations/reading.ts';
import { withMuster } from '../support/muster.ts';
import { SimulatedFleets } from '../support/simulated-fleet.ts';
import { fleetSettled } from './support/campaigning.ts';
import { done, order } from './support/orders.ts';

const muster = withMuster();
const fleets = new SimulatedFleets();
const device = '00D09E-MG100-SIM000001';
const parameters = mostGathered + 2_000;

beforeAll(async () => {
  await fleets.start(muster, { count: 1, parameters });
  await fleetSettled(muster.api, muster.pool, 1);
});
afterAll(() => fleets.clear());

async function storedNames(): Promise<number> {
  const { rows } = await muster.pool.query<{ n: number }>(
    "SELECT sum(length(content) - length(replace(content, E'\\n', '')) - 1)::int AS n FROM parameter_lines",
  );
  return rows[0]!.n;
}

test('a model larger than what one session may gather is read and stored whole', async () => {
  const { state, result, attempt } = await done(muster.api, device, { kind: 'refresh' });
  expect({ state, attempt, result }).toEqual({
    state: 'succeeded',
    attempt: 1,
    result: { parameters, skipped: [] },
  });
  expect(await storedNames()).toBe(parameters);
});

test('what vanished from the device is gone after the next reading, and nothing else', async () => {
  const made = await done(muster.api, device, { kind: 'addObject', path: 'Device.NAT.PortMapping.' });
  await done(muster.api, device, { kind: 'refresh', paths: ['Device.NAT.'] });
  const grown = await storedNames();
  expect(grown).toBeGreaterThan(parameters);
  const path = `Device.NAT.PortMapping.${(made.result as { instanceNumber: number }).instanceNumber}.`;
  await done(muster.api, device, { kind: 'deleteObject', path });
  await done(muster.api, device, { kind: 'refresh', paths: ['Device.NAT.'] });
  expect(await storedNames()).toBe(parameters);
});

test('an operation ordered during a reading is done, and the reading too', async () => {
  const reading = order(muster.api, device, { kind: 'refresh' });
  const read = await done(muster.api, device, { kind: 'getParameterValues', paths: ['Device.DeviceInfo.UpTime'] });
  expect(read.state).toBe('succeeded');
  await done(muster.api, device, { kind: 'getRpcMethods' });
  const { rows } = await muster.pool.query<{ state: string }>('SELECT state FROM operation WHERE id = $1', [
    (await reading).id,
  ]);
  expect(rows[0]!.state).toBe('succeeded');
});

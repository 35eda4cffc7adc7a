import { afterAll, afterEach, expect } from 'vitest';
import type { Fleet } from '../../../src/simulator/fleet.ts';
import type { TestMuster } from '../../support/muster.ts';
import { SimulatedFleets } from '../../support/simulated-fleet.ts';
import { fleetSettled } from './campaigning.ts';

type Wish = Parameters<SimulatedFleets['start']>[1];

/**
 * Each story of a file has gateways of its own; when it is told they are gone, and Muster has forgotten them. Call at the
 * top of the file.
 * @param usual what the gateways of most stories are like
 * @param forgotten tables that stories write besides
 */
export function fleetPerStory(
  muster: TestMuster,
  usual: Wish = { count: 1 },
  forgotten: readonly string[] = [],
): { readonly fleets: SimulatedFleets; switchOn(wish?: Partial<Wish>): Promise<Fleet> } {
  const fleets = new SimulatedFleets();
  afterEach(async () => {
    await fleets.clear();
    for (const table of ['device', 'device_credential', ...forgotten]) await muster.pool.query(`DELETE FROM ${table}`);
  });
  afterAll(() => {
    expect(fleets.defects).toEqual([]);
  });
  return {
    fleets,
    /** When it returns Muster knows the gateways and has nothing to do for them. */
    async switchOn(wish = {}) {
      const request = { ...usual, ...wish };
      const fleet = await fleets.start(muster, request);
      await fleetSettled(muster.api, muster.pool, request.count);
      return fleet;
    },
  };
}

import type { Campaign, Page, Progress, StoredFile, Target } from '../../../src/cli/api/resources.ts';
import type { Pool } from '../../../src/platform/database/pool.ts';
import { packFirmware, pseudoRandomPayload } from '../../../src/simulator/firmware-image.ts';
import { onlyBrakes } from '../../campaigns/support/no-brakes.ts';
import type { RestClient } from '../../support/rest-client.ts';
import { until } from '../../support/until.ts';

export const productClass = 'MG100';

/** Uploads firmware that simulated gateways accept. */
export function uploadFirmware(api: RestClient, version: string, size = 20_000): Promise<StoredFile> {
  const image = packFirmware({ productClass, version, payload: pseudoRandomPayload(size, version) });
  return api.good('POST', '/files', {
    query: { name: `mg100-${version}.img`, version, productClass, fileType: '1 Firmware Upgrade Image' },
    body: Uint8Array.from(image),
  });
}

/** Waits until Muster has heard of `count` devices and owes none of them anything, so that nothing else is going on. */
export async function fleetSettled(api: RestClient, pool: Pool, count: number): Promise<void> {
  await until(`${count} devices are known and provisioned`, async () => {
    const known = await api.get<Page<unknown>>('/devices', { count: true, limit: 1 });
    if ((known.count ?? 0) < count) return false;
    const { rows } = await pool.query<{ n: number }>(
      `SELECT count(*) AS n FROM operation WHERE kind = 'provision' AND state = 'succeeded'`,
    );
    return rows[0]!.n >= count;
  });
}

export interface PlanChanges {
  readonly waves?: readonly Record<string, unknown>[];
  readonly [part: string]: unknown;
}

/** A campaign over the whole fleet with everything quick and no brakes but those of the changes, as a draft. */
export function draft(api: RestClient, file: StoredFile, changes: PlanChanges = {}): Promise<Campaign> {
  return api.post('/campaigns', {
    name: `to ${file.version}`,
    kind: 'firmware',
    filter: `productClass = "${productClass}"`,
    artifact: { fileId: file.id },
    limits: { maxInFlight: 50, perMinute: 60_000 },
    retries: { max: 1, backoffMinutes: 0.01 },
    timeouts: { claimMinutes: 1, transferMinutes: 2, giveUpMinutes: 2 },
    ...onlyBrakes(changes),
  });
}

export async function started(api: RestClient, file: StoredFile, changes: PlanChanges = {}): Promise<Campaign> {
  const campaign = await draft(api, file, changes);
  return api.post(`/campaigns/${campaign.id}/start`);
}

export function progressOf(api: RestClient, id: string): Promise<Progress> {
  return api.get(`/campaigns/${id}/progress`);
}

const finalStates: ReadonlySet<Campaign['state']> = new Set(['aborted', 'completed', 'completedWithFailures']);

/** Waits for a campaign's state. */
export function reaches(api: RestClient, id: string, state: Campaign['state'], limit = 60_000): Promise<Progress> {
  return until(
    `campaign ${state}`,
    async () => {
      const progress = await progressOf(api, id);
      if (progress.state === state) return progress;
      if (finalStates.has(progress.state)) {
        const faults = JSON.stringify(await api.get(`/campaigns/${id}/pareto`));
        throw new Error(`the campaign is ${progress.state}, and will never be ${state}: ${faults}`);
      }
      return null;
    },
    limit,
  );
}

export async function targetsOf(api: RestClient, id: string): Promise<readonly Target[]> {
  const all: Target[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: Page<Target> = await api.get(
      `/campaigns/${id}/targets`,
      cursor === '' ? { limit: 500 } : { limit: 500, cursor },
    );
    all.push(...page.items);
    cursor = page.next;
  }
  return all;
}

import { packFirmware, pseudoRandomPayload } from '../../simulator/firmware-image.ts';
import type { ApiClient } from '../api/client.ts';
import type { Campaign, Page, StoredFile } from '../api/resources.ts';
import { model } from './fleet-child.ts';

/** What the fleet is brought to. */
export const targetVersion = '2.0.0';
const payloadBytes = 256 * 1024;

/** The campaign of an earlier demo in a kept folder, or null. */
export async function earlierCampaign(api: ApiClient): Promise<Campaign | null> {
  const { items } = await api.get<Page<Campaign>>('/campaigns', { limit: 1 });
  return items[0] ?? null;
}

/** Packs the new firmware and uploads it. */
export function uploadFirmware(api: ApiClient): Promise<StoredFile> {
  const { productClass } = model;
  const payload = pseudoRandomPayload(payloadBytes, `${productClass}/${targetVersion}`);
  const image = packFirmware({ productClass, version: targetVersion, payload });
  const facts = { name: `mg100-${targetVersion}.img`, version: targetVersion, productClass };
  return api.upload('/files', { ...facts, fileType: '1 Firmware Upgrade Image' }, Uint8Array.from(image));
}

/** Makes the campaign and starts it. */
export async function startUpgrade(api: ApiClient, file: StoredFile): Promise<Campaign> {
  const campaign = await api.post<Campaign>('/campaigns', upgradePlan(file.id));
  await api.post(`/campaigns/${campaign.id}/start`);
  return campaign;
}

/**
 * Three waves with everything at the speed of a demonstration: a gateway needs some ten seconds, a slow one twice
 * that, so what has not been proven after 24 s is looked into, and after 9 s more of silence counts as unreachable.
 */
function upgradePlan(fileId: string): Record<string, unknown> {
  return {
    name: `${model.productClass} to ${targetVersion}`,
    kind: 'firmware',
    filter: `productClass = "${model.productClass}"`,
    artifact: { fileId },
    targetVersion,
    waves: [{ size: '10' }, { size: '25%' }, { size: 'rest' }],
    // Much goes wrong on purpose, and all of it is to be seen: the brakes that would stop a real campaign early are off,
    // and the one that is left lies well above it.
    thresholds: {
      maxFailedPercent: 25,
      minSample: 30,
      maxFailedTotal: null,
      maxFailedWave: null,
      window: null,
      rate: null,
      maxConsecutive: null,
      maxSilent: null,
      maxFellBack: null,
    },
    limits: { maxInFlight: 60, perMinute: 6000 },
    retries: { max: 1, backoffMinutes: 0.05 },
    timeouts: { claimMinutes: 0.5, transferMinutes: 0.4, giveUpMinutes: 0.15 },
  };
}

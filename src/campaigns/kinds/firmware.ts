import { MusterError } from '../../base/errors.ts';
import type { FileId } from '../../base/ids.ts';
import type { StoredFile } from '../../files/file.ts';
import { fileById } from '../../files/store.ts';
import { upgradeFirmware } from '../../operations/kinds/upgrade-firmware.ts';
import type { Queryable } from '../../platform/database/pool.ts';
import type { FirmwarePlan, PlannedImage } from '../plan/resolved.ts';
import { isNewer, wayTo } from './firmware-path.ts';
import type { CampaignKind, DeviceOrder } from './kind.ts';

/**
 * Brings devices to a firmware version, over others where one has a floor that they are below. What proves each step is
 * the version that they report, nothing else.
 */
export const firmware: CampaignKind<FirmwarePlan> = {
  name: 'firmware',
  proof: 'inform',

  async resolve(db, plan) {
    if (plan.kind !== 'firmware') throw new MusterError('internal', `a ${plan.kind} campaign has no firmware`);
    const { artifact } = plan;
    const file = await imageFile(db, artifact.fileId, 'artifact.fileId');
    const targetVersion = plan.targetVersion ?? file.version;
    if (targetVersion === null) {
      throw new MusterError('invalidRequest', `the file "${file.name}" has no version, so targetVersion is needed`, {
        items: [{ path: 'targetVersion', message: 'is needed' }],
      });
    }
    if (file.version !== null && file.version !== targetVersion) {
      throw new MusterError(
        'contradiction',
        `targetVersion is ${targetVersion}, but the file "${file.name}" has version ${file.version}`,
        { items: [{ path: 'targetVersion', message: `contradicts the file's version ${file.version}` }] },
      );
    }
    const images: PlannedImage[] = [];
    for (const [i, hop] of (artifact.hops ?? []).entries()) {
      const path = `artifact.hops.${i}`;
      const image = await imageFile(db, hop.fileId, `${path}.fileId`);
      if (image.version === null) {
        throw new MusterError('invalidRequest', `the file "${image.name}" has no version, so it cannot be a hop`, {
          items: [{ path: `${path}.fileId`, message: 'has no version' }],
        });
      }
      if (!isNewer(targetVersion, image.version)) {
        throw refusedHop(path, `leads to ${image.version}, which is not below the wanted ${targetVersion}`);
      }
      if (images.some(({ version }) => version === image.version)) {
        throw refusedHop(path, `leads to ${image.version}, as another one does`);
      }
      if (image.productClass !== file.productClass) {
        throw refusedHop(
          path,
          `is for ${image.productClass ?? 'any model'}, and the wanted one for ${file.productClass ?? 'any model'}`,
        );
      }
      images.push({ fileId: hop.fileId, version: image.version, minSource: hop.minSource ?? null });
    }
    if (artifact.minSource !== undefined && isNewer(artifact.minSource, targetVersion)) {
      throw new MusterError('contradiction', `minSource ${artifact.minSource} is above the version ${targetVersion}`, {
        items: [{ path: 'artifact.minSource', message: 'is above the version of the image itself' }],
      });
    }
    return { ...plan, targetVersion, productClass: file.productClass, images };
  },

  refuses(plan, { productClass, softwareVersion }) {
    if (plan.productClass !== null && productClass !== plan.productClass) return 'wrongModel';
    if (softwareVersion === plan.targetVersion) return null;
    // A plan of the version before says nothing of it, and went both ways.
    if (softwareVersion !== null && plan.allowDowngrade === false && isNewer(softwareVersion, plan.targetVersion))
      return 'newer';
    const way = wayTo(wantedImage(plan), plan.images ?? [], softwareVersion);
    return 'none' in way ? way.none : null;
  },

  isThere: (plan, device) => device.softwareVersion === plan.targetVersion,

  order(plan, { softwareVersion }) {
    const way = wayTo(wantedImage(plan), plan.images ?? [], softwareVersion);
    return upgradeTo(plan, 'next' in way ? way.next : wantedImage(plan));
  },

  orderAhead(plan, device, spans) {
    const { kind, order } = firmware.order(plan, device);
    const iso = (at: number): string => new Date(at).toISOString();
    return { kind, order: { ...order, windows: spans.map(({ from, to }) => ({ from: iso(from), to: iso(to) })) } };
  },

  next(plan, ended, { softwareVersion }) {
    if (ended.state !== 'succeeded' || softwareVersion === plan.targetVersion) return null;
    const { targetVersion } = ended.order as { readonly targetVersion: string };
    if (targetVersion === plan.targetVersion) return null;
    const way = wayTo(wantedImage(plan), plan.images ?? [], softwareVersion);
    return 'none' in way
      ? { do: 'refuse', reason: way.none }
      : { do: 'order', order: upgradeTo(plan, way.next), hop: true };
  },

  holds: (plan, { softwareVersion }) => softwareVersion === plan.targetVersion,
};

function wantedImage({ artifact, targetVersion }: FirmwarePlan): PlannedImage {
  return { fileId: artifact.fileId, version: targetVersion, minSource: artifact.minSource ?? null };
}

function upgradeTo({ timeouts }: FirmwarePlan, { fileId, version }: PlannedImage): DeviceOrder {
  return {
    kind: upgradeFirmware.name,
    order: { fileId, targetVersion: version, timeoutMinutes: timeouts.transferMinutes },
  };
}

async function imageFile(db: Queryable, id: string, path: string): Promise<StoredFile> {
  const file = await fileById(db, id as FileId);
  if (!file)
    throw new MusterError('notFound', `there is no file ${id}`, { items: [{ path, message: 'no such file' }] });
  if (!file.fileType.startsWith('1 ')) {
    throw new MusterError('contradiction', `the file "${file.name}" is a "${file.fileType}", not a firmware image`, {
      items: [{ path, message: 'is not a firmware image' }],
    });
  }
  return file;
}

function refusedHop(path: string, message: string): MusterError {
  return new MusterError('contradiction', `${path} ${message}`, { items: [{ path, message }] });
}

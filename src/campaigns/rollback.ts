import { MusterError } from '../base/errors.ts';
import type { Queryable } from '../platform/database/pool.ts';
import type { Campaign } from './campaign.ts';
import { readPlan } from './plan/plan.ts';
import { asWritten, type ResolvedPlan } from './plan/resolved.ts';
import { resolvePlan } from './resolve.ts';
import * as store from './store.ts';

/** What devices are taken back to, and what of the plan is to be other than in the campaign that is taken back. */
export interface RollbackWish {
  readonly fileId?: string | undefined;
  readonly targetVersion?: string | undefined;
  readonly changes?: Readonly<Record<string, unknown>>;
}

/**
 * The plan of the child campaign that takes a firmware campaign back: over the devices on which that one succeeded and no
 * others, with its limits and brakes and the sizes of its waves where nothing else is said; but between these waves nobody
 * is waited for, as it leads back to what is known. Without a file it is the one of the version that all of them had before.
 * @throws MusterError `notSupported` for other kinds, `contradiction` where it is not clear which file
 */
export async function rollbackPlan(db: Queryable, parent: Campaign, wish: RollbackWish): Promise<ResolvedPlan> {
  if (parent.plan.kind !== 'firmware') {
    throw new MusterError(
      'notSupported',
      `a campaign of the kind ${parent.plan.kind} cannot be taken back; only "firmware"`,
    );
  }
  const fileId = wish.fileId ?? (await fileBefore(db, parent, parent.plan.productClass));
  const written: Record<string, unknown> = { ...asWritten(parent.plan) };
  delete written['targetVersion'];
  const plan = readPlan({
    ...written,
    name: `rollback of ${parent.name}`.slice(0, 200),
    waves: wavesBack(parent.plan.waves),
    ...wish.changes,
    kind: 'firmware',
    filter: '',
    artifact: { fileId },
    ...(wish.targetVersion === undefined ? {} : { targetVersion: wish.targetVersion }),
    // Going back is what it is for (I15).
    allowDowngrade: true,
    abortPolicy: 'drain',
    rollback: null,
    targetsOf: parent.id,
    startAt: wish.changes?.['startAt'] ?? null,
    endAt: wish.changes?.['endAt'] ?? null,
  });
  return resolvePlan(db, plan);
}

/**
 * The sizes of a campaign's waves and when they give a device up, without what makes one wait for another. The last takes
 * all that are left: where the first campaign was for a share of its devices, that share is already made.
 */
function wavesBack(waves: Campaign['plan']['waves']): object[] {
  return waves.map(({ size, stragglerAfterDays }, i) => ({
    size: i === waves.length - 1 ? 'rest' : size,
    ...(stragglerAfterDays === undefined ? {} : { stragglerAfterDays }),
  }));
}

async function fileBefore(db: Queryable, parent: Campaign, productClass: string | null): Promise<string> {
  const say = (why: string): MusterError =>
    new MusterError('contradiction', `${why}; say which file by fileId`, {
      items: [{ path: 'fileId', message: 'is needed' }],
    });
  const versions = await store.versionsBefore(db, parent.id);
  if (versions === null) throw say('no device told which version it had before the campaign succeeded on it');
  if (versions.first !== versions.last) {
    throw say(`the devices had different versions before, ${versions.first} and ${versions.last} among them`);
  }
  const files = await store.firmwareOf(db, versions.first, productClass);
  if (files.length === 0)
    throw say(`the devices had ${versions.first} before, and there is no firmware file of that version`);
  if (files.length > 1)
    throw say(`there are several firmware files of the version ${versions.first} that the devices had`);
  return files[0]!.id;
}

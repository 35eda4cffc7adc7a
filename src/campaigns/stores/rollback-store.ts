import type { CampaignId, DeviceKey, FileId } from '../../base/ids.ts';
import type { Queryable, Transaction } from '../../platform/database/pool.ts';

/** The versions that devices had before a campaign succeeded on them: the first and the last by their text; null: none. */
export async function versionsBefore(
  db: Queryable,
  id: CampaignId,
): Promise<{ readonly first: string; readonly last: string } | null> {
  const { rows } = await db.query<{ first: string | null; last: string | null; unknown: boolean }>(
    `SELECT min(from_version COLLATE "C") AS first, max(from_version COLLATE "C") AS last
     FROM target WHERE campaign_id = $1 AND (state = 'succeeded' OR corrected IS NOT NULL)`,
    [id],
  );
  const { first, last } = rows[0]!;
  return first === null || last === null ? null : { first, last };
}

/** Firmware files of a version, for a product class or for any; a few are enough to know that there is not one. */
export async function firmwareOf(
  db: Queryable,
  version: string,
  productClass: string | null,
): Promise<{ readonly id: FileId; readonly name: string }[]> {
  const { rows } = await db.query<{ id: FileId; name: string }>(
    `SELECT id, name FROM file WHERE version = $1 AND file_type LIKE '1 %'
       AND ($2::text IS NULL OR product_class IS NULL OR product_class = $2)
     ORDER BY product_class NULLS LAST, created_at DESC LIMIT 3`,
    [version, productClass],
  );
  return rows;
}

/**
 * A rollback has proven its version on these devices: the record of the campaign that it takes back says so from now on
 * (rule 30). Its states are not left.
 */
export async function markRolledBack(
  tx: Transaction,
  parent: CampaignId,
  devices: readonly DeviceKey[],
  version: string | null,
  at: Date,
): Promise<void> {
  await tx.query(
    `UPDATE target SET corrected = 'rolledBack', corrected_at = coalesce(corrected_at, $4),
       seen_version = coalesce($3, seen_version)
     WHERE campaign_id = $1 AND device_id = ANY($2) AND (state = 'succeeded' OR corrected = 'succeededLate')
       AND corrected IS DISTINCT FROM 'rolledBack'`,
    [parent, devices, version, at],
  );
}

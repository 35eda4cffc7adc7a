import type { FileId } from '../../base/ids.ts';
import type { Queryable } from '../../platform/database/pool.ts';
import type { PackageFormat, SoftwarePackage } from './package.ts';

interface PackageRow {
  readonly file_id: FileId;
  readonly format: PackageFormat;
  readonly name: string;
  readonly version: string;
  readonly architecture: string;
  readonly exec_env_type: string;
  readonly depends: readonly string[];
  readonly installed_size: number;
  readonly maintainer: string;
  readonly description: string;
  readonly units: readonly string[];
  readonly signed_by: string | null;
}

const columns =
  'file_id, format, name, version, architecture, exec_env_type, depends, installed_size, maintainer, description, units, signed_by';

/** @returns false when another file is this package already */
export async function insertPackage(db: Queryable, file: FileId, made: SoftwarePackage): Promise<boolean> {
  const { rowCount } = await db.query(
    `INSERT INTO software_package (${columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     ON CONFLICT (name, version, architecture, exec_env_type) DO NOTHING`,
    [
      file,
      made.format,
      made.name,
      made.version,
      made.architecture,
      made.execEnvType,
      made.depends,
      made.installedSize,
      made.maintainer,
      made.description,
      made.units,
      made.signedBy,
    ],
  );
  return rowCount === 1;
}

/** The file that is this package. */
export async function fileOfPackage(
  db: Queryable,
  { name, version, architecture, execEnvType }: SoftwarePackage,
): Promise<FileId | null> {
  const { rows } = await db.query<{ file_id: FileId }>(
    `SELECT file_id FROM software_package
     WHERE name = $1 AND version = $2 AND architecture = $3 AND exec_env_type = $4`,
    [name, version, architecture, execEnvType],
  );
  return rows[0]?.file_id ?? null;
}

/** What the packages among these files are. */
export async function packagesOf(
  db: Queryable,
  files: readonly FileId[],
): Promise<ReadonlyMap<FileId, SoftwarePackage>> {
  const { rows } = await db.query<PackageRow>(
    `SELECT ${columns} FROM software_package WHERE file_id = ANY ($1::uuid[])`,
    [files],
  );
  return new Map(rows.map((row) => [row.file_id, packageOf(row)]));
}

/** Every file of a package by name, and by version where one is given; at most 500. */
export async function packagesNamed(
  db: Queryable,
  name: string,
  version: string | null,
): Promise<readonly (SoftwarePackage & { readonly fileId: FileId })[]> {
  const { rows } = await db.query<PackageRow>(
    `SELECT ${columns} FROM software_package
     WHERE name = $1 AND ($2::text IS NULL OR version = $2) ORDER BY version, architecture, exec_env_type LIMIT 500`,
    [name, version],
  );
  return rows.map((row) => ({ fileId: row.file_id, ...packageOf(row) }));
}

function packageOf(row: PackageRow): SoftwarePackage {
  return {
    format: row.format,
    name: row.name,
    version: row.version,
    architecture: row.architecture,
    execEnvType: row.exec_env_type,
    depends: row.depends,
    installedSize: Number(row.installed_size),
    maintainer: row.maintainer,
    description: row.description,
    units: row.units,
    signedBy: row.signed_by,
  };
}

import { softwareModules } from '../../src/datamodel/views/software-modules.ts';
import { writeLines } from '../../src/devices/parameter-lines.ts';
import type { OpenBlock, StoredParameter } from '../../src/devices/parameters.ts';
import { versionKey } from '../../src/devices/version-order.ts';
import type { Pool } from '../../src/platform/database/pool.ts';
import { countShards } from '../../src/software/store.ts';

/** The name that is asked about: every device has it. */
export const askedName = 'speedtest';
/** One device in a hundred thousand has it, as a sixth unit. */
export const rareName = 'trial';
export const modulesBlock = 'Device.SoftwareModules.';

const uuids = ['fe2d23bd-dd02-51b8-af04-f5c18b2b0aa6', '0fbf4583-efd7-51b6-8483-7b347f4b521d'] as const;
/** Versions 1.0 to 1.19 of each unit, and one environment. */
const versions = Array.from({ length: 20 }, (_, i) => `1.${i}`);

/** Units of every device: one environment, two deployment units, two execution units. One in a thousand has a fault. */
export async function seedUnits(pool: Pool): Promise<void> {
  const releases = [
    ['e', 'native', '2.0'],
    ['d', rareName, '1.0'],
    ...['d', 'u'].flatMap((kind) => [askedName, 'agent'].flatMap((name) => versions.map((v) => [kind, name, v]))),
  ] as [string, string, string][];
  await pool.query(
    `INSERT INTO software_release (kind, name, version, version_key)
     SELECT kind::"char", name, version, key FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS i(kind, name, version, key)`,
    [
      releases.map((r) => r[0]),
      releases.map((r) => r[1]),
      releases.map((r) => r[2]),
      releases.map((r) => versionKey(r[2])),
    ],
  );
  await pool.query(
    `INSERT INTO software_unit (device_id, kind, instance, release_id, status, fault, uuid, resolved)
     SELECT d.id, r.kind, u.instance, r.id,
       CASE u.kind WHEN 'e' THEN 'Up' WHEN 'd' THEN 'Installed' ELSE CASE WHEN d.id % 7 = 0 THEN 'Idle' ELSE 'Active' END END,
       CASE WHEN u.kind = 'u' AND d.id % 1000 = 7 THEN 'FailureOnStart' ELSE '' END, u.uuid, CASE WHEN u.kind = 'd' THEN true END
     FROM device d
     CROSS JOIN (VALUES ('e', 1, 'native', NULL::uuid), ('d', 1, $1, $2::uuid), ('d', 2, 'agent', $3::uuid), ('u', 1, $1, NULL), ('u', 2, 'agent', NULL))
       AS u(kind, instance, name, uuid)
     JOIN software_release r ON r.kind = u.kind::"char" AND r.name = u.name
       AND r.version = CASE WHEN u.kind = 'e' THEN '2.0' ELSE '1.' || d.id * d.id % 20 END`,
    [askedName, ...uuids],
  );
  await pool.query(
    `INSERT INTO software_unit (device_id, kind, instance, release_id, status, fault)
     SELECT d.id, 'd', 9, r.id, 'Installed', '' FROM device d, software_release r WHERE d.id % 100000 = 99999 AND r.name = $1`,
    [rareName],
  );
  await pool.query(
    `INSERT INTO software_count (release_id, status, fault, shard, n)
     SELECT release_id, status, fault, device_id % $1::int, count(*) FROM software_unit GROUP BY 1, 2, 3, 4`,
    [countShards],
  );
  await pool.query(`INSERT INTO software_device SELECT id, now() + random() * interval '24 hours' FROM device`);
  for (const table of ['software_release', 'software_unit', 'software_count', 'software_device']) {
    await pool.query(`VACUUM (ANALYZE) ${table}`);
  }
}

/** Stores the parameters of the tables for the first devices, as if each had been read once. @returns their number of units */
export async function seedParameters(pool: Pool, devices: number): Promise<number> {
  const content = moduleParameters();
  await pool.query(
    `INSERT INTO parameter_lines (device_id, block, content) SELECT id, $1, $2 FROM device ORDER BY id LIMIT $3`,
    [modulesBlock, writeLines(content), devices],
  );
  await pool.query('VACUUM (ANALYZE) parameter_lines');
  const tables = softwareModules([...content].map(([key, [value]]) => [modulesBlock + key, value]));
  return tables.executionEnvironments.length + tables.deploymentUnits.length + tables.executionUnits.length;
}

/** All parameters of TR-157 for the five units of a device. */
export function moduleParameters(version = '1.3'): OpenBlock {
  const told: Record<string, string> = {};
  const row = (path: string, columns: Readonly<Record<string, string>>): void => {
    for (const [name, value] of Object.entries(columns)) told[`${path}.${name}`] = value;
  };
  row('ExecEnv.1', {
    Enable: '1',
    Status: 'Up',
    Alias: 'cpe-native',
    Name: 'native',
    Type: 'OpenWrt',
    InitialRunLevel: '0',
    CurrentRunLevel: '-1',
    Vendor: 'Bench Works',
    Version: '2.0',
    ParentExecEnv: '',
    AllocatedDiskSpace: '65536',
    AllocatedMemory: '-1',
    AvailableDiskSpace: '40960',
    AvailableMemory: '131072',
    ActiveExecutionUnits: `${modulesBlock}ExecutionUnit.1,${modulesBlock}ExecutionUnit.2`,
  });
  [askedName, 'agent'].forEach((name, i) => {
    row(`DeploymentUnit.${i + 1}`, {
      UUID: uuids[i]!,
      DUID: `${name}-${i}`,
      Alias: `cpe-${name}`,
      Name: name,
      Status: 'Installed',
      Resolved: '1',
      URL: `http://packages.example.net/${name}_${version}_mips.ipk`,
      Description: `The ${name} of the benchmark`,
      Vendor: 'bench.example',
      Version: version,
      ExecutionUnitList: `${modulesBlock}ExecutionUnit.${i + 1}`,
      ExecutionEnvRef: `${modulesBlock}ExecEnv.1`,
    });
    row(`ExecutionUnit.${i + 1}`, {
      EUID: `${name}/main`,
      Alias: `cpe-${name}-main`,
      Name: name,
      ExecEnvLabel: `${name}.init`,
      Status: 'Active',
      ExecutionFaultCode: 'NoFault',
      ExecutionFaultMessage: '',
      AutoStart: '1',
      RunLevel: '0',
      Vendor: 'bench.example',
      Version: version,
      Description: '',
      DiskSpaceInUse: '512',
      MemoryInUse: '2048',
      References: '',
      ExecutionEnvRef: `${modulesBlock}ExecEnv.1`,
    });
  });
  const seconds = Math.floor(Date.now() / 1000);
  return new Map(
    Object.entries(told).map(([key, value]): [string, StoredParameter] => [key, [value, 'string', seconds, false]]),
  );
}

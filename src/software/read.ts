import type { DeviceKey } from '../base/ids.ts';
import { type SoftwareModules, softwareModules } from '../datamodel/views/software-modules.ts';
import { readParameters } from '../devices/parameter-store.ts';
import type { Queryable } from '../platform/database/pool.ts';

/** The software modules of a device as it told of them last. @param root of the device, e.g. `Device.` */
export async function readModules(db: Queryable, device: DeviceKey, root: string): Promise<SoftwareModules> {
  const rows = await readParameters(db, device, `${root}SoftwareModules.`);
  return softwareModules(rows.map(({ path, value }) => [path, value] as const));
}

import type { DeviceKey } from '../base/ids.ts';
import type { Queryable } from '../platform/database/pool.ts';

/** Of these devices, those that have a read queued which will read their software modules. */
export async function awaitingModulesRead(db: Queryable, devices: readonly DeviceKey[]): Promise<Set<DeviceKey>> {
  const { rows } = await db.query<{ device: DeviceKey }>(
    `SELECT DISTINCT o.device_id AS device FROM operation o
     WHERE o.device_id = ANY($1) AND o.state = 'queued' AND o.kind = 'refresh'
       AND (NOT o."order" ? 'paths' OR o."order" -> 'paths' ?| ARRAY['', 'Device.', 'InternetGatewayDevice.',
         'Device.SoftwareModules.', 'InternetGatewayDevice.SoftwareModules.'])`,
    [devices],
  );
  return new Set(rows.map((row) => row.device));
}

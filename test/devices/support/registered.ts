import { randomUUID } from 'node:crypto';
import type { DeviceKey } from '../../../src/base/ids.ts';
import { factsOf, type InformFacts } from '../../../src/devices/facts.ts';
import { registerDevices } from '../../../src/devices/first-contact-store.ts';
import type { Pool } from '../../../src/platform/database/pool.ts';

let serials = 0;

/** The facts of a first Inform. */
export function firstFacts(serial = `N${++serials}`): InformFacts {
  return factsOf(
    {
      DeviceId: { Manufacturer: 'Acme', OUI: '00AA11', ProductClass: 'GW', SerialNumber: serial },
      Event: [
        { EventCode: '0 BOOTSTRAP', CommandKey: '' },
        { EventCode: '1 BOOT', CommandKey: '' },
      ],
      MaxEnvelopes: 1,
      CurrentTime: '',
      RetryCount: 2,
      ParameterList: [
        { name: 'Device.DeviceInfo.SoftwareVersion', value: '1.10', type: 'string' },
        { name: 'Device.DeviceInfo.HardwareVersion', value: 'A1', type: 'string' },
        { name: 'Device.ManagementServer.PeriodicInformInterval', value: '300', type: 'unsignedInt' },
      ],
    },
    { cwmpVersion: '1.2', ipAddress: '192.0.2.1' },
  );
}

/** A device that has called once. */
export async function registered(pool: Pool, sessionId: string = randomUUID()): Promise<DeviceKey> {
  const [device] = await registerDevices(pool, [{ facts: firstFacts(), sessionId, at: new Date() }]);
  return device!.key;
}

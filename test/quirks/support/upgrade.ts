import { packFirmware, pseudoRandomPayload } from '../../../src/simulator/firmware-image.ts';
import type { OrderedOperation } from '../../scenarios/support/orders.ts';
import type { QuirkyGateway } from './gateway.ts';
import type { QuirkStage } from './stage.ts';

/** Uploads firmware 2.0.0 (or another) for the gateway's model. @returns the id of the file */
export async function firmware(stage: QuirkStage, version = '2.0.0', productClass = 'MG100'): Promise<string> {
  const image = packFirmware({ productClass, version, payload: pseudoRandomPayload(20_000, version) });
  const { id } = await stage.muster.api.good<{ id: string }>('POST', '/files', {
    query: { name: `${version}.img`, version, productClass, fileType: '1 Firmware Upgrade Image' },
    body: Uint8Array.from(image),
  });
  return id;
}

/** Orders version 2.0.0 and waits for the end. */
export async function upgraded(stage: QuirkStage, gateway: QuirkyGateway): Promise<OrderedOperation> {
  return gateway.done({ kind: 'upgradeFirmware', fileId: await firmware(stage), targetVersion: '2.0.0' });
}

/** A file of configuration that the gateway takes. @returns the id of the file */
export async function configuration(stage: QuirkStage): Promise<string> {
  const { id } = await stage.muster.api.good<{ id: string }>('POST', '/files', {
    query: { name: 'settings.cfg', fileType: '3 Vendor Configuration File' },
    body: Uint8Array.from(Buffer.from(`# ${Math.random()}\n`)),
  });
  return id;
}

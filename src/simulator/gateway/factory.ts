import { writeFile } from 'node:fs/promises';
import { packFirmware } from '../firmware-image.ts';
import { bankPath } from '../transfer/firmware.ts';
import type { GatewayIdentity } from './identity.ts';
import { factoryState, type GatewayState } from './state.ts';
import type { StateFile } from './state-file.ts';

/** Makes a gateway that has never been switched on: factory firmware in bank 1, nothing in bank 2, empty state. */
export async function manufacture(
  file: StateFile,
  identity: GatewayIdentity,
  version: string,
  now: number,
): Promise<GatewayState> {
  const image = packFirmware({ productClass: identity.productClass, version, payload: Buffer.alloc(0) });
  await writeFile(bankPath(file.directory, 1), image);
  const state = factoryState(version, now);
  await file.save(state);
  return state;
}

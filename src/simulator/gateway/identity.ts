import { createHash } from 'node:crypto';

/** Who a gateway says it is: DeviceIdStruct of the Inform, and what DeviceInfo adds. */
export interface GatewayIdentity {
  readonly manufacturer: string;
  /** Six upper-case hexadecimal digits. */
  readonly oui: string;
  readonly productClass: string;
  readonly serialNumber: string;
  readonly modelName: string;
  readonly hardwareVersion: string;
}

/** Spreads text evenly over [0, 1): phases, ranks and addresses that stay the same from run to run. */
export function fractionOf(text: string): number {
  return createHash('sha256').update(text).digest().readUIntBE(0, 6) / 2 ** 48;
}

import { createHmac } from 'node:crypto';

/** Longest STUNUsername (TR-181 ManagementServer). */
const longestUsername = 256;

/**
 * What a device proves a binding with. Made from the device's id and the installation's key, so that every process
 * can check it and nothing has to be stored or looked up before a datagram is believed.
 * @returns null for a device whose id is longer than STUNUsername may be
 */
export function stunCredential(key: Buffer, deviceId: string): { username: string; password: string } | null {
  if (Buffer.byteLength(deviceId) > longestUsername) return null;
  return { username: deviceId, password: createHmac('sha256', key).update(`stun:${deviceId}`).digest('base64url') };
}

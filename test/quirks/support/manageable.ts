import { expect } from 'vitest';
import type { QuirkyGateway } from './gateway.ts';

export const version = 'Device.DeviceInfo.SoftwareVersion';
export const ssid = 'Device.WiFi.SSID.1.SSID';

/** It can be read and written, each in one attempt, and none of its sessions has failed: what Muster is for. */
export async function expectManageable(gateway: QuirkyGateway, { failedSessions = 0 } = {}): Promise<void> {
  const read = await gateway.done({ kind: 'getParameterValues', paths: [version, 'Device.WiFi.SSID.1.Enable'] });
  expect(read).toMatchObject({ state: 'succeeded', attempt: 1 });
  const { parameters } = read.result as { parameters: { path: string; value: string }[] };
  expect(parameters.map(({ path }) => path)).toEqual([version, 'Device.WiFi.SSID.1.Enable']);
  expect(parameters[0]!.value).toBe('1.0.0');

  const name = `written ${Math.random()}`;
  const written = await gateway.done({ kind: 'setParameterValues', values: [{ path: ssid, value: name }] });
  expect(written).toMatchObject({ state: 'succeeded', attempt: 1, result: { status: 0 } });
  expect(gateway.own(ssid)).toBe(name);
  await gateway.idle();
  expect(gateway.statistics.failedSessions).toBe(failedSessions);
}

import type { LiveSession } from '../../../src/acs/live-sessions.ts';
import type { DeviceId, DeviceKey } from '../../../src/base/ids.ts';
import { quirkBook } from '../../../src/devices/quirks/book.ts';
import { begin } from '../../../src/session/session.ts';

const kind = { manufacturer: 'm', oui: '00D09E', productClass: 'P', serialNumber: '1', softwareVersion: '1' };

/** A session that has just begun, of a device without quirks. */
export function liveSession(
  differences: Pick<LiveSession, 'id' | 'cookie'> & Partial<LiveSession>,
  now = Date.now(),
): LiveSession {
  const deviceId = differences.deviceId ?? ('D' as DeviceId);
  return {
    deviceId,
    device: {
      key: 1 as DeviceKey,
      id: deviceId,
      root: 'Device.',
      cwmpVersion: '1.0',
      softwareVersion: null,
      methods: null,
    },
    username: null,
    treatment: quirkBook([]).profileOf(kind),
    booted: false,
    events: [],
    talk: begin({ namespace: 'n', version: '1.0', useVersion: undefined, informMark: '' }),
    owed: true,
    step: null,
    touched: new Set(),
    rpcs: 0,
    busy: false,
    socket: null,
    startedAt: now,
    lastHeardAt: now,
    timeoutMs: 60_000,
    ...differences,
  };
}

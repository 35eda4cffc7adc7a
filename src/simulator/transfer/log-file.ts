import { formatDateTime } from '../../cwmp/rpc/schema.ts';
import type { Gateway } from '../gateway/gateway.ts';

/** The log a gateway uploads: what has happened to it, newest last. */
export function writeLog(gateway: Gateway): string {
  const { state, sessions, failedSessions, deviceId } = gateway;
  const at = (time: number): string => formatDateTime(new Date(time));
  const lines = [
    `${at(state.firstUse)} ${deviceId} first use`,
    `${at(gateway.now() - gateway.upTimeSeconds() * 1000)} boot, version ${gateway.softwareVersion}`,
    ...state.history.downloads.map((key) => `- download ordered, CommandKey "${key}"`),
    `${at(gateway.now())} ${sessions} sessions, ${failedSessions} failed`,
  ];
  return `${lines.join('\n')}\n`;
}

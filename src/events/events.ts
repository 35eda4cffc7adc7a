import type { DeviceId, OperationId } from '../base/ids.ts';
import type { Logger } from '../platform/log/log.ts';
import type { Metrics } from '../platform/metrics/metrics.ts';

/** By then a device has been trying for a quarter of an hour (TR-069 table 3). */
const alarmingRetries = 5;

/**
 * The closed list of things that happen, one function each: log line and metric in one place, so that both say the same.
 * Log level by two questions, who reads it and how much is hurt: one odd device is `info`, a stopped part is `error`.
 */
export function createEvents(log: Logger, metrics: Metrics) {
  return {
    informed(device: DeviceId, events: readonly string[], firstContact: boolean, retryCount = 0): void {
      metrics.informs.inc();
      if (retryCount > 0) metrics.retriedInforms.inc();
      // Once on the way up: it is about to be given up on, or its sessions never end well.
      if (retryCount === alarmingRetries) log.warn({ device, retryCount }, 'the sessions of a device keep failing');
      if (firstContact) log.info({ device, events }, 'a new device called');
      else log.debug({ device, events }, 'inform');
    },
    said(method: string): void {
      metrics.rpcs.inc({ method });
    },
    refusedAtTheDoor(reason: string, detail: string, from: string): void {
      metrics.refusals.inc({ reason });
      log.debug({ reason, detail, from }, 'refused at the door');
    },
    /** What was not as it should be was read all the same; `from`: the device, or its address. */
    readKindly(what: 'envelope' | 'part', detail: string, from: string): void {
      metrics.kindness.inc({ what });
      log.debug({ what, detail, from }, 'read kindly');
    },
    impostorRefused(detail: string, from: string): void {
      metrics.refusals.inc({ reason: 'impostor' });
      log.warn({ detail, from }, 'a credential was used for another device');
    },
    sessionLost(device: DeviceId, how: string): void {
      log.info({ device, how }, 'a session ended with a question open');
    },
    sessionMoved(what: 'parked' | 'resumed' | 'superseded' | 'missing' | 'tooLarge'): void {
      metrics.parkedSessions.inc({ what });
    },
    cpeRequested(device: DeviceId, method: string, detail: Readonly<Record<string, unknown>>): void {
      log.info({ device, method, detail }, 'a device asked for something');
    },
    operationMoved(operation: OperationId, kind: string, state: string): void {
      metrics.operations.inc({ kind, state });
      log.debug({ operation, kind, state }, 'operation');
    },
    connectionRequested(outcome: string): void {
      metrics.connectionRequests.inc({ outcome });
    },
    datagramHeard(what: string): void {
      metrics.datagrams.inc({ what });
    },
    campaignMoved(campaign: string, name: string, state: string, reason: string | null): void {
      log[state === 'paused' ? 'warn' : 'info']({ campaign, name, state, reason }, 'campaign');
    },
    partFailed(part: string, error: unknown): void {
      log.error({ part, err: error }, 'something went wrong');
    },
  };
}

export type Events = ReturnType<typeof createEvents>;

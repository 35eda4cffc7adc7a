import { randomUUID } from 'node:crypto';
import { autonomousDuStateChangeComplete } from '../../../src/acs/cpe-requests/autonomous-du-state-change-complete.ts';
import type { Clock } from '../../../src/base/clock.ts';
import type { DeviceKey, OperationId } from '../../../src/base/ids.ts';
import { campaignFollower } from '../../../src/campaigns/follow.ts';
import type { AutonOpResult, OpResult } from '../../../src/cwmp/rpc/deployment-unit.ts';
import type { Answer, Call } from '../../../src/cwmp/rpc/index.ts';
import type { TransferCompleteRequest } from '../../../src/cwmp/rpc/transfer-complete.ts';
import { factsOf, type InformEvent } from '../../../src/devices/facts.ts';
import { viewInSession } from '../../../src/devices/store.ts';
import { commandKeys } from '../../../src/operations/command-key.ts';
import type { OperationWithDevice } from '../../../src/operations/operation.ts';
import { type OperationMoved, type OperationRunner, operationRunner } from '../../../src/operations/run.ts';
import { orderOperation } from '../../../src/operations/service.ts';
import type { Step } from '../../../src/operations/step.ts';
import { findOperation } from '../../../src/operations/store.ts';
import type { Pool } from '../../../src/platform/database/pool.ts';
import { inTransaction } from '../../../src/platform/database/transaction.ts';
import type { Foundation } from '../../../src/roles/foundation.ts';
import { rememberInformWith } from '../../../src/roles/inform.ts';
import { secretBox } from '../../../src/security/secret-box.ts';
import { activateConnectionRequestCredential } from '../../../src/security/store.ts';

export interface VirtualClock extends Clock {
  advance(ms: number): void;
}

export function virtualClock(start = Date.UTC(2026, 4, 1, 12)): VirtualClock {
  let time = start;
  return {
    now: () => time,
    advance(ms) {
      time += ms;
    },
  };
}

/** Muster without its doors: the runner on real tables, a clock that only the test moves, and no memory to lose. */
export interface Stage {
  readonly pool: Pool;
  readonly clock: VirtualClock;
  readonly runner: OperationRunner;
  readonly keys: ReturnType<typeof commandKeys>;
  readonly moves: OperationMoved[];
  /** Files that are not there any more. */
  readonly missingFiles: Set<string>;
  /** What devices brought, by operation. */
  readonly uploads: Map<OperationId, string>;
  /** Operations whose device the file server told to come back later. */
  readonly turnedAway: Set<OperationId>;
  order(
    device: DeviceKey,
    kind: string,
    order: unknown,
    options?: { expiresAt?: Date; priority?: number },
  ): Promise<OperationId>;
  operation(id: OperationId): Promise<OperationWithDevice>;
  sweep(): Promise<number>;
  /** A device calls. */
  call(serial: string, told?: { events?: readonly (string | InformEvent)[]; version?: string }): Promise<Talk>;
}

/** One session, as the southbound door holds it. */
export interface Talk {
  readonly device: DeviceKey;
  /** The device has nothing to say: what do we? null ends the session. @throws when a newer session took over */
  ask(): Promise<Call | null>;
  /** The device answers, and the next question is asked in the same transaction. */
  answer<N extends Answer['method']>(method: N, args: Answer<N>['args']): Promise<Call | null>;
  fault(code: number, message?: string): Promise<Call | null>;
  /** The device answers something that nobody can read. */
  unreadable(): Promise<Call | null>;
  duStateChangeComplete(commandKey: string, results: readonly OpResult[]): Promise<void>;
  autonomousDuStateChange(results: readonly AutonOpResult[]): Promise<void>;
  transferComplete(
    commandKey: string,
    faultCode?: number,
    times?: { start?: string; complete?: string },
  ): Promise<void>;
}

export const identity = (serial: string) => ({
  Manufacturer: 'Acme',
  OUI: '00AA11',
  ProductClass: 'GW',
  SerialNumber: serial,
});

export function stage(pool: Pool, clock: VirtualClock = virtualClock(), random?: () => number): Stage {
  const keys = commandKeys(Buffer.alloc(32, 7));
  const box = secretBox(Buffer.alloc(32, 9));
  const follower = campaignFollower(random);
  const moves: OperationMoved[] = [];
  const missingFiles = new Set<string>();
  const uploads = new Map<OperationId, string>();
  const turnedAway = new Set<OperationId>();
  const runner = operationRunner(clock, keys, {
    linkFor: async (_tx, fileId) =>
      missingFiles.has(fileId) ? null : { url: `http://files/f/${fileId}`, size: 4_096 },
    variantFor: async (_tx, _device, _software, { name }) => ({ none: `there is no package "${name}"` }),
    connectionRequestCredential: async () => ({ username: 'muster', password: 'pw' }),
    deviceCredential: async () => ({ username: 'own', password: 'pw' }),
    connectionRequestCredentialStored: (tx, device) =>
      activateConnectionRequestCredential(tx, device, new Date(clock.now())),
    uploadLink: (_device, operation, name) => `http://files/u/${operation}/${name}`,
    uploadOf: async (_tx, operation) => uploads.get(operation) ?? null,
    turnedAway: async (_tx, _device, operation) => turnedAway.has(operation),
    openSecret: (sealed) => box.open(Buffer.from(sealed, 'base64'), 'operation'),
    mayDispatch: follower.mayDispatch,
    valuesChanged: follower.valuesChanged,
    async moved(tx, move) {
      moves.push(move);
      await follower.operationMoved(tx, move);
    },
  });
  const sealOrderSecret = (secret: string): string => box.seal(secret, 'operation').toString('base64');
  const rememberInform = rememberInformWith({
    clock,
    runner,
    follower,
    sealOrderSecret,
    config: { cpe: { provisioning: 'off', periodicInformInterval: 0 } },
  } as unknown as Foundation);

  return {
    pool,
    clock,
    runner,
    keys,
    moves,
    missingFiles,
    uploads,
    turnedAway,
    order: (device, kind, order, options = {}) =>
      inTransaction(pool, (tx) =>
        orderOperation(tx, { clock, seal: sealOrderSecret }, device, { kind, order, source: 'test', ...options }),
      ),
    async operation(id) {
      const found = await findOperation(pool, id);
      if (!found) throw new TypeError(`there is no operation ${id}`);
      return found;
    },
    sweep: () => inTransaction(pool, (tx) => runner.sweep(tx, 500)),

    async call(serial, told = {}) {
      const sessionId = randomUUID();
      const events = (told.events ?? ['2 PERIODIC']).map((e) =>
        typeof e === 'string' ? { code: e, commandKey: '' } : e,
      );
      const facts = factsOf(
        {
          DeviceId: identity(serial),
          Event: events.map(({ code, commandKey }) => ({ EventCode: code, CommandKey: commandKey })),
          MaxEnvelopes: 1,
          CurrentTime: new Date(clock.now()).toISOString(),
          RetryCount: 0,
          ParameterList: [{ name: 'Device.DeviceInfo.SoftwareVersion', value: told.version ?? '1.0', type: 'string' }],
        },
        { cwmpVersion: '1.2', ipAddress: '192.0.2.1' },
      );
      const booted = events.some((event) => event.code === '1 BOOT');
      const session = { id: sessionId, heardAt: new Date(clock.now()), owed: true, vouched: false };
      const { device } = await inTransaction(pool, (tx) => rememberInform(tx, facts, session));
      const touched = new Set<OperationId>();
      let step: Step | null = null;

      async function goOn(outcome: Parameters<OperationRunner['hearOutcome']>[3] | null): Promise<Call | null> {
        const asked = step;
        step = await inTransaction(pool, async (tx) => {
          const view = await viewInSession(tx, device.key, sessionId);
          if (!view) throw new RangeError('a newer session took over');
          if (outcome && asked) await runner.hearOutcome(tx, view, asked.operationId, outcome);
          return runner.nextStep(tx, view, { touched, booted, may: () => true });
        });
        if (step) touched.add(step.operationId);
        return step?.call ?? null;
      }

      return {
        device: device.key,
        ask: () => goOn(null),
        answer: (method, args) => goOn({ answer: { method, args } as unknown as Answer }),
        fault: (code, message = 'no') => goOn({ fault: { code, message, parameters: [] }, method: step!.call.method }),
        unreadable: () => goOn({ unreadable: 'gibberish', method: step!.call.method }),
        async duStateChangeComplete(commandKey, results) {
          await inTransaction(pool, async (tx) => {
            const view = (await viewInSession(tx, device.key, sessionId))!;
            const args = { CommandKey: commandKey, Results: results };
            await runner.hearDuStateChangeComplete(tx, view, args, { booted, events });
          });
        },
        async autonomousDuStateChange(results) {
          await inTransaction(pool, async (tx) => {
            const view = (await viewInSession(tx, device.key, sessionId))!;
            const args = { Results: results };
            const now = new Date(clock.now());
            await autonomousDuStateChangeComplete.remember!(tx, args, {
              device: view,
              session: { id: sessionId, booted, events },
              runner,
              now,
              deps: { publicHost: 'localhost', requested: () => undefined },
            });
          });
        },
        async transferComplete(commandKey, faultCode = 0, times = {}) {
          const args: TransferCompleteRequest = {
            CommandKey: commandKey,
            FaultStruct: { FaultCode: faultCode, FaultString: faultCode === 0 ? '' : 'it broke' },
            StartTime: times.start ?? '2026-05-01T12:00:00Z',
            CompleteTime: times.complete ?? '2026-05-01T12:01:00Z',
          };
          await inTransaction(pool, async (tx) => {
            const view = await viewInSession(tx, device.key, sessionId);
            if (!view) throw new RangeError('a newer session took over');
            await runner.hearTransferComplete(tx, view, args, { booted, events });
          });
        },
      };
    },
  };
}

/** The CommandKey of a Download that was asked for. @throws when something else was */
export function keyOf(call: Call | null): string {
  if (call?.method !== 'Download') throw new TypeError(`${call?.method ?? 'nothing'} was said, not Download`);
  return call.args.CommandKey;
}

export const accepted = { Status: 1, StartTime: '0001-01-01T00:00:00Z', CompleteTime: '0001-01-01T00:00:00Z' };

export const transfers = (...keys: string[]) => ({
  TransferList: keys.map((CommandKey) => ({
    CommandKey,
    State: 2,
    IsDownload: true,
    FileType: '1 Firmware Upgrade Image',
    FileSize: 4_096,
    TargetFileName: '',
  })),
});

import type { Clock } from '../base/clock.ts';
import { deviceIdOf } from '../base/device-id.ts';
import { messageOf } from '../base/errors.ts';
import type { DeviceId, DeviceKey } from '../base/ids.ts';
import { rpcs } from '../cwmp/rpc/index.ts';
import type { Envelope } from '../cwmp/soap/envelope.ts';
import { acsFaults } from '../cwmp/soap/fault.ts';
import { answerableNamespace, type CwmpVersion, cwmpVersions, versionOf } from '../cwmp/soap/versions.ts';
import { factsOf, hasEvent, type InformFacts, isQuiet } from '../devices/facts.ts';
import type { QuirkBook } from '../devices/quirks/book.ts';
import type { Pool, Transaction } from '../platform/database/pool.ts';
import { inTransaction } from '../platform/database/transaction.ts';
import { headersOfAcs } from '../session/hear.ts';
import { begin } from '../session/session.ts';
import type { Authenticate, Claim } from './authenticate.ts';
import { informMark } from './inform-mark.ts';
import type { LiveSession, LiveSessions } from './live-sessions.ts';
import { codeOfUnreadable, fault, informResponse, notUnderstood, type Reply } from './replies.ts';
import type { Arrival, ArrivalQuery, QuietInform } from './store.ts';

export interface OpeningDeps {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly sessions: LiveSessions;
  arrivals(query: ArrivalQuery): Promise<Arrival>;
  quietInforms(inform: QuietInform): Promise<null>;
  readonly authenticate: Authenticate;
  /** Seconds to wait for a device that calls too often; null: come in. Asked before the database is. */
  tooOften(device: DeviceId): number | null;
  /** A device was let in by its proof: this is what counts for {@link tooOften}, so that nobody uses up its turns. */
  letIn(device: DeviceId): void;
  /** The device used the credential that it was offered: committed before it is answered. */
  offerProven(device: DeviceId): Promise<void>;
  /** Registers a device that was not known; null when that takes more than its name, or somebody else did so meanwhile. */
  registerDevice(
    facts: InformFacts,
    sessionId: string,
    vouched: boolean,
  ): Promise<{ device: LiveSession['device']; owed: boolean } | null>;
  /** Stores an Inform that says something new, and all that follows from it. */
  rememberInform(tx: Transaction, facts: InformFacts, session: NewSession): Promise<Remembered>;
  /** The device came because it was called. */
  sessionArrived(device: DeviceKey, heardAt: Date): Promise<void>;
  /** How devices of each kind are to be treated. */
  readonly quirks: Pick<QuirkBook, 'profileOf'>;
  readonly sessionTimeoutMs: number;
  readonly report: OpeningReport;
}

/** The session that an Inform opens. */
export interface NewSession {
  readonly id: string;
  /** When the Inform was heard, before it was known whether there is work: `owed` tells of no later order. */
  readonly heardAt: Date;
  readonly owed: boolean;
  readonly vouched: boolean;
}

/** What became of an Inform. */
export interface Remembered {
  readonly device: LiveSession['device'];
  readonly owed: boolean;
  /** It has started anew; absent: if it said so. */
  readonly booted?: boolean;
}

/** What happened, for logs and metrics. */
export interface OpeningReport {
  informed(facts: InformFacts, firstContact: boolean): void;
  /** A part of a message could not be read and was passed over. */
  passedOver(device: DeviceId | null, detail: string): void;
  /** `owner`: whose proof it was, where known. */
  impostor(detail: string, ipAddress: string, claimed: DeviceId, owner: string | null): void;
  /** A newer session of its device took over. */
  ended(session: LiveSession, how: 'replaced'): void;
}

/** The first message of a conversation (TR-069 §3.7.1.1): an Inform in, a session with its InformResponse out. */
export function opening(deps: OpeningDeps) {
  const { clock, sessions } = deps;

  /** @param claim null where authentication is off */
  return async (envelope: Envelope, claim: Claim | null, ipAddress: string): Promise<Reply> => {
    // 1. What did it say?
    const inform = read(envelope, ipAddress);
    if ('kind' in inform) return inform;
    const { namespace, version } = inform;

    // 2. Is it who it says it is?
    const wait = deps.tooOften(inform.facts.id);
    if (wait !== null) return { kind: 'later', seconds: wait, reason: `${inform.facts.id} calls too often` };
    const heardAt = new Date(clock.now());
    const { facts, arrival } = await known(inform.facts, claim?.username ?? '');
    let vouched = false;
    if (claim) {
      const admitted = deps.authenticate(claim, arrival, facts);
      if (admitted.kind === 'unproven') return { kind: 'challenge', reason: 'wrong user name or password' };
      if (admitted.kind === 'impostor') {
        deps.report.impostor(admitted.detail, ipAddress, facts.id, admitted.owner);
        return fault(namespace, envelope.id, 8001, acsFaults[8001]);
      }
      if (admitted.offerProven) await deps.offerProven(facts.id);
      vouched = admitted.vouched;
    }
    deps.letIn(facts.id);

    // 3. Remember it; the point of no return is the commit.
    const { id, cookie } = sessions.newIds(clock.now());
    const {
      device,
      owed,
      booted = hasEvent(facts, '1 BOOT'),
    } = await remember(facts, arrival, { id, heardAt, vouched });
    const older = sessions.replace(facts.id);
    if (older) deps.report.ended(older, 'replaced');
    const useVersion = envelope.headers.supportedVersions === undefined ? undefined : version;
    const session: LiveSession = {
      id,
      cookie,
      deviceId: facts.id,
      device,
      username: claim?.username ?? null,
      treatment: deps.quirks.profileOf({
        ...facts.identity,
        manufacturer: facts.manufacturer,
        softwareVersion: facts.softwareVersion ?? device.softwareVersion,
      }),
      booted,
      events: facts.events,
      talk: begin({ namespace, version, useVersion, informMark: informMark(envelope) }),
      // Somebody may have ordered work while the device was on its way, and counts on this very call.
      owed: owed || (hasEvent(facts, '6 CONNECTION REQUEST') && !arrival.quarantined),
      step: null,
      touched: new Set(),
      rpcs: 0,
      busy: false,
      socket: null,
      startedAt: clock.now(),
      lastHeardAt: clock.now(),
      timeoutMs: Math.max(deps.sessionTimeoutMs, Math.min(envelope.headers.sessionTimeout ?? 0, 600) * 1000),
    };
    sessions.add(session);
    deps.report.informed(facts, arrival.device === null);
    return { kind: 'envelope', body: informResponse(session, envelope.id), newSession: session };
  };

  /** @returns what the Inform says, or the reply to what is none */
  function read(
    envelope: Envelope,
    ipAddress: string,
  ): { readonly namespace: string; readonly version: CwmpVersion; readonly facts: InformFacts } | Reply {
    const { body, id } = envelope;
    if (body.kind !== 'request' || body.method !== 'Inform') {
      return { kind: 'refuse', detail: 'a session starts with an Inform' };
    }
    const namespace = envelope.namespace!;
    const answerable = answerableNamespace(namespace);
    if (envelope.notUnderstood !== null) return notUnderstood(answerable, id, envelope.notUnderstood);
    const misused = headersOfAcs(envelope.headers);
    if (misused !== null) return fault(answerable, id, 8003, misused);
    const { sessionTimeout, supportedVersions } = envelope.headers;
    const version = versionOf(namespace, {
      sessionTimeout,
      ...(supportedVersions === undefined ? {} : { supported: supportedVersions }),
    });
    if (version === null)
      return fault(answerable, id, 8006, `${acsFaults[8006]}; versions are ${cwmpVersions.join(', ')}`);
    try {
      const args = rpcs.Inform.request.decode(body.element, 'Inform', (detail) => deps.report.passedOver(null, detail));
      return { namespace, version, facts: factsOf(args, { cwmpVersion: version, ipAddress }) };
    } catch (error) {
      return fault(namespace, id, codeOfUnreadable(error), messageOf(error));
    }
  }

  /** What we know of the device, by the name under which it is registered. */
  async function known(facts: InformFacts, username: string): Promise<{ facts: InformFacts; arrival: Arrival }> {
    const arrival = await deps.arrivals({ username, deviceId: facts.id });
    if (arrival.device !== null || !isRenamed(arrival.credentialOf, facts)) return { facts, arrival };
    const id = arrival.credentialOf as DeviceId;
    return { facts: { ...facts, id }, arrival: await deps.arrivals({ username, deviceId: id }) };
  }

  /** Evidence, and what changed on the device: committed before the caller answers. */
  async function remember(
    facts: InformFacts,
    arrival: Arrival,
    session: Omit<NewSession, 'owed'>,
  ): Promise<Remembered> {
    // A quarantined device is heard, and told nothing.
    const owed = arrival.owed && !arrival.quarantined;
    if (arrival.device && isQuiet(facts) && arrival.informHash?.equals(facts.hash)) {
      await deps.quietInforms({
        device: arrival.device.key,
        at: session.heardAt,
        events: facts.events.map((event) => event.code).join('\n'),
        sessionId: session.id,
        retryCount: facts.retryCount,
        detail: JSON.stringify({ events: facts.events, retryCount: facts.retryCount }),
      });
      if (hasEvent(facts, '6 CONNECTION REQUEST')) await deps.sessionArrived(arrival.device.key, session.heardAt);
      return { device: arrival.device, owed };
    }
    const registered = arrival.device ? null : await deps.registerDevice(facts, session.id, session.vouched);
    if (registered) return registered;
    const remembered = await inTransaction(deps.pool, (tx) =>
      deps.rememberInform(tx, facts, { ...session, owed: arrival.owed }),
    );
    return { ...remembered, owed: remembered.owed && !arrival.quarantined };
  }
}

/**
 * Whether a login is that of the same device under another ProductClass: some change theirs with the firmware, and keep
 * OUI, serial number and credentials. The device stays who it was registered as; the login is checked as its own.
 */
function isRenamed(owner: string | null, { id, identity }: InformFacts): boolean {
  if (owner === null || owner === id) return false;
  const ownerParts = owner.split('-');
  const { oui, serialNumber } = identity;
  const bare = deviceIdOf({ oui, productClass: '', serialNumber }).split('-');
  return ownerParts[0] === bare[0] && ownerParts.at(-1) === bare[1];
}

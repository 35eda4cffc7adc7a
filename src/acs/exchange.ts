import type { Clock } from '../base/clock.ts';
import { deviceIdOf } from '../base/device-id.ts';
import { isMusterError, messageOf } from '../base/errors.ts';
import type { DeviceId, DeviceKey } from '../base/ids.ts';
import { type Answer, type Call, encodeAnswer, rpcNamed, rpcs } from '../cwmp/rpc/index.ts';
import { type Envelope, writeEnvelope } from '../cwmp/soap/envelope.ts';
import { type AcsFaultCode, acsFaults, encodeFault, encodeMustUnderstandFault } from '../cwmp/soap/fault.ts';
import { answerableNamespace, cwmpVersions, versionOf } from '../cwmp/soap/versions.ts';
import { factsOf, hasEvent, type InformFacts, isQuiet } from '../devices/facts.ts';
import type { QuirkBook } from '../devices/quirks/book.ts';
import { viewInSession } from '../devices/store.ts';
import type { SessionContext } from '../operations/floor.ts';
import type { ReadingRunner } from '../operations/read-run.ts';
import type { OperationRunner } from '../operations/run.ts';
import type { Outcome, Step } from '../operations/step.ts';
import type { Batcher } from '../platform/database/batcher.ts';
import type { Pool, Transaction } from '../platform/database/pool.ts';
import { inTransaction } from '../platform/database/transaction.ts';
import { headersOfAcs, hear, type Verdict } from '../session/hear.ts';
import { maySay, say, sayNothing } from '../session/say.ts';
import { begin } from '../session/session.ts';
import type { Authenticate, Claim } from './authenticate.ts';
import { answeredMethods, cpeRequestNamed } from './cpe-requests/index.ts';
import type { CpeRequestDeps } from './cpe-requests/request.ts';
import type { LiveSession, LiveSessions, OpenStep } from './live-sessions.ts';
import type { Arrival, ArrivalQuery, QuietInform } from './store.ts';

/** What the door is to answer. */
export type Reply =
  | { readonly kind: 'envelope'; readonly body: string; readonly newSession?: LiveSession }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'challenge'; readonly reason: string }
  | { readonly kind: 'refuse'; readonly detail: string }
  /** Not now; `seconds` for Retry-After. */
  | { readonly kind: 'later'; readonly seconds: number; readonly reason: string };

export interface ExchangeDeps {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly sessions: LiveSessions;
  readonly arrivals: Batcher<ArrivalQuery, Arrival>;
  readonly quietInforms: Batcher<QuietInform, null>;
  readonly runner: OperationRunner;
  readonly reader: ReadingRunner;
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
  rememberInform(
    tx: Transaction,
    facts: InformFacts,
    session: { readonly id: string; readonly owed: boolean; readonly vouched?: boolean },
  ): Promise<Remembered>;
  /** The device came because it was called. */
  sessionArrived(device: DeviceKey): Promise<void>;
  /** How devices of each kind are to be treated. */
  readonly quirks: Pick<QuirkBook, 'profileOf'>;
  /** What requests of the CPE are answered with. */
  readonly requests: CpeRequestDeps;
  readonly sessionTimeoutMs: number;
  readonly report: ExchangeReport;
}

/** What became of an Inform. */
export interface Remembered {
  readonly device: LiveSession['device'];
  readonly owed: boolean;
  /** It has started anew; absent: if it said so. */
  readonly booted?: boolean;
}

/** What happened, for logs and metrics. */
export interface ExchangeReport {
  informed(facts: InformFacts, firstContact: boolean): void;
  said(method: string): void;
  /** A part of a message could not be read and was passed over. */
  passedOver(device: DeviceId | null, detail: string): void;
  /** `owner`: whose proof it was, where known. */
  impostor(detail: string, ipAddress: string, claimed: DeviceId, owner: string | null): void;
  ended(session: LiveSession, how: 'done' | 'lost' | 'replaced' | 'refused'): void;
}

/** RPCs in one session before the device is let go; the rest waits for its next one. */
const maxRpcs = 512;

/**
 * The table of contents of the southbound side: an envelope (or an empty POST) in, a reply out. HTTP business is over
 * before it starts, nothing here writes to a socket, and nothing is replied before what it acknowledges is committed.
 */
export function exchange(deps: ExchangeDeps) {
  const { clock, sessions, runner, reader } = deps;

  /** The first message of a conversation. `claim` is null where authentication is off. */
  async function open(envelope: Envelope, claim: Claim | null, ipAddress: string): Promise<Reply> {
    // 1. What did it say?
    const { body } = envelope;
    if (body.kind !== 'request' || body.method !== 'Inform') {
      return { kind: 'refuse', detail: 'a session starts with an Inform' };
    }
    const namespace = envelope.namespace!;
    const answerable = answerableNamespace(namespace);
    if (envelope.notUnderstood !== null) return notUnderstood(answerable, envelope.id, envelope.notUnderstood);
    const misused = headersOfAcs(envelope.headers);
    if (misused !== null) return fault(answerable, envelope.id, 8003, misused);
    const version = versionOf(namespace, {
      sessionTimeout: envelope.headers.sessionTimeout,
      ...(envelope.headers.supportedVersions === undefined ? {} : { supported: envelope.headers.supportedVersions }),
    });
    if (version === null)
      return fault(answerable, envelope.id, 8006, `${acsFaults[8006]}; versions are ${cwmpVersions.join(', ')}`);
    let facts: InformFacts;
    try {
      facts = factsOf(
        rpcs.Inform.request.decode(body.element, 'Inform', (detail) => deps.report.passedOver(null, detail)),
        { cwmpVersion: version, ipAddress },
      );
    } catch (error) {
      return fault(namespace, envelope.id, codeOfUnreadable(error), messageOf(error));
    }

    // 2. Is it who it says it is?
    const wait = deps.tooOften(facts.id);
    if (wait !== null) return { kind: 'later', seconds: wait, reason: `${facts.id} calls too often` };
    let vouched = false;
    const username = claim?.username ?? '';
    let arrival = await deps.arrivals({ username, deviceId: facts.id });
    if (arrival.device === null && isRenamed(arrival.credentialOf, facts)) {
      facts = { ...facts, id: arrival.credentialOf as DeviceId };
      arrival = await deps.arrivals({ username, deviceId: facts.id });
    }
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
    const { device, owed, booted = hasEvent(facts, '1 BOOT') } = await remember(facts, arrival, id, vouched);
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
  }

  /** A further message of a conversation; null is an empty POST. */
  async function carryOn(session: LiveSession, envelope: Envelope | null): Promise<Reply | { kind: 'restart' }> {
    // 1. May it say that now?
    const heard =
      envelope === null
        ? { id: null, body: { kind: 'empty' as const } }
        : { ...envelope, informMark: informMark(envelope) };
    const verdict = hear(session.talk, heard, answeredMethods);
    if ('session' in verdict) session.talk = verdict.session;
    const lost = 'lost' in verdict ? verdict.lost : undefined;
    if (lost) session.step = null;

    switch (verdict.do) {
      case 'restart':
        return { kind: 'restart' };
      case 'refuse':
        end(session, 'refused');
        return { kind: 'refuse', detail: verdict.detail };
      case 'goodbye':
        return { kind: 'nothing' };
      case 'repeatInformResponse':
        return { kind: 'envelope', body: informResponse(session, heard.id) };
      case 'notUnderstood':
        if (session.talk.turn === 'ended') end(session, 'refused');
        return notUnderstood(session.talk.talk.namespace, heard.id, verdict.header);
      case 'fault':
        return fault(session.talk.talk.namespace, heard.id, verdict.code, verdict.detail);
      case 'answer':
        return answer(session, envelope!, verdict);
      case 'settle':
        return settleAndGoOn(session, envelope!, verdict);
      case 'floor':
        if (lost) return letGo(session, 'lost');
        return session.owed ? goOn(session, null) : letGo(session, 'done');
    }
  }

  /** Evidence, and what changed on the device: committed before the caller answers. */
  async function remember(
    facts: InformFacts,
    arrival: Arrival,
    sessionId: string,
    vouched: boolean,
  ): Promise<Remembered> {
    // A quarantined device is heard, and told nothing.
    const owed = arrival.owed && !arrival.quarantined;
    if (arrival.device && isQuiet(facts) && arrival.informHash?.equals(facts.hash)) {
      await deps.quietInforms({
        device: arrival.device.key,
        at: new Date(clock.now()),
        events: facts.events.map((event) => event.code).join('\n'),
        sessionId,
        retryCount: facts.retryCount,
        detail: JSON.stringify({ events: facts.events, retryCount: facts.retryCount }),
      });
      if (hasEvent(facts, '6 CONNECTION REQUEST')) await deps.sessionArrived(arrival.device.key);
      return { device: arrival.device, owed };
    }
    const registered = arrival.device ? null : await deps.registerDevice(facts, sessionId, vouched);
    if (registered) return registered;
    const session = { id: sessionId, owed: arrival.owed, vouched };
    const remembered = await inTransaction(deps.pool, (tx) => deps.rememberInform(tx, facts, session));
    return { ...remembered, owed: remembered.owed && !arrival.quarantined };
  }

  /** A request of the CPE that we know. */
  async function answer(session: LiveSession, envelope: Envelope, verdict: Verdict & { do: 'answer' }): Promise<Reply> {
    const { namespace } = session.talk.talk;
    const element = envelope.body.kind === 'request' ? envelope.body.element : undefined;
    const request = cpeRequestNamed(verdict.method);
    const method = request.method;
    let args: Call['args'];
    try {
      args = rpcNamed(method)!.request.decode(element!, method, warnOf(session)) as Call['args'];
    } catch (error) {
      return fault(namespace, envelope.id, codeOfUnreadable(error), messageOf(error));
    }
    if (request.remember) {
      const now = new Date(clock.now());
      const current = await inTransaction(deps.pool, async (tx) => {
        const device = await viewInSession(tx, session.device.key, session.id);
        if (device) await request.remember!(tx, args, { device, session, runner, now, deps: deps.requests });
        return device !== null;
      });
      if (!current) return superseded(session);
      // It may have led to work that was not there before.
      session.owed = true;
    }
    return written(session, envelope.id, { method, args: request.reply(args, deps.requests) } as Answer);
  }

  /** Makes out what the answer to our question says. */
  async function settleAndGoOn(
    session: LiveSession,
    envelope: Envelope,
    verdict: Verdict & { do: 'settle' },
  ): Promise<Reply> {
    const { body } = envelope;
    let outcome: Outcome;
    const method = verdict.asked.method as Answer['method'];
    if (body.kind === 'fault') outcome = { fault: body.fault, method };
    else if (body.kind === 'response') {
      try {
        const args = rpcNamed(method)!.response.decode(body.element, `${method}Response`, warnOf(session));
        outcome = { answer: { method, args } as Answer };
      } catch (error) {
        // It answered, but nobody can tell what: whether it did what was asked is for its operation to find out.
        codeOfUnreadable(error);
        outcome = { unreadable: messageOf(error), method };
      }
    } else return { kind: 'refuse', detail: 'neither an answer nor a fault' };
    return goOn(session, outcome);
  }

  /** What came of our question is stored, and the next question is asked. */
  async function goOn(session: LiveSession, outcome: Outcome | null): Promise<Reply> {
    const asked = session.step;
    session.step = null;
    const context: SessionContext = {
      touched: session.touched,
      booted: session.booted,
      quirks: session.treatment.settings,
      may: (method) => maySay(session.talk, method),
    };
    if (outcome && !asked?.reading) return transact(session, context, asked, outcome);
    if (outcome && asked?.reading) {
      const on = reader.readOn(asked.reading, session.device, outcome, context);
      if (on.step && session.rpcs < maxRpcs) return ask(session, on.step);
      const stored = await reader.store(on.reading, session.device, session.id, context);
      if (stored === 'superseded') return superseded(session);
      if (stored === 'done') return letGo(session, 'done');
    }
    if (session.rpcs >= maxRpcs) return letGo(session, 'done');
    const look = await reader.look({ device: session.device.key, sessionId: session.id }, context);
    switch (look.kind) {
      case 'superseded':
        return superseded(session);
      case 'nothing':
        return letGo(session, 'done');
      case 'step':
        return ask(session, look.step);
      case 'other':
        return transact(session, context, null, null);
    }
  }

  /** An answer goes to its operation and the next thing to say is committed as said, in one transaction. */
  async function transact(
    session: LiveSession,
    context: SessionContext,
    asked: OpenStep | null,
    outcome: Outcome | null,
  ): Promise<Reply> {
    const next = await inTransaction(deps.pool, async (tx): Promise<Step | null | 'superseded'> => {
      const device = await viewInSession(tx, session.device.key, session.id);
      if (!device) return 'superseded';
      if (outcome && asked) await runner.hearOutcome(tx, device, asked.operationId, outcome);
      if (session.rpcs >= maxRpcs) return null;
      return runner.nextStep(tx, device, context);
    });
    if (next === 'superseded') return superseded(session);
    return next ? ask(session, next) : letGo(session, 'done');
  }

  function ask(session: LiveSession, step: Step): Reply {
    session.step = {
      operationId: step.operationId,
      kind: step.kind,
      ...(step.reading ? { reading: step.reading } : {}),
    };
    session.touched.add(step.operationId);
    session.rpcs++;
    const said = say(session.talk, step.call, session.treatment.style);
    session.talk = said.session;
    deps.report.said(step.call.method);
    return { kind: 'envelope', body: said.envelope };
  }

  function warnOf(session: LiveSession): (detail: string) => void {
    return (detail) => deps.report.passedOver(session.deviceId, detail);
  }

  function letGo(session: LiveSession, how: 'done' | 'lost'): Reply {
    session.talk = sayNothing(session.talk);
    end(session, how);
    return { kind: 'nothing' };
  }

  /** A newer session of the device took over, here or in another process. */
  function superseded(session: LiveSession): Reply {
    end(session, 'replaced');
    return { kind: 'refuse', detail: 'a newer session of this device has begun' };
  }

  function end(session: LiveSession, how: 'done' | 'lost' | 'refused' | 'replaced'): void {
    sessions.end(session);
    deps.report.ended(session, how);
  }

  function written(session: LiveSession, id: string | null, answer: Answer): Reply {
    return { kind: 'envelope', body: writeEnvelope(session.talk.talk.namespace, { id }, encodeAnswer(answer)) };
  }

  return { open, carryOn };
}

function informResponse(session: LiveSession, id: string | null): string {
  const { namespace, useVersion } = session.talk.talk;
  const headers = useVersion === undefined ? { id } : { id, useVersion };
  return writeEnvelope(namespace, headers, encodeAnswer({ method: 'Inform', args: { MaxEnvelopes: 1 } }));
}

/** The fault for arguments that cannot be read: wrong, or too many. @throws any other error */
function codeOfUnreadable(error: unknown): AcsFaultCode {
  if (isMusterError(error, 'invalidMessage')) return 8003;
  if (isMusterError(error, 'limitExceeded')) return 8004;
  throw error;
}

function notUnderstood(namespace: string, id: string | null, header: string): Reply {
  return { kind: 'envelope', body: writeEnvelope(namespace, { id }, encodeMustUnderstandFault(header)) };
}

function fault(namespace: string, id: string | null, code: AcsFaultCode, detail: string): Reply {
  const side = code === 8003 ? 'Client' : 'Server';
  return {
    kind: 'envelope',
    body: writeEnvelope(namespace, { id }, encodeFault({ code, message: detail, parameters: [] }, side)),
  };
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

/** Tells a repeated Inform from a second one: same id, device, events and time. Kept as text; it is short. */
function informMark(envelope: Envelope): string {
  const { body } = envelope;
  if (body.kind !== 'request' || body.method !== 'Inform') return '';
  let mark = envelope.id ?? '';
  for (const child of body.element.children) {
    if (child.name === 'ParameterList') continue;
    mark += `|${child.text}`;
    for (const inner of child.children) {
      mark += `|${inner.text}`;
      for (const leaf of inner.children) mark += `|${leaf.text}`;
    }
  }
  return mark;
}

export type Exchange = ReturnType<typeof exchange>;

import { messageOf } from '../base/errors.ts';
import { type Answer, type Call, encodeAnswer, rpcNamed } from '../cwmp/rpc/index.ts';
import { type Envelope, writeEnvelope } from '../cwmp/soap/envelope.ts';
import { viewInSession } from '../devices/store.ts';
import type { SessionContext } from '../operations/floor.ts';
import type { ReadingRunner } from '../operations/read-run.ts';
import type { OperationRunner } from '../operations/run.ts';
import type { Outcome, Step } from '../operations/step.ts';
import { inTransaction } from '../platform/database/transaction.ts';
import { hear, type Verdict } from '../session/hear.ts';
import { maySay, say, sayNothing } from '../session/say.ts';
import { answeredMethods, cpeRequestNamed } from './cpe-requests/index.ts';
import type { CpeRequestDeps } from './cpe-requests/request.ts';
import { informMark } from './inform-mark.ts';
import type { LiveSession, OpenStep } from './live-sessions.ts';
import { type OpeningDeps, type OpeningReport, opening } from './opening.ts';
import { codeOfUnreadable, fault, informResponse, notUnderstood, type Reply } from './replies.ts';

export interface ExchangeDeps extends OpeningDeps {
  readonly runner: OperationRunner;
  readonly reader: ReadingRunner;
  /** What requests of the CPE are answered with. */
  readonly requests: CpeRequestDeps;
  readonly report: ExchangeReport;
}

/** What happened, for logs and metrics. */
export interface ExchangeReport extends OpeningReport {
  said(method: string): void;
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

  return { open: opening(deps), carryOn };
}

export type Exchange = ReturnType<typeof exchange>;

import { describe, expect, it } from 'vitest';
import { isMusterError } from '../../src/base/errors.ts';
import { methodsOfAcs } from '../../src/cwmp/rpc/index.ts';
import { type Envelope, readEnvelopeKindly } from '../../src/cwmp/soap/envelope.ts';
import { type Heard, hear } from '../../src/session/hear.ts';
import { say, sayNothing } from '../../src/session/say.ts';
import { begin, type Session } from '../../src/session/session.ts';
import { envelopeMutator } from '../support/envelope-mutator.ts';
import { randomFrom } from '../support/random.ts';

const known: ReadonlySet<string> = new Set(methodsOfAcs);
const random = randomFrom(20_261_121);
const mutator = envelopeMutator(20_261_121);
const empty: Heard = { id: null, body: { kind: 'empty' } };

/** What a CPE out of its mind may say next: nothing, something mangled, or what is asked for. */
function next(session: Session): Heard | null {
  if (random.chance(0.25)) return empty;
  if (session.turn === 'waiting' && random.chance(0.4)) {
    const element = { name: '', namespace: '', attributes: [], children: [], text: '' };
    const id = random.pick([session.asked.id, null, 'other']);
    return { id, body: { kind: 'response', method: session.asked.method, element } };
  }
  let envelope: Envelope;
  try {
    envelope = readEnvelopeKindly(mutator.next());
  } catch (error) {
    if (!isMusterError(error)) throw error;
    return null;
  }
  return { ...envelope, informMark: random.pick(['same', 'other']) };
}

describe('any conversation', () => {
  it('keeps the rules of turns, whatever is said', () => {
    const verdicts = new Map<string, number>();
    for (let talk = 0; talk < 3_000; talk++) {
      const informMark = 'same';
      let session = begin({
        namespace: 'urn:dslforum-org:cwmp-1-2',
        version: '1.4',
        useVersion: undefined,
        informMark,
      });
      let questions = 0;
      let settled = 0;
      let lost = 0;
      const ids = new Set<string>();
      for (let turn = 0; turn < 12; turn++) {
        const heard = next(session);
        if (heard === null) break;
        const before = session;
        const verdict = hear(session, heard, known);
        verdicts.set(verdict.do, (verdicts.get(verdict.do) ?? 0) + 1);
        if ('lost' in verdict && verdict.lost) lost++;
        if (verdict.do === 'restart') {
          session = sayNothing(session);
          break;
        }
        session = verdict.session;
        if (verdict.do === 'settle') settled++;
        // Who has ended stays silent.
        if (before.turn === 'ended') expect(['goodbye', 'refuse']).toContain(verdict.do);
        // A question is open until it is settled or lost.
        if (before.turn === 'waiting' && session.turn !== 'waiting') {
          expect(verdict.do === 'settle' || ('lost' in verdict && verdict.lost !== undefined)).toBe(true);
        }
        if ((verdict.do === 'settle' || verdict.do === 'floor') && session.turn === 'theirs') {
          if (random.chance(0.2)) session = sayNothing(session);
          else {
            const said = say(session, { method: 'Reboot', args: { CommandKey: '' } });
            session = said.session;
            questions++;
            if (session.turn === 'waiting') ids.add(session.asked.id);
          }
        }
      }
      expect(settled + lost + (session.turn === 'waiting' ? 1 : 0)).toBe(questions);
      expect(ids.size).toBe(questions);
    }
    const tried = ['answer', 'fault', 'floor', 'goodbye', 'notUnderstood', 'refuse', 'restart', 'settle'];
    expect(tried.filter((verdict) => !verdicts.has(verdict))).toEqual([]);
  });
});

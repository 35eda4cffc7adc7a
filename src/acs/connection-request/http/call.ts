import { randomBytes } from 'node:crypto';
import http from 'node:http';
import { messageOf } from '../../../base/errors.ts';
import type { Destination } from '../destination-guard.ts';
import { type CallLogin, type CallResult, missed } from '../result.ts';
import { type Answered, nextAnswer, whyUnanswerable } from './answers.ts';
import { get, isNotHttp, LostConnection, type Reply } from './get.ts';
import { verdictOf } from './verdict.ts';

/** The first GET, an answer, one stale nonce, one weaker digest. */
const mostRounds = 4;

/**
 * Asks a CPE to call (TR-069 §3.2.2): GET, digest, 200 or 204. The answer goes over the same connection, which some
 * CPEs insist on (quirk 102); where the CPE drops it after its 401 (101), once more at once on a new one. No redirects.
 * @param options `basicAllowed`: whether to tell the password to a device that knows nothing else; asked only then
 */
export async function callByHttp(
  destination: Destination,
  login: CallLogin,
  options: { basicAllowed(): boolean | Promise<boolean> },
): Promise<CallResult> {
  let agent = newAgent();
  let renewed = false;
  let answering = false;
  /** Our credentials went out and the connection was lost: it may be on its way to us already (quirk 108). */
  let mayFollow = false;
  const send = async (authorization: string | null): Promise<Reply> => {
    renewed = false;
    answering = authorization !== null;
    try {
      return await get(destination, agent, authorization);
    } catch (error) {
      if (!(error instanceof LostConnection) || (answering && !error.reused)) throw error;
      mayFollow ||= answering;
      agent.destroy();
      agent = newAgent();
      renewed = true;
      return get(destination, agent, authorization);
    }
  };
  const before: Answered[] = [];
  try {
    let reply = await send(null);
    for (let round = 1; reply.status === 401 && round < mostRounds; round++) {
      const cnonce = randomBytes(8).toString('hex');
      const basicAllowed = reply.challenges.some(({ scheme }) => scheme === 'basic') && (await options.basicAllowed());
      const request = { uri: destination.target, cnonce, renewed, basicAllowed };
      const answer = nextAnswer(reply.challenges, before, login, request);
      if (answer === null) break;
      before.push(answer);
      reply = await send(answer.authorization);
    }
    if (reply.status === 401) return missed('unauthorized', whyUnanswerable(reply.challenges, before), mayFollow);
    return verdictOf(reply.status, reply.headers);
  } catch (error) {
    if (isNotHttp(error)) return missed('failed', `it answered something that is not HTTP (${messageOf(error)})`);
    if (answering) return missed('unreachable', `it did not answer: ${wordsFor(error)}`, true);
    return missed('unreachable', `it cannot be reached: ${wordsFor(error)}`);
  } finally {
    agent.destroy();
  }
}

function newAgent(): http.Agent {
  return new http.Agent({ keepAlive: true, maxSockets: 1 });
}

function wordsFor(error: unknown): string {
  if ((error as Error).name === 'AbortError' || (error as Error).name === 'TimeoutError')
    return 'no answer in 10 seconds';
  return messageOf(error);
}

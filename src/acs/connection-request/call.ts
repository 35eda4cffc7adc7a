import { randomBytes } from 'node:crypto';
import http from 'node:http';
import { messageOf } from '../../base/errors.ts';
import { answerDigest, parseAuthHeader } from '../../base/http-digest.ts';
import type { ConnectionRequestOutcome } from '../../devices/connection-request-store.ts';
import type { Destination } from './destination-guard.ts';

export interface CallResult {
  readonly outcome: ConnectionRequestOutcome;
  readonly detail: string;
}

const timeoutMs = 10_000;

/**
 * Asks a CPE to call (TR-069 §3.2.2): GET, digest, 200 or 204. Strongest digest first; one more round for a stale nonce;
 * the answer goes over the same connection, which some CPEs insist on. No redirects, no body is looked at.
 */
export async function callDevice(
  destination: Destination,
  login: { username: string; password: string },
): Promise<CallResult> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  try {
    let answer = await get(destination, agent, null);
    // Some CPEs drop the connection after their 401.
    for (let round = 1; answer.status === 401 && round <= 2; round++) {
      const authorization = answerTo(answer.challenges, login, destination.url, round);
      if (authorization === null)
        return { outcome: 'unauthorized', detail: 'it asks for an authentication that Muster does not give' };
      const again = await get(destination, agent, authorization);
      if (again.status === 401 && !again.challenges.some((c) => c.params['stale']?.toLowerCase() === 'true')) {
        return { outcome: 'unauthorized', detail: 'it refused the connection request credentials' };
      }
      answer = again;
    }
    switch (answer.status) {
      case 200:
      case 204:
        return { outcome: 'accepted', detail: 'it accepted; a session should follow within 30 seconds' };
      case 401:
        return { outcome: 'unauthorized', detail: 'it refused the connection request credentials' };
      case 503:
        return { outcome: 'busy', detail: 'it is busy, or limits how often it may be called' };
      case 400:
      case 404:
      case 405:
        return {
          outcome: 'staleUrl',
          detail: `it answered ${answer.status}: its connection request URL is out of date`,
        };
      default:
        return { outcome: 'failed', detail: `it answered ${answer.status}` };
    }
  } catch (error) {
    return { outcome: 'unreachable', detail: `it cannot be reached: ${messageOf(error)}` };
  } finally {
    agent.destroy();
  }
}

interface Answer {
  readonly status: number;
  readonly challenges: ReturnType<typeof parseAuthHeader>;
}

async function get(destination: Destination, agent: http.Agent, authorization: string | null): Promise<Answer> {
  try {
    return await getOnce(destination, agent, authorization);
  } catch (error) {
    // A kept connection that the CPE closed: once more on a new one.
    if ((error as NodeJS.ErrnoException).code === 'ECONNRESET') return getOnce(destination, agent, authorization);
    throw error;
  }
}

function getOnce(
  { url, address, family }: Destination,
  agent: http.Agent,
  authorization: string | null,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = http.get({
      agent,
      host: address,
      family,
      port: url.port === '' ? 80 : Number(url.port),
      path: `${url.pathname}${url.search}`,
      headers: { Host: url.host, ...(authorization === null ? {} : { Authorization: authorization }) },
      signal: AbortSignal.timeout(timeoutMs),
      maxHeaderSize: 16_384,
    });
    request.once('error', reject);
    request.once('response', (response) => {
      // Nothing in the body matters; too much of it is cut.
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > 65_536) response.destroy();
      });
      response.once('close', () => {
        resolve({
          status: response.statusCode ?? 0,
          challenges: parseAuthHeader(response.headers['www-authenticate'] ?? ''),
        });
      });
      response.once('error', reject);
    });
  });
}

function answerTo(
  challenges: Answer['challenges'],
  login: { username: string; password: string },
  url: URL,
  nc: number,
): string | null {
  const digests = challenges.filter((challenge) => challenge.scheme === 'digest');
  digests.sort((a, b) => strength(b.params['algorithm']) - strength(a.params['algorithm']));
  for (const challenge of digests) {
    const answer = answerDigest(challenge, login, {
      method: 'GET',
      uri: `${url.pathname}${url.search}`,
      nc,
      cnonce: randomBytes(8).toString('hex'),
    });
    if (answer !== null) return answer;
  }
  return null;
}

function strength(algorithm: string | undefined): number {
  return algorithm?.toUpperCase().startsWith('SHA-256') ? 2 : 1;
}

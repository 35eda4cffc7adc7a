import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import type { Clock } from '../../base/clock.ts';
import { MusterError } from '../../base/errors.ts';
import type { Queryable } from '../../platform/database/pool.ts';
import type { Caller } from '../../security/api-keys.ts';
import { claimIdempotencyKey, dropIdempotencyKey, findIdempotent, keepIdempotentAnswer } from './store.ts';

export interface Made {
  readonly status: number;
  readonly body: unknown;
  readonly location?: string;
}

/**
 * Answers a POST that creates work. With an Idempotency-Key, the same request again gets the same answer and does
 * nothing; another request under the same key is refused.
 */
export async function answerOnce(
  db: Queryable,
  clock: Clock,
  request: Request,
  response: Response,
  caller: Caller,
  make: () => Promise<Made>,
): Promise<void> {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string') return send(response, await make());
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw new MusterError('invalidRequest', 'the Idempotency-Key has to be 1 to 200 printable characters', {
      items: [{ path: 'Idempotency-Key', message: '1 to 200 printable characters' }],
    });
  }
  const hash = createHash('sha256')
    .update(`${request.method} ${request.originalUrl}\n${JSON.stringify(request.body ?? null)}`)
    .digest();
  const place = { keyId: caller.keyId, key };
  if (!(await claimIdempotencyKey(db, place, hash, new Date(clock.now())))) {
    const known = await findIdempotent(db, place);
    if (known && !known.requestHash.equals(hash)) {
      throw new MusterError('idempotencyMismatch', `the Idempotency-Key ${key} was used with another request`);
    }
    if (known?.status == null)
      throw new MusterError('conflict', 'a request with this Idempotency-Key is still under way');
    response.setHeader('Idempotent-Replay', 'true');
    return send(response, known.body as Made);
  }
  try {
    const made = await make();
    await keepIdempotentAnswer(db, place, made);
    send(response, made);
  } catch (error) {
    // Nothing was made, so the key may be used again.
    await dropIdempotencyKey(db, place);
    throw error;
  }
}

function send(response: Response, made: Made): void {
  if (made.location) response.location(made.location);
  response.status(made.status).json(made.body);
}

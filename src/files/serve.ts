import type http from 'node:http';
import type { Readable } from 'node:stream';
import type { Clock } from '../base/clock.ts';
import { sleep } from '../base/durations.ts';
import type { Queryable } from '../platform/database/pool.ts';
import type { BlobStore } from './blobs.ts';
import { askedRange, type ByteRange } from './byte-range.ts';
import type { StoredFile } from './file.ts';
import { checkLink, type LinkClaim, pathOf, tokenOf } from './links.ts';
import { recordServed, servable } from './store.ts';
import { transfer } from './transfer.ts';
import { turnedAwayBook } from './turned-away.ts';

/** What the server tells of its work: for the metrics and the log, which it knows nothing of. */
export interface FileServerObserver {
  /** Once per request, when its answer has ended. `claim` is null for answers to links that were not ours. */
  answered(answer: { status: number; bytes: number; durationMs: number; claim: LinkClaim | null }): void;
  /** Transfers under way, whenever that changes. */
  transfers(count: number): void;
  /** Something of ours failed; the device was answered 5xx, or its evidence is lost. */
  failed(what: string, error: unknown): void;
}

export interface FileServerDeps {
  readonly db: Queryable;
  readonly blobs: BlobStore;
  readonly clock: Clock;
  /** The one that links were signed with. */
  readonly signingKey: Buffer;
  /** Bodies under way at once in this process; further ones are answered 503. */
  readonly maxTransfers: number;
  /** A client that takes no byte for so long is cut off. */
  readonly idleTimeoutMs: number;
  readonly observer: FileServerObserver;
  /** For jitter, in [0, 1). */
  random(): number;
}

/** Seconds. A fleet that was turned away together must not come back together. */
const retryAfter = { least: 10, spread: 30 } as const;

/** Milliseconds before a look-up that failed is tried again. */
const secondLook = 200;

/** One answer: status, a line or nothing as its body, further headers. */
interface Refusal {
  readonly status: number;
  readonly line: string;
  readonly headers?: http.OutgoingHttpHeaders;
}

/**
 * The download server: a handler for node:http that serves the links of {@link ./links.ts}, GET and HEAD.
 *
 * Content-Length is always exact and nothing is ever chunked, as many CPE downloaders know no better. Parts are served
 * for single ranges, so that a device whose line dropped can go on where it was.
 */
export function createFileServer(deps: FileServerDeps): http.RequestListener {
  const { db, clock, observer } = deps;
  let running = 0;
  const turnedAway = turnedAwayBook(db, (error) => observer.failed('record who was turned away', error));

  return (req, res) => {
    handle(req, res).catch((error: unknown) => {
      observer.failed('serve a file', error);
      res.destroy();
    });
  };

  async function handle(req: http.IncomingMessage, res: http.ServerResponse): Promise<void> {
    const from = clock.now();
    const { claim, ...answer } = await decide(req);
    const outcome =
      'refusal' in answer ? refuse(req, res, answer.refusal) : await send(req, res, answer.file, answer.range);
    const to = clock.now();
    observer.answered({ ...outcome, durationMs: to - from, claim });
    // Links that name no device of ours must not reach the database.
    if (!claim) return;
    // Nor must a crowd that was turned away, one by one: what it is told then is ours to answer for, so it is kept.
    if (outcome.status === 503) return turnedAway.note(claim, to);
    try {
      const { fileId, deviceKey, purpose } = claim;
      await recordServed(db, { deviceKey, purpose, fileId, ...outcome, from, to });
    } catch (error) {
      observer.failed('record what was served', error);
    }
  }

  /** What the link is good for. `claim` is null unless the signature is ours. */
  async function decide(
    req: http.IncomingMessage,
  ): Promise<{ claim: LinkClaim | null } & ({ refusal: Refusal } | { file: StoredFile; range: ByteRange | null })> {
    const token = tokenOf(pathOf(req.url ?? ''));
    const check = token === null ? null : checkLink(deps.signingKey, token, clock.now());
    if (check === null || check.status === 'malformed') {
      return { claim: null, refusal: { status: 404, line: 'there is nothing here' } };
    }
    if (req.method !== 'GET' && req.method !== 'HEAD') {
      // The body of a POST is not read: the connection ends instead.
      const headers = { Allow: 'GET, HEAD', Connection: 'close' };
      return { claim: null, refusal: { status: 405, line: 'only GET and HEAD are served here', headers } };
    }
    if (check.status === 'forged') {
      return { claim: null, refusal: { status: 403, line: 'this link was not made by this server' } };
    }
    const { claim } = check;
    if (check.status === 'expired') return { claim, refusal: { status: 410, line: 'this link has run out' } };
    let found: Awaited<ReturnType<typeof servable>>;
    const lookUp = () => servable(db, claim.fileId, claim.purpose);
    try {
      // Once more over another connection: one that broke must not cost a device its upgrade, as many take 503 for a no.
      // The wait lets the pool notice which of its connections broke with it.
      found = await lookUp().catch(() => sleep(secondLook).then(lookUp));
    } catch (error) {
      observer.failed('look a file up', error);
      return { claim, refusal: busy('the server cannot reach its database; try again later') };
    }
    if (!found) return { claim, refusal: { status: 404, line: 'the file was removed' } };
    if (found.revoked) return { claim, refusal: { status: 410, line: 'this link was withdrawn' } };
    return { claim, ...negotiate(req, found.file) };
  }

  async function send(
    req: http.IncomingMessage,
    res: http.ServerResponse,
    file: StoredFile,
    range: ByteRange | null,
  ): Promise<{ status: number; bytes: number; completed: boolean }> {
    const status = range ? 206 : 200;
    const { start, end } = range ?? { start: 0, end: file.size - 1 };
    const headers = {
      ...validators(file),
      'Content-Type': 'application/octet-stream',
      'Content-Length': end - start + 1,
      ...(range && { 'Content-Range': `bytes ${start}-${end}/${file.size}` }),
    };
    if (req.method === 'HEAD') {
      res.writeHead(status, headers).end();
      return { status, bytes: 0, completed: false };
    }
    if (running >= deps.maxTransfers) return refuse(req, res, busy('too many downloads at once; try again later'));
    observer.transfers(++running);
    try {
      let source: Readable;
      try {
        source = await deps.blobs.read(file.sha256, { start, end });
      } catch (error) {
        observer.failed('read a file', error);
        return refuse(req, res, { status: 500, line: 'the file cannot be read' });
      }
      // Bytes that were cut short on disk must end the connection, or the client waits for the rest of them.
      res.strictContentLength = true;
      res.writeHead(status, headers);
      const outcome = await transfer(source, res, deps.idleTimeoutMs);
      if (outcome.error !== undefined) observer.failed('send a file', outcome.error);
      return { status, bytes: outcome.bytes, completed: outcome.finished && end === file.size - 1 };
    } finally {
      observer.transfers(--running);
    }
  }

  function refuse(
    req: http.IncomingMessage,
    res: http.ServerResponse,
    { status, line, headers }: Refusal,
  ): { status: number; bytes: number; completed: boolean } {
    if (status === 304) res.writeHead(status, headers).end();
    else {
      const body = `${line}\n`;
      // A body that nobody wants must not hold the connection open.
      const unread = !req.complete;
      res.writeHead(status, {
        'Content-Type': 'text/plain; charset=utf-8',
        'Content-Length': Buffer.byteLength(body),
        ...(unread ? { Connection: 'close' } : {}),
        ...headers,
      });
      res.end(req.method === 'HEAD' ? undefined : body);
    }
    return { status, bytes: 0, completed: false };
  }

  function busy(line: string): Refusal {
    const wait = retryAfter.least + Math.floor(deps.random() * (retryAfter.spread + 1));
    return { status: 503, line, headers: { 'Retry-After': String(wait) } };
  }
}

/** Conditions and ranges of RFC 9110 §13 and §14, in the order of §13.2.2. */
function negotiate(
  req: http.IncomingMessage,
  file: StoredFile,
): { refusal: Refusal } | { file: StoredFile; range: ByteRange | null } {
  const etag = etagOf(file);
  const known = req.headers['if-none-match'];
  if (known?.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag)) {
    return { refusal: { status: 304, line: '', headers: validators(file) } };
  }
  // Ranges belong to GET alone. If-Range by date never holds, as no date was given out.
  const condition = req.headers['if-range'];
  const applies = req.method === 'GET' && (condition === undefined || String(condition).trim() === etag);
  const asked = askedRange(applies ? req.headers.range : undefined, file.size);
  if (asked.kind === 'unsatisfiable') {
    const headers = { ...validators(file), 'Content-Range': `bytes */${file.size}` };
    return { refusal: { status: 416, line: `the file has ${file.size} bytes`, headers } };
  }
  return { file, range: asked.kind === 'part' ? { start: asked.start, end: asked.end } : null };
}

function validators(file: StoredFile): http.OutgoingHttpHeaders {
  return { ETag: etagOf(file), 'Accept-Ranges': 'bytes' };
}

function etagOf(file: StoredFile): string {
  return `"${file.sha256.toString('hex')}"`;
}

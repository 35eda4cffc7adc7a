import type http from 'node:http';
import type { Clock } from '../base/clock.ts';
import { sleep } from '../base/durations.ts';
import { isMusterError, MusterError } from '../base/errors.ts';
import type { BlobStore, ReceivedBlob } from './blobs.ts';
import { fileOfForm, formBoundary } from './form.ts';
import { checkUploadLink, pathOf, tokenOf, type UploadClaim, uploadPrefix } from './links.ts';
import type { UploadsService } from './uploads-service.ts';

/** Whether a device may bring something for an operation, as those who know both say. */
export type UploadStanding =
  | { readonly kind: 'open'; readonly fileType: string }
  | { readonly kind: 'ended' | 'quarantined' | 'gone' };

/** What the server tells of its work: for the metrics and the log, which it knows nothing of. */
export interface UploadServerObserver {
  /** Once per request, when its answer has ended. `bytes` were kept. */
  answered(answer: { status: number; bytes: number; claim: UploadClaim | null }): void;
  failed(what: string, error: unknown): void;
}

export interface UploadServerDeps {
  readonly uploads: UploadsService;
  readonly blobs: BlobStore;
  readonly clock: Clock;
  readonly signingKey: Buffer;
  standing(claim: UploadClaim): Promise<UploadStanding>;
  /** Bytes of one upload. */
  readonly maxSize: number;
  /** Bodies under way at once in this process; further ones are answered 503. */
  readonly maxUploads: number;
  /** A client that sends no byte for so long is cut off. */
  readonly idleTimeoutMs: number;
  readonly observer: UploadServerObserver;
  /** For jitter, in [0, 1). */
  random(): number;
}

interface Verdict {
  readonly status: number;
  readonly line: string;
  readonly headers?: http.OutgoingHttpHeaders;
}

/** How long the rest of a refused body is still read, so that the answer reaches a client that only reads afterwards. */
const lingerMs = 2_000;
const secondLook = 200;
/** Bytes behind the file of a form that are read. */
const maxBehind = 65_536;

/** Whether a request is for the upload server; any other is for the download server. */
export function isUploadPath(target: string | undefined): boolean {
  return pathOf(target ?? '').startsWith(uploadPrefix);
}

/**
 * The upload server: a handler for node:http that takes bytes by the links of {@link ./links.ts}, by PUT (what TR-069
 * asks of CPEs) and by POST, bare or as a form. One link makes one upload: a second is refused, a first one that broke
 * off leaves nothing and may be tried again. What was answered 2xx is on disk and committed.
 */
export function createUploadServer(deps: UploadServerDeps): http.RequestListener {
  const { uploads, clock, observer } = deps;
  let running = 0;

  return (req, res) => {
    handle(req, res).catch((error: unknown) => {
      observer.failed('take an upload', error);
      res.destroy();
    });
  };

  async function handle(req: http.IncomingMessage, res: http.ServerResponse): Promise<void> {
    const { claim, verdict, bytes } = await take(req, res);
    // A client that broke off hears nothing any more.
    if (verdict) await answer(req, res, verdict);
    else res.destroy();
    observer.answered({ status: verdict?.status ?? 499, bytes, claim });
  }

  async function take(
    req: http.IncomingMessage,
    res: http.ServerResponse,
  ): Promise<{ claim: UploadClaim | null; verdict: Verdict | null; bytes: number }> {
    const nobody = (status: number, line: string, headers?: http.OutgoingHttpHeaders) => ({
      claim: null,
      verdict: { status, line, ...(headers ? { headers } : {}) },
      bytes: 0,
    });
    const token = tokenOf(pathOf(req.url ?? ''), uploadPrefix);
    const check = token === null ? null : checkUploadLink(deps.signingKey, token, clock.now());
    if (check === null || check.status === 'malformed') return nobody(404, 'there is nothing here');
    if (req.method !== 'PUT' && req.method !== 'POST') {
      return nobody(405, 'this address only takes PUT and POST', { Allow: 'PUT, POST' });
    }
    if (check.status === 'forged') return nobody(403, 'this link was not made by this server');
    const { claim } = check;
    const refused = (verdict: Verdict) => ({ claim, verdict, bytes: 0 });
    if (check.status === 'expired') return refused({ status: 410, line: 'this link has run out' });
    if (Number(req.headers['content-length'] ?? 0) > deps.maxSize) return refused(tooLarge());
    if (running >= deps.maxUploads) return refused(busy('too many uploads at once; try again later'));

    running++;
    try {
      let standing: UploadStanding;
      let used: boolean;
      const lookUp = () => Promise.all([deps.standing(claim), uploads.isUsed(claim)]);
      try {
        [standing, used] = await lookUp().catch(() => sleep(secondLook).then(lookUp));
      } catch (error) {
        observer.failed('look an upload up', error);
        return refused(busy('the server cannot reach its database; try again later'));
      }
      if (used) return refused({ status: 409, line: 'this link has taken its one upload already' });
      if (standing.kind === 'quarantined') {
        return refused({ status: 403, line: 'this device is quarantined: nothing is taken from it' });
      }
      if (standing.kind !== 'open') return refused({ status: 410, line: 'nobody waits for this upload any more' });
      // Only now is the client told to send what it announced.
      if (req.headers.expect !== undefined) res.writeContinue();
      return await receive(req, claim, standing.fileType);
    } finally {
      running--;
    }
  }

  async function receive(
    req: http.IncomingMessage,
    claim: UploadClaim,
    fileType: string,
  ): Promise<{ claim: UploadClaim; verdict: Verdict | null; bytes: number }> {
    const refused = (verdict: Verdict | null) => ({ claim, verdict, bytes: 0 });
    const idle = setTimeout(() => req.destroy(), deps.idleTimeoutMs);
    const body = bodyOf(req, () => idle.refresh());
    let received: ReceivedBlob | undefined;
    try {
      const boundary = formBoundary(req.headers['content-type']);
      const form = boundary === null ? null : await fileOfForm(body, boundary);
      received = await deps.blobs.receive(form ? form.bytes : body, deps.maxSize);
      // What follows the file in a form is of no use, but a body that breaks off there has broken off all the same.
      let behind = 0;
      for await (const chunk of body) {
        behind += chunk.length;
        if (behind > maxBehind) break;
      }
      if (received.size === 0) return refused({ status: 400, line: 'the upload is empty' });
      const contentType = form ? form.contentType : (req.headers['content-type'] ?? null);
      await uploads.keep(claim, received, {
        fileType,
        name: form?.name?.slice(0, 255).replaceAll('\0', '') ?? null,
        contentType: contentType?.slice(0, 255) ?? null,
      });
      const verdict = req.method === 'PUT' ? { status: 201, line: 'stored' } : { status: 200, line: 'stored' };
      return { claim, verdict, bytes: received.size };
    } catch (error) {
      if (isMusterError(error, 'tooLarge')) return refused(tooLarge());
      if (isMusterError(error, 'conflict')) return refused({ status: 409, line: error.message });
      // A body that broke off looks like a broken form, too; there is nobody to be told.
      if (!req.complete && req.destroyed) return refused(null);
      if (isMusterError(error, 'invalidRequest')) return refused({ status: 400, line: error.message });
      observer.failed('store an upload', error);
      const full = (error as NodeJS.ErrnoException).code === 'ENOSPC';
      return refused({ status: full ? 507 : 500, line: full ? 'the disk is full' : 'the upload could not be stored' });
    } finally {
      clearTimeout(idle);
      await received?.discard();
    }
  }

  function tooLarge(): Verdict {
    return { status: 413, line: `an upload may have at most ${deps.maxSize} bytes`, headers: { Connection: 'close' } };
  }

  function busy(line: string): Verdict {
    return { status: 503, line, headers: { 'Retry-After': String(10 + Math.floor(deps.random() * 31)) } };
  }
}

/** Answers, and where the body was not read whole, lets the client come to its end before the connection goes. */
async function answer(req: http.IncomingMessage, res: http.ServerResponse, verdict: Verdict): Promise<void> {
  const body = `${verdict.line}\n`;
  const unread = !req.complete;
  res.writeHead(verdict.status, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    ...(unread ? { Connection: 'close' } : {}),
    ...verdict.headers,
  });
  if (unread && !req.destroyed) {
    res.write(body);
    const ended = new Promise<void>((resolve) => {
      req.once('end', resolve).once('close', resolve).resume();
    });
    await Promise.race([ended, sleep(lingerMs)]);
    res.end();
  } else res.end(body);
}

/** The body; an end that came too early throws. Stopping in the middle leaves the request alive for its answer. */
async function* bodyOf(req: http.IncomingMessage, beat: () => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of req.iterator({ destroyOnReturn: false })) {
    beat();
    yield chunk as Uint8Array;
  }
  if (!req.complete) throw new MusterError('invalidRequest', 'the body broke off');
}

import type { IncomingHttpHeaders } from 'node:http';
import { accepted, type CallResult, missed } from '../result.ts';

/** Headers that only something between us and the device adds; a CPE has no reason to send them. */
const marksOfProxies = ['via', 'x-cache', 'x-squid-error', 'x-varnish', 'cf-ray', 'retry-after', 'proxy-authenticate'];

/** What the final status of a call means (reference §6.1, quirk 108); 401 is the business of `answers.ts`. Pure. */
export function verdictOf(status: number, headers: IncomingHttpHeaders): CallResult {
  if (status >= 200 && status < 300) return accepted('it accepted; a session should follow within 30 seconds');
  if (status === 429) return missed('busy', 'it limits how often it may be called');
  if (status === 502 || status === 504 || status === 407) {
    return missed('unreachable', `a proxy on the way answered ${status} in its place`);
  }
  if (status === 503) {
    return marksOfProxies.some((name) => headers[name] !== undefined)
      ? missed('unreachable', 'a proxy on the way answered 503 in its place: it is not there')
      : missed('busy', 'it is busy, or limits how often it may be called');
  }
  if (status === 400 || status === 404 || status === 405 || status === 410) {
    return missed('staleUrl', `it answered ${status}: its connection request URL is out of date`);
  }
  if (status >= 300 && status < 400) return missed('failed', `it answered ${status}; redirects are not followed`);
  return missed('failed', `it answered ${status}`);
}

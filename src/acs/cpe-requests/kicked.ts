import { addToTimeline } from '../../devices/timeline-store.ts';
import type { CpeRequest } from './request.ts';

/** Somebody followed a kick link in the device's web page; the answer says where the browser goes next. */
export const kicked: CpeRequest<'Kicked'> = {
  method: 'Kicked',
  async remember(tx, args, { device, now, deps }) {
    const detail = { kicked: true, command: args.Command, referer: args.Referer, arg: args.Arg, next: args.Next };
    await addToTimeline(tx, [{ device: device.key, at: now, type: 'note', detail }]);
    deps.requested(device.id, 'Kicked', detail);
  },
  reply: (args, deps) => ({ NextURL: safeNext(args.Next, deps.publicHost) }),
};

/**
 * Where a browser may be sent: on to the page it named where that is one of ours, else nowhere. The name comes out of a
 * link that anybody can make, so sending browsers wherever it says would make Muster a signpost for strangers.
 */
export function safeNext(next: string, publicHost: string): string {
  if (next.length > 1024 || !URL.canParse(next)) return '';
  const url = new URL(next);
  const ours = url.hostname.replace(/^\[|\]$/g, '').toLowerCase() === publicHost.toLowerCase();
  const plain = url.username === '' && url.password === '';
  return ours && plain && (url.protocol === 'http:' || url.protocol === 'https:') ? url.href : '';
}

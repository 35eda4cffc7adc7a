import type { Clock } from '../../../base/clock.ts';
import { minutes } from '../../../base/durations.ts';
import { RecentMap } from '../../../base/recent-map.ts';
import type { Endpoint } from '../../../base/stun-address.ts';
import { stunCredential } from '../../../security/stun-credential.ts';
import { type Buckets, buckets } from '../../buckets.ts';
import { sourceOf } from '../../source.ts';
import { isFresh, isSigned, type Notification, readNotification, repeats } from './notification.ts';
import { answerStun } from './stun-answer.ts';

/** What comes of datagrams, for metrics; labels are closed. */
export type Heard =
  | 'binding'
  | 'proven binding'
  | 'refused binding'
  | 'notification'
  | 'bad notification'
  | 'limited'
  | 'garbage';

export interface HearDeps {
  readonly clock: Clock;
  /** The installation's key for STUN passwords. */
  readonly stunKey: Buffer;
  /** Keeps where a device is seen; not awaited. */
  rememberBinding(deviceId: string, seen: Endpoint, at: Date): void;
  /** Passwords that the sender of a notification may have signed with; [] for a device that is not known. */
  passwordsOf(username: string, device: string): Promise<readonly string[]>;
  /** Takes a believed notification as what it is: a hint. */
  rememberHint(notification: Notification): Promise<void>;
  report(what: Heard): void;
  failed(error: unknown): void;
}

/** Many gateways may stand behind one address of a carrier's NAT. */
const sourceRate = { perSecond: 200, burst: 2_000, keys: 50_000 };
/** Each needs a look at the database and an HMAC or two. */
const notificationRate = { perSecond: 20, burst: 100, keys: 50_000 };
const mostNotificationsAtOnce = 64;
/** A binding that stays as it is is kept again only so often. */
const rememberEvery = minutes(5);
const mostRemembered = 200_000;

/**
 * What to do with a datagram at one of our UDP ports, whichever: STUN begins with two zero bits, a lightweight
 * notification with a letter. Nothing else is ever answered, and what is too much from one source is dropped.
 */
export function datagramHearer(deps: HearDeps) {
  const sources: Buckets = buckets(sourceRate);
  const notifiers: Buckets = buckets(notificationRate);
  const isRepeat = repeats();
  const remembered = new RecentMap<string, { readonly seen: string; readonly at: number }>(mostRemembered);
  let underWay = 0;

  function passwordOf(username: string): string | null {
    return stunCredential(deps.stunKey, username)?.password ?? null;
  }

  function remember(device: string, from: Endpoint, now: number): void {
    const seen = `${from.address} ${from.port}`;
    const known = remembered.get(device);
    if (known?.seen === seen && now - known.at < rememberEvery) return;
    remembered.set(device, { seen, at: now });
    deps.rememberBinding(device, from, new Date(now));
  }

  async function hint(datagram: Buffer, now: number): Promise<Heard> {
    const notification = readNotification(datagram);
    if (!notification || !isFresh(notification, now)) return 'bad notification';
    const passwords = await deps.passwordsOf(notification.un, notification.device);
    if (!passwords.some((password) => isSigned(notification, password))) return 'bad notification';
    // Only what is signed is remembered: nobody else can fill the memory or take a message's place in it.
    if (isRepeat(notification, now)) return 'bad notification';
    await deps.rememberHint(notification);
    return 'notification';
  }

  return (datagram: Buffer, from: Endpoint, send: (answer: Buffer, to: Endpoint) => void): void => {
    const now = deps.clock.now();
    if (!sources.take(sourceOf(from.address), now)) return deps.report('limited');
    const first = datagram[0];
    if (first === undefined) return deps.report('garbage');
    if ((first & 0xc0) === 0) {
      const { answer, to, binding } = answerStun(datagram, from, passwordOf);
      if (binding) remember(binding.username, from, now);
      if (answer === null) return deps.report('garbage');
      send(answer, to);
      return deps.report(binding ? 'proven binding' : answer[1] === 0x11 ? 'refused binding' : 'binding');
    }
    if (first !== 0x50) return deps.report('garbage');
    if (underWay >= mostNotificationsAtOnce || !notifiers.take(sourceOf(from.address), now)) {
      return deps.report('limited');
    }
    underWay++;
    hint(datagram, now)
      .then(deps.report, deps.failed)
      .finally(() => {
        underWay--;
      });
  };
}

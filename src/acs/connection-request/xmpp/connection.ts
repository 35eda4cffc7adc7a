import { randomBytes } from 'node:crypto';
import { client, xml } from '@xmpp/client';
import { seconds, sleep } from '../../../base/durations.ts';
import { messageOf } from '../../../base/errors.ts';
import { type CallLogin, type CallResult, missed } from '../result.ts';
import { acceptedByXmpp, connectionRequestStanza, domainOf, errorMeaning } from './stanza.ts';

export interface XmppSettings {
  /** `xmpp://host:port`, `xmpps://host:port` or `wss://host/path`. */
  readonly service: string;
  readonly domain: string;
  readonly username: string;
  readonly password: string;
  /** Domains that devices may have their addresses in; lower case. */
  readonly deviceDomains: readonly string[];
  /** Send credentials of devices over a stream that anybody on the way can read. */
  readonly withoutTls: boolean;
}

export interface XmppReport {
  connected(address: string): void;
  lost(reason: string): void;
}

export interface XmppConnection {
  call(jid: string, login: CallLogin): Promise<CallResult>;
  readonly online: boolean;
  stop(): Promise<void>;
}

type Client = ReturnType<typeof client>;

const answerWithin = seconds(10);
const onlineWithin = seconds(20);
const pingEvery = seconds(60);
const firstWait = seconds(1);
const longestWait = seconds(60);

/**
 * Our presence at the operator's XMPP server, kept up for as long as the role runs: each connection is a client of its
 * own, so that whatever went wrong with one (a refused login, a half-open socket) does not outlive it.
 */
export function keepXmpp(settings: XmppSettings, report: XmppReport): XmppConnection {
  const stopping = new AbortController();
  let current: Client | null = null;

  async function hold(): Promise<void> {
    for (let wait = firstWait; !stopping.signal.aborted; ) {
      const reason = await once(() => {
        wait = firstWait;
      });
      if (stopping.signal.aborted) return;
      report.lost(reason);
      await sleep(wait, stopping.signal);
      wait = Math.min(wait * 2, longestWait);
    }
  }

  /** One connection, from beginning to end. @returns why it ended */
  async function once(online: () => void): Promise<string> {
    const { service, domain, username, password } = settings;
    const resource = `muster-${randomBytes(6).toString('hex')}`;
    const xmpp = client({ service, domain, username, password, resource, timeout: seconds(5) });
    xmpp.reconnect.stop();
    const { promise: ended, resolve: end } = Promise.withResolvers<string>();
    let last = 'the server closed the connection';
    xmpp.on('error', (error: Error) => {
      last = messageOf(error);
      end(last);
    });
    xmpp.on('disconnect', () => end(last));
    stopping.signal.addEventListener('abort', () => end('stopping'), { once: true });
    const late = setTimeout(() => end(`not logged in within ${onlineWithin / 1000} seconds`), onlineWithin);
    let pings: NodeJS.Timeout | undefined;
    xmpp.on('online', (address) => {
      clearTimeout(late);
      if (!settings.withoutTls && !xmpp.isSecure()) {
        end('the stream is not encrypted; set MUSTER_XMPP_WITHOUT_TLS=true if that is wanted');
        return;
      }
      current = xmpp;
      online();
      report.connected(String(address));
      // A socket that is gone at the other end only shows when something is sent.
      pings = setInterval(() => {
        const ping = xml('iq', { type: 'get', to: domain }, xml('ping', { xmlns: 'urn:xmpp:ping' }));
        xmpp.iqCaller.request(ping, answerWithin).catch((error: Error) => {
          // That the server does not know pings is an answer as well.
          if (error.name !== 'StanzaError') end('the server does not answer any more');
        });
      }, pingEvery);
    });
    xmpp.start().catch((error: unknown) => end(messageOf(error)));
    const reason = await ended;
    clearTimeout(late);
    clearInterval(pings);
    if (current === xmpp) current = null;
    await xmpp.stop().catch(() => undefined);
    return reason;
  }

  const holding = hold();
  return {
    get online() {
      return current !== null;
    },
    async call(jid, login) {
      const domain = domainOf(jid);
      if (domain === null) return missed('failed', `its address "${jid.slice(0, 200)}" is no XMPP address`);
      if (!settings.deviceDomains.includes(domain)) {
        return missed('destinationRefused', `its address ${jid.slice(0, 200)} lies outside MUSTER_XMPP_DEVICE_DOMAINS`);
      }
      const xmpp = current;
      if (xmpp === null) return missed('unreachable', 'the XMPP server cannot be reached');
      try {
        await xmpp.iqCaller.request(connectionRequestStanza(jid, login), answerWithin);
        return acceptedByXmpp;
      } catch (error) {
        const { name, condition = '', type } = error as Error & { condition?: string; type?: string };
        if (name === 'StanzaError') return errorMeaning(condition, type);
        if (name === 'TimeoutError') return missed('unreachable', 'it did not answer in 10 seconds', true);
        return missed('unreachable', `the XMPP server was lost: ${messageOf(error)}`);
      }
    },
    async stop() {
      stopping.abort();
      await holding;
    },
  };
}

import { client, xml } from '@xmpp/client';
import type { Called } from './called.ts';

const namespace = 'urn:broadband-forum-org:cwmp:xmppConnReq-1-0';

export interface XmppListenerOptions {
  /** `xmpp://host:port`. */
  readonly service: string;
  readonly domain: string;
  readonly username: string;
  readonly password: string;
  readonly resource: string;
  readonly called: Called;
  /** ConnReqAllowedJabberIDs: bare or full addresses; [] lets anybody in. */
  readonly allowed: readonly string[];
  /** How it spells `not-authorized`; icwmp writes `not-autorized`. */
  readonly notAuthorized?: string;
}

/** Connection requests over XMPP (TR-069 Annex K): logged in at the server, answering one kind of stanza. */
export class XmppListener {
  accepted = 0;
  readonly #options: XmppListenerOptions;
  readonly #xmpp: ReturnType<typeof client>;

  constructor(options: XmppListenerOptions) {
    this.#options = options;
    const { service, domain, username, password, resource } = options;
    this.#xmpp = client({ service, domain, username, password, resource });
    this.#xmpp.on('error', () => undefined);
    this.#xmpp.iqCallee.get(namespace, 'connectionRequest', ({ stanza }: { stanza: ReturnType<typeof xml> }) =>
      this.#answer(stanza),
    );
  }

  /** ConnReqJabberID. */
  get jabberId(): string {
    const { username, domain, resource } = this.#options;
    return `${username}@${domain}/${resource}`;
  }

  async listen(): Promise<this> {
    await this.#xmpp.start();
    return this;
  }

  async close(): Promise<void> {
    await this.#xmpp.stop().catch(() => undefined);
  }

  /** @returns true for an empty result, or the error */
  #answer(stanza: ReturnType<typeof xml>): true | ReturnType<typeof xml> {
    const { called, allowed, notAuthorized = 'not-authorized' } = this.#options;
    const from = String(stanza.attrs['from'] ?? '');
    const known = allowed.length === 0 || allowed.some((one) => one === from || one === from.split('/')[0]);
    if (!known || !called.reachable) return refusal('service-unavailable');
    const request = stanza.getChild('connectionRequest', namespace)!;
    const { username, password } = called.login;
    const right =
      password !== '' && request.getChildText('username') === username && request.getChildText('password') === password;
    if (!right) return refusal(notAuthorized);
    this.accepted++;
    called.connectionRequested();
    return true;
  }
}

function refusal(condition: string): ReturnType<typeof xml> {
  return xml('error', { type: 'cancel' }, xml(condition, { xmlns: 'urn:ietf:params:xml:ns:xmpp-stanzas' }));
}

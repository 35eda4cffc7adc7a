import { xml } from '@xmpp/client';
import { accepted, type CallLogin, type CallResult, missed } from '../result.ts';

/** Namespace of the one element that Annex K defines. */
export const connectionRequestNamespace = 'urn:broadband-forum-org:cwmp:xmppConnReq-1-0';

export type Stanza = ReturnType<typeof xml>;

/** The stanza that asks a device to call (TR-069 Annex K); the credentials travel in clear inside the stream. */
export function connectionRequestStanza(to: string, login: CallLogin): Stanza {
  return xml(
    'iq',
    { type: 'get', to },
    xml(
      'connectionRequest',
      { xmlns: connectionRequestNamespace },
      xml('username', {}, login.username),
      xml('password', {}, login.password),
    ),
  );
}

export const acceptedByXmpp: CallResult = accepted('it accepted; a session should follow within 30 seconds');

/**
 * What an `iq type="error"` means (reference §6.3). `service-unavailable` is said by a device that does not want and
 * by the server for one that is not there: nobody can tell them apart, and another way is the answer to both.
 * @param condition e.g. `not-authorized`; icwmp leaves the h away
 */
export function errorMeaning(condition: string, type: string | undefined): CallResult {
  switch (condition) {
    case 'not-authorized':
    case 'not-autorized':
      return missed('unauthorized', 'it refused the connection request credentials');
    case 'service-unavailable':
      return missed('unreachable', 'it is not online at the XMPP server, is busy, or does not allow our address');
    case 'recipient-unavailable':
    case 'item-not-found':
    case 'gone':
    case 'remote-server-not-found':
    case 'remote-server-timeout':
      return missed('unreachable', `it is not online at the XMPP server (${condition})`);
    default:
      return type === 'wait'
        ? missed('busy', `it is busy (${condition})`)
        : missed('failed', `it answered ${condition || 'an error without a name'}`);
  }
}

/** `user@domain/resource` → `domain`, lower case; null for what is no address of a user. */
export function domainOf(jid: string): string | null {
  const bare = jid.split('/')[0]!;
  const at = bare.lastIndexOf('@');
  return at > 0 && at < bare.length - 1 && jid.length <= 3071 && !/[\s<>"&]/.test(bare)
    ? bare.slice(at + 1).toLowerCase()
    : null;
}

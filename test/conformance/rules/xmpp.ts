import assert from 'node:assert/strict';
import { client, xml } from '@xmpp/client';
import type { XmppServer } from '../../support/xmpp-server.ts';
import type { AcsStage } from '../kit/acs-stage.ts';
import { type Callable, callable, loginOf } from '../kit/callable.ts';
import { onMuster } from '../kit/rule.ts';

type Element = ReturnType<typeof xml>;
const schema = 'urn:broadband-forum-org:cwmp:xmppConnReq-1-0';

/** The server that the stages of this area share; started by their test file. */
export const shared: { server: XmppServer | null } = { server: null };

interface Listener {
  readonly device: Callable;
  readonly jid: string;
  readonly stanzas: Element[];
}

/** A device that is only reached by XMPP, and answers a request as it is told here. */
async function listening(
  stage: AcsStage,
  answer: (stanza: Element, device: Callable) => Element | null,
): Promise<Listener> {
  const server = shared.server!;
  const device = await callable(stage);
  const stanzas: Element[] = [];
  const connection = client({
    service: server.service,
    domain: server.domain,
    username: 'cpe',
    password: 'its own',
    resource: 'tr069',
  });
  connection.on('error', () => undefined);
  connection.on('stanza', (stanza: Element) => {
    if (!stanza.is('iq') || stanza.attrs['type'] !== 'get' || !stanza.getChild('connectionRequest')) return;
    stanzas.push(stanza);
    const said = answer(stanza, device);
    if (said) connection.send(said).catch(() => undefined);
  });
  stage.later(() => connection.stop());
  const address = await connection.start();
  const jid = address.toString();
  await device.session({
    events: ['4 VALUE CHANGE'],
    url: 'http://127.0.0.1:9/',
    parameters: { 'Device.ManagementServer.ConnReqJabberID': jid },
  });
  return { device, jid, stanzas };
}

const result = (stanza: Element) => xml('iq', { type: 'result', to: stanza.attrs['from'], id: stanza.attrs['id'] });
const error = (condition: string) => (stanza: Element) =>
  xml(
    'iq',
    { type: 'error', to: stanza.attrs['from'], id: stanza.attrs['id'] },
    xml('error', { type: 'cancel' }, xml(condition, { xmlns: 'urn:ietf:params:xml:ns:xmpp-stanzas' })),
  );
const comes = (stanza: Element, device: Callable) => {
  device.session({ events: ['6 CONNECTION REQUEST'] }).catch(() => undefined);
  return result(stanza);
};

export const xmpp = onMuster('XMPP connection request', 'xmpp.ts', [
  {
    id: 'XMP-01',
    clause: '§6.3 ACS to CPE',
    rule: 'The request is an iq of type get with an id, to the full JID that the device told, from a full JID of the ACS.',
    holds: async (stage) => {
      const { device, jid, stanzas } = await listening(stage, comes);
      assert.equal((await device.call()).outcome, 'sessionArrived');
      const { type, to, from, id } = stanzas[0]!.attrs;
      assert.deepEqual([type, to], ['get', jid]);
      assert.match(from, /^muster@localhost\/.+/);
      assert.ok(id);
    },
  },
  {
    id: 'XMP-02',
    clause: '§6.3 ACS to CPE',
    rule: 'Its child is connectionRequest with username and password, all qualified, holding the credentials of the device.',
    holds: async (stage) => {
      const { device, stanzas } = await listening(stage, comes);
      await device.call();
      const request = stanzas[0]!.getChild('connectionRequest', schema)!;
      const login = loginOf(device);
      assert.equal(request.getChildText('username', schema), login.username);
      assert.equal(request.getChildText('password', schema), login.password);
    },
  },
  {
    id: 'XMP-03',
    clause: '§6.3 CPE to ACS ok',
    rule: 'An empty result and a session is success.',
    holds: async (stage) => {
      const { device } = await listening(stage, comes);
      assert.equal((await device.call()).outcome, 'sessionArrived');
    },
  },
  ...(['not-authorized', 'not-autorized'] as const).map((condition, n) => ({
    id: `XMP-0${4 + n}`,
    clause: '§6.3 bad credentials',
    rule: `The error ${condition} means that the credentials were refused.`,
    holds: async (stage: AcsStage) => {
      const { device } = await listening(stage, error(condition));
      const { outcome, detail } = await device.call();
      assert.ok(outcome === 'unauthorized' || /credentials/.test(detail), `${outcome}: ${detail}`);
    },
  })),
  {
    id: 'XMP-06',
    clause: '§6.3 JID not allowed',
    rule: 'service-unavailable is not success: the device is told to be out of reach that way.',
    holds: async (stage) => {
      const { device } = await listening(stage, error('service-unavailable'));
      const { outcome, detail } = await device.call();
      assert.notEqual(outcome, 'sessionArrived');
      assert.match(detail, /xmpp/);
    },
  },
  {
    id: 'XMP-07',
    clause: '§6.3 no reply',
    rule: 'A device that is not online is unreachable.',
    holds: async (stage) => {
      const device = await callable(stage);
      const parameters = { 'Device.ManagementServer.ConnReqJabberID': 'cpe@localhost/nowhere' };
      await device.session({ events: ['4 VALUE CHANGE'], url: 'http://127.0.0.1:9/', parameters });
      const { outcome, detail } = await device.call();
      assert.equal(outcome, 'unreachable');
      assert.match(detail, /xmpp/);
    },
  },
]);

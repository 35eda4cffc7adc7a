import { afterAll, beforeAll, describe } from 'vitest';
import { withMuster } from '../support/muster.ts';
import { XmppServer } from '../support/xmpp-server.ts';
import { checkOnMuster, manyGuests } from './kit/run.ts';
import { shared, xmpp } from './rules/xmpp.ts';

describe('with an XMPP server', () => {
  const environment: Record<string, string> = {
    MUSTER_XMPP_USERNAME: 'muster',
    MUSTER_XMPP_PASSWORD: 'secret',
    MUSTER_XMPP_DOMAIN: 'localhost',
    MUSTER_XMPP_WITHOUT_TLS: 'true',
  };
  beforeAll(async () => {
    shared.server = await XmppServer.start({ muster: 'secret', cpe: 'its own' });
    environment['MUSTER_XMPP_SERVICE'] = shared.server.service;
  });
  const muster = withMuster({ limits: { ...manyGuests.limits, sessionAfterCallMs: 700 }, environment });
  afterAll(() => shared.server?.stop());
  checkOnMuster(muster, [xmpp]);
});

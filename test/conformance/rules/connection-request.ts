import assert from 'node:assert/strict';
import { until } from '../../support/until.ts';
import type { AcsStage } from '../kit/acs-stage.ts';
import { type Callable, CallPort, callable, digestParams } from '../kit/callable.ts';
import { onMuster } from '../kit/rule.ts';

const challenge = 'realm="cpe", nonce="n1", qop="auth", algorithm=MD5';

/** A callable device at a port of its own. */
async function atPort(stage: AcsStage, path = '/Xy7%20z?k=a%2Fb&c'): Promise<{ device: Callable; port: CallPort }> {
  const device = await callable(stage);
  const port = await CallPort.open(stage);
  await device.session({ events: ['4 VALUE CHANGE'], url: port.url(path) });
  return { device, port };
}

const comes = (device: Callable) => (): void => {
  device.session({ events: ['6 CONNECTION REQUEST'] }).catch(() => undefined);
};

/** When somebody last asked for the device, milliseconds since the epoch. */
async function wantedAt(stage: AcsStage, { cpe }: Callable): Promise<number> {
  const { rows } = await stage.muster.pool.query<{ at: Date }>(
    `SELECT wanted_at AS at FROM connection_request JOIN device d ON d.id = device_id WHERE d.public_id = $1`,
    [cpe.id],
  );
  return rows[0]!.at.getTime();
}

export const connectionRequest = onMuster('HTTP connection request', 'connection-request.ts', [
  {
    id: 'CR-01',
    clause: '§6.1 C1, C10',
    rule: 'The call is GET in HTTP/1.1 without a body, to the very path and query that the device told.',
    holds: async (stage) => {
      const { device, port } = await atPort(stage);
      port.digest(device, challenge, comes(device));
      await device.call();
      for (const knock of port.knocks) {
        assert.deepEqual(
          [knock.method, knock.version, knock.target, knock.body],
          ['GET', '1.1', '/Xy7%20z?k=a%2Fb&c', ''],
        );
      }
      assert.ok(port.knocks.length >= 2);
    },
  },
  {
    id: 'CR-02',
    clause: '§6.1 C2',
    rule: 'The first request has no credentials; a 401 is answered with a right digest of the credentials that were set.',
    holds: async (stage) => {
      const { device, port } = await atPort(stage);
      port.digest(device, challenge, comes(device));
      assert.equal((await device.call()).outcome, 'sessionArrived');
      assert.equal(port.knocks[0]!.headers.authorization, undefined);
      const given = digestParams(port.knocks[1]!.headers.authorization)!;
      assert.deepEqual([given['qop'], given['nc'], given['uri']], ['auth', '00000001', port.knocks[1]!.target]);
    },
  },
  {
    id: 'CR-03',
    clause: '§6.1 C2',
    rule: 'A challenge without qop (RFC 2069) is answered without qop, nc and cnonce.',
    holds: async (stage) => {
      const { device, port } = await atPort(stage);
      port.digest(device, 'realm="cpe", nonce="n1"', comes(device));
      assert.equal((await device.call()).outcome, 'sessionArrived');
      assert.equal(digestParams(port.knocks[1]!.headers.authorization)!['qop'], undefined);
    },
  },
  {
    id: 'CR-04',
    clause: '§6.1 C2',
    rule: 'The username that is set on a device is never empty, and no device shares its password with another.',
    holds: async (stage) => {
      const [one, two] = [await callable(stage), await callable(stage)];
      const password = 'Device.ManagementServer.ConnectionRequestPassword';
      assert.notEqual(one.set.get('Device.ManagementServer.ConnectionRequestUsername') ?? '', '');
      assert.notEqual(one.set.get(password), two.set.get(password));
    },
  },
  {
    id: 'CR-05',
    clause: '§6.1 C4, C5',
    rule: 'Accepted (200) and a session within the time is success; the Inform with `6 CONNECTION REQUEST` is heard.',
    holds: async (stage) => {
      const { device, port } = await atPort(stage);
      port.digest(device, challenge, comes(device));
      assert.deepEqual(await device.call(), { outcome: 'sessionArrived', detail: 'the device opened a session' });
      assert.deepEqual(await stage.events(device.cpe), ['6 CONNECTION REQUEST']);
    },
  },
  {
    id: 'CR-06',
    clause: '§6.1 C4',
    rule: '204 is as good as 200.',
    holds: async (stage) => {
      const { device, port } = await atPort(stage);
      port.answer = (knock) => {
        if (!knock.headers.authorization)
          return { status: 401, headers: { 'WWW-Authenticate': `Digest ${challenge}` } };
        comes(device)();
        return { status: 204 };
      };
      assert.equal((await device.call()).outcome, 'sessionArrived');
    },
  },
  {
    id: 'CR-07',
    clause: '§6.1 C9, outcome map 401',
    rule: 'Wrong credentials: after one answered challenge the ACS stops, and says that the credentials were refused.',
    holds: async (stage) => {
      const { device, port } = await atPort(stage);
      port.answer = () => ({ status: 401, headers: { 'WWW-Authenticate': `Digest ${challenge}` } });
      const { outcome } = await device.call();
      assert.equal(outcome, 'unauthorized');
      assert.equal(port.knocks.length, 2);
    },
  },
  {
    id: 'CR-08',
    clause: '§6.1 C9',
    rule: 'A stale nonce is answered once more with the new one.',
    holds: async (stage) => {
      const { device, port } = await atPort(stage);
      port.answer = (knock) => {
        const nonce = digestParams(knock.headers.authorization)?.['nonce'];
        if (nonce === undefined) return { status: 401, headers: { 'WWW-Authenticate': `Digest ${challenge}` } };
        if (nonce === 'n1')
          return {
            status: 401,
            headers: { 'WWW-Authenticate': `Digest realm="cpe", nonce="n2", qop="auth", stale=true` },
          };
        comes(device)();
        return { status: 200 };
      };
      assert.equal((await device.call()).outcome, 'sessionArrived');
      assert.equal(port.knocks.length, 3);
    },
  },
  {
    id: 'CR-09',
    clause: '§6.1 C6, outcome map 503',
    rule: '503 is busy, not offline: the device is called again a little later.',
    holds: async (stage) => {
      const { device, port } = await atPort(stage);
      let refused = 0;
      port.answer = (knock) => {
        if (refused++ < 1) return { status: 503 };
        if (!knock.headers.authorization)
          return { status: 401, headers: { 'WWW-Authenticate': `Digest ${challenge}` } };
        comes(device)();
        return { status: 200 };
      };
      assert.equal((await device.call()).outcome, 'sessionArrived');
    },
  },
  {
    id: 'CR-10',
    clause: '§6.1 outcome map 404',
    rule: '404 is a stale URL: it is told as such, and the URL is not asked again in vain.',
    holds: async (stage) => {
      const { device, port } = await atPort(stage);
      port.answer = () => ({ status: 404 });
      const { outcome } = await device.call();
      assert.ok(!['sessionArrived', 'accepted', 'unreachable', 'busy'].includes(outcome), outcome);
      assert.equal(port.knocks.length, 1);
    },
  },
  {
    id: 'CR-11',
    clause: '§6.1 outcome map refused',
    rule: 'A refused connection is unreachable.',
    holds: async (stage) => {
      const device = await callable(stage);
      await device.session({ url: 'http://127.0.0.1:9/x' });
      assert.equal((await device.call()).outcome, 'unreachable');
    },
  },
  {
    id: 'CR-12',
    clause: '§6.1 outcome map no Inform',
    rule: 'Accepted and no Inform: the call is repeated at most twice, then the device is left to its periodic Inform.',
    holds: async (stage) => {
      const { device, port } = await atPort(stage);
      port.digest(device, challenge, () => undefined);
      assert.equal((await device.call()).outcome, 'noSession');
      const accepted = port.knocks.filter((knock) => knock.headers.authorization).length;
      assert.ok(accepted >= 1 && accepted <= 3, String(accepted));
    },
  },
  {
    id: 'CR-13',
    clause: '§6.1 C8',
    rule: 'Callers that come together are one call to the device.',
    holds: async (stage) => {
      const { device, port } = await atPort(stage);
      const accepted = Promise.withResolvers<void>();
      port.digest(device, challenge, accepted.resolve);
      const calls = [device.call()];
      await accepted.promise;
      // It comes once all three want it: who asked later would rightly have it called again.
      for (const caller of ['second', 'third']) {
        const before = await wantedAt(stage, device);
        calls.push(device.call());
        await until(`the ${caller} caller is heard`, async () => (await wantedAt(stage, device)) > before);
      }
      comes(device)();
      for (const { outcome, detail } of await Promise.all(calls)) assert.equal(outcome, 'sessionArrived', detail);
      assert.equal(port.knocks.filter((knock) => knock.headers.authorization).length, 1);
    },
  },
  {
    id: 'CR-14',
    clause: '§6.1 C12',
    rule: 'The newest ConnectionRequestURL of an Inform is the one that is called.',
    holds: async (stage) => {
      const { device, port } = await atPort(stage);
      const moved = await CallPort.open(stage);
      await device.session({ events: ['4 VALUE CHANGE'], url: moved.url('/moved') });
      moved.digest(device, challenge, comes(device));
      assert.equal((await device.call()).outcome, 'sessionArrived');
      assert.equal(port.knocks.length, 0);
    },
  },
  {
    id: 'CR-15',
    clause: '§6.1 C1',
    rule: 'A redirect of a device is not followed.',
    holds: async (stage) => {
      const { device, port } = await atPort(stage);
      const elsewhere = await CallPort.open(stage);
      port.answer = () => ({ status: 302, headers: { Location: elsewhere.url('/') } });
      assert.notEqual((await device.call()).outcome, 'sessionArrived');
      assert.equal(elsewhere.knocks.length, 0);
    },
  },
  {
    id: 'CR-16',
    clause: '§6.1 C11, C14',
    rule: 'With HTTPConnectionRequestEnable or EnableCWMP false the CPE closes its port, or does not come.',
    unchecked: 'Binds the CPE; the simulated gateway has neither switch. An empty URL at the ACS is CR-17.',
  },
  {
    id: 'CR-17',
    clause: '§6.1 C11',
    rule: 'A device without a ConnectionRequestURL is not called by HTTP, and that is told.',
    holds: async (stage) => {
      const device = await callable(stage);
      await device.session({ events: ['4 VALUE CHANGE'], url: '' });
      assert.ok(['noAddress', 'unreachable'].includes((await device.call()).outcome));
    },
  },
  {
    id: 'CR-18',
    clause: '§6.1 C2, C13',
    rule: 'Credentials that a device refuses are set anew in its next session.',
    holds: async (stage) => {
      const { device, port } = await atPort(stage);
      port.answer = () => ({ status: 401, headers: { 'WWW-Authenticate': `Digest ${challenge}` } });
      assert.equal((await device.call()).outcome, 'unauthorized');
      device.set.clear();
      await device.session({ events: ['2 PERIODIC'], url: port.url('/x') });
      assert.ok(device.set.has('Device.ManagementServer.ConnectionRequestPassword'));
    },
  },
]);

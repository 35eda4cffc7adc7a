import { afterEach, beforeEach, expect, test } from 'vitest';
import type { QuirkName } from '../../../src/simulator/quirks/quirk.ts';
import { answered, eventually, first, Stage } from '../support/stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.set();
});
afterEach(async () => {
  await stage.clear();
  expect(stage.defects).toEqual([]);
});

/** What a gateway says to somebody who knocks without credentials. */
async function knock(quirk: QuirkName): Promise<{ status: number; challenge: string | null }> {
  const credentials = stage.acs.order(first, 'SetParameterValues', {
    ParameterList: ['Username', 'Password'].map((name) => ({
      name: `Device.ManagementServer.ConnectionRequest${name}`,
      value: 'acs',
      type: 'string',
    })),
    ParameterKey: '',
  });
  await stage.fleet({ quirks: [quirk] });
  answered(await credentials);
  await eventually(() => stage.acs.statuses.at(-1)).toBe(204);
  const response = await fetch(stage.acs.informs[0]!.parameters['Device.ManagementServer.ConnectionRequestURL']!);
  return { status: response.status, challenge: response.headers.get('www-authenticate') };
}

test.each<[QuirkName, RegExp]>([
  [103, /^Digest realm="gateway", algorithm=MD5, nonce="[^"]+"$/],
  [104, /^Basic realm="gateway, old, and new", Digest realm="gateway, old, and new", qop="auth"/],
  [105, /^DIGEST realm=/],
  [106, /algorithm=SHA-256,/],
  [112, /^Basic realm="gateway"$/],
])('%s: the challenge of a connection request', async (quirk, challenge) => {
  const said = await knock(quirk);
  expect(said.status).toBe(401);
  expect(said.challenge).toMatch(challenge);
});

test('108d: a proxy answers with 503', async () => {
  expect(await knock('108d')).toEqual({ status: 503, challenge: null });
});

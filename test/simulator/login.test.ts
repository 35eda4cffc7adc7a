import { afterEach, beforeEach, expect, test } from 'vitest';
import { answered, eventually, first, Stage } from './support/stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.set();
});
afterEach(async () => {
  await stage.clear();
  expect(stage.defects).toEqual([]);
});

test('one challenge is enough: later requests answer it in advance, with a growing count', async () => {
  const { acs } = stage;
  acs.password = 'factory';
  await stage.fleet({ periodicInterval: 1, sharedLogin: { username: 'everybody', password: 'factory' } });
  await acs.until(() => acs.informs.length === 2, 'a second session');
  expect(acs.statuses.filter((status) => status === 401)).toHaveLength(1);
  const counts = acs.informs.map((inform) => /nc=(\w+)/.exec(inform.headers.authorization ?? '')?.[1]);
  expect(counts).toEqual(['00000001', '00000003']);
});

test('a stale nonce costs one more round trip, not the session', async () => {
  const { acs } = stage;
  acs.password = 'factory';
  acs.mischief = (message) => {
    // Between Inform and the empty POST the server forgets its nonce.
    if (message === 'Inform') acs.nonce = 'second';
    return null;
  };
  await stage.fleet({ sharedLogin: { username: 'everybody', password: 'factory' } });
  await acs.until(() => acs.statuses.includes(204), 'a complete session');
  expect(acs.statuses).toEqual([401, 200, 401, 204]);
  expect(acs.informs).toHaveLength(1);
});

test('a wrong password fails the session after one answer', async () => {
  const { acs } = stage;
  acs.password = 'other';
  const fleet = await stage.fleet({ retryScale: 1 });
  await eventually(() => fleet.statistics().failedSessions).toBe(1);
  expect(acs.statuses).toEqual([401, 401]);
});

test('each gateway has a password of its own, the same at every start; the ACS may change it', async () => {
  const { acs } = stage;
  const fleet = await stage.fleet({ count: 2 });
  const [one, two] = fleet.credentials();
  expect(one).toMatchObject({ deviceId: first, username: first });
  expect(one!.password).toMatch(/^[\w-]{24}$/);
  expect(two!.password).not.toBe(one!.password);
  const rotated = acs.order(first, 'SetParameterValues', {
    ParameterList: [{ name: 'Device.ManagementServer.Password', value: 'rotated', type: 'string' }],
    ParameterKey: '',
  });
  const hidden = acs.order(first, 'GetParameterValues', { ParameterNames: ['Device.ManagementServer.Password'] });
  answered(await rotated);
  expect(answered(await hidden).ParameterList[0]!.value).toBe('');
  await fleet.stop();
  acs.password = 'rotated';
  const from = acs.informs.length;
  const again = await stage.fleet();
  expect(again.credentials()[0]).toEqual(one);
  await acs.informWith('1 BOOT', from);
});

test('a redirect is followed for the session', async () => {
  const { acs } = stage;
  let redirected = 0;
  acs.mischief = (message) =>
    message === 'Inform' && redirected++ === 0 ? { status: 307, headers: { Location: '/elsewhere' } } : null;
  const fleet = await stage.fleet();
  await acs.informWith('0 BOOTSTRAP');
  await eventually(() => fleet.statistics()).toMatchObject({ sessions: 1, failedSessions: 0 });
});

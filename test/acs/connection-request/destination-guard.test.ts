import { describe, expect, test } from 'vitest';
import { destinationGuard } from '../../../src/acs/connection-request/destination-guard.ts';
import { callByHttp } from '../../../src/acs/connection-request/http/call.ts';
import { requestTarget } from '../../../src/acs/connection-request/http/request-target.ts';
import { knockedAt, login } from './support/knocked.ts';

describe('where a device may send us', () => {
  const guard = destinationGuard(undefined);

  test.each([
    '127.0.0.1',
    '127.9.9.9',
    '2130706433',
    '0x7f.1',
    '0.0.0.0',
    'localhost',
    '169.254.169.254',
    '100.100.100.200',
    '192.0.0.170',
    '224.0.0.1',
    '255.255.255.255',
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::ffff:a9fe:a9fe]',
    '[fe80::1]',
    '[ff02::1]',
    '[fd00:ec2::254]',
  ])('not to http://%s/', async (host) => {
    await expect(guard(`http://${host}:7547/x`)).rejects.toMatchObject({ code: 'destinationRefused' });
  });

  test.each([
    ['10.1.2.3', '10.1.2.3', 4],
    ['100.64.1.1', '100.64.1.1', 4],
    ['203.0.113.9', '203.0.113.9', 4],
    ['[2001:db8::1]', '2001:db8::1', 6],
    ['[::ffff:10.0.0.1]', '::ffff:a00:1', 6],
  ])('but to http://%s/', async (host, address, family) => {
    expect(await guard(`http://${host}:7547/x`)).toMatchObject({ address, family });
  });

  test('with a list of networks only to those', async () => {
    const listed = destinationGuard(['10.0.0.0/8', '2001:db8::/32']);
    expect(await listed('http://10.255.0.1/')).toMatchObject({ address: '10.255.0.1' });
    expect(await listed('http://[2001:db8::7]/')).toMatchObject({ family: 6 });
    for (const host of ['11.0.0.1', '127.0.0.1', '[2001:db9::1]', '[::1]']) {
      await expect(listed(`http://${host}/`)).rejects.toThrow('MUSTER_ALLOWED_CPE_NETWORKS');
    }
  });

  test('a name is resolved once: the address that was checked is the one that is called, under its own name', async () => {
    const { bell, url, server } = await knockedAt();
    const { port } = new URL(url);
    const destination = {
      ...(await destinationGuard(['127.0.0.0/8'])(url)),
      url: new URL(`http://somewhere-else.invalid:${port}/knock`),
    };
    expect(await callByHttp(destination, login, { basicAllowed: () => false })).toMatchObject({ outcome: 'accepted' });
    expect(bell.rung).toBe(1);
    await server.close();
  });
});

test.each([
  ['http://h', '/'],
  ['http://h/', '/'],
  ['http://h:7547?x=1', '/?x=1'],
  ['HTTP://h/a/../b', '/a/../b'],
  ['http://h/%7e?q=%2F#part', '/%7e?q=%2F'],
  [' http://h/a b/ü ', '/a%20b/%C3%BC'],
  ['http://[2001:db8::1]:80/x', '/x'],
])('the request target of %j is %j', (url, target) => {
  expect(requestTarget(url)).toBe(target);
});

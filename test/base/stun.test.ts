import { expect, test } from 'vitest';
import {
  addressIn,
  addressValue,
  attributeOf,
  errorCodeIn,
  errorCodeValue,
  fingerprintHolds,
  hasCookie,
  integrityHolds,
  readStun,
  stunAttributes,
  stunTypes,
  writeStun,
} from '../../src/base/stun.ts';

const hex = (text: string): Buffer => Buffer.from(text.replace(/\s/g, ''), 'hex');
const transaction = hex('2112a442 b7e7a701bc34d686fa87dfae');
const password = 'VOkJxbRl1RmTxUk/WvJxBt';

/** The published vectors of RFC 5769, §2.1 to §2.4. */
const sample = {
  request: hex(`00010058 2112a442 b7e7a701bc34d686fa87dfae
    80220010 5354554e207465737420636c69656e74 00240004 6e0001ff 80290008 932ff9b151263b36
    00060009 6576746a3a68367659202020 00080014 9aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2 80280004 e57a3bcf`),
  ipv4: hex(`0101003c 2112a442 b7e7a701bc34d686fa87dfae 8022000b 7465737420766563746f7220
    00200008 0001a147e112a643 00080014 2b91f599fd9e90c38c7489f92af9ba53f06be7d7 80280004 c07d4c96`),
  ipv6: hex(`01010048 2112a442 b7e7a701bc34d686fa87dfae 8022000b 7465737420766563746f7220
    00200014 0002a1470113a9faa5d3f179bc25f4b5bed2b9d9
    00080014 a382954e4be67bf11784c97c8292c275bfe3ed41 80280004 c8fb0b4c`),
};

test('RFC 5769 §2.1: a request is read, and its integrity and fingerprint hold', () => {
  const message = readStun(sample.request)!;
  expect(message.type).toBe(stunTypes.bindingRequest);
  expect(hasCookie(message)).toBe(true);
  expect(attributeOf(message, stunAttributes.username)!.value.toString()).toBe('evtj:h6vY');
  expect(integrityHolds(message, password)).toBe(true);
  expect(integrityHolds(message, `${password}x`)).toBe(false);
  expect(fingerprintHolds(message)).toBe(true);
});

test('RFC 5769 §2.1 and §2.2: what is written is the vector, byte for byte', () => {
  const again = (bytes: Buffer) => {
    const { type, attributes } = readStun(bytes)!;
    return writeStun({
      type,
      transaction,
      attributes: attributes.slice(0, -2),
      key: password,
      fingerprint: true,
      pad: 0x20,
    });
  };
  expect(again(sample.request)).toEqual(sample.request);
  expect(again(sample.ipv4)).toEqual(sample.ipv4);
  expect(again(sample.ipv6)).toEqual(sample.ipv6);
});

test.each([
  ['§2.2', sample.ipv4, { address: '192.0.2.1', port: 32_853 }],
  ['§2.3', sample.ipv6, { address: '2001:db8:1234:5678:11:2233:4455:6677', port: 32_853 }],
])('RFC 5769 %s: the mapped address is read and written', (_section, bytes, endpoint) => {
  const message = readStun(bytes)!;
  const type = stunAttributes.xorMappedAddress;
  expect(addressIn(message, type)).toEqual(endpoint);
  expect(addressValue(type, endpoint, transaction)).toEqual(attributeOf(message, type)!.value);
  expect(integrityHolds(message, password)).toBe(true);
});

test('a flipped bit anywhere breaks the integrity or the message', () => {
  for (let bit = 0; bit < (sample.request.length - 8) * 8; bit++) {
    const bytes = Buffer.from(sample.request);
    bytes[bit >> 3]! ^= 1 << (bit & 7);
    const message = readStun(bytes);
    expect(message === null || !integrityHolds(message, password), `bit ${bit}`).toBe(true);
    // A flipped length may swallow the fingerprint; then there is none to fail.
    const printed = message?.attributes.some(({ type }) => type === stunAttributes.fingerprint);
    expect(!printed || !fingerprintHolds(message!), `bit ${bit}`).toBe(true);
  }
});

test('RFC 3489: without the cookie the integrity is over text padded to 64 bytes', () => {
  const old = Buffer.alloc(16, 7);
  const username = { type: stunAttributes.username, value: Buffer.from('cpe1') };
  const message = readStun(writeStun({ type: 1, transaction: old, attributes: [username], key: 'k' }))!;
  expect(hasCookie(message)).toBe(false);
  expect(integrityHolds(message, 'k')).toBe(true);
  expect(integrityHolds(message, 'l')).toBe(false);
});

test.each([
  ['empty', ''],
  ['short', '0001000021'],
  ['other protocol', '474554202f20485454502f312e310d0a0d0a2020'],
  ['length too large', '000100042112a442b7e7a701bc34d686fa87dfae'],
  ['length too small', '000100002112a442b7e7a701bc34d686fa87dfae00060000'],
  ['not a multiple of four', '000100012112a442b7e7a701bc34d686fa87dfae00'],
  ['attribute beyond the end', '000100042112a442b7e7a701bc34d686fa87dfae00060008'],
])('a malformed datagram is no message: %s', (_what, bytes) => {
  expect(readStun(hex(bytes))).toBe(null);
});

test('any bytes at all are read without an exception', () => {
  for (let i = 0; i < 20_000; i++) {
    const bytes = Buffer.from(sample.request);
    for (let n = 0; n < 1 + (i % 5); n++) bytes[(i * 31 + n * 17) % bytes.length] = (i * 7 + n * 13) & 0xff;
    const message = readStun(bytes.subarray(0, bytes.length - (i % 9)));
    if (message) {
      fingerprintHolds(message);
      integrityHolds(message, 'x');
      for (const type of Object.values(stunAttributes)) addressIn(message, type);
    }
  }
});

test('what stands behind the integrity does not count', () => {
  const sealed = writeStun({ type: 1, transaction, attributes: [], key: 'k' });
  const more = Buffer.concat([sealed, hex('0006000463706531')]);
  more.writeUInt16BE(more.length - 20, 2);
  const message = readStun(more)!;
  expect(integrityHolds(message, 'k')).toBe(true);
  expect(attributeOf(message, stunAttributes.username)).toBeUndefined();
});

test('error codes', () => {
  const attributes = [{ type: stunAttributes.errorCode, value: errorCodeValue(431, 'no') }];
  expect(errorCodeIn(readStun(writeStun({ type: 0x111, transaction, attributes }))!)).toBe(431);
});

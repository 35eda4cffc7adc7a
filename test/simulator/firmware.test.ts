import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { imageCommand } from '../../src/cli/commands/image.ts';
import { headerLimit, packFirmware, preambleBytes } from '../../src/simulator/firmware-image.ts';
import { readFirmwareFileHead, verifyFirmwareFile } from '../../src/simulator/firmware-verify.ts';
import { image } from './support/stage.ts';

let directory: string;
let path: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'muster-firmware-'));
  path = join(directory, 'x.img');
});
afterAll(() => rm(directory, { recursive: true }));

const good = image('2.0.0', 'MG100', 200_000);
const changed = (at: number, to: (byte: number) => number): Buffer => {
  const copy = Buffer.from(good);
  copy[at] = to(copy[at]!);
  return copy;
};

test('what is packed is accepted, and packing again gives the same bytes', async () => {
  await writeFile(path, good);
  const verdict = await verifyFirmwareFile(path, { productClass: 'MG100', hardwareVersion: 'A1' });
  expect(verdict).toMatchObject({
    ok: true,
    header: { productClass: 'MG100', version: '2.0.0', payloadSize: 200_000 },
  });
  expect(image('2.0.0', 'MG100', 200_000).equals(good)).toBe(true);
});

test('an empty payload is a payload', async () => {
  await writeFile(path, packFirmware({ productClass: 'A', version: '1', payload: Buffer.alloc(0) }));
  expect(await verifyFirmwareFile(path)).toMatchObject({ ok: true });
});

test.each<[string, Buffer, string]>([
  ['an empty file', Buffer.alloc(0), 'wrongMagic'],
  ['another file', Buffer.from('PK\x03\x04'.repeat(100)), 'wrongMagic'],
  ['a cut preamble', good.subarray(0, 10), 'truncated'],
  ['a cut header', good.subarray(0, 60), 'truncated'],
  ['a cut payload', good.subarray(0, good.length - 1), 'truncated'],
  ['bytes behind the payload', Buffer.concat([good, Buffer.alloc(1)]), 'trailingBytes'],
  ['a later format', changed(9, () => 2), 'unsupportedFormat'],
  ['a header too long', changed(10, () => (headerLimit >> 8) + 1), 'badHeader'],
  ['a changed header', changed(preambleBytes + 20, (byte) => byte ^ 1), 'badHeader'],
  ['a changed payload', changed(good.length - 1, (byte) => byte ^ 1), 'badChecksum'],
  ['another model', image('2.0.0', 'MG200'), 'wrongModel'],
  [
    'other hardware',
    packFirmware({ productClass: 'MG100', hardwareVersion: 'B2', version: '1', payload: Buffer.alloc(9) }),
    'wrongModel',
  ],
])('%s is refused', async (_name, content, reason) => {
  await writeFile(path, content);
  expect(await verifyFirmwareFile(path, { productClass: 'MG100', hardwareVersion: 'A1' })).toMatchObject({
    ok: false,
    reason,
  });
});

test('a bank cut off behind its header still tells its version', async () => {
  await writeFile(path, good);
  const verdict = await verifyFirmwareFile(path);
  await truncate(path, verdict.ok ? verdict.payloadOffset : 0);
  expect(await readFirmwareFileHead(path)).toMatchObject({ ok: true, header: { version: '2.0.0' } });
  expect(await verifyFirmwareFile(path)).toMatchObject({ ok: false, reason: 'truncated' });
});

test('names that do not fit are refused', () => {
  const payload = Buffer.alloc(1);
  expect(() => packFirmware({ productClass: '', version: '1', payload })).toThrow('productClass ""');
  expect(() => packFirmware({ productClass: 'A', version: 'x'.repeat(65), payload })).toThrow('version "xxx');
});

test('muster image pack writes what show accepts', async () => {
  const out = join(directory, 'packed.img');
  const run = (...words: string[]) => imageCommand().exitOverride().parseAsync(words, { from: 'user' });
  await run('pack', '--product-class', 'MG100', '--fw-version', '3.0', '--size', '4k', '--out', out);
  expect(await verifyFirmwareFile(out)).toMatchObject({ ok: true, header: { version: '3.0', payloadSize: 4096 } });
  await run('show', out);
  const bytes = await readFile(out);
  await writeFile(out, bytes.subarray(0, -1));
  await expect(run('show', out)).rejects.toThrow(`${out}: truncated`);
  await expect(run('show', join(directory, 'absent'))).rejects.toThrow('cannot be read');
});

test('checking a large file holds little of it in memory', async () => {
  const large = join(directory, 'large.img');
  await writeFile(large, packFirmware({ productClass: 'A', version: '1', payload: Buffer.alloc(64 * 1024 * 1024) }));
  // Of its own memory only: on Linux the maximum that a process is told counts that of the one that forked it.
  const script = `
    const { existsSync, readFileSync } = await import('node:fs');
    const status = '/proc/self/status';
    const peak = () => existsSync(status)
      ? Number(/VmHWM:\\s+(\\d+) kB/.exec(readFileSync(status, 'utf8'))[1])
      : process.resourceUsage().maxRSS;
    const { verifyFirmwareFile } = await import(${JSON.stringify(join(import.meta.dirname, '../../src/simulator/firmware-verify.ts'))});
    const before = process.memoryUsage().rss;
    const { ok } = await verifyFirmwareFile(${JSON.stringify(large)});
    console.log(ok, peak() * 1024 - before < 40e6);`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
  expect(stdout.trim()).toBe('true true');
});

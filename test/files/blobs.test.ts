import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { type BlobStore, openBlobStore } from '../../src/files/blobs.ts';

let directory: string;
let blobs: BlobStore;

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'muster-blobs-'));
  blobs = await openBlobStore(directory, systemClock);
});
afterEach(() => rm(directory, { recursive: true, force: true }));

async function filesOnDisk(): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries.filter((e) => e.isFile()).map((e) => path.relative(directory, path.join(e.parentPath, e.name)));
}

async function* chunksOf(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe('taking bytes in', () => {
  it('keeps them under their SHA-256', async () => {
    const bytes = randomBytes(300_001);
    const received = await blobs.receive(chunksOf(bytes, 65_537), 1e6);
    await received.keep();
    await received.keep();
    await received.discard();
    const hex = createHash('sha256').update(bytes).digest('hex');
    expect(received).toMatchObject({ size: bytes.length, sha256: Buffer.from(hex, 'hex') });
    expect(await filesOnDisk()).toEqual([path.join(hex.slice(0, 2), hex.slice(2))]);
    expect(await buffer(await blobs.read(received.sha256))).toEqual(bytes);
    expect(await blobs.stat(received.sha256)).toEqual({ size: bytes.length });
  });

  it('keeps equal bytes once', async () => {
    for (let i = 0; i < 3; i++) await (await blobs.receive(chunksOf(Buffer.from('same'), 1), 10)).keep();
    expect(await filesOnDisk()).toHaveLength(1);
  });

  it('takes just the cap and not a byte more, without ending the source', async () => {
    await (await blobs.receive(chunksOf(Buffer.alloc(1000), 100), 1000)).discard();
    const source = Readable.from(chunksOf(Buffer.alloc(1001), 100));
    await expect(blobs.receive(source, 1000)).rejects.toMatchObject({ code: 'tooLarge' });
    expect(source.destroyed).toBe(false);
    expect(await filesOnDisk()).toEqual([]);
  });

  it('leaves nothing when the source fails or is cut off', async () => {
    async function* failing(): AsyncGenerator<Buffer> {
      yield Buffer.alloc(100_000);
      throw new TypeError('the line dropped');
    }
    await expect(blobs.receive(failing(), 1e6)).rejects.toThrow('the line dropped');
    const cut = new Readable({ read() {} });
    cut.push(Buffer.alloc(1000));
    setTimeout(() => cut.destroy(), 20);
    await expect(blobs.receive(cut, 1e6)).rejects.toThrow();
    expect(await filesOnDisk()).toEqual([]);
  });

  it('leaves nothing when what came in is discarded', async () => {
    await (await blobs.receive(chunksOf(Buffer.from('x'), 1), 10)).discard();
    expect(await filesOnDisk()).toEqual([]);
  });

  it('clears away what a killed process left, once it is surely dead', async () => {
    const dead = path.join(directory, 'incoming', 'dead');
    await writeFile(dead, 'half');
    await writeFile(path.join(directory, 'incoming', 'alive'), 'half');
    const yesterday = new Date(Date.now() - 25 * 3_600_000);
    await utimes(dead, yesterday, yesterday);
    await openBlobStore(directory, systemClock);
    expect(await filesOnDisk()).toEqual([path.join('incoming', 'alive')]);
  });
});

describe('giving bytes out', () => {
  it('gives a part, both ends included', async () => {
    const received = await blobs.receive(chunksOf(Buffer.from('0123456789'), 3), 10);
    await received.keep();
    expect((await buffer(await blobs.read(received.sha256, { start: 2, end: 5 }))).toString()).toBe('2345');
    expect((await buffer(await blobs.read(received.sha256, { start: 9, end: 9 }))).toString()).toBe('9');
  });

  it('says at once that there are none', async () => {
    const missing = Buffer.alloc(32, 1);
    await expect(blobs.read(missing)).rejects.toMatchObject({ code: 'notFound' });
    expect(await blobs.stat(missing)).toBeNull();
    await blobs.remove(missing);
  });

  it('removes them', async () => {
    const received = await blobs.receive(chunksOf(Buffer.from('x'), 1), 10);
    await received.keep();
    await blobs.remove(received.sha256);
    expect(await blobs.stat(received.sha256)).toBeNull();
    expect(await filesOnDisk()).toEqual([]);
  });
});

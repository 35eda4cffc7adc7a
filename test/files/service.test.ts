import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import type { DeviceKey, OperationId } from '../../src/base/ids.ts';
import { newId } from '../../src/base/ids.ts';
import { type BlobStore, openBlobStore } from '../../src/files/blobs.ts';
import { checkMeta } from '../../src/files/file-meta.ts';
import { checkLink, tokenOf } from '../../src/files/links.ts';
import { type FilesService, filesService } from '../../src/files/service.ts';
import { withDatabase } from '../support/database.ts';

const database = withDatabase();
const signingKey = randomBytes(32);
let now = Date.parse('2026-05-04T12:00:00Z');
const clock = { now: () => now };
let directory: string;
let blobs: BlobStore;
let files: FilesService;

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'muster-files-'));
  blobs = await openBlobStore(directory, clock);
  files = filesService({
    pool: database.pool,
    blobs,
    clock,
    signingKey,
    publicBase: 'http://10.0.0.1:7567/',
    maxFileSize: 1000,
    packageKeys: async () => null,
  });
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const bytes = (content: string): AsyncIterable<Buffer> =>
  (async function* () {
    yield Buffer.from(content);
  })();

async function blobCount(): Promise<number> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).length;
}

describe('files', () => {
  it('come back as they were given', async () => {
    const added = await files.add(bytes('firmware'), { name: 'fw.bin', version: '2.4.0', productClass: 'HG8245' });
    expect(await files.get(added.id)).toEqual(added);
    expect(added).toMatchObject({ name: 'fw.bin', fileType: '1 Firmware Upgrade Image', size: 8, manufacturer: null });
    expect(await text((await files.content(added.id)).stream)).toBe('firmware');
    expect(await text((await files.content(added.id, { start: 4, end: 7 })).stream)).toBe('ware');
    await files.remove(added.id);
  });

  it('share equal bytes, which go with the last of them', async () => {
    const before = await blobCount();
    const [a, b] = await Promise.all([
      files.add(bytes('shared'), { name: 'a' }),
      files.add(bytes('shared'), { name: 'b' }),
    ]);
    expect(await blobCount()).toBe(before + 1);
    await files.remove(a.id);
    expect(await text((await files.content(b.id)).stream)).toBe('shared');
    await files.remove(b.id);
    expect(await blobCount()).toBe(before);
  });

  it('keep their bytes whoever adds and removes the same ones meanwhile', async () => {
    for (let round = 0; round < 20; round++) {
      const old = await files.add(bytes('contended'), { name: 'old' });
      const [fresh] = await Promise.all([files.add(bytes('contended'), { name: 'new' }), files.remove(old.id)]);
      expect(await text((await files.content(fresh.id)).stream)).toBe('contended');
      await files.remove(fresh.id);
    }
  });

  it('are refused with a reason, and leave nothing', async () => {
    const before = await blobCount();
    await expect(files.add(bytes(''), { name: 'x' })).rejects.toMatchObject({ code: 'invalidRequest' });
    await expect(files.add(bytes('x'.repeat(1001)), { name: 'x' })).rejects.toMatchObject({ code: 'tooLarge' });
    await expect(files.add(bytes('x'), { name: '' })).rejects.toMatchObject({ code: 'invalidRequest' });
    expect(await blobCount()).toBe(before);
  });

  it('leave nothing when their row cannot be written', async () => {
    const before = await blobCount();
    await database.pool.query('ALTER TABLE file RENAME COLUMN name TO gone');
    try {
      await expect(files.add(bytes('lost'), { name: 'x' })).rejects.toThrow();
    } finally {
      await database.pool.query('ALTER TABLE file RENAME COLUMN gone TO name');
    }
    expect(await blobCount()).toBe(before);
  });

  test.each(['nonsense', '00000000-0000-7000-8000-000000000000'])('%s is not found', async (id) => {
    await expect(files.get(id)).rejects.toMatchObject({ code: 'notFound' });
    await expect(files.remove(id)).rejects.toMatchObject({ code: 'notFound' });
    await expect(files.content(id)).rejects.toMatchObject({ code: 'notFound' });
  });

  it('are listed newest first, page by page, each once', async () => {
    const names: string[] = [];
    for (let i = 0; i < 7; i++) {
      // Three share a millisecond.
      now += i % 3 === 0 ? 1000 : 0;
      names.push((await files.add(bytes(`content ${i}`), { name: `f${i}` })).id);
    }
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await files.list(cursor, 3);
      expect(page.items.length).toBeLessThanOrEqual(3);
      seen.push(...page.items.map((file) => file.id));
      cursor = page.next;
    } while (cursor !== null);
    expect(seen.toSorted()).toEqual(names.toSorted());
    expect(seen[0]).toBe(names[6]);
    await expect(files.list('nonsense', 3)).rejects.toMatchObject({ code: 'invalidCursor' });
    await expect(files.list('1.2', 3)).rejects.toMatchObject({ code: 'invalidCursor' });
  });

  it('get links for one device and one purpose', async () => {
    const file = await files.add(bytes('linked'), { name: 'fw 1.bin' });
    const purpose = newId<'OperationId'>(now) as OperationId;
    const link = await files.linkFor(database.pool, file.id, 42 as DeviceKey, purpose, 3600);
    expect(link.file).toEqual(file);
    expect(link.expiresAt.getTime()).toBe(now + 3_600_000);
    expect(link.url).toMatch(/^http:\/\/10\.0\.0\.1:7567\/f\/[\w-]+\/fw_1\.bin$/);
    expect(checkLink(signingKey, tokenOf(new URL(link.url).pathname)!, now)).toEqual({
      status: 'valid',
      claim: { fileId: file.id, deviceKey: 42, purpose, expiresAt: now + 3_600_000 },
    });
  });
});

describe('what is said of a file', () => {
  test.each([
    '1 Firmware Upgrade Image',
    '2 Web Content',
    '3 Vendor Configuration File',
    '4 Tone File',
    '5 Ringer File',
    '6 Stored Firmware Image',
    'X 00E0FC Certificate',
  ])('type %s', (fileType) => {
    expect(checkMeta({ name: 'x', fileType }).fileType).toBe(fileType);
  });

  test.each([
    [{ name: 'a\nb' }, ['name']],
    [{ name: 'a\u0085' }, ['name']],
    [{ name: 'x'.repeat(256) }, ['name']],
    [{ name: '', version: 'v'.repeat(65) }, ['version', 'name']],
    [{ name: 'x', fileType: '1 firmware upgrade image' }, ['fileType']],
    [{ name: 'x', fileType: '' }, ['fileType']],
    [{ name: 'x', fileType: 'X 00E0F Certificate' }, ['fileType']],
    [{ name: 'x', fileType: 'X 00E0FC ' }, ['fileType']],
    [{ name: 'x', fileType: `X 00E0FC ${'t'.repeat(60)}` }, ['fileType']],
    [{ name: 'x', manufacturer: '\0', productClass: '\0' }, ['manufacturer', 'productClass']],
  ])('%j is refused', (given, paths) => {
    expect(() => checkMeta(given)).toThrow(
      expect.objectContaining({
        code: 'invalidRequest',
        items: paths.map((at) => expect.objectContaining({ path: at })),
      }),
    );
  });

  it('may be little', () => {
    expect(checkMeta({ name: 'ü'.repeat(255), version: '' })).toEqual({
      name: 'ü'.repeat(255),
      fileType: '1 Firmware Upgrade Image',
      version: null,
      manufacturer: null,
      productClass: null,
    });
  });
});

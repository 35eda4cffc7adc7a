import { beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../../src/base/clock.ts';
import {
  type ModuleSetsService,
  moduleSetsService,
  type PackageFacts,
  type SourceFile,
} from '../../../src/software/wanted/service.ts';
import { withDatabase } from '../../support/database.ts';

// What the repository knows of a package becomes part of the wish.
const database = withDatabase();
const app = '0196a000-0000-7000-8000-00000000000a';
const lib = '0196a000-0000-7000-8000-00000000000b';
const files: Record<string, SourceFile> = {
  [app]: {
    name: 'app.ipk',
    version: null,
    package: { version: '1.1', depends: ['lib (>= 1)', 'libc'], installedSize: 5_000 },
  },
  [lib]: { name: 'lib.ipk', version: null, package: { version: '1.0', depends: [], installedSize: 100 } },
};
const variants: readonly PackageFacts[] = [
  { version: '2.0', depends: ['lib', 'tls | ssl', 'ui'], installedSize: 9_000 },
  { version: '2.0', depends: ['libc', 'lib (>= 1)'], installedSize: 3_000 },
];
const actor = { name: 'test', role: 'operator' };
let sets: ModuleSetsService;
let n = 0;
beforeAll(() => {
  sets = moduleSetsService(
    database.pool,
    systemClock,
    async (_db, id) => files[id] ?? null,
    async (_db, name, version) => (name === 'app' && (version ?? '2.0') === '2.0' ? variants : []),
  );
});
const create = (...modules: object[]) => sets.create({ name: `s${++n}`, filter: `tag = "t${n}"`, modules }, actor);

test('size and dependencies are filled in, those of the set only', async () => {
  const set = await create(
    { name: 'app', state: 'Active', fileId: app },
    { name: 'lib', state: 'Active', fileId: lib },
  );
  expect(set.modules).toMatchObject([{ requires: ['lib'], diskSpace: 5 }, { diskSpace: 1 }]);
  const own = await create({ name: 'app', state: 'Active', fileId: app, diskSpace: 70 });
  expect(own.modules).toEqual([{ name: 'app', state: 'Active', fileId: app, diskSpace: 70 }]);
});

test('a package that needs what should be absent, and a version that it does not have, are refused', async () => {
  await expect(create({ name: 'app', state: 'Active', fileId: app }, { name: 'lib', state: 'Absent' })).rejects.toThrow(
    '"app" requires "lib", which is to be Absent',
  );
  await expect(create({ name: 'app', state: 'Active', fileId: app, version: '1.2' })).rejects.toThrow(
    'version is 1.2, but the file "app.ipk" has version 1.1',
  );
  await expect(
    create({ name: 'app', state: 'Active', fileId: '0196a000-0000-7000-8000-00000000000c' }),
  ).rejects.toThrow('there is no file');
});

test('of a package by name and version, what all its variants have in common', async () => {
  const wanted = { name: 'app', state: 'Active', package: 'app' };
  const others = ['lib', 'tls', 'ui'].map((name) => ({ name, state: 'Active', url: 'http://h/x' }));
  const pinned = await create({ ...wanted, version: '2.0' }, ...others);
  expect(pinned.modules[0]).toEqual({ ...wanted, version: '2.0', requires: ['lib'], diskSpace: 3 });
  const newest = await create(wanted, ...others);
  expect(newest.modules[0]).toEqual(wanted);
});

test('a package that the repository does not have is refused, in that version neither', async () => {
  await expect(create({ name: 'app', state: 'Active', package: 'other' })).rejects.toThrow(
    'there is no package "other" in the repository',
  );
  await expect(create({ name: 'app', state: 'Active', package: 'app', version: '2.1' })).rejects.toThrow(
    'there is no package "app" 2.1 in the repository',
  );
});

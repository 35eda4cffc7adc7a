import { beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../../src/base/clock.ts';
import { type ModuleSetsService, moduleSetsService, type SourceFile } from '../../../src/software/wanted/service.ts';
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
const actor = { name: 'test', role: 'operator' };
let sets: ModuleSetsService;
let n = 0;
beforeAll(() => {
  sets = moduleSetsService(
    database.pool,
    systemClock,
    async (_db, id) => files[id] ?? null,
    async (_db, name) => name === 'app',
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

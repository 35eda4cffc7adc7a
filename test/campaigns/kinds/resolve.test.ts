import { describe, expect, it } from 'vitest';
import { type FileId, newId } from '../../../src/base/ids.ts';
import { asWritten, filesOf } from '../../../src/campaigns/plan/resolved.ts';
import { campaignsService } from '../../../src/campaigns/service/service.ts';
import { fileInUse } from '../../../src/campaigns/store.ts';
import { insertPackage } from '../../../src/files/packages/store.ts';
import { insertFile } from '../../../src/files/store.ts';
import { stage, virtualClock } from '../../operations/support/stage.ts';
import { withDatabase } from '../../support/database.ts';
import { addFile } from '../support/world.ts';

const database = withDatabase(20);
const clock = virtualClock();
const actor = { name: 'tester', role: 'operator' };
const service = () => campaignsService(database.pool, clock);

interface Made {
  readonly version?: string;
  readonly depends?: readonly string[];
  readonly installedSize?: number;
  readonly productClass?: string | null;
  readonly architecture?: string;
  readonly format?: 'ipk' | 'opaque';
}

/** A package in the repository. @returns the id of its file */
async function addPackage(name: string, more: Made = {}): Promise<FileId> {
  const id = newId<'FileId'>(clock.now());
  await insertFile(database.pool, {
    id,
    name: `${name}.ipk`,
    fileType: 'Software Package',
    version: null,
    manufacturer: null,
    productClass: more.productClass ?? null,
    size: 10,
    sha256: Buffer.alloc(32),
    createdAt: new Date(clock.now()),
  });
  await insertPackage(database.pool, id, {
    format: more.format ?? 'ipk',
    name,
    version: more.version ?? '1.0',
    architecture: more.architecture ?? 'all',
    execEnvType: '',
    depends: more.depends ?? [],
    installedSize: more.installedSize ?? 4_000,
    maintainer: '',
    description: '',
    units: [],
    signedBy: null,
  });
  return id;
}

const create = (kind: string, artifact: object, more: object = {}) =>
  service().create({ name: kind, kind, filter: 'productClass = "GW"', artifact, ...more }, actor);

async function refusal(work: Promise<unknown>): Promise<{ code: string; path: string; message: string }> {
  try {
    await work;
  } catch (error) {
    const { code, items, message } = error as { code: string; items?: { path: string }[]; message: string };
    return { code, path: items?.[0]?.path ?? '', message };
  }
  throw new Error('it was not refused');
}

describe('packages of a plan', () => {
  it('get name, version and size from their file', async () => {
    const fileId = await addPackage('meter', { version: '1.2' });
    const { plan } = await create('install', { packages: [{ fileId }] });
    expect(plan).toMatchObject({
      productClass: null,
      packages: [{ op: 'install', name: 'meter', version: '1.2', source: { fileId }, diskSpace: 4, uuid: null }],
    });
    expect(asWritten(plan)).not.toHaveProperty('packages');
    expect(filesOf(plan)).toEqual([fileId]);
  });

  it('by name are the newest there is, of all variants what holds for each', async () => {
    await addPackage('radio', { version: '1.9' });
    await addPackage('radio', { version: '1.10', architecture: 'arm', installedSize: 9_000, depends: ['base', 'arm'] });
    await addPackage('radio', { version: '1.10', architecture: 'mips', installedSize: 5_000, depends: ['base'] });
    const { plan } = await create('install', {
      packages: [{ package: 'radio' }, { name: 'base', url: 'http://x/base' }, { name: 'arm', url: 'http://x/arm' }],
    });
    expect(plan).toMatchObject({
      packages: [
        { name: 'radio', version: '1.10', diskSpace: 5, requires: ['base'], source: { package: 'radio' } },
        { name: 'base', version: null, requires: [] },
        { name: 'arm' },
      ],
    });
  });

  it('may each have an op of their own, one of which is that of the kind', async () => {
    const fileId = await addPackage('new');
    const packages = [{ fileId }, { op: 'uninstall', name: 'old' }];
    const { plan } = await create('install', { packages });
    expect(plan).toMatchObject({ packages: [{ op: 'install' }, { op: 'uninstall', name: 'old', source: null }] });
    expect(await refusal(create('update', { packages: [{ op: 'uninstall', name: 'old' }] }))).toMatchObject({
      code: 'contradiction',
      path: 'artifact.packages',
    });
  });

  it('are refused where they are not there or do not fit', async () => {
    const fileId = await addPackage('thing', { version: '3' });
    const other = await addPackage('other', { productClass: 'A' });
    const another = await addPackage('another', { productClass: 'B' });
    const opaque = await addPackage('opaque', { format: 'opaque' });
    const firmware = await addFile(database.pool, clock.now());
    const gone = '0196a000-0000-4000-8000-00000000dead';
    const bad: [kind: string, packages: object[], code: string, path: string][] = [
      ['install', [{ fileId: gone }], 'notFound', 'artifact.packages.0.fileId'],
      ['install', [{ package: 'nobody-has-this' }], 'notFound', 'artifact.packages.0.package'],
      ['install', [{ package: 'thing', version: '4' }], 'notFound', 'artifact.packages.0.package'],
      ['install', [{ fileId: firmware }], 'contradiction', 'artifact.packages.0.fileId'],
      ['install', [{ fileId, version: '4' }], 'contradiction', 'artifact.packages.0'],
      ['install', [{ name: 'thing' }], 'invalidRequest', 'artifact.packages.0.url'],
      ['install', [{ url: 'http://x/y' }], 'invalidRequest', 'artifact.packages.0.name'],
      ['install', [{ fileId: opaque }], 'invalidRequest', 'artifact.packages.0.name'],
      ['update', [{ name: 'a', url: 'http://x/y' }], 'invalidRequest', 'artifact.packages.0.version'],
      ['uninstall', [{ name: 'a', fileId }], 'contradiction', 'artifact.packages.0'],
      ['install', [{ fileId }, { fileId }], 'contradiction', 'artifact.packages.1'],
      ['install', [{ fileId: other }, { fileId: another }], 'contradiction', 'artifact.packages'],
    ];
    for (const [kind, packages, code, path] of bad) {
      const found = await refusal(create(kind, { packages }));
      expect([JSON.stringify(packages), found.code, found.path]).toEqual([JSON.stringify(packages), code, path]);
    }
  });
});

describe('hops of a plan', () => {
  const file = (version: string | null, productClass: string | null = null) =>
    addFile(database.pool, clock.now(), { version, productClass });

  it('get their versions from their files', async () => {
    const [hop, wanted] = [await file('1.5'), await file('2.0')];
    const { plan } = await create('firmware', {
      fileId: wanted,
      minSource: '1.5',
      hops: [{ fileId: hop, minSource: '1.0' }],
    });
    expect(plan).toMatchObject({ images: [{ fileId: hop, version: '1.5', minSource: '1.0' }], targetVersion: '2.0' });
    expect(asWritten(plan)).not.toHaveProperty('images');
    expect(filesOf(plan)).toEqual([wanted, hop]);
  });

  it('are refused where they lead nowhere', async () => {
    const wanted = await file('2.0');
    const [low, same, high] = [await file('1.5'), await file('1.5'), await file('2.0')];
    const [unnamed, other] = [await file(null), await file('1.0', 'XX')];
    const hops = (...ids: string[]) => ({ fileId: wanted, hops: ids.map((fileId) => ({ fileId })) });
    const bad: [artifact: object, code: string, path: string][] = [
      [hops(high), 'contradiction', 'artifact.hops.0'],
      [hops(low, same), 'contradiction', 'artifact.hops.1'],
      [hops(unnamed), 'invalidRequest', 'artifact.hops.0.fileId'],
      [hops(other), 'contradiction', 'artifact.hops.0'],
      [{ fileId: wanted, minSource: '2.1' }, 'contradiction', 'artifact.minSource'],
    ];
    for (const [artifact, code, path] of bad)
      expect(await refusal(create('firmware', artifact))).toMatchObject({ code, path });
  });
});

describe('devices that seem to be as wanted', () => {
  const root = 'Device.SoftwareModules.';
  const uuid = '1e1d5c70-0b54-5a3c-9f3e-2f7a5b6c7d8e';

  it('are counted by what is stored of their modules', async () => {
    const muster = stage(database.pool, clock);
    const rows = {
      'ExecEnv.1.Name': 'native',
      'DeploymentUnit.1.Name': 'counted',
      'DeploymentUnit.1.UUID': uuid,
      'DeploymentUnit.1.Version': '1.0',
      'DeploymentUnit.1.Status': 'Installed',
      'ExecutionUnit.1.Name': 'countedd',
      'ExecutionUnit.1.Status': 'Active',
    };
    for (const serial of ['has-it', 'has-none']) {
      const talk = await muster.call(serial);
      if (serial === 'has-none') continue;
      await muster.order(talk.device, 'getParameterValues', { paths: [root] });
      await talk.ask();
      const list = Object.entries(rows).map(([name, value]) => ({ name: root + name, value, type: 'string' }));
      await talk.answer('GetParameterValues', { ParameterList: list });
    }
    const already = async (kind: string, artifact: object): Promise<number> => {
      const { id } = await service().create({ name: kind, kind, filter: 'serialNumber like "has-*"', artifact }, actor);
      const { matched, already } = await service().dryRun(id);
      expect(matched).toBe(2);
      return already;
    };
    const url = 'http://x/y';
    expect(await already('install', { packages: [{ name: 'counted', version: '1.0', url }] })).toBe(1);
    expect(await already('install', { packages: [{ name: 'counted', version: '1.1', url }] })).toBe(0);
    expect(await already('update', { packages: [{ uuid, version: '1.0', url }] })).toBe(1);
    expect(await already('uninstall', { packages: [{ name: 'counted' }] })).toBe(0);
    expect(await already('uninstall', { packages: [{ name: 'other' }] })).toBe(1);
    expect(await already('executionUnitState', { executionUnit: 'countedd', requestedState: 'Active' })).toBe(1);
    expect(await already('executionUnitState', { executionUnit: 'countedd', requestedState: 'Idle' })).toBe(0);
    expect(await already('reboot', {})).toBe(0);
  });
});

describe('a file', () => {
  it('is in use wherever a plan names it, until its campaign has ended', async () => {
    const used = await addPackage('used', { version: '7' });
    const byName = await addPackage('by-name', { version: '7' });
    const free = await addPackage('free');
    const [hop, wanted] = [
      await addFile(database.pool, clock.now(), { version: '1.5' }),
      await addFile(database.pool, clock.now(), { version: '2.0' }),
    ];
    const campaign = await create('install', { packages: [{ fileId: used }, { package: 'by-name' }] });
    await create('firmware', { fileId: wanted, hops: [{ fileId: hop }] });
    expect(await fileInUse(database.pool, used)).toBe('install');
    expect(await fileInUse(database.pool, byName)).toBe('install');
    expect(await fileInUse(database.pool, hop)).toBe('firmware');
    expect(await fileInUse(database.pool, free)).toBeNull();
    await service().remove(campaign.id, actor);
    expect(await fileInUse(database.pool, used)).toBeNull();
  });
});

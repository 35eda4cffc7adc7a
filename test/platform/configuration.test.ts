import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/platform/config/config.ts';
import { type Environment, readEnvironment, readRoles, variables } from '../../src/platform/config/environment.ts';
import { generatedOnce, loadSecrets } from '../../src/platform/config/secrets.ts';

interface Variable {
  readonly name: keyof Environment;
  readonly default: unknown;
  readonly good: readonly (readonly [text: string, value: unknown])[];
  readonly bad: readonly string[];
  /** As it stands in the error. */
  readonly allowed: string;
}

const ports = 'a port number, 0 for any free one';
const badPorts = ['-1', '65536', '80.5', 'http', 'x1'];
const goodPorts = [
  ['0', 0],
  ['65535', 65_535],
] as const;

const table: readonly Variable[] = [
  {
    name: 'MUSTER_DATA_DIR',
    default: './var',
    good: [['/srv/muster', '/srv/muster']],
    bad: [],
    allowed: 'a directory',
  },
  {
    name: 'MUSTER_DATABASE_URL',
    default: undefined,
    good: [
      ['postgres://u:p@db:5432/muster', 'postgres://u:p@db:5432/muster'],
      ['postgresql://db/x', 'postgresql://db/x'],
    ],
    bad: ['mysql://db/x', 'db:5432', 'localhost', 'http://db/x'],
    allowed: 'postgres://user:password@host:port/name',
  },
  {
    name: 'MUSTER_REDIS_URL',
    default: undefined,
    good: [
      ['redis://cache:6379', 'redis://cache:6379'],
      ['rediss://cache', 'rediss://cache'],
    ],
    bad: ['cache:6379', 'http://cache', 'redis'],
    allowed: 'redis://host:port or rediss://host:port',
  },
  {
    name: 'MUSTER_SECRET',
    default: undefined,
    good: [['s'.repeat(32), 's'.repeat(32)]],
    bad: ['s'.repeat(31)],
    allowed: 'at least 32 characters, the same for every process',
  },
  {
    name: 'MUSTER_PUBLIC_HOST',
    default: undefined,
    good: [
      ['acs.example.net', 'acs.example.net'],
      ['2001:db8::7', '2001:db8::7'],
    ],
    bad: ['http://acs', 'acs/path', 'two words'],
    allowed: 'a host name or an address, without port',
  },
  {
    name: 'MUSTER_BIND',
    default: undefined,
    good: [['::', '::']],
    bad: [],
    allowed: 'an address to listen on, for every door',
  },
  { name: 'MUSTER_ACS_PORT', default: 7547, good: goodPorts, bad: badPorts, allowed: ports },
  { name: 'MUSTER_API_PORT', default: 7557, good: goodPorts, bad: badPorts, allowed: ports },
  { name: 'MUSTER_FILES_PORT', default: 7567, good: goodPorts, bad: badPorts, allowed: ports },
  {
    name: 'MUSTER_CPE_AUTH',
    default: ['digest'],
    good: [
      ['digest,basic', ['digest', 'basic']],
      [' none ', ['none']],
    ],
    bad: ['certificate', 'digest,ntlm', ','],
    allowed: 'digest, basic, none (comma list)',
  },
  {
    name: 'MUSTER_CPE_BASIC_WITHOUT_TLS',
    default: false,
    good: [
      ['true', true],
      ['1', true],
      ['false', false],
      ['0', false],
    ],
    bad: ['yes', 'TRUE', '2'],
    allowed: 'true or false',
  },
  {
    name: 'MUSTER_CPE_USERNAME',
    default: 'cpe',
    good: [['fleet@isp', 'fleet@isp']],
    bad: ['a:b', 'a"b', 'a\\b'],
    allowed: 'a name without : " and \\',
  },
  { name: 'MUSTER_CPE_PASSWORD', default: undefined, good: [['x', 'x']], bad: [], allowed: 'any text' },
  {
    name: 'MUSTER_ADMIN_KEY',
    default: undefined,
    good: [['k'.repeat(16), 'k'.repeat(16)]],
    bad: ['k'.repeat(15)],
    allowed: 'at least 16 characters',
  },
  {
    name: 'MUSTER_ALLOWED_CPE_NETWORKS',
    default: undefined,
    good: [
      ['10.0.0.0/8', ['10.0.0.0/8']],
      ['10.0.0.0/8, fd00::/8', ['10.0.0.0/8', 'fd00::/8']],
    ],
    bad: ['10.0.0.0', '10.0.0.0/33', 'fd00::/129', 'home/8', '10.0.0.0/8,x'],
    allowed: 'networks as address/prefix, comma separated',
  },
  {
    name: 'MUSTER_PERIODIC_INFORM_INTERVAL',
    default: 0,
    good: [['300', 300]],
    bad: ['-1', '1.5', '5m'],
    allowed: 'seconds to provision, 0 to leave alone',
  },
  {
    name: 'MUSTER_PROVISIONING',
    default: 'bootstrap',
    good: [['off', 'off']],
    bad: ['on', 'Off'],
    allowed: 'bootstrap or off',
  },
  {
    name: 'MUSTER_WORKERS',
    default: 1,
    good: [['1', 1]],
    bad: ['0', '2', 'many'],
    allowed: '1 (several acs processes need resumable sessions, which this version does not have)',
  },
  {
    name: 'MUSTER_MAX_SESSIONS',
    default: 5_000,
    good: [['1', 1]],
    bad: ['0', '1000001', 'all'],
    allowed: 'most CWMP sessions at once per process, 1 to 1000000',
  },
  {
    name: 'MUSTER_MAX_BODY_BYTES',
    default: 33_554_432,
    good: [['32768', 32_768]],
    bad: ['32767', '32M', '1073741825'],
    allowed: 'largest CWMP body in bytes, after inflating, 32768 to 1073741824',
  },
  {
    name: 'MUSTER_SESSION_TIMEOUT',
    default: 60,
    good: [['5', 5]],
    bad: ['4', '3601', '1m'],
    allowed: 'seconds a session may stay silent, 5 to 3600',
  },
  {
    name: 'MUSTER_CONNECTION_REQUESTS_PER_SECOND',
    default: 100,
    good: [['10000', 10_000]],
    bad: ['0', '10001'],
    allowed: 'connection requests a second, 1 to 10000',
  },
  {
    name: 'MUSTER_LOG_LEVEL',
    default: 'info',
    good: [['silent', 'silent']],
    bad: ['loud', 'INFO'],
    allowed: 'trace, debug, info, warn, error or silent',
  },
  {
    name: 'MUSTER_LOG_FORMAT',
    default: undefined,
    good: [['json', 'json']],
    bad: ['xml'],
    allowed: 'pretty or json',
  },
];

const secret = ['MUSTER_SECRET', 'MUSTER_CPE_PASSWORD', 'MUSTER_ADMIN_KEY'];

describe('settings', () => {
  it('are all in this table', () => {
    expect(table.map((row) => row.name).sort()).toEqual(Object.keys(variables).sort());
  });

  it.each(table)('$name has its default, also where it is set to nothing', ({ name, default: value }) => {
    expect(readEnvironment({})[name]).toEqual(value);
    expect(readEnvironment({ [name]: '' })[name]).toEqual(value);
  });

  it.each(table.flatMap(({ name, good }) => good.map(([text, value]) => ({ name, text, value }))))(
    '$name=$text is read',
    ({ name, text, value }) => {
      expect(readEnvironment({ [name]: text })[name]).toEqual(value);
    },
  );

  it.each(table.flatMap(({ name, bad, allowed }) => bad.map((text) => ({ name, text, allowed }))))(
    '$name=$text is refused in one line that says what is allowed',
    ({ name, text, allowed }) => {
      const shown = secret.includes(name) ? '(hidden)' : `"${text}"`;
      expect(() => readEnvironment({ [name]: text })).toThrow(
        expect.objectContaining({
          code: 'invalidConfiguration',
          message: `${name} is ${shown}; allowed: ${allowed}`,
        }),
      );
    },
  );

  it('never show a secret, however bad it is', () => {
    expect(() => readEnvironment({ MUSTER_ADMIN_KEY: 'hunter2' })).toThrow(/^(?!.*hunter2)/);
    expect(() => readEnvironment({ MUSTER_SECRET: 'hunter2' })).toThrow(/^(?!.*hunter2)/);
    expect(() => readEnvironment({ MUSTER_DATABASE_URL: 'mysql://u:hunter2@db/x' })).toThrow(/^(?!.*hunter2)/);
    expect(() => readEnvironment({ MUSTER_REDIS_URL: 'http://:hunter2@cache' })).toThrow(/^(?!.*hunter2)/);
  });

  it('take no notice of variables of other programs', () => {
    expect(readEnvironment({ PORT: 'x', MUSTERED: '1' })).toEqual(readEnvironment({}));
  });
});

describe('the configuration', () => {
  it('opens the API to this machine only and the doors of devices to all, unless told otherwise', () => {
    expect(readConfig({}).bind).toEqual({ api: '127.0.0.1', devices: '0.0.0.0' });
    expect(readConfig({ MUSTER_BIND: '::1' }).bind).toEqual({ api: '::1', devices: '::1' });
  });

  it('logs for people at a terminal and for machines elsewhere', () => {
    expect(readConfig({}, { terminal: true }).log.format).toBe('pretty');
    expect(readConfig({}).log.format).toBe('json');
    expect(readConfig({ MUSTER_LOG_FORMAT: 'json' }, { terminal: true }).log.format).toBe('json');
  });

  it('has an absolute data directory, a host that devices can reach, and time in milliseconds', () => {
    const config = readConfig({ MUSTER_DATA_DIR: 'some/where', MUSTER_SESSION_TIMEOUT: '30' });
    expect(config.dataDir).toBe(path.resolve('some/where'));
    expect(config.publicHost).not.toBe('');
    expect(config.limits.sessionTimeoutMs).toBe(30_000);
  });

  const roles: [text: string, read: string[] | string][] = [
    ['acs', ['acs']],
    [' acs , planner ', ['acs', 'planner']],
    ['builder', '--roles names "builder"; allowed: acs, api, files, planner'],
    ['acs,door', '--roles names "door"; allowed: acs, api, files, planner'],
    ['', '--roles is empty; allowed: acs, api, files, planner'],
    [' , ', '--roles is empty; allowed: acs, api, files, planner'],
  ];
  it.each(roles)('--roles "%s" gives %j', (text, read) => {
    if (typeof read === 'string') expect(() => readRoles(text)).toThrow(read);
    else expect(readRoles(text)).toEqual(read);
  });
});

describe('keys of an installation', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'muster-secrets-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('are made once, in a file that only its owner reads, and are the same ever after', async () => {
    const made = await loadSecrets(folder, undefined);
    expect(await loadSecrets(folder, undefined)).toEqual(made);
    expect((await stat(path.join(folder, 'secret'))).mode & 0o777).toBe(0o600);
  });

  it('come from MUSTER_SECRET where it is set, each for one purpose', async () => {
    const [a, b] = await Promise.all(['a', 'b'].map((c) => loadSecrets(folder, c.repeat(32))));
    const all = [...Object.values(a!), ...Object.values(b!)].map((key) => (key as Buffer).toString('hex'));
    expect(new Set(all).size).toBe(all.length);
    expect(await loadSecrets('/nowhere', 'a'.repeat(32))).toEqual(a);
  });

  it('are refused when their file is damaged', async () => {
    await chmod(path.join(folder, 'secret'), 0o600);
    await writeFile(path.join(folder, 'secret'), 'short\n');
    await expect(loadSecrets(folder, undefined)).rejects.toMatchObject({ code: 'invalidConfiguration' });
  });

  it('agree when several processes start at once: one makes, the others read', async () => {
    const file = path.join(folder, 'raced');
    let n = 0;
    const results = await Promise.all(Array.from({ length: 8 }, () => generatedOnce(file, () => `value-${n++}`)));
    expect(results.filter((result) => result.made)).toHaveLength(1);
    expect(new Set(results.map((result) => result.value))).toEqual(new Set([(await readFile(file, 'utf8')).trim()]));
  });
});

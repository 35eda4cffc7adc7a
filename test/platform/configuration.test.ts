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

const goodDoors = [...goodPorts, ['off', null]] as const;

const udpPorts = 'a UDP port number, 0 for any free one, or off';

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
  { name: 'MUSTER_ACS_PORT', default: 7547, good: goodDoors, bad: badPorts, allowed: `${ports}, or off` },
  { name: 'MUSTER_ACS_TLS_PORT', default: 7548, good: goodDoors, bad: badPorts, allowed: `${ports}, or off` },
  { name: 'MUSTER_API_PORT', default: 7557, good: goodPorts, bad: badPorts, allowed: ports },
  {
    name: 'MUSTER_CAMPAIGN_STARTS_PER_MINUTE',
    default: 0,
    good: [['600', 600]],
    bad: ['-1', '0.5', 'many', '10000001'],
    allowed: 'gateways that all campaigns together start per minute, 0 for no limit, to 10000000',
  },
  {
    name: 'MUSTER_EVENTS_DAYS',
    default: 7,
    good: [['30', 30]],
    bad: ['0', '366', 'week'],
    allowed: 'days that events are kept, 1 to 365',
  },
  {
    name: 'MUSTER_EVENTS_KEPT',
    default: 1_000_000,
    good: [['1000', 1000]],
    bad: ['999', '100000001', 'all'],
    allowed: 'most events that are kept, 1000 to 100000000',
  },
  {
    name: 'MUSTER_EVENTS_LISTENERS',
    default: 100,
    good: [['1', 1]],
    bad: ['0', '10001'],
    allowed: 'listeners for events at once per process, 1 to 10000',
  },
  { name: 'MUSTER_FILES_PORT', default: 7567, good: goodPorts, bad: badPorts, allowed: ports },
  {
    name: 'MUSTER_CPE_AUTH',
    default: ['digest'],
    good: [
      ['digest,basic', ['digest', 'basic']],
      ['certificate', ['certificate']],
      [' none ', ['none']],
    ],
    bad: ['digest,ntlm', ','],
    allowed: 'digest, basic, certificate, none (comma list)',
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
    good: [
      ['1', 1],
      ['64', 64],
    ],
    bad: ['0', '65', 'many'],
    allowed: 'acs processes, 1 to 64',
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
    name: 'MUSTER_MAX_UPLOAD_BYTES',
    default: 67_108_864,
    good: [
      ['1024', 1024],
      ['4294967296', 4_294_967_296],
    ],
    bad: ['1023', '4294967297', 'much'],
    allowed: 'largest upload of a device in bytes, 1024 to 4294967296',
  },
  {
    name: 'MUSTER_MAX_SESSION_SECONDS',
    default: 1800,
    good: [['60', 60]],
    bad: ['59', '86401', 'many'],
    allowed: 'seconds a session may last in all, 60 to 86400',
  },
  {
    name: 'MUSTER_MAX_WIRE_BYTES',
    default: 33554432,
    good: [['32768', 32768]],
    bad: ['32767', '1073741825', 'many'],
    allowed: 'largest CWMP body in bytes as it is sent, 32768 to 1073741824',
  },
  {
    name: 'MUSTER_MAX_INFORM_BYTES',
    default: 2097152,
    good: [['32768', 32768]],
    bad: ['32767', '1073741825', 'many'],
    allowed: 'largest first message of a session in bytes, 32768 to 1073741824',
  },
  {
    name: 'MUSTER_MAX_INFLATE_RATIO',
    default: 200,
    good: [['10', 10]],
    bad: ['9', '2001', 'many'],
    allowed: 'how many times its size a packed body may grow to, 10 to 2000',
  },
  {
    name: 'MUSTER_MAX_PENDING_BYTES',
    default: 268435456,
    good: [['1048576', 1048576]],
    bad: ['1048575', '68719476737', 'many'],
    allowed: 'bytes of unfinished bodies held at once, 1048576 to 68719476736',
  },
  {
    name: 'MUSTER_MAX_XML_DEPTH',
    default: 32,
    good: [['10', 10]],
    bad: ['9', '1001', 'many'],
    allowed: 'levels of nesting, 10 to 1000',
  },
  {
    name: 'MUSTER_MAX_XML_ELEMENTS',
    default: 400000,
    good: [['1000', 1000]],
    bad: ['999', '10000001', 'many'],
    allowed: 'elements in a message, 1000 to 10000000',
  },
  {
    name: 'MUSTER_MAX_HEADER_BYTES',
    default: 16384,
    good: [['4096', 4096]],
    bad: ['4095', '262145', 'many'],
    allowed: 'bytes of HTTP headers, 4096 to 262144',
  },
  {
    name: 'MUSTER_MAX_CONNECTIONS',
    default: 20000,
    good: [['10', 10]],
    bad: ['9', '1000001', 'many'],
    allowed: 'connections of gateways at once per process, 10 to 1000000',
  },
  {
    name: 'MUSTER_REQUEST_SECONDS',
    default: 120,
    good: [['5', 5]],
    bad: ['4', '3601', 'many'],
    allowed: 'seconds a message may take to arrive, 5 to 3600',
  },
  {
    name: 'MUSTER_IDLE_SECONDS',
    default: 65,
    good: [['5', 5]],
    bad: ['4', '3601', 'many'],
    allowed: 'seconds a connection may wait for its next message, 5 to 3600',
  },
  {
    name: 'MUSTER_SOURCE_CONNECTIONS',
    default: 2000,
    good: [['0', 0]],
    bad: ['-1', '1000001', 'many'],
    allowed: 'connections from one address at once, 0 for no limit, to 1000000',
  },
  {
    name: 'MUSTER_SOURCE_REQUESTS_PER_SECOND',
    default: 200,
    good: [['0', 0]],
    bad: ['-1', '100001', 'many'],
    allowed: 'requests a second from one address, 0 for no limit, to 100000',
  },
  {
    name: 'MUSTER_LOGIN_FAILURES_PER_SOURCE',
    default: 100,
    good: [['0', 0]],
    bad: ['-1', '100001', 'many'],
    allowed: 'failed logins from one address in ten minutes, 0 for no limit, to 100000',
  },
  {
    name: 'MUSTER_LOGIN_FAILURES_PER_USER',
    default: 10,
    good: [['0', 0]],
    bad: ['-1', '100001', 'many'],
    allowed: 'failed logins with one user name in ten minutes, 0 for no limit, to 100000',
  },
  {
    name: 'MUSTER_DEVICE_INFORMS_PER_MINUTE',
    default: 60,
    good: [['0', 0]],
    bad: ['-1', '100001', 'many'],
    allowed: 'sessions of one gateway in a minute, 0 for no limit, to 100000',
  },
  {
    name: 'MUSTER_ACS_TLS_CERT',
    default: undefined,
    good: [['/etc/acs.crt', '/etc/acs.crt']],
    bad: [],
    allowed: 'a PEM file: certificate of the CWMP door, then its issuers',
  },
  {
    name: 'MUSTER_ACS_TLS_KEY',
    default: undefined,
    good: [['/etc/acs.key', '/etc/acs.key']],
    bad: [],
    allowed: 'a PEM file: the private key of MUSTER_ACS_TLS_CERT',
  },
  {
    name: 'MUSTER_CPE_CA',
    default: undefined,
    good: [['/etc/ca.crt', '/etc/ca.crt']],
    bad: [],
    allowed: 'a PEM file: who issues the certificates of gateways',
  },
  {
    name: 'MUSTER_CPE_CRL',
    default: undefined,
    good: [['/etc/ca.crl', '/etc/ca.crl']],
    bad: [],
    allowed: 'a PEM file: revocation lists of MUSTER_CPE_CA',
  },
  {
    name: 'MUSTER_PACKAGES_UNSIGNED',
    default: 'refuse',
    good: [
      ['refuse', 'refuse'],
      ['accept', 'accept'],
    ],
    bad: ['yes'],
    allowed: 'refuse or accept',
  },
  {
    name: 'MUSTER_PKI_PASSWORD',
    default: undefined,
    good: [['p'.repeat(16), 'p'.repeat(16)]],
    bad: ['p'.repeat(15)],
    allowed: 'at least 16 characters',
  },
  {
    name: 'MUSTER_ACS_PLAIN_HTTP',
    default: 'accept',
    good: [['refuse', 'refuse']],
    bad: ['no', 'off'],
    allowed: 'accept or refuse',
  },
  {
    name: 'MUSTER_ACS_REDIRECT_URL',
    default: undefined,
    good: [['https://acs.example.net:7548/', 'https://acs.example.net:7548/']],
    bad: ['acs.example.net', 'ftp://acs/'],
    allowed: 'http://host:port/ or https://host:port/',
  },
  {
    name: 'MUSTER_ACS_REDIRECT_STATUS',
    default: 307,
    good: [['302', 302]],
    bad: ['301', '308'],
    allowed: '302 or 307',
  },
  {
    name: 'MUSTER_CPE_NO_CHALLENGE_NETWORKS',
    default: undefined,
    good: [['10.0.0.0/8', ['10.0.0.0/8']]],
    bad: ['10.0.0.0', 'all'],
    allowed: 'networks as address/prefix, comma separated',
  },
  {
    name: 'MUSTER_UNLIMITED_SOURCES',
    default: ['127.0.0.0/8', '::1/128'],
    good: [['10.0.0.0/8', ['10.0.0.0/8']]],
    bad: ['10.0.0.0', 'all'],
    allowed: 'networks as address/prefix, comma separated',
  },
  {
    name: 'MUSTER_CPE_SOCKET_IDENTITY',
    default: true,
    good: [['false', false]],
    bad: ['no'],
    allowed: 'true or false',
  },
  {
    name: 'MUSTER_CPE_ROTATE_CREDENTIALS',
    default: false,
    good: [['true', true]],
    bad: ['yes'],
    allowed: 'true or false',
  },
  {
    name: 'MUSTER_FIRST_CONTACT',
    default: 'accept',
    good: [['quarantine', 'quarantine']],
    bad: ['refuse'],
    allowed: 'accept or quarantine',
  },
  {
    name: 'MUSTER_CONNECTION_REQUESTS_PER_DEVICE',
    default: 20,
    good: [
      ['1', 1],
      ['1000', 1000],
    ],
    bad: ['0', '1001', 'many'],
    allowed: 'connection requests to one gateway in a minute, 1 to 1000',
  },
  {
    name: 'MUSTER_CONNECTION_REQUEST_BASIC',
    default: false,
    good: [['true', true]],
    bad: ['yes'],
    allowed: 'true or false',
  },
  { name: 'MUSTER_STUN_PORT', default: 3478, good: goodDoors, bad: badPorts, allowed: udpPorts },
  { name: 'MUSTER_NOTIFICATION_PORT', default: 7547, good: goodDoors, bad: badPorts, allowed: udpPorts },
  {
    name: 'MUSTER_XMPP_SERVICE',
    default: undefined,
    good: [
      ['xmpp://im:5222', 'xmpp://im:5222'],
      ['xmpps://im', 'xmpps://im'],
      ['wss://im/xmpp', 'wss://im/xmpp'],
    ],
    bad: ['im:5222', 'http://im', 'im.example.net'],
    allowed: 'xmpp://host:port, xmpps://host:port or wss://host/path',
  },
  {
    name: 'MUSTER_XMPP_DOMAIN',
    default: undefined,
    good: [['IM.Example.net', 'im.example.net']],
    bad: ['a@b', 'a/b', 'two words'],
    allowed: 'a domain name',
  },
  {
    name: 'MUSTER_XMPP_USERNAME',
    default: undefined,
    good: [['muster.acs', 'muster.acs']],
    bad: ['muster@im', 'a/b', 'two words'],
    allowed: 'the part of our address before the @',
  },
  { name: 'MUSTER_XMPP_PASSWORD', default: undefined, good: [['x', 'x']], bad: [], allowed: 'any text' },
  {
    name: 'MUSTER_XMPP_DEVICE_DOMAINS',
    default: undefined,
    good: [['One.net, two.net', ['one.net', 'two.net']]],
    bad: [',', 'a@b'],
    allowed: 'domain names, comma separated',
  },
  { name: 'MUSTER_XMPP_WITHOUT_TLS', default: false, good: [['1', true]], bad: ['maybe'], allowed: 'true or false' },
  {
    name: 'MUSTER_LOG_LEVEL',
    default: 'info',
    good: [['silent', 'silent']],
    bad: ['loud', 'INFO'],
    allowed: 'trace, debug, info, warn, error or silent',
  },
  {
    name: 'MUSTER_DATAMODEL_DIR',
    default: undefined,
    good: [['definitions', 'definitions']],
    bad: [],
    allowed: 'a folder with definition files (*.dm)',
  },
  {
    name: 'MUSTER_QUIRKS_FILE',
    default: undefined,
    good: [['quirks.json', 'quirks.json']],
    bad: [],
    allowed: 'a JSON file of quirk profiles',
  },
  {
    name: 'MUSTER_LOG_FORMAT',
    default: undefined,
    good: [['json', 'json']],
    bad: ['xml'],
    allowed: 'pretty or json',
  },
];

const secret = ['MUSTER_SECRET', 'MUSTER_CPE_PASSWORD', 'MUSTER_ADMIN_KEY', 'MUSTER_PKI_PASSWORD'];

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

  it('of an XMPP server are whole, with domains from its address', () => {
    const service = { MUSTER_XMPP_SERVICE: 'xmpps://IM.example.net:5223' };
    expect(() => readConfig(service)).toThrow('MUSTER_XMPP_USERNAME is not set; MUSTER_XMPP_SERVICE needs it');
    const named = { ...service, MUSTER_XMPP_USERNAME: 'muster' };
    expect(() => readConfig(named)).toThrow('MUSTER_XMPP_PASSWORD is not set; MUSTER_XMPP_SERVICE needs it');
    expect(readConfig({ ...named, MUSTER_XMPP_PASSWORD: 'x' }).calls.xmpp).toMatchObject({
      domain: 'im.example.net',
      deviceDomains: ['im.example.net'],
      withoutTls: false,
    });
    expect(readConfig({}).calls.xmpp).toBeUndefined();
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

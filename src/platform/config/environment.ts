import { isIP } from 'node:net';
import { z } from 'zod';
import { MusterError } from '../../base/errors.ts';

const port = z.coerce.number('a whole number').int().min(0).max(65_535);
/** A door that can be shut: null. */
const door = z.union([z.literal('off').transform(() => null), port]);
const whole = (min: number, max: number) => z.coerce.number().int().min(min).max(max);
const flag = z.enum(['true', 'false', '1', '0']).transform((text) => text === 'true' || text === '1');
const roleNames = ['acs', 'api', 'files', 'planner', 'builder'] as const;
export type RoleName = (typeof roleNames)[number];
/** Roles that exist today; `builder` comes with the image builder. */
export const runnableRoles: readonly RoleName[] = ['acs', 'api', 'files', 'planner'];
const authModes = ['digest', 'basic', 'certificate', 'none'] as const;
export type CpeAuthMode = (typeof authModes)[number];

/** "a,b" → ["a","b"], each allowed. */
function list<T extends string>(allowed: readonly T[]) {
  return z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean),
    )
    .pipe(z.array(z.enum(allowed)).min(1));
}

const cidrs = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  )
  .pipe(
    z.array(
      z.string().refine((text) => {
        const [address = '', prefix = ''] = text.split('/');
        const family = isIP(address);
        return family !== 0 && /^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128);
      }),
    ),
  );

const urlOf = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol));

const domain = z
  .string()
  .regex(/^[A-Za-z0-9.:[\]-]+$/)
  .transform((text) => text.toLowerCase());
const domains = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  )
  .pipe(z.array(domain).min(1));

/** Each variable once: how it is read, its default, and in words what is allowed (for the error and the manual). */
export const variables = {
  MUSTER_DATA_DIR: { schema: z.string().min(1), default: './var', allowed: 'a directory' },
  MUSTER_DATABASE_URL: {
    schema: urlOf('postgres:', 'postgresql:'),
    allowed: 'postgres://user:password@host:port/name',
  },
  MUSTER_REDIS_URL: { schema: urlOf('redis:', 'rediss:'), allowed: 'redis://host:port or rediss://host:port' },
  MUSTER_SECRET: { schema: z.string().min(32), allowed: 'at least 32 characters, the same for every process' },
  MUSTER_PUBLIC_HOST: {
    schema: z.string().regex(/^[A-Za-z0-9.:-]+$/),
    allowed: 'a host name or an address, without port',
  },
  MUSTER_BIND: { schema: z.string().min(1), allowed: 'an address to listen on, for every door' },
  MUSTER_ACS_PORT: { schema: door, default: '7547', allowed: 'a port number, 0 for any free one, or off' },
  MUSTER_ACS_TLS_PORT: { schema: door, default: '7548', allowed: 'a port number, 0 for any free one, or off' },
  MUSTER_ACS_TLS_CERT: {
    schema: z.string().min(1),
    allowed: 'a PEM file: certificate of the CWMP door, then its issuers',
  },
  MUSTER_ACS_TLS_KEY: { schema: z.string().min(1), allowed: 'a PEM file: the private key of MUSTER_ACS_TLS_CERT' },
  MUSTER_ACS_PLAIN_HTTP: { schema: z.enum(['accept', 'refuse']), default: 'accept', allowed: 'accept or refuse' },
  MUSTER_ACS_REDIRECT_URL: { schema: urlOf('http:', 'https:'), allowed: 'http://host:port/ or https://host:port/' },
  MUSTER_ACS_REDIRECT_STATUS: {
    schema: z.enum(['302', '307']).transform((text) => (text === '302' ? 302 : 307)),
    default: '307',
    allowed: '302 or 307',
  },
  MUSTER_API_PORT: { schema: port, default: '7557', allowed: 'a port number, 0 for any free one' },
  MUSTER_FILES_PORT: { schema: port, default: '7567', allowed: 'a port number, 0 for any free one' },
  MUSTER_CPE_AUTH: {
    schema: list(authModes),
    default: 'digest',
    allowed: 'digest, basic, certificate, none (comma list)',
  },
  MUSTER_CPE_CA: { schema: z.string().min(1), allowed: 'a PEM file: who issues the certificates of gateways' },
  MUSTER_CPE_CRL: { schema: z.string().min(1), allowed: 'a PEM file: revocation lists of MUSTER_CPE_CA' },
  MUSTER_PKI_PASSWORD: { schema: z.string().min(16), allowed: 'at least 16 characters' },
  MUSTER_PACKAGES_UNSIGNED: {
    schema: z.enum(['refuse', 'accept']),
    default: 'refuse',
    allowed: 'refuse or accept',
  },
  MUSTER_CPE_NO_CHALLENGE_NETWORKS: { schema: cidrs, allowed: 'networks as address/prefix, comma separated' },
  MUSTER_CPE_SOCKET_IDENTITY: { schema: flag, default: 'true', allowed: 'true or false' },
  MUSTER_CPE_ROTATE_CREDENTIALS: { schema: flag, default: 'false', allowed: 'true or false' },
  MUSTER_FIRST_CONTACT: {
    schema: z.enum(['accept', 'quarantine']),
    default: 'accept',
    allowed: 'accept or quarantine',
  },
  MUSTER_CPE_BASIC_WITHOUT_TLS: { schema: flag, default: 'false', allowed: 'true or false' },
  MUSTER_CPE_USERNAME: { schema: z.string().regex(/^[^:"\\]+$/), default: 'cpe', allowed: 'a name without : " and \\' },
  MUSTER_CPE_PASSWORD: { schema: z.string().min(1), allowed: 'any text' },
  MUSTER_DATAMODEL_DIR: { schema: z.string().min(1), allowed: 'a folder with definition files (*.dm)' },
  MUSTER_QUIRKS_FILE: { schema: z.string().min(1), allowed: 'a JSON file of quirk profiles' },
  MUSTER_ADMIN_KEY: { schema: z.string().min(16), allowed: 'at least 16 characters' },
  MUSTER_ALLOWED_CPE_NETWORKS: { schema: cidrs, allowed: 'networks as address/prefix, comma separated' },
  MUSTER_PERIODIC_INFORM_INTERVAL: {
    schema: z.coerce.number().int().min(0).max(4_294_967_295),
    default: '0',
    allowed: 'seconds to provision, 0 to leave alone',
  },
  MUSTER_PROVISIONING: { schema: z.enum(['bootstrap', 'off']), default: 'bootstrap', allowed: 'bootstrap or off' },
  MUSTER_WORKERS: {
    schema: whole(1, 64),
    default: '1',
    allowed: 'acs processes, 1 to 64',
  },
  MUSTER_MAX_SESSIONS: {
    schema: z.coerce.number().int().min(1).max(1_000_000),
    default: '5000',
    allowed: 'most CWMP sessions at once per process, 1 to 1000000',
  },
  MUSTER_MAX_BODY_BYTES: {
    schema: z.coerce.number().int().min(32_768).max(1_073_741_824),
    default: '33554432',
    allowed: 'largest CWMP body in bytes, after inflating, 32768 to 1073741824',
  },
  MUSTER_SESSION_TIMEOUT: {
    schema: z.coerce.number().int().min(5).max(3600),
    default: '60',
    allowed: 'seconds a session may stay silent, 5 to 3600',
  },
  MUSTER_MAX_SESSION_SECONDS: {
    schema: whole(60, 86_400),
    default: '1800',
    allowed: 'seconds a session may last in all, 60 to 86400',
  },
  MUSTER_MAX_WIRE_BYTES: {
    schema: whole(32_768, 1_073_741_824),
    default: '33554432',
    allowed: 'largest CWMP body in bytes as it is sent, 32768 to 1073741824',
  },
  MUSTER_MAX_INFORM_BYTES: {
    schema: whole(32_768, 1_073_741_824),
    default: '2097152',
    allowed: 'largest first message of a session in bytes, 32768 to 1073741824',
  },
  MUSTER_MAX_INFLATE_RATIO: {
    schema: whole(10, 2000),
    default: '200',
    allowed: 'how many times its size a packed body may grow to, 10 to 2000',
  },
  MUSTER_MAX_PENDING_BYTES: {
    schema: whole(1_048_576, 68_719_476_736),
    default: '268435456',
    allowed: 'bytes of unfinished bodies held at once, 1048576 to 68719476736',
  },
  MUSTER_MAX_XML_DEPTH: { schema: whole(10, 1000), default: '32', allowed: 'levels of nesting, 10 to 1000' },
  MUSTER_MAX_XML_ELEMENTS: {
    schema: whole(1000, 10_000_000),
    default: '400000',
    allowed: 'elements in a message, 1000 to 10000000',
  },
  MUSTER_MAX_HEADER_BYTES: {
    schema: whole(4096, 262_144),
    default: '16384',
    allowed: 'bytes of HTTP headers, 4096 to 262144',
  },
  MUSTER_MAX_CONNECTIONS: {
    schema: whole(10, 1_000_000),
    default: '20000',
    allowed: 'connections of gateways at once per process, 10 to 1000000',
  },
  MUSTER_REQUEST_SECONDS: {
    schema: whole(5, 3600),
    default: '120',
    allowed: 'seconds a message may take to arrive, 5 to 3600',
  },
  MUSTER_IDLE_SECONDS: {
    schema: whole(5, 3600),
    default: '65',
    allowed: 'seconds a connection may wait for its next message, 5 to 3600',
  },
  MUSTER_UNLIMITED_SOURCES: {
    schema: cidrs,
    default: '127.0.0.0/8,::1/128',
    allowed: 'networks as address/prefix, comma separated',
  },
  MUSTER_SOURCE_CONNECTIONS: {
    schema: whole(0, 1_000_000),
    default: '2000',
    allowed: 'connections from one address at once, 0 for no limit, to 1000000',
  },
  MUSTER_SOURCE_REQUESTS_PER_SECOND: {
    schema: whole(0, 100_000),
    default: '200',
    allowed: 'requests a second from one address, 0 for no limit, to 100000',
  },
  MUSTER_LOGIN_FAILURES_PER_SOURCE: {
    schema: whole(0, 100_000),
    default: '100',
    allowed: 'failed logins from one address in ten minutes, 0 for no limit, to 100000',
  },
  MUSTER_LOGIN_FAILURES_PER_USER: {
    schema: whole(0, 100_000),
    default: '10',
    allowed: 'failed logins with one user name in ten minutes, 0 for no limit, to 100000',
  },
  MUSTER_DEVICE_INFORMS_PER_MINUTE: {
    schema: whole(0, 100_000),
    default: '60',
    allowed: 'sessions of one gateway in a minute, 0 for no limit, to 100000',
  },
  MUSTER_CONNECTION_REQUESTS_PER_SECOND: {
    schema: z.coerce.number().int().min(1).max(10_000),
    default: '100',
    allowed: 'connection requests a second, 1 to 10000',
  },
  MUSTER_CONNECTION_REQUESTS_PER_DEVICE: {
    schema: whole(1, 1000),
    default: '20',
    allowed: 'connection requests to one gateway in a minute, 1 to 1000',
  },
  MUSTER_CONNECTION_REQUEST_BASIC: { schema: flag, default: 'false', allowed: 'true or false' },
  MUSTER_STUN_PORT: { schema: door, default: '3478', allowed: 'a UDP port number, 0 for any free one, or off' },
  MUSTER_NOTIFICATION_PORT: { schema: door, default: '7547', allowed: 'a UDP port number, 0 for any free one, or off' },
  MUSTER_XMPP_SERVICE: {
    schema: urlOf('xmpp:', 'xmpps:', 'wss:', 'ws:'),
    allowed: 'xmpp://host:port, xmpps://host:port or wss://host/path',
  },
  MUSTER_XMPP_DOMAIN: { schema: domain, allowed: 'a domain name' },
  MUSTER_XMPP_USERNAME: {
    schema: z.string().regex(/^[^@/\s"&'<>]+$/),
    allowed: 'the part of our address before the @',
  },
  MUSTER_XMPP_PASSWORD: { schema: z.string().min(1), allowed: 'any text' },
  MUSTER_XMPP_DEVICE_DOMAINS: { schema: domains, allowed: 'domain names, comma separated' },
  MUSTER_XMPP_WITHOUT_TLS: { schema: flag, default: 'false', allowed: 'true or false' },
  MUSTER_MAX_UPLOAD_BYTES: {
    schema: z.coerce.number().int().min(1024).max(4_294_967_296),
    default: '67108864',
    allowed: 'largest upload of a device in bytes, 1024 to 4294967296',
  },
  MUSTER_CAMPAIGN_STARTS_PER_MINUTE: {
    schema: whole(0, 10_000_000),
    default: '0',
    allowed: 'gateways that all campaigns together start per minute, 0 for no limit, to 10000000',
  },
  MUSTER_EVENTS_DAYS: { schema: whole(1, 365), default: '7', allowed: 'days that events are kept, 1 to 365' },
  MUSTER_EVENTS_KEPT: {
    schema: whole(1000, 100_000_000),
    default: '1000000',
    allowed: 'most events that are kept, 1000 to 100000000',
  },
  MUSTER_EVENTS_LISTENERS: {
    schema: whole(1, 10_000),
    default: '100',
    allowed: 'listeners for events at once per process, 1 to 10000',
  },
  MUSTER_LOG_LEVEL: {
    schema: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']),
    default: 'info',
    allowed: 'trace, debug, info, warn, error or silent',
  },
  MUSTER_LOG_FORMAT: { schema: z.enum(['pretty', 'json']), allowed: 'pretty or json' },
} satisfies Record<string, { schema: z.ZodType; default?: string; allowed: string }>;

type Variables = typeof variables;
type Read<V> = V extends { schema: z.ZodType<infer T>; default: string }
  ? T
  : V extends { schema: z.ZodType<infer T> }
    ? T | undefined
    : never;
export type Environment = { readonly [K in keyof Variables]: Read<Variables[K]> };

/**
 * Reads the variables of the contract.
 * @throws MusterError `invalidConfiguration`: one line that names the variable, the value and what is allowed
 */
export function readEnvironment(env: NodeJS.ProcessEnv): Environment {
  const read: Record<string, unknown> = {};
  for (const [name, variable] of Object.entries(variables) as [
    string,
    { schema: z.ZodType; default?: string; allowed: string },
  ][]) {
    const given = env[name];
    const text = given === undefined || given === '' ? variable.default : given;
    if (text === undefined) continue;
    const result = variable.schema.safeParse(text);
    if (!result.success) {
      const shown = /PASSWORD|KEY|SECRET/.test(name) ? '(hidden)' : `"${withoutPassword(text)}"`;
      throw new MusterError('invalidConfiguration', `${name} is ${shown}; allowed: ${variable.allowed}`);
    }
    read[name] = result.data;
  }
  return read as Environment;
}

/** `postgres://user:secret@host` → `postgres://user:***@host` */
function withoutPassword(text: string): string {
  return text.replace(/(\/\/[^:/?#]*):.*@/, '$1:***@');
}

/** @throws MusterError `invalidConfiguration` naming the roles there are */
export function readRoles(text: string): RoleName[] {
  const names = text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
  for (const name of names) {
    if (!(runnableRoles as readonly string[]).includes(name)) {
      throw new MusterError('invalidConfiguration', `--roles names "${name}"; allowed: ${runnableRoles.join(', ')}`);
    }
  }
  if (names.length === 0)
    throw new MusterError('invalidConfiguration', `--roles is empty; allowed: ${runnableRoles.join(', ')}`);
  return names as RoleName[];
}

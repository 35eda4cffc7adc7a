import { isIP } from 'node:net';
import { z } from 'zod';
import { MusterError } from '../../base/errors.ts';

const port = z.coerce.number('a whole number').int().min(0).max(65_535);
const flag = z.enum(['true', 'false', '1', '0']).transform((text) => text === 'true' || text === '1');
const roleNames = ['acs', 'api', 'files', 'planner', 'builder'] as const;
export type RoleName = (typeof roleNames)[number];
/** Roles that exist today; `builder` comes with the image builder. */
export const runnableRoles: readonly RoleName[] = ['acs', 'api', 'files', 'planner'];
/** `certificate` of the contract needs TLS at the door, which this version does not have. */
const authModes = ['digest', 'basic', 'none'] as const;
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
  MUSTER_ACS_PORT: { schema: port, default: '7547', allowed: 'a port number, 0 for any free one' },
  MUSTER_API_PORT: { schema: port, default: '7557', allowed: 'a port number, 0 for any free one' },
  MUSTER_FILES_PORT: { schema: port, default: '7567', allowed: 'a port number, 0 for any free one' },
  MUSTER_CPE_AUTH: {
    schema: list(authModes),
    default: 'digest',
    allowed: 'digest, basic, none (comma list)',
  },
  MUSTER_CPE_BASIC_WITHOUT_TLS: { schema: flag, default: 'false', allowed: 'true or false' },
  MUSTER_CPE_USERNAME: { schema: z.string().regex(/^[^:"\\]+$/), default: 'cpe', allowed: 'a name without : " and \\' },
  MUSTER_CPE_PASSWORD: { schema: z.string().min(1), allowed: 'any text' },
  MUSTER_ADMIN_KEY: { schema: z.string().min(16), allowed: 'at least 16 characters' },
  MUSTER_ALLOWED_CPE_NETWORKS: { schema: cidrs, allowed: 'networks as address/prefix, comma separated' },
  MUSTER_PERIODIC_INFORM_INTERVAL: {
    schema: z.coerce.number().int().min(0).max(4_294_967_295),
    default: '0',
    allowed: 'seconds to provision, 0 to leave alone',
  },
  MUSTER_PROVISIONING: { schema: z.enum(['bootstrap', 'off']), default: 'bootstrap', allowed: 'bootstrap or off' },
  MUSTER_WORKERS: {
    schema: z.coerce.number().int().min(1).max(1),
    default: '1',
    allowed: '1 (several acs processes need resumable sessions, which this version does not have)',
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
  MUSTER_CONNECTION_REQUESTS_PER_SECOND: {
    schema: z.coerce.number().int().min(1).max(10_000),
    default: '100',
    allowed: 'connection requests a second, 1 to 10000',
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
  return read as unknown as Environment;
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

import { networkInterfaces } from 'node:os';
import path from 'node:path';
import { seconds } from '../../base/durations.ts';
import { type CpeAuthMode, type Environment, type RoleName, readEnvironment, runnableRoles } from './environment.ts';

/** Everything the roles are told; decided once, from the environment. */
export interface Config {
  readonly roles: readonly RoleName[];
  readonly dataDir: string;
  /** undefined: the embedded server. */
  readonly databaseUrl: string | undefined;
  /** undefined: queues on PostgreSQL. */
  readonly redisUrl: string | undefined;
  readonly masterSecret: string | undefined;
  readonly publicHost: string;
  readonly bind: { readonly api: string; readonly devices: string };
  readonly ports: { readonly acs: number; readonly api: number; readonly files: number };
  readonly cpe: {
    readonly auth: readonly CpeAuthMode[];
    readonly basicWithoutTls: boolean;
    readonly username: string;
    readonly password: string | undefined;
    /** CIDRs; undefined: anywhere but loopback, link-local and metadata addresses. */
    readonly allowedNetworks: readonly string[] | undefined;
    readonly periodicInformInterval: number;
    readonly provisioning: 'bootstrap' | 'off';
  };
  readonly adminKey: string | undefined;
  readonly limits: {
    readonly maxSessions: number;
    readonly maxBodyBytes: number;
    readonly sessionTimeoutMs: number;
    readonly connectionRequestsPerSecond: number;
  };
  readonly log: { readonly level: Environment['MUSTER_LOG_LEVEL']; readonly format: 'pretty' | 'json' };
}

/** Fills in what the environment leaves open. */
export function readConfig(
  env: NodeJS.ProcessEnv,
  options: { roles?: readonly RoleName[]; terminal?: boolean } = {},
): Config {
  const e = readEnvironment(env);
  return {
    roles: options.roles ?? runnableRoles,
    dataDir: path.resolve(e.MUSTER_DATA_DIR),
    databaseUrl: e.MUSTER_DATABASE_URL,
    redisUrl: e.MUSTER_REDIS_URL,
    masterSecret: e.MUSTER_SECRET,
    publicHost: e.MUSTER_PUBLIC_HOST ?? firstPublicAddress(),
    bind: { api: e.MUSTER_BIND ?? '127.0.0.1', devices: e.MUSTER_BIND ?? '0.0.0.0' },
    ports: { acs: e.MUSTER_ACS_PORT, api: e.MUSTER_API_PORT, files: e.MUSTER_FILES_PORT },
    cpe: {
      auth: e.MUSTER_CPE_AUTH,
      basicWithoutTls: e.MUSTER_CPE_BASIC_WITHOUT_TLS,
      username: e.MUSTER_CPE_USERNAME,
      password: e.MUSTER_CPE_PASSWORD,
      allowedNetworks: e.MUSTER_ALLOWED_CPE_NETWORKS,
      periodicInformInterval: e.MUSTER_PERIODIC_INFORM_INTERVAL,
      provisioning: e.MUSTER_PROVISIONING,
    },
    adminKey: e.MUSTER_ADMIN_KEY,
    limits: {
      maxSessions: e.MUSTER_MAX_SESSIONS,
      maxBodyBytes: e.MUSTER_MAX_BODY_BYTES,
      sessionTimeoutMs: seconds(e.MUSTER_SESSION_TIMEOUT),
      connectionRequestsPerSecond: e.MUSTER_CONNECTION_REQUESTS_PER_SECOND,
    },
    log: { level: e.MUSTER_LOG_LEVEL, format: e.MUSTER_LOG_FORMAT ?? (options.terminal ? 'pretty' : 'json') },
  };
}

function firstPublicAddress(): string {
  for (const addresses of Object.values(networkInterfaces())) {
    for (const address of addresses ?? []) if (!address.internal && address.family === 'IPv4') return address.address;
  }
  return '127.0.0.1';
}

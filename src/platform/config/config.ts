import { networkInterfaces } from 'node:os';
import path from 'node:path';
import { seconds } from '../../base/durations.ts';
import { MusterError } from '../../base/errors.ts';
import { type CpeAuthMode, type Environment, type RoleName, readEnvironment, runnableRoles } from './environment.ts';

/** Everything the roles are told; decided once, from the environment. */
export interface Config {
  readonly roles: readonly RoleName[];
  /** Processes of the acs role. */
  readonly workers: number;
  /** This process is one of them; undefined: it is not. */
  readonly worker: number | undefined;
  readonly dataDir: string;
  /** undefined: the embedded server. */
  readonly databaseUrl: string | undefined;
  /** undefined: queues on PostgreSQL. */
  readonly redisUrl: string | undefined;
  readonly masterSecret: string | undefined;
  readonly publicHost: string;
  readonly bind: { readonly api: string; readonly devices: string };
  /** null: that door is off. */
  readonly ports: {
    readonly acs: number | null;
    readonly acsTls: number | null;
    readonly api: number;
    readonly files: number;
    /** UDP: STUN, and UDP connection requests from there. */
    readonly stun: number | null;
    /** UDP: lightweight notifications. */
    readonly notifications: number | null;
  };
  readonly calls: {
    /** The operator named a port, so that one that is taken is an error. */
    readonly stunWanted: boolean;
    readonly notificationsWanted: boolean;
    /** Tell a gateway its password by HTTP Basic where it knows nothing better. */
    readonly basicAllowed: boolean;
    /** The server by which gateways are asked to call over XMPP; undefined: none. */
    readonly xmpp:
      | {
          readonly service: string;
          readonly domain: string;
          readonly username: string;
          readonly password: string;
          readonly deviceDomains: readonly string[];
          readonly withoutTls: boolean;
        }
      | undefined;
  };
  /** The CWMP door over TLS. Paths are absolute; undefined: the fleet CA's. */
  readonly tls: {
    readonly certificate: string | undefined;
    readonly key: string | undefined;
    readonly deviceCa: string | undefined;
    readonly deviceCrl: string | undefined;
    /** The operator named a port, so that a door that cannot open is an error. */
    readonly wanted: boolean;
    /** Opens the fleet CA's key; undefined: the master secret does. */
    readonly pkiPassword: string | undefined;
  };
  /** What becomes of an uploaded .ipk or bundle without a signature by a valid package key. */
  readonly packagesUnsigned: 'refuse' | 'accept';
  readonly door: {
    readonly plainHttp: 'accept' | 'refuse';
    readonly redirect: { readonly url: string; readonly status: 302 | 307 } | undefined;
    /** CIDRs. */
    readonly noChallengeNetworks: readonly string[];
    readonly socketIdentity: boolean;
    /** CIDRs. */
    readonly unlimitedSources: readonly string[];
  };
  readonly cpe: {
    readonly auth: readonly CpeAuthMode[];
    readonly basicWithoutTls: boolean;
    readonly username: string;
    readonly password: string | undefined;
    /** CIDRs; undefined: anywhere but loopback, link-local and metadata addresses. */
    readonly allowedNetworks: readonly string[] | undefined;
    readonly periodicInformInterval: number;
    readonly provisioning: 'bootstrap' | 'off';
    readonly rotateCredentials: boolean;
    readonly firstContact: 'accept' | 'quarantine';
  };
  readonly adminKey: string | undefined;
  /** Folder of data-model definitions of the operator's own; undefined: the one that is shipped empty. */
  readonly definitions: string | undefined;
  /** Quirk profiles of the operator's own. */
  readonly quirksFile: string | undefined;
  readonly limits: {
    readonly maxSessions: number;
    readonly maxBodyBytes: number;
    readonly sessionTimeoutMs: number;
    readonly maxSessionMs: number;
    readonly maxWireBytes: number;
    readonly maxInformBytes: number;
    readonly maxInflateRatio: number;
    readonly maxPendingBytes: number;
    readonly maxXmlDepth: number;
    readonly maxXmlElements: number;
    readonly maxHeaderBytes: number;
    readonly maxConnections: number;
    readonly requestMs: number;
    readonly idleMs: number;
    /** Of one source or device; 0: no limit. */
    readonly sourceConnections: number;
    readonly sourceRequestsPerSecond: number;
    readonly loginFailuresPerSource: number;
    readonly loginFailuresPerUser: number;
    readonly deviceInformsPerMinute: number;
    readonly connectionRequestsPerSecond: number;
    /** In a minute. */
    readonly connectionRequestsPerDevice: number;
    /** For the session after a gateway accepted a call; TR-069 gives it 30 s. */
    readonly sessionAfterCallMs: number;
    readonly maxUploadBytes: number;
    /** Files that one process sends at once; who comes then is told to come back. */
    readonly maxDownloads: number;
    readonly eventListeners: number;
    /** Between two signs of life of a quiet stream of events. */
    readonly eventHeartbeatMs: number;
    /** For a listener that does not take what it is sent. */
    readonly eventPatienceMs: number;
  };
  /** Gateways that all campaigns together start per minute; 0: no limit. */
  readonly campaigns: { readonly startsPerMinute: number };
  /** What of events is kept for replay. */
  readonly events: { readonly days: number; readonly most: number };
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
    workers: e.MUSTER_WORKERS,
    worker: undefined,
    dataDir: path.resolve(e.MUSTER_DATA_DIR),
    databaseUrl: e.MUSTER_DATABASE_URL,
    redisUrl: e.MUSTER_REDIS_URL,
    masterSecret: e.MUSTER_SECRET,
    publicHost: e.MUSTER_PUBLIC_HOST ?? firstPublicAddress(),
    bind: { api: e.MUSTER_BIND ?? '127.0.0.1', devices: e.MUSTER_BIND ?? '0.0.0.0' },
    ports: {
      acs: e.MUSTER_ACS_PORT,
      acsTls: e.MUSTER_ACS_TLS_PORT,
      api: e.MUSTER_API_PORT,
      files: e.MUSTER_FILES_PORT,
      stun: e.MUSTER_STUN_PORT,
      notifications: e.MUSTER_NOTIFICATION_PORT,
    },
    calls: {
      stunWanted: (env['MUSTER_STUN_PORT'] ?? '') !== '',
      notificationsWanted: (env['MUSTER_NOTIFICATION_PORT'] ?? '') !== '',
      basicAllowed: e.MUSTER_CONNECTION_REQUEST_BASIC,
      xmpp: xmppOf(e),
    },
    tls: {
      certificate: absolute(e.MUSTER_ACS_TLS_CERT),
      key: absolute(e.MUSTER_ACS_TLS_KEY),
      deviceCa: absolute(e.MUSTER_CPE_CA),
      deviceCrl: absolute(e.MUSTER_CPE_CRL),
      wanted: (env['MUSTER_ACS_TLS_PORT'] ?? '') !== '' && e.MUSTER_ACS_TLS_PORT !== null,
      pkiPassword: e.MUSTER_PKI_PASSWORD,
    },
    packagesUnsigned: e.MUSTER_PACKAGES_UNSIGNED,
    door: {
      plainHttp: e.MUSTER_ACS_PLAIN_HTTP,
      redirect:
        e.MUSTER_ACS_REDIRECT_URL === undefined
          ? undefined
          : { url: e.MUSTER_ACS_REDIRECT_URL, status: e.MUSTER_ACS_REDIRECT_STATUS },
      noChallengeNetworks: e.MUSTER_CPE_NO_CHALLENGE_NETWORKS ?? [],
      socketIdentity: e.MUSTER_CPE_SOCKET_IDENTITY,
      unlimitedSources: e.MUSTER_UNLIMITED_SOURCES,
    },
    cpe: {
      auth: e.MUSTER_CPE_AUTH,
      basicWithoutTls: e.MUSTER_CPE_BASIC_WITHOUT_TLS,
      username: e.MUSTER_CPE_USERNAME,
      password: e.MUSTER_CPE_PASSWORD,
      allowedNetworks: e.MUSTER_ALLOWED_CPE_NETWORKS,
      periodicInformInterval: e.MUSTER_PERIODIC_INFORM_INTERVAL,
      provisioning: e.MUSTER_PROVISIONING,
      rotateCredentials: e.MUSTER_CPE_ROTATE_CREDENTIALS,
      firstContact: e.MUSTER_FIRST_CONTACT,
    },
    adminKey: e.MUSTER_ADMIN_KEY,
    definitions: absolute(e.MUSTER_DATAMODEL_DIR),
    quirksFile: absolute(e.MUSTER_QUIRKS_FILE),
    limits: {
      maxSessions: e.MUSTER_MAX_SESSIONS,
      maxBodyBytes: e.MUSTER_MAX_BODY_BYTES,
      sessionTimeoutMs: seconds(e.MUSTER_SESSION_TIMEOUT),
      maxSessionMs: seconds(e.MUSTER_MAX_SESSION_SECONDS),
      maxWireBytes: e.MUSTER_MAX_WIRE_BYTES,
      maxInformBytes: e.MUSTER_MAX_INFORM_BYTES,
      maxInflateRatio: e.MUSTER_MAX_INFLATE_RATIO,
      maxPendingBytes: e.MUSTER_MAX_PENDING_BYTES,
      maxXmlDepth: e.MUSTER_MAX_XML_DEPTH,
      maxXmlElements: e.MUSTER_MAX_XML_ELEMENTS,
      maxHeaderBytes: e.MUSTER_MAX_HEADER_BYTES,
      maxConnections: e.MUSTER_MAX_CONNECTIONS,
      requestMs: seconds(e.MUSTER_REQUEST_SECONDS),
      idleMs: seconds(e.MUSTER_IDLE_SECONDS),
      sourceConnections: e.MUSTER_SOURCE_CONNECTIONS,
      sourceRequestsPerSecond: e.MUSTER_SOURCE_REQUESTS_PER_SECOND,
      loginFailuresPerSource: e.MUSTER_LOGIN_FAILURES_PER_SOURCE,
      loginFailuresPerUser: e.MUSTER_LOGIN_FAILURES_PER_USER,
      deviceInformsPerMinute: e.MUSTER_DEVICE_INFORMS_PER_MINUTE,
      connectionRequestsPerSecond: e.MUSTER_CONNECTION_REQUESTS_PER_SECOND,
      connectionRequestsPerDevice: e.MUSTER_CONNECTION_REQUESTS_PER_DEVICE,
      sessionAfterCallMs: seconds(32),
      maxUploadBytes: e.MUSTER_MAX_UPLOAD_BYTES,
      maxDownloads: 1_000,
      eventListeners: e.MUSTER_EVENTS_LISTENERS,
      eventHeartbeatMs: seconds(15),
      eventPatienceMs: seconds(30),
    },
    campaigns: { startsPerMinute: e.MUSTER_CAMPAIGN_STARTS_PER_MINUTE },
    events: { days: e.MUSTER_EVENTS_DAYS, most: e.MUSTER_EVENTS_KEPT },
    log: { level: e.MUSTER_LOG_LEVEL, format: e.MUSTER_LOG_FORMAT ?? (options.terminal ? 'pretty' : 'json') },
  };
}

/** @throws MusterError `invalidConfiguration` when only a part of it is set */
function xmppOf(e: Environment): Config['calls']['xmpp'] {
  const { MUSTER_XMPP_SERVICE: service, MUSTER_XMPP_USERNAME: username, MUSTER_XMPP_PASSWORD: password } = e;
  if (service === undefined) return undefined;
  if (username === undefined || password === undefined) {
    const missing = username === undefined ? 'MUSTER_XMPP_USERNAME' : 'MUSTER_XMPP_PASSWORD';
    throw new MusterError('invalidConfiguration', `${missing} is not set; MUSTER_XMPP_SERVICE needs it`);
  }
  const domain = e.MUSTER_XMPP_DOMAIN ?? new URL(service).hostname.toLowerCase();
  const deviceDomains = e.MUSTER_XMPP_DEVICE_DOMAINS ?? [domain];
  return { service, domain, username, password, deviceDomains, withoutTls: e.MUSTER_XMPP_WITHOUT_TLS };
}

function absolute(file: string | undefined): string | undefined {
  return file === undefined ? undefined : path.resolve(file);
}

function firstPublicAddress(): string {
  for (const addresses of Object.values(networkInterfaces())) {
    for (const address of addresses ?? []) if (!address.internal && address.family === 'IPv4') return address.address;
  }
  return '127.0.0.1';
}

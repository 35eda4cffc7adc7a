import { type Command, InvalidArgumentError, Option } from 'commander';
import { several } from '../options/values.ts';

const kinds = ['firmware', 'install', 'update', 'uninstall', 'executionUnitState', 'configuration', 'reboot'] as const;
type Kind = (typeof kinds)[number];

export interface ValueOption {
  readonly path: string;
  readonly value: string;
}

/** The options that say what a campaign brings; which of them belong together depends on its kind. */
export interface ArtifactOptions {
  readonly kind?: Kind;
  readonly file?: string;
  readonly allowDowngrade?: boolean;
  readonly minSource?: string;
  readonly hop?: readonly string[];
  readonly package?: readonly string[];
  readonly environment?: string;
  readonly unit?: string;
  readonly state?: 'Active' | 'Idle';
  readonly value?: readonly ValueOption[];
}

type Named = Exclude<keyof ArtifactOptions, 'kind'>;

/** How each is written, for errors. */
const flags: Readonly<Record<Named, string>> = {
  file: '--file',
  allowDowngrade: '--allow-downgrade',
  minSource: '--min-source',
  hop: '--hop',
  package: '--package',
  environment: '--environment',
  unit: '--unit',
  state: '--state',
  value: '--value',
};

const wants: Readonly<Record<Kind, { readonly needs: readonly Named[]; readonly takes: readonly Named[] }>> = {
  firmware: { needs: ['file'], takes: ['allowDowngrade', 'minSource', 'hop'] },
  install: { needs: ['package'], takes: ['environment'] },
  update: { needs: ['package'], takes: ['environment'] },
  uninstall: { needs: ['package'], takes: ['environment'] },
  executionUnitState: { needs: ['unit', 'state'], takes: [] },
  configuration: { needs: ['value'], takes: [] },
  reboot: { needs: [], takes: [] },
};

export function withArtifact(command: Command): Command {
  return command
    .addOption(new Option('--kind <kind>', 'what it does').choices(kinds).default(undefined, 'firmware'))
    .option(
      '--file <id or path>',
      'firmware: id of an uploaded file, or a file to upload (then --target-version is its version)',
    )
    .option('--min-source <version>', 'firmware: the lowest version that it may be installed from')
    .option('--hop <id[@version]>', 'firmware: an image on the way, from that version on; repeatable', several)
    .option('--allow-downgrade', 'firmware: gateways with a newer version are taken back as well')
    .option(
      '--package <name[@version]>',
      'install, update: a package of the repository; uninstall: the name of a unit; repeatable',
      several,
    )
    .option(
      '--environment <name>',
      'install, update, uninstall: the execution environment; default: the gateway chooses',
    )
    .option('--unit <name>', 'executionUnitState: the unit, by its name, EUID or path')
    .addOption(new Option('--state <state>', 'executionUnitState: what it should be').choices(['Active', 'Idle']))
    .option('--value <path=value>', 'configuration: a parameter and its value; repeatable', valueOption);
}

/** Collects `Device.ManagementServer.PeriodicInformInterval=3600`; a value may hold further signs of equality. */
export function valueOption(text: string, before: readonly ValueOption[] | undefined): readonly ValueOption[] {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('A path, "=", and a value are allowed.');
  return [...(before ?? []), { path: text.slice(0, at).trim(), value: text.slice(at + 1) }];
}

/** Why the options do not go together, in words; null: they do. */
export function wrongArtifact(options: ArtifactOptions): string | null {
  const kind = options.kind ?? 'firmware';
  const { needs, takes } = wants[kind];
  const missing = needs.find((name) => options[name] === undefined);
  if (missing)
    return `${flags[missing]} is missing: a campaign of the kind ${kind} needs it (or take everything from --plan)`;
  const stray = (Object.keys(flags) as Named[]).find(
    (name) => options[name] !== undefined && !needs.includes(name) && !takes.includes(name),
  );
  if (!stray) return null;
  const its = [...needs, ...takes].map((name) => flags[name]);
  return `${flags[stray]} is none of the kind ${kind}, which takes ${its.join(', ') || 'nothing'}`;
}

/** The names of the options given, for the error that they do not go with --plan. */
export function givenArtifactOptions(options: ArtifactOptions): string[] {
  const given = (Object.keys(flags) as Named[])
    .filter((name) => options[name] !== undefined)
    .map((name) => flags[name]);
  return options.kind === undefined ? given : ['--kind', ...given];
}

/**
 * `kind`, `artifact` and what else of a plan these options say.
 * @param fileId of the firmware; of other kinds nobody asks
 */
export function artifactBody(options: ArtifactOptions, fileId: string | null): Record<string, unknown> {
  const kind = options.kind ?? 'firmware';
  switch (kind) {
    case 'firmware': {
      const { minSource, hop, allowDowngrade } = options;
      const hops = hop?.map((text) => {
        const [id, floor] = parted(text);
        return { fileId: id, ...(floor === null ? {} : { minSource: floor }) };
      });
      return {
        kind,
        artifact: {
          fileId,
          ...(minSource === undefined ? {} : { minSource }),
          ...(hops === undefined ? {} : { hops }),
        },
        ...(allowDowngrade ? { allowDowngrade } : {}),
      };
    }
    case 'install':
    case 'update':
    case 'uninstall': {
      const packages = options.package!.map((text) => {
        const [name, version] = parted(text);
        return {
          ...(kind === 'uninstall' ? { name } : { package: name }),
          ...(version === null ? {} : { version }),
          ...(options.environment === undefined ? {} : { executionEnvRef: options.environment }),
        };
      });
      return { kind, artifact: { packages } };
    }
    case 'executionUnitState':
      return { kind, artifact: { executionUnit: options.unit, requestedState: options.state } };
    case 'configuration':
      return { kind, artifact: { values: options.value } };
    case 'reboot':
      return { kind };
  }
}

/** `name@version`, or a name alone. */
function parted(text: string): readonly [name: string, version: string | null] {
  const at = text.lastIndexOf('@');
  return at < 1 ? [text, null] : [text.slice(0, at), text.slice(at + 1)];
}

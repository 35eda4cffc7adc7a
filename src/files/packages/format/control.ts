import { damaged } from './damage.ts';

/** One package that another one needs, as `Depends` names it. */
export interface Dependency {
  readonly name: string;
  /** null: any version. */
  readonly relation: '>=' | '<=' | '=' | '>>' | '<<' | null;
  readonly version: string;
}

/** What the control file of a package says. */
export interface Control {
  readonly name: string;
  readonly version: string;
  /** `all` runs anywhere. */
  readonly architecture: string;
  /** Each member is needed; of its alternatives one is enough. */
  readonly depends: readonly (readonly Dependency[])[];
  /** Bytes it occupies once installed, as it says; null: it does not. */
  readonly installedSize: number | null;
  readonly maintainer: string;
  readonly description: string;
  /** Type of the execution environment it is for (`Muster-Environment`); null: any. */
  readonly environment: string | null;
}

const namePattern = /^[A-Za-z0-9][A-Za-z0-9+._-]{0,63}$/;
const versionPattern = /^[A-Za-z0-9][A-Za-z0-9.+~:_-]{0,31}$/;

/** @throws MusterError `invalidPackage` naming the field, its value and what is allowed */
export function readControl(text: string): Control {
  const fields = stanza(text);
  const needed = (field: string, pattern: RegExp, allowed: string): string => {
    const value = fields.get(field.toLowerCase());
    if (value === undefined || value === '') throw damaged(`control.tar.gz: the control file has no ${field}`);
    if (!pattern.test(value)) throw damaged(`control.tar.gz: ${field} is "${value.slice(0, 80)}"; allowed: ${allowed}`);
    return value;
  };
  const size = fields.get('installed-size');
  if (size !== undefined && !/^\d{1,15}$/.test(size)) {
    throw damaged(`control.tar.gz: Installed-Size is "${size.slice(0, 80)}"; allowed: bytes as digits`);
  }
  return {
    name: needed('Package', namePattern, 'up to 64 of A-Z a-z 0-9 + . _ -'),
    version: needed('Version', versionPattern, 'up to 32 of A-Z a-z 0-9 . + ~ : _ -'),
    architecture: needed('Architecture', /^[A-Za-z0-9][A-Za-z0-9+._-]{0,63}$/, 'a name such as all or mips_24kc'),
    depends: dependencies(fields.get('depends') ?? ''),
    installedSize: size === undefined ? null : Number(size),
    maintainer: (fields.get('maintainer') ?? '').slice(0, 256),
    description: (fields.get('description') ?? '').slice(0, 1024),
    environment: fields.get('muster-environment') ?? null,
  };
}

/** `name (>= 1.0)` as it stands in Depends. */
export function dependencyText(alternatives: readonly Dependency[]): string {
  return alternatives
    .map(({ name, relation, version }) => (relation === null ? name : `${name} (${relation} ${version})`))
    .join(' | ');
}

function dependencies(text: string): Dependency[][] {
  const wanted = text.split(',').map((item) => item.trim());
  return wanted.filter((item) => item !== '').map((item) => item.split('|').map((one) => dependency(one.trim())));
}

/** Alternatives of one item of Depends as {@link dependencyText} writes it; what cannot be read is a name. */
export function dependenciesIn(item: string): readonly Dependency[] {
  try {
    return item.split('|').map((one) => dependency(one.trim()));
  } catch {
    return [{ name: item, relation: null, version: '' }];
  }
}

function dependency(text: string): Dependency {
  const [, name, relation, version] =
    /^([A-Za-z0-9][A-Za-z0-9+._-]{0,63})(?:\s*\(\s*(>=|<=|=|>>|<<|>|<)\s*([A-Za-z0-9][A-Za-z0-9.+~:_-]*)\s*\))?$/.exec(
      text,
    ) ?? [];
  if (name === undefined) {
    throw damaged(`control.tar.gz: Depends holds "${text.slice(0, 80)}"; allowed: name or name (>= version)`);
  }
  // A single < or > is the old spelling of "or equal" (Debian policy 7.1).
  const strict = relation === '>' ? '>=' : relation === '<' ? '<=' : relation;
  return { name, relation: (strict as Dependency['relation'] | undefined) ?? null, version: version ?? '' };
}

/** Fields of one paragraph by lower-case name; a line that begins with a blank carries the last field on. */
function stanza(text: string): Map<string, string> {
  const fields = new Map<string, string>();
  let last: string | null = null;
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '') continue;
    if (/^[ \t]/.test(line)) {
      if (last === null) throw damaged('control.tar.gz: the control file begins with a continued line');
      fields.set(last, `${fields.get(last)}\n${line.trim()}`);
      continue;
    }
    const colon = line.indexOf(':');
    if (colon < 1)
      throw damaged(`control.tar.gz: the control file has the line "${line.slice(0, 80)}"; allowed: Field: value`);
    last = line.slice(0, colon).trim().toLowerCase();
    if (fields.has(last)) throw damaged(`control.tar.gz: the control file has ${line.slice(0, colon)} twice`);
    fields.set(last, line.slice(colon + 1).trim());
  }
  return fields;
}

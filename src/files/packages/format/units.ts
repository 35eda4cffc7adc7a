import { damaged } from './damage.ts';

/** Where a package declares its execution units, one JSON file each. */
export const unitFolder = 'usr/lib/muster/units/';

/** One execution unit as its package declares it. */
export interface UnitDeclaration {
  readonly name: string;
  /** A file of the package, or a command of the device when it has no slash. */
  readonly command: string;
  readonly args: readonly string[];
  /** TCP port it answers on once it is up; null: it has none. */
  readonly port: number | null;
  readonly autoStart: boolean;
  /** How long it may take to come up, and to go down, seconds. */
  readonly startSeconds: number;
  readonly stopSeconds: number;
}

/** @throws MusterError `invalidPackage` naming the file and the field */
export function readUnit(file: string, text: string): UnitDeclaration {
  let said: Record<string, unknown>;
  try {
    said = JSON.parse(text) as Record<string, unknown>;
  } catch (error) {
    throw damaged(`data.tar.gz: ${file} is not JSON`, error);
  }
  if (said === null || typeof said !== 'object' || Array.isArray(said))
    throw damaged(`data.tar.gz: ${file} is no object`);
  const wrong = (field: string, allowed: string) =>
    damaged(`data.tar.gz: ${file} has ${field} ${JSON.stringify(said[field])?.slice(0, 80)}; allowed: ${allowed}`);
  const known = ['name', 'command', 'args', 'port', 'autoStart', 'startSeconds', 'stopSeconds'];
  for (const field of Object.keys(said)) if (!known.includes(field)) throw wrong(field, known.join(', '));
  const { name, command, args = [], port = null, autoStart = true, startSeconds = 10, stopSeconds = 5 } = said;
  if (typeof name !== 'string' || !/^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/.test(name)) {
    throw wrong('name', 'up to 32 of A-Z a-z 0-9 . _ -');
  }
  if (
    typeof command !== 'string' ||
    !/^[A-Za-z0-9._][A-Za-z0-9._/+-]{0,254}$/.test(command) ||
    /(^|\/)\.\.(\/|$)/.test(command)
  ) {
    throw wrong('command', 'a path below the root of the package, or the name of a command');
  }
  if (
    !Array.isArray(args) ||
    args.length > 64 ||
    !args.every((arg) => typeof arg === 'string' && !arg.includes('\0'))
  ) {
    throw wrong('args', 'up to 64 texts');
  }
  if (port !== null && !(Number.isInteger(port) && (port as number) >= 1 && (port as number) <= 65_535)) {
    throw wrong('port', '1 to 65535');
  }
  if (typeof autoStart !== 'boolean') throw wrong('autoStart', 'true, false');
  for (const [field, value] of Object.entries({ startSeconds, stopSeconds })) {
    if (typeof value !== 'number' || !(value > 0 && value <= 120)) throw wrong(field, 'more than 0, up to 120 seconds');
  }
  return {
    name,
    command,
    args: args as string[],
    port: port as number | null,
    autoStart,
    startSeconds: startSeconds as number,
    stopSeconds: stopSeconds as number,
  };
}

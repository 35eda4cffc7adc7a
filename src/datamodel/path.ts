import { MusterError } from '../base/errors.ts';

/**
 * A data-model path in its parts (TR-106 §2.3, TR-069 §3.6.1). `Device.WiFi.SSID.[guest].Enable` is two names, an alias
 * in the place of an instance, a name; a partial path ends in a dot and names everything below it.
 */
export interface Path {
  readonly segments: readonly Segment[];
  readonly partial: boolean;
}

export type Segment =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'instance'; readonly number: number }
  | { readonly kind: 'alias'; readonly alias: string }
  /** `*`: every instance. */
  | { readonly kind: 'wildcard' }
  /** `{i}` of a definition: any instance. */
  | { readonly kind: 'placeholder' };

/** Longest path of the XSD, in characters. */
const maxPathLength = 256;
const maxInstance = 4_294_967_295;
const name = /[^\s.[\]{}*\d][^\s.[\]{}*]*/y;
const number = /(?:0|[1-9]\d{0,9})(?=\.|$)/y;
const alias = /\[([A-Za-z][^\]\p{Cc}]{0,63})\]/uy;

/**
 * Reads a path. The empty path is the whole tree.
 * @throws MusterError `invalidRequest` naming the path, the column and what was expected there
 */
export function parsePath(text: string): Path {
  if (text.length > maxPathLength) {
    throw new MusterError(
      'invalidRequest',
      `the path "${text.slice(0, 60)}…" has ${text.length} characters; ${maxPathLength} are allowed`,
    );
  }
  const segments: Segment[] = [];
  let at = 0;
  const take = (expression: RegExp): RegExpExecArray | null => {
    expression.lastIndex = at;
    const match = expression.exec(text);
    if (match) at += match[0].length;
    return match;
  };
  while (at < text.length) {
    segments.push(takeSegment(segments.length === 0));
    if (at === text.length) return { segments, partial: false };
    if (text[at] !== '.') fail('a dot or the end');
    at++;
  }
  return { segments, partial: true };

  function takeSegment(isFirst: boolean): Segment {
    if (!isFirst) {
      const instance = take(number);
      if (instance) {
        if (Number(instance[0]) > maxInstance) fail(`an instance number up to ${maxInstance}`, instance[0].length);
        return { kind: 'instance', number: Number(instance[0]) };
      }
      if (take(/\*(?=\.|$)/y)) return { kind: 'wildcard' };
      if (take(/\{i\}/y)) return { kind: 'placeholder' };
      const aliased = take(alias);
      if (aliased) return { kind: 'alias', alias: aliased[1]! };
    }
    const named = take(name) ?? fail(isFirst ? 'a name' : 'a name, an instance number, [alias] or *');
    return { kind: 'name', name: named[0] };
  }

  function fail(expected: string, back = 0): never {
    throw new MusterError('invalidRequest', `the path "${text}" has no ${expected} at character ${at - back + 1}`);
  }
}

export function formatPath(path: Path): string {
  const text = path.segments.map(formatSegment).join('.');
  return path.partial && text !== '' ? `${text}.` : text;
}

function formatSegment(segment: Segment): string {
  switch (segment.kind) {
    case 'name':
      return segment.name;
    case 'instance':
      return String(segment.number);
    case 'alias':
      return `[${segment.alias}]`;
    case 'wildcard':
      return '*';
    case 'placeholder':
      return '{i}';
  }
}

/** The path as definitions write it: `{i}` for whatever stands for an instance. */
export function definitionPathOf(path: Path): string {
  const text = path.segments.map((segment) => (segment.kind === 'name' ? segment.name : '{i}')).join('.');
  return path.partial && text !== '' ? `${text}.` : text;
}

/** Whether a concrete path (no wildcard in it) is one that `pattern` names: below it if that is partial, else it itself. */
export function matchesPath(pattern: Path, path: Path): boolean {
  const { segments } = pattern;
  if (path.segments.length < segments.length) return false;
  if (!pattern.partial && (path.segments.length > segments.length || path.partial)) return false;
  if (pattern.partial && path.segments.length === segments.length && !path.partial) return false;
  return segments.every((segment, i) => fits(segment, path.segments[i]!));
}

function fits(pattern: Segment, segment: Segment): boolean {
  switch (pattern.kind) {
    case 'wildcard':
    case 'placeholder':
      return segment.kind !== 'name';
    case 'name':
      return segment.kind === 'name' && segment.name === pattern.name;
    case 'instance':
      return segment.kind === 'instance' && segment.number === pattern.number;
    case 'alias':
      return segment.kind === 'alias' && segment.alias === pattern.alias;
  }
}

/** Whether some part of the path is a vendor's own (`X_<OUI>_…`). */
export function isVendorPath(path: string): boolean {
  return /(?:^|\.)X_/.test(path);
}

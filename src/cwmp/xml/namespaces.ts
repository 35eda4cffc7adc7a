import { MusterError } from '../../base/errors.ts';
import { malformed, quoted } from './malformed.ts';

/** Namespace bindings in force, innermost first; a new link only where an element declares one. */
export interface Scope {
  readonly prefix: string;
  readonly uri: string;
  readonly outer: Scope | null;
  /** Length of the chain. */
  readonly depth: number;
}

const xmlNamespace = 'http://www.w3.org/XML/1998/namespace';
const xmlnsNamespace = 'http://www.w3.org/2000/xmlns/';
/** Messages need about five. Looking a prefix up walks the chain, so its length bounds the work per name. */
const maxDeclarations = 128;

/** Adds a declaration. `prefix` is '' for the default namespace. */
export function declare(outer: Scope | null, prefix: string, uri: string, at: number): Scope {
  if (prefix === 'xmlns' || (prefix === 'xml') !== (uri === xmlNamespace) || uri === xmlnsNamespace) {
    throw malformed('a reserved prefix or namespace is declared', at);
  }
  if (uri === '' && prefix !== '') throw malformed(`the prefix ${quoted(prefix)}: is bound to nothing`, at);
  const depth = (outer?.depth ?? 0) + 1;
  if (depth > maxDeclarations) {
    throw new MusterError('limitExceeded', `the message has more than ${maxDeclarations} namespaces in force at once`);
  }
  return { prefix, uri, outer, depth };
}

/** The namespace an element's prefix stands for; '' where no default namespace is declared. */
export function resolve(scope: Scope | null, prefix: string, at: number): string {
  for (let s = scope; s !== null; s = s.outer) if (s.prefix === prefix) return s.uri;
  if (prefix === '') return '';
  if (prefix === 'xml') return xmlNamespace;
  throw malformed(`the prefix ${quoted(prefix)}: is not declared`, at);
}

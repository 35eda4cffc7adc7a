import { refusal } from './refusal.ts';

export type Symbol = '(' | ')' | ',' | '.' | '=' | '!=' | '<' | '<=' | '>' | '>=';

export interface Token {
  readonly type: 'word' | 'string' | 'number' | 'symbol' | 'end';
  /** As written; '' at the end. */
  readonly text: string;
  /** A string without its quotes and escapes; else the same as `text`. */
  readonly value: string;
  /** From 1. */
  readonly column: number;
  /** Offset of the first character after it. */
  readonly next: number;
}

const space = /\s*/y;
/** Field names, keywords and parameter paths: a path is one word, dots and all. */
const word = /[\p{L}_][\p{L}\p{N}_.-]*/uy;
const number = /-?\d+(?:\.\d+)?/y;
const symbol = /[(),.]|[!<>]=|[=<>]/y;
const string = /"((?:[^"\\\0]|\\["\\])*)"/y;
const stringStart = /"(?:[^"\\\0]|\\["\\])*/y;

/** Reads one token. Lazily, so that the first fault of a text is the one that is told, whatever kind it has. */
export function tokenAt(text: string, offset: number): Token {
  const from = offset + match(space, text, offset)!.length;
  const token = (type: Token['type'], found: string, value = found): Token => {
    return { type, text: found, value, column: from + 1, next: from + found.length };
  };
  if (from >= text.length) return token('end', '');
  const foundWord = match(word, text, from);
  if (foundWord) return token('word', foundWord);
  const foundNumber = match(number, text, from);
  if (foundNumber) return token('number', foundNumber);
  const foundSymbol = match(symbol, text, from);
  if (foundSymbol) return token('symbol', foundSymbol);
  const foundString = match(string, text, from);
  if (foundString) return token('string', foundString, foundString.slice(1, -1).replace(/\\(["\\])/g, '$1'));
  if (text[from] === '"') throw brokenString(text, from);
  const stray = String.fromCodePoint(text.codePointAt(from)!);
  throw refusal(
    from + 1,
    'a field, value or operator',
    stray,
    /['‘’“”`]/.test(stray) ? 'texts stand in "double quotes"' : '',
  );
}

/** What a refusal says was found. */
export function describe(token: Token): string {
  if (token.type === 'end') return 'the end';
  return token.text.length > 40 ? `${token.text.slice(0, 40).toWellFormed()}…` : token.text;
}

function brokenString(text: string, from: number): Error {
  const stop = from + match(stringStart, text, from)!.length;
  if (text[stop] === '\\') {
    const next = text.codePointAt(stop + 1);
    return refusal(stop + 1, '\\" or \\\\', next === undefined ? '\\' : `\\${String.fromCodePoint(next)}`);
  }
  if (text[stop] === '\0') return refusal(stop + 1, 'a character other than NUL', 'NUL');
  return refusal(from + 1, 'a closing " for the text that begins here', 'the end');
}

function match(pattern: RegExp, text: string, offset: number): string | undefined {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0];
}

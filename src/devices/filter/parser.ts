import type { ComparisonOperator, Condition, Filter, Literal, Operator, Subject } from './ast.ts';
import { fieldNamed, fieldNames } from './fields.ts';
import { describe, type Token, tokenAt } from './lexer.ts';
import { nearest } from './nearest.ts';
import { refusal } from './refusal.ts';
import { checkOperator, checkValue } from './typing.ts';

/** Limits that keep a hostile filter cheap: for the parser's stack, and for PostgreSQL's planner. */
export const filterLimits = { length: 4096, depth: 32, comparisons: 100 } as const;

/** TR-069 Table 2: a parameter name has at most 256 characters. */
const maxPathLength = 256;
const parameterPath = /^(?:Device|InternetGatewayDevice)(?:\.[^.]+)+$/;
const keywords: ReadonlySet<string> = new Set(['and', 'or', 'not', 'like', 'in', 'true', 'false']);
const symbolOperators: ReadonlySet<string> = new Set(['=', '!=', '<', '<=', '>', '>=']);

/**
 * Reads a filter; whatever it returns is well typed and within limits. Empty text selects every device.
 *
 *     filter     = "" | or            or   = and { "or" and }       and  = unary { "and" unary }
 *     unary      = "not" unary | "(" or ")" | du "(" text ")" | comparison
 *     comparison = subject operator value | subject "in" "(" value { "," value } ")"
 *     subject    = field | parameter path | eu "(" text ")" "." "status" | du "(" text ")" "." "version"
 *
 * @throws MusterError invalidFilter, with the column and what was expected there
 */
export function parseFilter(text: string): Filter {
  if (text.length > filterLimits.length) {
    throw refusal(filterLimits.length + 1, `at most ${filterLimits.length} characters`, `${text.length}`);
  }
  let token = tokenAt(text, 0);
  let depth = 0;
  let comparisons = 0;
  return parse();

  function parse(): Filter {
    if (atEnd()) return { kind: 'all' };
    const filter = disjunction();
    if (!atEnd()) throw refusal(token.column, 'and, or or the end', describe(token));
    return filter;
  }

  function disjunction(): Condition {
    return chain('or', () => chain('and', unary));
  }

  function chain(kind: 'and' | 'or', term: () => Condition): Condition {
    const { column } = token;
    const terms = [term()];
    while (isKeyword(kind)) {
      take();
      terms.push(term());
    }
    return terms.length === 1 ? terms[0]! : { kind, terms, column };
  }

  function unary(): Condition {
    const { column } = token;
    if (isKeyword('not')) {
      deeper();
      take();
      const term = unary();
      depth--;
      return { kind: 'not', term, column };
    }
    if (token.text === '(') {
      deeper();
      take();
      const inner = disjunction();
      expectSymbol(')', 'and, or or )');
      depth--;
      return inner;
    }
    if (++comparisons > filterLimits.comparisons) {
      throw refusal(column, `at most ${filterLimits.comparisons} comparisons`, describe(token));
    }
    if (token.type === 'word' && token.text === 'du') {
      const name = unitName();
      if (!isSymbol('.')) return { kind: 'deploymentUnit', name, column };
      take();
      expectWord('version');
      return comparisonOf({ type: 'deploymentUnitVersion', name }, column);
    }
    return comparisonOf(readSubject(), column);
  }

  function comparisonOf(subject: Subject, column: number): Condition {
    const operator = readOperator();
    checkOperator(subject, operator);
    if (operator.value !== 'in') {
      const value = literal();
      checkValue(subject, operator, value, value);
      return { kind: 'comparison', subject, operator: operator.value, value, column };
    }
    expectSymbol('(', '( after in');
    const values = [listed(literal())];
    while (token.text === ',') {
      take();
      values.push(listed(literal(), values[0]));
    }
    expectSymbol(')', ', or )');
    return { kind: 'in', subject, values, column };

    function listed(value: Literal, first = value): Literal {
      checkValue(subject, operator, value, first);
      return value;
    }
  }

  function readSubject(): Subject {
    const found = token;
    if (found.type === 'word') {
      if (found.text === 'eu') {
        const name = unitName();
        expectSymbol('.', '.status');
        expectWord('status');
        return { type: 'executionUnitStatus', name };
      }
      const name = fieldNamed(found.text);
      if (name) {
        take();
        return { type: 'field', name };
      }
      if (parameterPath.test(found.text) && found.text.length <= maxPathLength) {
        take();
        return { type: 'parameter', path: found.text };
      }
    }
    throw noField(found);
  }

  function unitName(): string {
    const unit = take().text;
    expectSymbol('(', `( after ${unit}`);
    if (token.type !== 'string') throw refusal(token.column, 'a name in double quotes', describe(token));
    const { value } = take();
    expectSymbol(')', ')');
    return value;
  }

  function readOperator(): { value: Operator; column: number } {
    const { column } = token;
    const text = token.type === 'word' ? token.text.toLowerCase() : token.text;
    if (text === 'in' || text === 'like' || (token.type === 'symbol' && symbolOperators.has(text))) {
      take();
      return { value: text as ComparisonOperator | 'in', column };
    }
    throw refusal(column, '=, !=, <, <=, >, >=, like or in', describe(token));
  }

  function literal(): Literal {
    const { column } = token;
    if (token.type === 'string') return { type: 'text', value: take().value, column };
    if (token.type === 'number') return { type: 'number', digits: take().text, column };
    if (isKeyword('true') || isKeyword('false')) {
      return { type: 'boolean', value: take().text.toLowerCase() === 'true', column };
    }
    throw refusal(column, 'a value: a text in double quotes, a number, true or false', describe(token));
  }

  function atEnd(): boolean {
    return token.type === 'end';
  }

  function isKeyword(word: string): boolean {
    return token.type === 'word' && token.text.toLowerCase() === word;
  }

  function isSymbol(symbol: string): boolean {
    return token.type === 'symbol' && token.text === symbol;
  }

  function expectWord(word: string): void {
    if (token.text !== word) throw refusal(token.column, word, describe(token));
    take();
  }

  function expectSymbol(symbol: string, expected: string): void {
    if (!isSymbol(symbol)) throw refusal(token.column, expected, describe(token));
    take();
  }

  function deeper(): void {
    if (++depth > filterLimits.depth) {
      throw refusal(token.column, `at most ${filterLimits.depth} levels of brackets and not`, describe(token));
    }
  }

  function take(): Token {
    const taken = token;
    token = tokenAt(text, taken.next);
    return taken;
  }
}

function noField(found: Token): Error {
  const known = [
    ...fieldNames,
    'du("…")',
    'du("…").version',
    'eu("…").status',
    'parameter paths such as Device.WiFi.SSID.1.SSID',
  ];
  const hint = `fields are ${known.join(', ')}`;
  const isName = found.type === 'word' && !keywords.has(found.text.toLowerCase());
  const meant = isName ? nearest(found.text, fieldNames) : null;
  return refusal(found.column, 'a field', describe(found), meant ? `did you mean ${meant}? ${hint}` : hint);
}

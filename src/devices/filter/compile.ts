import { blockOf } from '../block-path.ts';
import { escapeField, lineStart } from '../parameter-lines.ts';
import { versionKey } from '../version-order.ts';
import type { Comparison, Condition, Filter, Literal, Membership, OrderOperator, Subject } from './ast.ts';
import { type Field, fields, statusSql } from './fields.ts';
import { likePattern, matchesEmpty } from './like-pattern.ts';
import { readTime } from './times.ts';

export interface CompileOptions {
  /** What relative times and `status` count from, milliseconds since the epoch. */
  readonly now: number;
  /** Number of the first placeholder: 1 when the statement has no others before. */
  readonly firstParam: number;
  /** Seconds between informs of devices that told no interval. */
  readonly defaultInterval: number;
  /** Of {@link unitQuestions}, those that few units answer: their devices are looked up rather than looked for. */
  readonly rare?: ReadonlySet<Condition> | undefined;
}

export interface SqlFragment {
  /** A condition for WHERE over `device d LEFT JOIN device_pulse p ON p.device_id = d.id`; safe beside an AND. */
  readonly sql: string;
  readonly params: unknown[];
}

/** A condition that may be NULL where a column is; NULL stands for "does not hold". */
interface Test {
  readonly sql: string;
  readonly nullable: boolean;
}

/**
 * A filter as SQL. Every value travels as a parameter; the text holds only names from the closed table of fields.
 *
 * Logic is two-valued though columns can be NULL: `not` is pushed down to the single tests, which are then written
 * so that NULL counts as "does not hold". Tests that are not negated stay plain comparisons, which indexes serve.
 * To ask for the opposite of a filter compile `{kind: 'not'}` of it; NOT around the SQL would lose the NULLs.
 *
 * A text that is missing equals "". A missing time, version or parameter is equal to nothing, and before and after nothing.
 * A unit that is being installed, or is uninstalled, is not there; of several units of one name, one has to fit.
 */
export function compileFilter(filter: Filter, options: CompileOptions): SqlFragment {
  const params: unknown[] = [];
  let status: string | null = null;
  const sql = filter.kind === 'all' ? 'true' : condition(filter, false, true);
  return { sql, params };

  function param(value: unknown): string {
    params.push(value);
    return `$${options.firstParam + params.length - 1}`;
  }

  /** @param always whether no device fits the filter that this does not hold for */
  function condition(node: Condition, negated: boolean, always: boolean): string {
    switch (node.kind) {
      case 'and':
      case 'or': {
        const joint = (node.kind === 'and') === negated ? ' OR ' : ' AND ';
        const all = always && joint === ' AND ' && !negated;
        return `(${node.terms.map((term) => condition(term, negated, all)).join(joint)})`;
      }
      case 'not':
        return condition(node.term, !negated, false);
      case 'comparison':
        // "!=" is the negation of "=", for sets and missing values too.
        return held(comparison(node, always), node.operator === '!=' ? !negated : negated);
      case 'in':
        return held(membership(node, always), negated);
      case 'deploymentUnit':
        return held(unit(unitAsked(node)!, isRare(node, always)), negated);
    }
  }

  function isRare(node: Condition, always: boolean): boolean {
    return always && options.rare?.has(node) === true;
  }

  function comparison(node: Comparison, always: boolean): Test {
    const { subject, operator, value } = node;
    if (isOfUnit(subject)) return unit(unitAsked(node)!, isRare(node, always));
    if (subject.type === 'parameter')
      return parameter(subject.path, (stored) => parameterTest(stored, operator, value));
    const field: Field = fields[subject.name];
    switch (operator) {
      case '=':
      case '!=':
        return equal(field, value);
      case 'like':
        return like(field, likePattern(textOf(value)));
      default:
        return ordered(field, operator, value);
    }
  }

  function membership(node: Membership, always: boolean): Test {
    const { subject, values } = node;
    if (isOfUnit(subject)) return unit(unitAsked(node)!, isRare(node, always));
    if (subject.type === 'parameter') {
      return parameter(subject.path, (stored) =>
        values[0]!.type === 'number'
          ? `${asNumber(stored)} = ANY(${param(values.map(textOf))}::numeric[])`
          : `${stored} = ANY(${param(values.map((value) => escapeField(textOf(value))))}::text[])`,
      );
    }
    const field: Field = fields[subject.name];
    const texts = values.map(textOf);
    const list = `${param(texts)}::text[]`;
    if (field.kind === 'set') return { sql: `${field.sql} && ${list}`, nullable: field.nullable };
    return missingAs(field, texts.includes(''), `${column(field)} = ANY(${list})`);
  }

  function equal(field: Field, value: Literal): Test {
    switch (field.kind) {
      case 'boolean':
        return {
          sql: value.type === 'boolean' && value.value ? column(field) : `NOT ${column(field)}`,
          nullable: false,
        };
      case 'set':
        return { sql: `${field.sql} @> ARRAY[${param(textOf(value))}]::text[]`, nullable: field.nullable };
      case 'time':
        return { sql: `${column(field)} = ${instant(value)}`, nullable: field.nullable };
      default:
        return missingAs(field, textOf(value) === '', `${column(field)} = ${param(textOf(value))}`);
    }
  }

  function like(field: Field, pattern: string): Test {
    if (field.kind === 'set') {
      return {
        sql: `EXISTS (SELECT FROM unnest(${field.sql}) AS t(v) WHERE t.v LIKE ${param(pattern)})`,
        nullable: false,
      };
    }
    return missingAs(field, matchesEmpty(pattern), `${column(field)} LIKE ${param(pattern)}`);
  }

  function ordered(field: Field, operator: OrderOperator, value: Literal): Test {
    switch (field.kind) {
      case 'time':
        return { sql: `${column(field)} ${operator} ${instant(value)}`, nullable: field.nullable };
      case 'version':
        return { sql: `d.software_version_key ${operator} ${param(versionKey(textOf(value)))}`, nullable: true };
      default:
        // ~<~ and its kin compare bytewise whatever the collation, and are what text_pattern_ops indexes serve.
        return { sql: `${column(field)} ~${operator}~ ${param(textOf(value))}`, nullable: field.nullable };
    }
  }

  /**
   * That a device has such a unit. The few releases are found first, as an array: half the time of a join.
   * @param rare few devices have: they are looked up by the index over units
   */
  function unit(asked: UnitAsked, rare: boolean): Test {
    const where = `u.kind = '${asked.kind}' AND ${unitSql(asked, param)}`;
    return {
      sql: rare
        ? `d.id = ANY(ARRAY(SELECT u.device_id FROM software_unit u WHERE ${where}))`
        : `EXISTS (SELECT FROM software_unit u WHERE u.device_id = d.id AND ${where})`,
      nullable: false,
    };
  }

  function parameter(path: string, test: (stored: string) => string): Test {
    const { block, key } = blockOf(path);
    const where = `b.device_id = d.id AND b.block = ${param(block)}`;
    const start = lineStart(key);
    const length = [...start].length;
    const at = `nullif(strpos(b.content, ${param(start)}), 0)`;
    const stored = `split_part(substr(b.content, ${at} + ${length}), E'\\t', 1)`;
    return { sql: `EXISTS (SELECT FROM parameter_lines b WHERE ${where} AND ${test(stored)})`, nullable: false };
  }

  /** @param stored the value as SQL, of type text */
  function parameterTest(stored: string, operator: Comparison['operator'], value: Literal): string {
    const plain = operator === '!=' ? '=' : operator;
    if (plain === 'like') return `${stored} LIKE ${param(escapedInPattern(likePattern(textOf(value))))}`;
    switch (value.type) {
      case 'text':
        return `${stored} = ${param(escapeField(value.value))}`;
      case 'number':
        return `${asNumber(stored)} ${plain} ${param(value.digits)}::numeric`;
      case 'boolean':
        // Both spellings of XML Schema's boolean; devices also differ in letter case.
        return `lower(${stored}) = ANY(${param(value.value ? ['true', '1'] : ['false', '0'])}::text[])`;
    }
  }

  function column(field: Field): string {
    if (field.sql !== null) return field.sql;
    status ??= `(${statusSql(`${param(isoOf(options.now))}::timestamptz`, `${param(options.defaultInterval)}::integer`)})`;
    return status;
  }

  function instant(value: Literal): string {
    return `${param(isoOf(readTime(textOf(value), options.now) ?? options.now))}::timestamptz`;
  }
}

/** What a condition asks of the units of a device. */
interface UnitAsked {
  readonly kind: 'd' | 'u';
  readonly name: string;
  readonly version?: { readonly operator: Comparison['operator'] | 'in'; readonly texts: readonly string[] };
  /** Of an execution unit; a deployment unit has to be installed. */
  readonly statuses?: readonly string[];
}

function unitAsked(node: Condition): UnitAsked | null {
  if (node.kind === 'deploymentUnit') return { kind: 'd', name: node.name };
  if ((node.kind !== 'comparison' && node.kind !== 'in') || !isOfUnit(node.subject)) return null;
  const texts = (node.kind === 'in' ? node.values : [node.value]).map(textOf);
  const { type, name } = node.subject;
  if (type === 'executionUnitStatus') return { kind: 'u', name, statuses: texts };
  return { kind: 'd', name, version: { operator: node.kind === 'in' ? 'in' : node.operator, texts } };
}

/** The same over `u`, rows of `software_unit` or of `software_count`. */
function unitSql({ kind, name, version, statuses }: UnitAsked, param: (value: unknown) => string): string {
  const named = `r.kind = '${kind}' AND r.name = ${param(name)}`;
  const releases = `SELECT r.id FROM software_release r WHERE ${named}${version ? ` AND ${versionSql(version, param)}` : ''}`;
  const status = statuses
    ? `u.status = ANY(${param(statuses)}::text[])`
    : "u.status NOT IN ('Installing', 'Uninstalled')";
  return `u.release_id = ANY(ARRAY(${releases})) AND ${status}`;
}

function versionSql({ operator, texts }: NonNullable<UnitAsked['version']>, param: (value: unknown) => string): string {
  const [text = ''] = texts;
  switch (operator) {
    case '=':
    case '!=':
    case 'in':
      return `r.version = ANY(${param(texts)}::text[])`;
    case 'like':
      return `r.version LIKE ${param(likePattern(text))}`;
    default:
      // A unit that tells no version is before and after nothing.
      return `r.version <> '' AND r.version_key ${operator} ${param(versionKey(text))}`;
  }
}

/**
 * The conditions on units that every device of the filter has to fit, each with the statement that counts, in `n`, the units
 * of the fleet that do. It reads counts, never units.
 */
export function unitQuestions(filter: Filter): (SqlFragment & { readonly node: Condition })[] {
  if (filter.kind === 'all') return [];
  if (filter.kind === 'and') return filter.terms.flatMap(unitQuestions);
  const asked = unitAsked(filter);
  if (asked === null || (filter.kind === 'comparison' && filter.operator === '!=')) return [];
  const params: unknown[] = [];
  const where = unitSql(asked, (value) => `$${params.push(value)}`);
  return [{ node: filter, sql: `SELECT coalesce(sum(u.n), 0)::int AS n FROM software_count u WHERE ${where}`, params }];
}

/** A test in the sense wanted, NULL counting as "does not hold". */
function held(test: Test, negated: boolean): string {
  if (!negated) return test.sql;
  return test.nullable ? `(${test.sql}) IS NOT TRUE` : `NOT (${test.sql})`;
}

/** A test on a text column, where NULL is the empty text. */
function missingAs(field: Field, emptyHolds: boolean, test: string): Test {
  if (!field.nullable) return { sql: test, nullable: false };
  return emptyHolds ? { sql: `(${field.sql} IS NULL OR ${test})`, nullable: false } : { sql: test, nullable: true };
}

/** Text as a number where it is one, else NULL. CASE keeps PostgreSQL from casting what is none. */
function asNumber(stored: string): string {
  return `CASE WHEN ${stored} ~ '^[-+]?[0-9]{1,40}([.][0-9]{1,40})?$' THEN ${stored}::numeric END`;
}

function textOf(value: Literal): string {
  if (value.type === 'text') return value.value;
  return value.type === 'number' ? value.digits : String(value.value);
}

function isoOf(time: number): string {
  return new Date(time).toISOString();
}

type SubjectOfUnit = Extract<Subject, { readonly type: 'deploymentUnitVersion' | 'executionUnitStatus' }>;

function isOfUnit(subject: Subject): subject is SubjectOfUnit {
  return subject.type === 'deploymentUnitVersion' || subject.type === 'executionUnitStatus';
}

/** A LIKE pattern for a stored field, in which backslashes and some control characters stand escaped. */
function escapedInPattern(pattern: string): string {
  // Every literal character of a pattern stands for itself or behind a backslash; of the latter only `\\` is special here.
  return pattern.replace(/\\?[^\\]|\\\\/gs, (literal) => {
    const char = literal.at(-1)!;
    const escaped = escapeField(char);
    return escaped === char ? literal : escaped.replaceAll('\\', '\\\\');
  });
}

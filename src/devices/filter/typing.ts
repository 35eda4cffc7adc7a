import type { Literal, Operator, Subject } from './ast.ts';
import { type Field, type FieldKind, fields } from './fields.ts';
import { oneOf, refusal } from './refusal.ts';
import { readTime, timeForms } from './times.ts';

const orders: readonly Operator[] = ['<', '<=', '>', '>='];

const anyOperator: readonly Operator[] = ['=', '!=', ...orders, 'like', 'in'];

/** Which operators make sense for what a field holds. */
const operatorsOf: Readonly<Record<FieldKind, readonly Operator[]>> = {
  text: ['=', '!=', 'like', 'in'],
  orderedText: anyOperator,
  version: anyOperator,
  time: ['=', '!=', ...orders],
  boolean: ['=', '!='],
  word: ['=', '!=', 'in'],
  set: ['=', '!=', 'like', 'in'],
};

/** A parameter's type is not known beforehand: the value it is compared with decides. */
const parameterOperatorsOf: Readonly<Record<Literal['type'], readonly Operator[]>> = {
  text: ['=', '!=', 'like', 'in'],
  number: ['=', '!=', ...orders, 'in'],
  boolean: ['=', '!='],
};

/** TR-157 ExecutionUnit.{i}.Status */
const executionUnitStatuses: readonly string[] = ['Idle', 'Starting', 'Active', 'Stopping'];

interface Written<T> {
  readonly value: T;
  readonly column: number;
}

/** Refuses an operator that no value could make sensible for the subject. */
export function checkOperator(subject: Subject, operator: Written<Operator>): void {
  const allowed =
    subject.type === 'field'
      ? operatorsOf[fields[subject.name].kind]
      : subject.type === 'executionUnitStatus'
        ? operatorsOf.word
        : subject.type === 'deploymentUnitVersion'
          ? operatorsOf.version
          : anyOperator;
  if (allowed.includes(operator.value)) return;
  throw refusal(operator.column, `${oneOf(allowed)} for ${nameOf(subject)}`, operator.value);
}

/**
 * Refuses a value that the subject cannot be compared with.
 * @param first the first value of the same list: all must have its type
 */
export function checkValue(subject: Subject, operator: Written<Operator>, value: Literal, first: Literal): void {
  const name = nameOf(subject);
  switch (subject.type) {
    case 'field':
      checkFieldValue(name, fields[subject.name], value);
      break;
    case 'executionUnitStatus':
      checkWord(name, executionUnitStatuses, value);
      break;
    case 'deploymentUnitVersion':
      if (value.type !== 'text') throw refusal(value.column, `a text in double quotes for ${name}`, written(value));
      break;
    case 'parameter':
      if (value.type !== first.type) {
        throw refusal(value.column, `a ${first.type} like the first of the list`, written(value));
      }
      if (!parameterOperatorsOf[value.type].includes(operator.value)) {
        const takers = (['text', 'number', 'boolean'] as const).filter((type) =>
          parameterOperatorsOf[type].includes(operator.value),
        );
        throw refusal(value.column, `a ${oneOf(takers)} after ${operator.value}`, written(value));
      }
  }
}

function checkFieldValue(name: string, field: Field, value: Literal): void {
  switch (field.kind) {
    case 'word':
      checkWord(name, field.words ?? [], value);
      break;
    case 'boolean':
      if (value.type !== 'boolean') throw refusal(value.column, `true or false for ${name}`, written(value));
      break;
    case 'time':
      // Any "now" will do: whether a text is a time does not hang on it.
      if (value.type !== 'text' || readTime(value.value, 0) === null) {
        throw refusal(value.column, `${timeForms} for ${name}`, written(value));
      }
      break;
    default:
      if (value.type !== 'text') throw refusal(value.column, `a text in double quotes for ${name}`, written(value));
  }
}

function checkWord(name: string, words: readonly string[], value: Literal): void {
  if (value.type === 'text' && words.includes(value.value)) return;
  throw refusal(value.column, `${oneOf(words.map((word) => `"${word}"`))} for ${name}`, written(value));
}

function nameOf(subject: Subject): string {
  if (subject.type === 'field') return subject.name;
  if (subject.type === 'deploymentUnitVersion') return 'du(…).version';
  return subject.type === 'parameter' ? 'a parameter' : 'eu(…).status';
}

function written(value: Literal): string {
  if (value.type === 'number') return value.digits.length > 40 ? `${value.digits.slice(0, 40)}…` : value.digits;
  if (value.type === 'boolean') return String(value.value);
  return value.value.length > 40 ? `"${value.value.slice(0, 40).toWellFormed()}…"` : `"${value.value}"`;
}

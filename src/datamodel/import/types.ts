import {
  type BaseType,
  baseTypes,
  type EnumerationValue,
  type Interval,
  type ListShape,
  type Status,
  statuses,
  type ValueType,
} from '../definition.ts';
import { expressionOf } from '../pattern.ts';
import type { XmlNode } from './xml.ts';

/** Refuses the document at an element. */
export type Fail = (node: XmlNode, message: string) => never;
/** A named type, or undefined where there is none. */
export type TypeNamed = (name: string) => ValueType | undefined;

/**
 * The type that a `<syntax>` or `<dataType>` describes: at most one `<list>`, and a base type or `<dataType ref= | base=>`
 * with facets. A `<dataType name= base=>` may hold the facets itself.
 */
export function typeOf(node: XmlNode, named: TypeNamed, fail: Fail): ValueType {
  const listNode = node.children.find((child) => child.name === 'list');
  const list = listNode ? listShape(listNode, fail) : undefined;
  const content = node.children.find(
    (child) => (baseTypes as readonly string[]).includes(child.name) || child.name === 'dataType',
  );
  let type: ValueType;
  if (content === undefined) {
    const base = node.attributes['base'];
    if (base === undefined) fail(node, `one of ${baseTypes.join(', ')}, dataType was expected in <${node.name}>`);
    type = faceted(derived(base, node), node, fail);
  } else if (content.name === 'dataType') {
    const name = content.attributes['ref'] ?? content.attributes['base'];
    if (name === undefined) fail(content, '<dataType> inside a <syntax> needs ref or base');
    type = faceted(derived(name, content), content, fail);
  } else type = faceted({ base: content.name as BaseType }, content, fail);
  return list ? { ...type, list } : type;

  function derived(name: string, at: XmlNode): ValueType {
    const found = named(name);
    if (!found) return fail(at, `there is no dataType "${name}"`);
    return { ...found, named: name };
  }
}

function faceted(type: ValueType, node: XmlNode, fail: Fail): ValueType {
  const lengths = all(node, 'size')
    .map((child) => lengthOf(child, fail))
    .filter(isBound);
  const ranges = all(node, 'range')
    .map((child) => rangeOf(child, fail))
    .filter(isBound);
  const values = all(node, 'enumeration').map((child) => enumerationOf(child, fail));
  const patterns = checkable(all(node, 'pattern').map((child) => child.attributes['value'] ?? ''));
  const path = node.children.find((child) => child.name === 'pathRef');
  const oneOf = node.children.find((child) => child.name === 'enumerationRef');
  return {
    ...type,
    ...(lengths.length > 0 ? { lengths } : {}),
    ...(ranges.length > 0 ? { ranges } : {}),
    ...(values.length > 0 ? { values } : {}),
    ...(patterns.length > 0 ? { patterns } : {}),
    ...(path
      ? {
          reference: {
            kind: 'path' as const,
            strong: path.attributes['refType'] === 'strong',
            targets: (path.attributes['targetParent'] ?? '').split(/\s+/).filter(Boolean),
          },
        }
      : {}),
    ...(oneOf?.attributes['targetParam']
      ? { reference: { kind: 'values' as const, parameter: oneOf.attributes['targetParam'].replace(/\s+/g, '') } }
      : {}),
  };
}

function listShape(node: XmlNode, fail: Fail): ListShape {
  const { minItems, maxItems, nestedBrackets } = node.attributes;
  const items = ordered(node, bound(node, 'minItems', fail), bound(node, 'maxItems', fail), fail);
  const lengths = all(node, 'size')
    .map((child) => lengthOf(child, fail))
    .filter(isBound);
  return {
    ...(minItems !== undefined || maxItems !== undefined ? { items } : {}),
    ...(lengths.length > 0 ? { lengths } : {}),
    ...(nestedBrackets === undefined ? {} : { nested: true }),
  };
}

/** Facets that hold: one that was taken back by a later version says nothing. */
function all(node: XmlNode, name: string): XmlNode[] {
  return node.children.filter(
    (child) => child.name === name && (name === 'enumeration' || child.attributes['status'] !== 'deleted'),
  );
}

function lengthOf(node: XmlNode, fail: Fail): Interval {
  const min = bound(node, 'minLength', fail);
  const max = bound(node, 'maxLength', fail);
  // No shorter than nothing is no bound, unless nothing is all that is allowed.
  return ordered(node, min === '0' && max !== '0' ? null : min, max, fail);
}

function rangeOf(node: XmlNode, fail: Fail): Interval {
  const step = bound(node, 'step', fail);
  const bounds = ordered(node, bound(node, 'minInclusive', fail), bound(node, 'maxInclusive', fail), fail);
  return step === null || step === '1' ? bounds : { ...bounds, step };
}

function ordered(node: XmlNode, min: string | null, max: string | null, fail: Fail): Interval {
  if (min !== null && max !== null && Number(min) > Number(max)) fail(node, `${min} is larger than ${max}`);
  return { min, max };
}

/** A limit as decimal text; null where there is none. */
function bound(node: XmlNode, name: string, fail: Fail): string | null {
  const text = node.attributes[name]?.trim();
  if (text === undefined || text === 'unbounded') return null;
  return /^-?\d{1,30}(\.\d{1,30})?$/.test(text) ? text : fail(node, `${name} is "${text}"; it is a number`);
}

function isBound({ min, max, step }: Interval): boolean {
  return min !== null || max !== null || step !== undefined;
}

function enumerationOf(node: XmlNode, fail: Fail): EnumerationValue {
  const { value, optional, access, status, version } = node.attributes;
  if (value === undefined) return fail(node, '<enumeration> needs a value');
  return {
    value,
    optional: optional === 'true' || optional === '1',
    readOnly: access === 'readOnly',
    status: statusOf(node, status, fail),
    since: version === undefined ? null : versionOf(node, version, fail),
  };
}

/** A version as it is written everywhere: numbers and dots. */
export function versionOf(node: XmlNode, version: string, fail: Fail): string {
  return /^\d+(\.\d+)*$/.test(version)
    ? version
    : fail(node, `version is "${version}"; it is numbers with dots, such as 2.17`);
}

/**
 * Expressions as far as they can be tested here: XML Schema has a few that JavaScript has not. Without one of them the
 * others would refuse what is right, so then none is kept.
 */
function checkable(patterns: readonly string[]): readonly string[] {
  try {
    for (const pattern of patterns) expressionOf(pattern);
    return patterns;
  } catch {
    return [];
  }
}

export function statusOf(node: XmlNode, status: string | undefined, fail: Fail): Status {
  if (status === undefined) return 'current';
  if (!(statuses as readonly string[]).includes(status)) {
    return fail(node, `status is "${status}"; allowed: ${statuses.join(', ')}`);
  }
  return status as Status;
}

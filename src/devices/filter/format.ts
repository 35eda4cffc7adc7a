import type { Condition, Filter, Literal, Subject } from './ast.ts';

/**
 * Writes a filter in the language it is read from, with no more brackets than needed:
 * reading the result gives the same filter, columns aside. Spacing may differ from the original text, and so may its
 * length; keep the text as typed where it is to be kept.
 */
export function formatFilter(filter: Filter): string {
  return filter.kind === 'all' ? '' : condition(filter);
}

function condition(node: Condition): string {
  switch (node.kind) {
    case 'and':
      return node.terms.map((term) => operand(term, term.kind === 'and' || term.kind === 'or')).join(' and ');
    case 'or':
      // "and" binds closer than "or": an and inside needs no brackets.
      return node.terms.map((term) => operand(term, term.kind === 'or')).join(' or ');
    case 'not':
      return `not ${operand(node.term, node.term.kind === 'and' || node.term.kind === 'or')}`;
    case 'comparison':
      return `${subject(node.subject)} ${node.operator} ${literal(node.value)}`;
    case 'in':
      return `${subject(node.subject)} in (${node.values.map(literal).join(', ')})`;
    case 'deploymentUnit':
      return `du(${quoted(node.name)})`;
  }
}

function operand(node: Condition, brackets: boolean): string {
  return brackets ? `(${condition(node)})` : condition(node);
}

function subject(node: Subject): string {
  switch (node.type) {
    case 'field':
      return node.name;
    case 'parameter':
      return node.path;
    case 'deploymentUnitVersion':
      return `du(${quoted(node.name)}).version`;
    case 'executionUnitStatus':
      return `eu(${quoted(node.name)}).status`;
  }
}

function literal(node: Literal): string {
  if (node.type === 'text') return quoted(node.value);
  return node.type === 'number' ? node.digits : String(node.value);
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

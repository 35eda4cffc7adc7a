import type { FieldName } from './fields.ts';

/** A filter as read. Columns are counted from 1 in UTF-16 units of the text it was read from. */
export type Filter = { readonly kind: 'all' } | Condition;

export type Condition = Conjunction | Disjunction | Negation | Comparison | Membership | DeploymentUnitPresence;

/** Two or more terms that must all hold. */
export interface Conjunction {
  readonly kind: 'and';
  readonly terms: readonly Condition[];
  readonly column: number;
}

/** Two or more terms of which one must hold. */
export interface Disjunction {
  readonly kind: 'or';
  readonly terms: readonly Condition[];
  readonly column: number;
}

export interface Negation {
  readonly kind: 'not';
  readonly term: Condition;
  readonly column: number;
}

export type OrderOperator = '<' | '<=' | '>' | '>=';
export type ComparisonOperator = '=' | '!=' | OrderOperator | 'like';
export type Operator = ComparisonOperator | 'in';

export interface Comparison {
  readonly kind: 'comparison';
  readonly subject: Subject;
  readonly operator: ComparisonOperator;
  readonly value: Literal;
  readonly column: number;
}

/** `subject in (…)`: equal to one of the values, of which there is at least one. All have the same type. */
export interface Membership {
  readonly kind: 'in';
  readonly subject: Subject;
  readonly values: readonly Literal[];
  readonly column: number;
}

/** `du("name")`: a deployment unit of that name is installed. */
export interface DeploymentUnitPresence {
  readonly kind: 'deploymentUnit';
  readonly name: string;
  readonly column: number;
}

export type Subject =
  | { readonly type: 'field'; readonly name: FieldName }
  /** The last known value of one parameter, by its full path. */
  | { readonly type: 'parameter'; readonly path: string }
  /** `du("name").version`: of an installed deployment unit; where there are several, one has to fit. */
  | { readonly type: 'deploymentUnitVersion'; readonly name: string }
  /** `eu("name").status`; where there are several of the name, one has to fit. */
  | { readonly type: 'executionUnitStatus'; readonly name: string };

export type Literal = TextLiteral | NumberLiteral | BooleanLiteral;

export interface TextLiteral {
  readonly type: 'text';
  readonly value: string;
  readonly column: number;
}

/** Kept as digits: an unsignedLong does not fit a JavaScript number. */
export interface NumberLiteral {
  readonly type: 'number';
  readonly digits: string;
  readonly column: number;
}

export interface BooleanLiteral {
  readonly type: 'boolean';
  readonly value: boolean;
  readonly column: number;
}

/** A value a fact or a rule can hold. Dates are `YYYY-MM-DD` texts and compare as such. */
export type Scalar = string | number | boolean;

export const ORDER_OPERATORS = ['<', '<=', '>', '>='] as const;
export const COMPARE_OPERATORS = ['=', '!=', ...ORDER_OPERATORS] as const;
export const FIELD_OPERATORS = [...COMPARE_OPERATORS, 'in', 'not-in'] as const;
export type CompareOperator = (typeof COMPARE_OPERATORS)[number];
export type FieldOperator = (typeof FIELD_OPERATORS)[number];

/** `id` names a criterion in reasons and letters; without it the criterion is named by its place ("0", "1.0"). */
type Named = { readonly id?: string };

/** Compares how many, or the sum, least or greatest value of, members who meet `where` (all when absent). */
export type CountRule = {
  readonly where?: Expression;
  readonly op: CompareOperator;
  readonly value: number;
};
export type AggregateRule = CountRule & { readonly field: string };

/**
 * An eligibility rule as data (domain §10.1). Three-valued: a criterion about something unknown is neither met
 * nor failed. `ageBetween` counts whole years, both ends included, from the birth date or from a date fact.
 */
export type Expression = Named &
  (
    | { readonly all: readonly Expression[] }
    | { readonly any: readonly Expression[] }
    | { readonly not: Expression }
    | {
        readonly cmp: {
          readonly field: string;
          readonly op: FieldOperator;
          readonly value: Scalar | readonly Scalar[];
        };
      }
    | { readonly exists: { readonly field: string } }
    | { readonly count: CountRule }
    | { readonly sum: AggregateRule }
    | { readonly min: AggregateRule }
    | { readonly max: AggregateRule }
    | { readonly ageBetween: { readonly field?: string; readonly min?: number; readonly max?: number } }
    | { readonly inArea: readonly string[] }
    | { readonly hasIdType: readonly string[] }
    | { readonly pmtBelow: { readonly value: number } }
    | { readonly inProgram: { readonly programId: string; readonly states?: readonly string[] } }
  );

/** The words an expression may use; exactly one stands in each node. */
export const NODE_WORDS = [
  'all',
  'any',
  'not',
  'cmp',
  'exists',
  'count',
  'sum',
  'min',
  'max',
  'ageBetween',
  'inArea',
  'hasIdType',
  'pmtBelow',
  'inProgram',
] as const;
export type NodeWord = (typeof NODE_WORDS)[number];

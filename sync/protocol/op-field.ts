/**
 * The little language in which `op-types.ts` names the fields of an operation. It stands apart from `op-fields.ts`
 * so that the table of operations can be built before anything reads it (no circle in the imports).
 */

/** Values as services and projections see them; the wire form is smaller (uuid = 16 bytes, date = days since 1970). */
export type Values = {
  readonly uuid: string;
  readonly text: string;
  readonly int: number;
  readonly date: string;
  readonly bytes: Uint8Array;
  readonly bool: boolean;
  readonly texts: readonly string[];
  readonly facts: Readonly<Record<string, string | number | boolean>>;
};
export type ScalarKind = keyof Values;
export type Scalar<K extends ScalarKind = ScalarKind> = { readonly no: number; readonly kind: K };
export type Optional<K extends ScalarKind = ScalarKind> = {
  readonly no: number;
  readonly kind: K;
  readonly optional: true;
};
export type Rows<C extends Readonly<Record<string, Scalar>> = Readonly<Record<string, Scalar>>> = {
  readonly no: number;
  readonly kind: 'rows';
  readonly columns: C;
};
export type Field = Scalar | Optional | Rows;
export type FieldTable = Readonly<Record<string, Field>>;

const scalar =
  <K extends ScalarKind>(kind: K) =>
  (no: number): Scalar<K> => ({ no, kind });
export const uuid = scalar('uuid');
export const text = scalar('text');
export const int = scalar('int');
export const date = scalar('date');
export const bytes = scalar('bytes');
export const bool = scalar('bool');
export const texts = scalar('texts');
export const facts = scalar('facts');
/** A field that may be absent (nothing said) or null (clear what stood there). */
export const optional = <K extends ScalarKind>(field: Scalar<K>): Optional<K> => ({
  ...field,
  optional: true,
});
/** A list of records: an array of arrays on the wire, in the order of the columns' numbers. */
export const rows = <C extends Readonly<Record<string, Scalar>>>(no: number, columns: C): Rows<C> => ({
  no,
  kind: 'rows',
  columns,
});

import type { TableRefusal, TableRow } from '#ports/table-reader';

/** What the core asks its table worker, one question at a time. */
export type TableQuestion =
  | { readonly ask: 'open'; readonly kind: 'text'; readonly encoding: string; readonly bytes: Uint8Array }
  | { readonly ask: 'open'; readonly kind: 'zip'; readonly bytes: Uint8Array }
  | { readonly ask: 'next' };
export type TableAnswer =
  | { readonly answer: 'header'; readonly header: readonly string[] }
  | { readonly answer: 'rows'; readonly rows: readonly TableRow[] | null }
  | { readonly answer: 'refused'; readonly refusal: TableRefusal };

/** Carries a refusal out of a reader. */
export class TableRefused extends Error {
  override readonly name = 'TableRefused';
  readonly refusal: TableRefusal;
  constructor(refusal: TableRefusal, options?: ErrorOptions) {
    super(refusal.code, options);
    this.refusal = refusal;
  }
}

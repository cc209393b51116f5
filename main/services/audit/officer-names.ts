import type { ReadTx } from '#ports/store';

/** Display names of officers by their number; trails and operations hold numbers only. */
export function officerNames(tx: ReadTx): ReadonlyMap<number, string> {
  return new Map(tx.rows.all('officer').map((officer) => [officer.userNo, officer.displayName]));
}

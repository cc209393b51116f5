import type { ImportedPerson } from '#domain/imports/imported-row';

/** A row that may become a person, as it is kept between the check and the import. */
export type CheckedRow = {
  /** Names the person in this source for ever; kept with the registrant. */
  readonly importKey: string;
  readonly person: ImportedPerson;
  readonly areaId: string;
  /** Whom it is like: an earlier row of the file, or a registrant. */
  readonly like: number | string | null;
};

/** Reads back what the check has stored; null for a row that cannot be imported. */
export function storedRow(body: unknown): CheckedRow | null {
  const isRow = typeof body === 'object' && body !== null && 'importKey' in body && 'person' in body;
  // A codec's cast: only the check writes bodies, in the same database and by the same version or an earlier one.
  return isRow ? (body as CheckedRow) : null;
}

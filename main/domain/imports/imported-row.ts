import type { Relationship } from '../registry/household.ts';
import type { RegistrantContext, RegistrantDraft, RegistrantIssueCode } from '../registry/registrant.ts';
import type { DateProblem } from '../time/plain-date.ts';
import type { CellProblem } from './cell-values.ts';

/** Columns that hold a number naming the person or the account. */
export const IDENTIFIER_FIELDS = ['registrantKey', 'idNumber', 'tokenId', 'accountNumber'] as const;
export type IdentifierField = (typeof IDENTIFIER_FIELDS)[number];

/** How files of this deployment are read. `identifierTypes` names the ID type each identifying column fills. */
export type ImportContext = RegistrantContext & {
  readonly dateOrder: 'day-first' | 'month-first';
  readonly identifierTypes: Readonly<Partial<Record<IdentifierField, string>>>;
};

/** A person read from a row. Id, office and area are given by the importer, who knows the office's areas. */
export type ImportedPerson = Omit<RegistrantDraft, 'registrantId' | 'officeId' | 'areaId'> & {
  readonly regionText: string;
  readonly villageText: string;
  readonly householdKey: string;
  readonly relationship: Relationship | null;
};

export type RowIssueCode =
  | RegistrantIssueCode
  | DateProblem['code']
  | CellProblem
  | 'import/gender-unknown'
  | 'import/relationship-unknown'
  | 'import/row-too-wide'
  | 'import/duplicate-key'
  | 'import/duplicate-id';

/** What is wrong with one cell: header as in the file, the value (shortened), the code and its data. */
export type RowIssue = {
  readonly column: string;
  readonly value: string;
  readonly code: RowIssueCode;
  readonly data: Readonly<Record<string, string | number>>;
};

/** Makes an issue; the value is cut so that no report carries a 10 MB cell. */
export function rowIssue(
  column: string,
  text: string,
  code: RowIssueCode,
  data: Readonly<Record<string, string | number>> = {},
): RowIssue {
  return { column, value: text.slice(0, 80), code, data };
}

/**
 * A row read. `rowNo` counts as spreadsheets do (the header is row 1). `key` names the person in this source for
 * ever: a second import of the same file meets the same keys and adds nobody.
 */
export type ImportedRow =
  | { readonly rowNo: number; readonly key: string; readonly draft: ImportedPerson }
  | { readonly rowNo: number; readonly key: string; readonly issues: readonly RowIssue[] };

import { identifierKey, normaliseIdentifier } from '../registry/identifier.ts';
import { displayName, foldName } from '../registry/names.ts';
import { checkRegistrant } from '../registry/registrant.ts';
import { ok, type Result } from '../result.ts';
import { buildDraft, cellOf, type RowCells, sourceOfField } from './build-draft.ts';
import { cellProblem, LONGEST_CELL } from './cell-values.ts';
import {
  type ImportContext,
  type ImportedPerson,
  type ImportedRow,
  type RowIssue,
  rowIssue,
} from './imported-row.ts';
import { type HeaderRefusal, type ImportColumn, recogniseColumns } from './registrant-columns.ts';

/** Reads one row after the other and remembers keys and IDs met so far; null for a blank row. */
export type RowReader = {
  readonly unknownColumns: readonly string[];
  readonly read: (cells: readonly string[], rowNo: number) => ImportedRow | null;
};

/**
 * Starts reading a registrant file by its header. Refuses the file as a whole when a required column is missing
 * or a column stands twice; afterwards each row is good or bad by itself. Everything is text: leading zeros stay.
 */
export function startReading(
  header: readonly string[],
  context: ImportContext,
): Result<RowReader, HeaderRefusal> {
  const recognised = recogniseColumns(header, context.questions);
  if (!recognised.ok) return recognised;
  const { columns, unknownColumns, width } = recognised.value;
  const firstRowByMark = new Map<string, number>();
  const read: RowReader['read'] = (cells, rowNo) => {
    if (cells.every((cell) => cell.trim() === '')) return null;
    const row = readRow(cells, columns, context);
    const issues = [
      ...widthIssues(cells, width),
      ...row.issues,
      ...duplicateIssues(row, rowNo, firstRowByMark, context),
    ];
    const { key, draft } = row;
    return issues.length > 0 || draft === null ? { rowNo, key, issues } : { rowNo, key, draft };
  };
  return ok({ unknownColumns, read });
}

/** A whole file at once, for small files and tests. Blank rows are left out. */
export function readRegistrantRows(
  table: { readonly header: readonly string[]; readonly rows: readonly (readonly string[])[] },
  context: ImportContext,
): Result<
  { readonly rows: readonly ImportedRow[]; readonly unknownColumns: readonly string[] },
  HeaderRefusal
> {
  const reader = startReading(table.header, context);
  if (!reader.ok) return reader;
  const rows = table.rows.flatMap((cells, at) => {
    const row = reader.value.read(cells, at + 2);
    return row === null ? [] : [row];
  });
  return ok({ rows, unknownColumns: reader.value.unknownColumns });
}

type RowRead = {
  readonly key: string;
  readonly cells: RowCells;
  readonly draft: ImportedPerson | null;
  readonly issues: readonly RowIssue[];
};

function readRow(
  texts: readonly string[],
  columns: readonly ImportColumn[],
  context: ImportContext,
): RowRead {
  const cells: RowCells = columns.map((column) => ({ column, text: (texts[column.at] ?? '').trim() }));
  const broken = cells.flatMap(({ column, text }): RowIssue[] => {
    const code = cellProblem(text);
    return code === null
      ? []
      : [rowIssue(column.header, text, code, { limit: LONGEST_CELL, length: text.length })];
  });
  if (broken.length > 0) return { key: rowKey(cells, null), cells, draft: null, issues: broken };
  const { draft, issues } = buildDraft(cells, context);
  const key = rowKey(cells, draft);
  if (issues.length > 0) return { key, cells, draft: null, issues };
  return { key, cells, ...checkDraft(cells, draft, context) };
}

function checkDraft(
  cells: RowCells,
  draft: ImportedPerson,
  context: ImportContext,
): Pick<RowRead, 'draft' | 'issues'> {
  const checked = checkRegistrant({ ...draft, registrantId: '', officeId: '', areaId: null }, context);
  if (!checked.ok) {
    const issues = checked.error.issues.map(({ field, code, data }) => {
      const { header, text } = sourceOfField(cells, context, field);
      return rowIssue(header, text, code, data);
    });
    return { draft: null, issues };
  }
  const { givenName, additionalName, familyName, localName, phone, email, address, identifiers } =
    checked.value;
  const tidy = { givenName, additionalName, familyName, localName, phone, email, address, identifiers };
  return { draft: { ...draft, ...tidy }, issues: [] };
}

const KEY_FIELDS = ['registrantKey', 'idNumber', 'tokenId'] as const;

/** Registrant ID, else ID, else token, else what the row says about the person (the importer may hash it). */
function rowKey(cells: RowCells, draft: ImportedPerson | null): string {
  for (const field of KEY_FIELDS) {
    const value = normaliseIdentifier(cellOf(cells, field).text);
    if (value !== '' && value.length <= LONGEST_CELL) return `${field}:${value}`;
  }
  if (draft === null) return 'content:';
  const { birthDate, gender, phone, householdKey, villageText } = draft;
  const name = foldName(`${displayName(draft)} ${draft.localName}`);
  return `content:${JSON.stringify([name, birthDate, gender, phone, householdKey, foldName(villageText)])}`;
}

/** Flags a key or an ID that an earlier row of this file carries; accounts may be shared and are not flagged. */
function duplicateIssues(
  row: RowRead,
  rowNo: number,
  firstRowByMark: Map<string, number>,
  context: ImportContext,
): readonly RowIssue[] {
  const filled = KEY_FIELDS.filter((field) => cellOf(row.cells, field).text !== '');
  const found = filled.flatMap((field): RowIssue[] => {
    const { header, text } = cellOf(row.cells, field);
    const firstRow = firstRowWith(`${field}:${identifierKey(text)}`, rowNo, firstRowByMark);
    if (firstRow === null) return [];
    if (field === 'registrantKey') return [rowIssue(header, text, 'import/duplicate-key', { firstRow })];
    return [
      rowIssue(header, text, 'import/duplicate-id', {
        firstRow,
        idType: context.identifierTypes[field] ?? field,
      }),
    ];
  });
  if (filled.length > 0 || row.draft === null) return found;
  const firstRow = firstRowWith(row.key, rowNo, firstRowByMark);
  return firstRow === null
    ? []
    : [rowIssue('', displayName(row.draft), 'import/duplicate-key', { firstRow })];
}

function firstRowWith(mark: string, rowNo: number, firstRowByMark: Map<string, number>): number | null {
  const firstRow = firstRowByMark.get(mark);
  if (firstRow === undefined) firstRowByMark.set(mark, rowNo);
  return firstRow ?? null;
}

function widthIssues(cells: readonly string[], width: number): readonly RowIssue[] {
  const extra = cells.slice(width).find((cell) => cell.trim() !== '');
  return extra === undefined
    ? []
    : [rowIssue('', extra, 'import/row-too-wide', { width, cells: cells.length })];
}

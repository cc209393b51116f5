import { utf8Encode } from '#domain/codec/utf8';
import type { ImportContext, ImportedPerson, ImportedRow, RowIssue } from '#domain/imports/imported-row';
import { type RowReader, startReading } from '#domain/imports/read-rows';
import { maskIdentifier } from '#domain/registry/mask';
import { displayName } from '#domain/registry/names';
import type { ImportIssue, ImportRow } from '#ports/job-store';
import type { ReadTx } from '#ports/store';
import type { TableReader, TableRow } from '#ports/table-reader';
import type { CheckedRow } from './checked-row.ts';
import type { areaFinder } from './find-area.ts';
import type { LikenessIndex } from './likeness-index.ts';

/** What every row of one file is checked with. */
export type RowChecker = {
  readonly header: readonly string[];
  readonly context: ImportContext;
  readonly reader: RowReader;
  readonly index: LikenessIndex;
  readonly findArea: ReturnType<typeof areaFinder>;
  readonly mask: (column: string, value: string) => string;
  readonly digest: TableReader['digest'];
  readonly officeAreaName: string;
};

const REPETITIONS: ReadonlySet<string> = new Set(['import/duplicate-id', 'import/duplicate-key']);
/** What the columns of a row take; the rules allow a little more in single fields. */
const LONGEST_KEY = 120;
const LONGEST_TEXT = 200;

/** Checks one row against the rules, the rows before it and the registry. Nothing is written. */
export function checkRow(tx: ReadTx, { rowNo, cells }: TableRow, checker: RowChecker): ImportRow {
  const row = checker.reader.read(cells, rowNo);
  if (row === null) return { rowNo, state: 'blank', body: null, issues: [], registrantId: null };
  const importKey = importKeyOf(row.key, checker.digest);
  const registrantId = tx.registry.importedAs([importKey]).get(importKey);
  if (registrantId !== undefined) return { rowNo, state: 'already', body: null, issues: [], registrantId };
  if ('issues' in row) return checkFaulty(row, cells, importKey, checker);
  const tooLong = tooLongIssues(row.draft);
  if (tooLong.length > 0) return { rowNo, state: 'refused', body: null, issues: tooLong, registrantId: null };
  return checkPerson(tx, rowNo, row.draft, importKey, checker);
}

/** The registry keeps several entries of a person on purpose: a repeated document is a likely duplicate, not a fault. */
function checkFaulty(
  row: Extract<ImportedRow, { readonly issues: unknown }>,
  cells: readonly string[],
  importKey: string,
  checker: RowChecker,
): ImportRow {
  const { rowNo } = row;
  const issues = row.issues.map((issue) => toIssue(issue, checker));
  const base = { rowNo, issues, registrantId: null };
  if (!row.issues.every(({ code }) => REPETITIONS.has(code)))
    return { ...base, state: 'refused', body: null };
  const repeatsKey = row.issues.some(({ code }) => code === 'import/duplicate-key');
  const person = repeatsKey ? null : readAlone(cells, rowNo, checker);
  if (person === null) return { ...base, state: 'duplicate', body: null };
  const firstRow = row.issues[0]?.data['firstRow'];
  const { areaId } = checker.findArea(person);
  const body: CheckedRow = {
    importKey,
    person,
    areaId,
    like: typeof firstRow === 'number' ? firstRow : null,
  };
  return { ...base, state: 'duplicate', body };
}

/** The row read as if it were the first of its file. */
function readAlone(
  cells: readonly string[],
  rowNo: number,
  { header, context }: RowChecker,
): ImportedPerson | null {
  const reader = startReading(header, context);
  const row = reader.ok ? reader.value.read(cells, rowNo) : null;
  return row !== null && 'draft' in row ? row.draft : null;
}

function checkPerson(
  tx: ReadTx,
  rowNo: number,
  person: ImportedPerson,
  importKey: string,
  checker: RowChecker,
): ImportRow {
  const { areaId, isKnown } = checker.findArea(person);
  const comparable = { ...person, areaId };
  const match = checker.index.bestMatch(tx, comparable);
  checker.index.add(rowNo, comparable);
  const issues: ImportIssue[] = [];
  if (!isKnown)
    issues.push({
      column: null,
      value: [person.regionText, person.villageText].filter(Boolean).join(', ').slice(0, 80),
      code: 'import/area-unknown',
      data: { area: checker.officeAreaName },
    });
  if (match !== undefined) issues.push(likenessIssue(tx, person, match));
  const isLikely = match?.similarity.band === 'very-likely';
  const body: CheckedRow = { importKey, person, areaId, like: isLikely ? match.of : null };
  const state = isLikely ? 'duplicate' : issues.length > 0 ? 'warning' : 'ready';
  const registrantId = isLikely && typeof match.of === 'string' ? match.of : null;
  return { rowNo, state, body, issues, registrantId };
}

function likenessIssue(
  tx: ReadTx,
  person: ImportedPerson,
  { of, similarity }: NonNullable<ReturnType<LikenessIndex['bestMatch']>>,
): ImportIssue {
  const { band, score, reasons } = similarity;
  const whom: Readonly<Record<string, string | number>> =
    typeof of === 'number'
      ? { row: of }
      : { name: tx.rows.get('registrant', of)?.name ?? '', registrantId: of };
  return {
    column: null,
    value: displayName(person).slice(0, 80),
    code: typeof of === 'number' ? 'import/like-earlier-row' : 'import/like-registered-person',
    data: {
      ...whom,
      band,
      percent: Math.round(score * 100),
      reasons: reasons.map(({ code }) => code).join(', '),
    },
  };
}

/** A value beyond the last column has no header that says what it is: it is hidden like a number of a person. */
function toIssue({ column, value, code, data }: RowIssue, { mask }: RowChecker): ImportIssue {
  const shown = code === 'import/row-too-wide' ? maskIdentifier(value) : mask(column, value);
  return { column: column === '' ? null : column, value: shown, code, data: { ...data } };
}

function tooLongIssues(person: ImportedPerson): readonly ImportIssue[] {
  const texts = { name: displayName(person), email: person.email };
  return Object.entries(texts)
    .filter(([, text]) => text.length > LONGEST_TEXT)
    .map(([field, text]) => ({
      column: null,
      value: field === 'email' ? '' : text.slice(0, 80),
      code: 'registry/text-too-long',
      data: { longest: LONGEST_TEXT },
    }));
}

/** The row's own number where it has one; what it says about the person is kept as a hash. */
function importKeyOf(key: string, digest: TableReader['digest']): string {
  const named = `person:${key}`;
  return named.length <= LONGEST_KEY && !key.startsWith('content:')
    ? named
    : `person#${digest(utf8Encode(key))}`;
}

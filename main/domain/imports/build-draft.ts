import { splitFullName } from '../registry/names.ts';
import type { Facts } from '../registry/question-pack.ts';
import { foldDigits } from '../time/digits.ts';
import { type PlainDate, parseImportedDate } from '../time/plain-date.ts';
import { isMangledNumber, readAnswer, readGender, readRelationship } from './cell-values.ts';
import {
  IDENTIFIER_FIELDS,
  type ImportContext,
  type ImportedPerson,
  type RowIssue,
  rowIssue,
} from './imported-row.ts';
import type { ImportColumn, ImportField } from './registrant-columns.ts';

/** The recognised cells of one row, trimmed. */
export type RowCells = readonly { readonly column: ImportColumn; readonly text: string }[];

/** The cell a value came from; empty when the row has no such column. */
export type CellSource = { readonly header: string; readonly text: string };

/** The cell of a field. */
export function cellOf(cells: RowCells, field: ImportField): CellSource {
  const cell = cells.find(({ column }) => 'field' in column && column.field === field);
  return cell === undefined ? { header: '', text: '' } : { header: cell.column.header, text: cell.text };
}

/** Puts the cells of a row into a draft. Faults of reading are reported here, faults of content by the check. */
export function buildDraft(
  cells: RowCells,
  context: ImportContext,
): { readonly draft: ImportedPerson; readonly issues: readonly RowIssue[] } {
  const text = (field: ImportField) => cellOf(cells, field).text;
  const birth = readBirth(cellOf(cells, 'birthDate'), context.dateOrder);
  const gender = text('gender') === '' ? null : readGender(text('gender'));
  const relationship = text('relationship') === '' ? null : readRelationship(text('relationship'));
  const issues = [
    ...mangledNumbers(cells),
    ...birth.issues,
    ...(gender === undefined ? [issueAt(cells, 'gender', 'import/gender-unknown')] : []),
    ...(relationship === undefined ? [issueAt(cells, 'relationship', 'import/relationship-unknown')] : []),
  ];
  const draft: ImportedPerson = {
    kind: 'individual',
    groupKind: null,
    ...readName(cells),
    localName: text('localName'),
    gender: gender ?? null,
    birthDate: birth.date,
    birthDateExact: birth.isExact,
    phone: text('phone'),
    email: text('email'),
    address: text('address'),
    identifiers: filledIdentifiers(cells, context).map(({ idType, value }) => ({
      idType,
      value,
      expiryDate: null,
    })),
    facts: readFacts(cells),
    regionText: text('region'),
    villageText: text('village'),
    householdKey: text('householdKey'),
    relationship: relationship ?? null,
  };
  return { draft, issues };
}

/** The cell that a field path of the registrant's check speaks of. */
export function sourceOfField(cells: RowCells, context: ImportContext, path: string): CellSource {
  const [field = '', detail = ''] = path.split('.');
  if (field === 'facts') {
    const cell = cells.find(({ column }) => 'question' in column && column.question.code === detail);
    return cell === undefined ? { header: '', text: '' } : { header: cell.column.header, text: cell.text };
  }
  if (field === 'identifiers') {
    const identifier = filledIdentifiers(cells, context)[Number(detail)];
    return identifier === undefined ? { header: '', text: '' } : cellOf(cells, identifier.field);
  }
  const named = NAME_FIELDS.find((name) => name === field);
  if (named !== undefined && cellOf(cells, named).header === '') return cellOf(cells, 'fullName');
  const direct = DIRECT_FIELDS.find((name) => name === field);
  return direct === undefined ? { header: '', text: '' } : cellOf(cells, direct);
}

const NAME_FIELDS = ['givenName', 'additionalName', 'familyName'] as const;
const DIRECT_FIELDS = [
  ...NAME_FIELDS,
  'localName',
  'birthDate',
  'gender',
  'phone',
  'email',
  'address',
] as const;

function filledIdentifiers(cells: RowCells, context: ImportContext) {
  return IDENTIFIER_FIELDS.flatMap((field) => {
    const idType = context.identifierTypes[field];
    const value = cellOf(cells, field).text;
    return idType === undefined || value === '' ? [] : [{ field, idType, value }];
  });
}

/** Separate name columns win over a full name; whatever of them is empty is not filled from it. */
function readName(cells: RowCells) {
  const [givenName, additionalName, familyName] = NAME_FIELDS.map((field) => cellOf(cells, field).text);
  if (givenName === undefined || givenName === '') return splitFullName(cellOf(cells, 'fullName').text);
  return { givenName, additionalName: additionalName ?? '', familyName: familyName ?? '' };
}

type Birth = {
  readonly date: PlainDate | null;
  readonly isExact: boolean;
  readonly issues: readonly RowIssue[];
};

/** A year alone is a birth known only by its year; it is stored as 1 January and marked inexact. */
function readBirth({ header, text }: CellSource, order: ImportContext['dateOrder']): Birth {
  if (text === '') return { date: null, isExact: false, issues: [] };
  const plain = foldDigits(text);
  if (/^(?:18|19|20)\d\d$/.test(plain)) return { date: `${plain}-01-01`, isExact: false, issues: [] };
  const date = parseImportedDate(plain, order);
  if (date.ok) return { date: date.value, isExact: true, issues: [] };
  return { date: null, isExact: false, issues: [rowIssue(header, text, date.error.code)] };
}

function readFacts(cells: RowCells): Facts {
  return Object.fromEntries(
    cells.flatMap(({ column, text }) =>
      'question' in column && text !== ''
        ? [[column.question.code, readAnswer(column.question, text)] as const]
        : [],
    ),
  );
}

function mangledNumbers(cells: RowCells): readonly RowIssue[] {
  return ([...IDENTIFIER_FIELDS, 'phone', 'householdKey'] as const)
    .filter((field) => isMangledNumber(cellOf(cells, field).text))
    .map((field) => issueAt(cells, field, 'import/number-mangled'));
}

function issueAt(cells: RowCells, field: ImportField, code: RowIssue['code']): RowIssue {
  const { header, text } = cellOf(cells, field);
  return rowIssue(header, text, code);
}

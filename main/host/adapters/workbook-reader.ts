import { Readable } from 'node:stream';
import type ExcelJS from 'exceljs';
import type { TableRow } from '#ports/table-reader';
import { storedZip } from './stored-zip.ts';
import { TableRefused } from './table-messages.ts';
import { openGuarded } from './zip-guard.ts';

const WORKBOOK = 'xl/workbook.xml';
const RELATIONS = 'xl/_rels/workbook.xml.rels';
const STYLES = 'xl/styles.xml';
const SHARED_TEXTS = 'xl/sharedStrings.xml';
const SHEET = /^xl\/worksheets\/sheet(\d+)\.xml$/;
/** Without this part the library would wait for it and park sheets in temporary files. */
const NO_SHARED_TEXTS = Buffer.from(
  '<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>',
);
/** Wider rows are no table of people; a hostile sheet may name the 16,384th column in every row. */
const WIDEST_ROW = 500;

/** The library turns each slice into a list of all its marks before it goes on: large ones cost hundreds of megabytes. */
const SLICE = 16_384;

/** Rows of the first sheet of an XLSX workbook with everything as text, dates as `YYYY-MM-DD`. */
export async function* workbookRows(bytes: Uint8Array): AsyncGenerator<TableRow> {
  const parts = await partsOf(bytes);
  // Loaded only now: a file that the guard refuses is refused at once.
  const { default: library } = await import('exceljs');
  const reader = new library.stream.xlsx.WorkbookReader(Readable.from(storedZip(parts, SLICE)), {
    worksheets: 'emit',
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
    entries: 'ignore',
  });
  try {
    for await (const sheet of reader) {
      for await (const row of sheet) yield { rowNo: row.number, cells: cellsOf(row) };
    }
  } catch (cause) {
    throw cause instanceof TableRefused ? cause : new TableRefused({ code: 'import/damaged' }, { cause });
  }
}

/** The parts that make up the first sheet, in the order in which the library can read them at once. */
async function partsOf(bytes: Uint8Array) {
  const zip = await openGuarded(bytes);
  if (!zip.names.includes(WORKBOOK)) {
    throw new TableRefused({ code: 'import/not-a-table', data: { found: foundInstead(zip.names) } });
  }
  const head = await zip.read((name) => name === WORKBOOK || name === RELATIONS);
  const sheet = firstSheet(zip.names, textOf(head.get(WORKBOOK)), textOf(head.get(RELATIONS)));
  if (sheet === undefined) throw new TableRefused({ code: 'import/empty' });
  const rest = await zip.read((name) => name === STYLES || name === SHARED_TEXTS || name === sheet);
  const part = (name: string, content: Uint8Array | undefined) =>
    content === undefined ? [] : [{ name, content }];
  return [
    ...part(WORKBOOK, head.get(WORKBOOK)),
    ...part(RELATIONS, head.get(RELATIONS) ?? Buffer.from('<Relationships/>')),
    ...part(STYLES, rest.get(STYLES)),
    ...part(SHARED_TEXTS, rest.get(SHARED_TEXTS) ?? NO_SHARED_TEXTS),
    ...part('xl/worksheets/sheet1.xml', rest.get(sheet)),
  ];
}

function foundInstead(names: readonly string[]): string {
  if (names.includes('word/document.xml')) return 'docx';
  if (names.includes('content.xml')) return 'ods';
  return 'zip';
}

function textOf(content: Uint8Array | undefined): string {
  return content === undefined ? '' : new TextDecoder().decode(content);
}

/** The sheet that stands first in the workbook; the numbers in the parts' names say when each was made. */
function firstSheet(names: readonly string[], workbook: string, relations: string): string | undefined {
  const id = /<(?:\w+:)?sheet\s[^>]*?\br:id="([^"]+)"/.exec(workbook)?.[1];
  const relation = [...relations.matchAll(/<(?:\w+:)?Relationship\s[^>]*>/g)]
    .map(([tag]) => tag)
    .find((tag) => /\bId="([^"]+)"/.exec(tag)?.[1] === id);
  const target = relation === undefined ? undefined : /\bTarget="([^"]+)"/.exec(relation)?.[1];
  const named = target?.startsWith('/') === true ? target.slice(1) : `xl/${target ?? ''}`;
  if (SHEET.test(named) && names.includes(named)) return named;
  const sheets = names.filter((name) => SHEET.test(name));
  return sheets.sort((a, b) => numberOf(a) - numberOf(b))[0];
}

function numberOf(sheet: string): number {
  return Number(SHEET.exec(sheet)?.[1] ?? 0);
}

function cellsOf(row: ExcelJS.Row): readonly string[] {
  const cells: string[] = [];
  row.eachCell({ includeEmpty: false }, (cell, column) => {
    if (column > WIDEST_ROW) return;
    while (cells.length < column - 1) cells.push('');
    cells[column - 1] = cellText(cell.value);
  });
  return cells;
}

/** What a person sees in the cell, as far as it can be told without its number format. */
function cellText(value: ExcelJS.CellValue): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : dateText(value);
  if (typeof value === 'number') return numberText(value);
  if (typeof value !== 'object') return String(value);
  if ('richText' in value) return value.richText.map(({ text }) => text).join('');
  if ('error' in value) return value.error;
  if ('hyperlink' in value) return value.text;
  return cellText(value.result);
}

/** A date cell has no zone; the library puts it at midnight UTC. */
function dateText(date: Date): string {
  const [day = '', time = ''] = date.toISOString().split('T');
  return time === '00:00:00.000Z' ? day : `${day} ${time.slice(0, 8)}`;
}

/** Above 2^53 a spreadsheet has lost digits: shown as it keeps them, so that the check says so. */
function numberText(value: number): string {
  return Number.isSafeInteger(value) || !Number.isInteger(value) ? String(value) : value.toExponential();
}

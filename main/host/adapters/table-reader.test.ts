import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import type { TableRow } from '#ports/table-reader';
import { storedZip } from './stored-zip.ts';
import { createTableReader } from './table-reader.ts';

const reader = createTableReader();

async function read(bytes: Uint8Array) {
  const table = await reader.open({ name: 'list', bytes });
  if (!table.ok) return table.error;
  const rows: TableRow[] = [];
  for (;;) {
    const batch = await table.value.next();
    if (!batch.ok) return batch.error;
    if (batch.value === null) break;
    rows.push(...batch.value);
  }
  await table.value.close();
  return { header: table.value.header, rows };
}

describe('a text table', () => {
  const expected = {
    header: ['a', 'b'],
    rows: [
      { rowNo: 2, cells: ['x;y', ' 1 '] },
      { rowNo: 3, cells: [''] },
      { rowNo: 4, cells: ['2', '3', '4'] },
    ],
  };
  it.each([
    [
      'with semicolons, quotes and a byte order mark',
      Buffer.from('\ufeffa;b\r\n"x;y"; 1 \r\n\r\n2;3;4\r\n\r\n'),
    ],
    ['with commas', Buffer.from('a,b\n"x;y", 1 \n\n2,3,4')],
    ['with tabs in UTF-16', Buffer.from('\ufeffa\tb\nx;y\t 1 \n\n2\t3\t4\n', 'utf16le')],
  ])(
    '%s is read with everything as text, blank rows between counted, those at the end not',
    async (_form, bytes) => {
      expect(await read(bytes)).toEqual(expected);
    },
  );

  it('may hold line breaks and doubled quotes in cells', async () => {
    expect(await read(Buffer.from('a,b\n"one\ntwo","say ""yes"""\n'))).toEqual({
      header: ['a', 'b'],
      rows: [{ rowNo: 2, cells: ['one\ntwo', 'say "yes"'] }],
    });
  });

  it('of more than 100,000 rows is refused', async () => {
    expect(await read(Buffer.from(`a\n${'1\n'.repeat(100_001)}`))).toEqual({
      code: 'import/too-many-rows',
      data: { maxRows: 100_000 },
    });
  });
});

async function workbook(
  fill: (sheet: ExcelJS.Worksheet, book: ExcelJS.Workbook) => void,
): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  fill(book.addWorksheet('People'), book);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

describe('a workbook', () => {
  it('gives the first sheet as text: dates as days, formulas by result, long numbers as what is left of them', async () => {
    const bytes = await workbook((sheet, book) => {
      sheet.addRow(['name', 'born', 'id', 'more']);
      sheet.addRow(['Almaz', new Date(Date.UTC(1990, 1, 28)), '0012', true]);
      sheet.addRow([]);
      sheet.addRow([
        { richText: [{ text: 'Hi' }, { text: 'rut' }] },
        { formula: 'A1', result: 'shown' },
        9.64e35,
        1.5,
      ]);
      book.addWorksheet('Notes').addRow(['not this one']);
    });
    expect(await read(bytes)).toEqual({
      header: ['name', 'born', 'id', 'more'],
      rows: [
        { rowNo: 2, cells: ['Almaz', '1990-02-28', '0012', 'true'] },
        { rowNo: 4, cells: ['Hirut', 'shown', '9.64e+35', '1.5'] },
      ],
    });
  });

  it('without any row is empty', async () => {
    expect(await read(await workbook(() => undefined))).toEqual({ code: 'import/empty' });
  });

  it('whose sheet is no XML is damaged', async () => {
    const part = (name: string, text: string) => ({ name, content: Buffer.from(text) });
    const parts = [
      part(
        'xl/workbook.xml',
        '<workbook><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
      ),
      part('xl/worksheets/sheet1.xml', '<worksheet><sheetData><row r="1"></c></sheetData>'),
    ];
    expect(await read(Buffer.concat([...storedZip(parts, 1000)]))).toEqual({ code: 'import/damaged' });
  });
});

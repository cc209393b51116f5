import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import type { TableRow } from '#ports/table-reader';
import { TableRefused } from './table-messages.ts';

/** Bytes are decoded in slices, so that a file is never in memory twice as one text. */
const SLICE = 65_536;
const DELIMITERS = [',', ';', '\t', '|'] as const;

/**
 * Rows of a text table with everything as text. The delimiter is the one that stands most often in the first line; bytes
 * that are no text in this encoding become U+FFFD, which the check of each cell names.
 */
export async function* csvRows(bytes: Uint8Array, encoding: string): AsyncGenerator<TableRow> {
  const parser = parse({
    delimiter: delimiterOf(bytes, encoding),
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
  });
  const records: AsyncIterable<unknown> = Readable.from(slicesOf(bytes, encoding)).pipe(parser);
  let rowNo = 0;
  try {
    for await (const record of records) {
      rowNo += 1;
      yield { rowNo, cells: Array.isArray(record) ? record.map(String) : [] };
    }
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    if (cause.code !== 'CSV_QUOTE_NOT_CLOSED') throw new TableRefused({ code: 'import/damaged' }, { cause });
    // Rows before it may still wait to be read, so the parser's own count says where it stands.
    const before: unknown = cause['records'];
    const data = { rowNo: (typeof before === 'number' ? before : rowNo) + 1 };
    throw new TableRefused({ code: 'import/quote-open', data }, { cause });
  }
}

function* slicesOf(bytes: Uint8Array, encoding: string): Generator<string> {
  // The decoder takes the byte order mark away.
  const decoder = new TextDecoder(encoding);
  for (let at = 0; at < bytes.length; at += SLICE) {
    const text = decoder.decode(bytes.subarray(at, at + SLICE), { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}

function delimiterOf(bytes: Uint8Array, encoding: string): string {
  const start = new TextDecoder(encoding).decode(bytes.subarray(0, SLICE));
  const line = start.replace(/"[^"]*"/g, '').split(/\r?\n|\r/, 1)[0] ?? '';
  const counts = DELIMITERS.map((delimiter) => ({ delimiter, count: line.split(delimiter).length }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).delimiter;
}

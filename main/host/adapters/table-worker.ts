import { parentPort } from 'node:worker_threads';
import { assert } from '#domain/invariant';
import type { TableRow } from '#ports/table-reader';
import { csvRows } from './csv-reader.ts';
import { type TableAnswer, type TableQuestion, TableRefused } from './table-messages.ts';

/** SEC-36. Blank rows between the others are told, those after the last are not. */
const MAX_ROWS = 100_000;
const MAX_BLANKS = 1000;
const BATCH_ROWS = 200;
/** A batch of few long rows ends early, so that no answer is large. */
const BATCH_CHARACTERS = 2_000_000;

const port = parentPort;
assert(port !== null, () => 'the table worker runs in a worker thread');
let rows: AsyncGenerator<TableRow> | undefined;
let blanks: TableRow[] = [];
let count = 0;

// One question at a time: the core waits for each answer.
port.on('message', (question: TableQuestion) => {
  void answer(question).then((reply) => port.postMessage(reply));
});

async function answer(question: TableQuestion): Promise<TableAnswer> {
  try {
    if (question.ask === 'next') return { answer: 'rows', rows: await nextBatch() };
    const source = await rowsOf(question);
    rows = source;
    return { answer: 'header', header: await readHeader(source) };
  } catch (error) {
    if (error instanceof TableRefused) return { answer: 'refused', refusal: error.refusal };
    throw error;
  }
}

/** The spreadsheet library takes longer to load than most files to read: only when there is a spreadsheet. */
async function rowsOf(question: Extract<TableQuestion, { ask: 'open' }>): Promise<AsyncGenerator<TableRow>> {
  if (question.kind === 'text') return csvRows(question.bytes, question.encoding);
  const { workbookRows } = await import('./workbook-reader.ts');
  return workbookRows(question.bytes);
}

/** The first row with anything in it. */
async function readHeader(source: AsyncGenerator<TableRow>): Promise<readonly string[]> {
  for (;;) {
    const { value, done } = await source.next();
    if (done === true) throw new TableRefused({ code: 'import/empty' });
    if (!isBlank(value)) return value.cells;
  }
}

async function nextBatch(): Promise<readonly TableRow[] | null> {
  const batch: TableRow[] = [];
  let characters = 0;
  while (rows !== undefined && batch.length < BATCH_ROWS && characters < BATCH_CHARACTERS) {
    const { value, done } = await rows.next();
    if (done === true) {
      rows = undefined;
    } else if (isBlank(value)) {
      if (blanks.length < MAX_BLANKS) blanks.push(value);
    } else {
      count += 1;
      if (count > MAX_ROWS)
        throw new TableRefused({ code: 'import/too-many-rows', data: { maxRows: MAX_ROWS } });
      batch.push(...blanks, value);
      blanks = [];
      characters += value.cells.reduce((sum, cell) => sum + cell.length, 0);
    }
  }
  return batch.length === 0 ? null : batch;
}

function isBlank({ cells }: TableRow): boolean {
  return cells.every((cell) => cell.trim() === '');
}

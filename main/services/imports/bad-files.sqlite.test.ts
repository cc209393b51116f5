import { deflateRawSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { PNG } from '../../../test/setup/household-input.ts';
import { officeFixture } from '../../../test/setup/office-fixture.ts';

const office = officeFixture();
afterAll(office.remove);

async function check(bytes: Uint8Array) {
  const reply = await office.ask('import.check', {
    requestId: office.requestId(),
    ticket: office.upload('list', bytes),
  });
  if (!reply.ok) throw new Error(reply.error.code);
  await office.jobs.idle();
  const { jobId } = reply.value;
  const result = await office.ask('import.result', { jobId });
  const job = await office.ask('jobs.get', { jobId });
  if (!result.ok || !job.ok) throw new Error('no result');
  return { ...result.value, jobError: job.value.error };
}
const text = (content: string) => Buffer.from(content);
const HEADER = 'Full Name,Date of Birth,Gender';

describe('a file that is no list of people is refused as a whole, with what it is and what to do', () => {
  it.each<[string, Uint8Array, { readonly code: string; readonly data?: unknown }]>([
    ['a picture', PNG, { code: 'import/not-a-table', data: { found: 'png' } }],
    ['a PDF', text('%PDF-1.7 …'), { code: 'import/not-a-table', data: { found: 'pdf' } }],
    [
      'an old or protected workbook',
      Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0, 0),
      { code: 'import/not-a-table', data: { found: 'xls' } },
    ],
    [
      'bytes of anything',
      Uint8Array.from({ length: 500 }, (_, at) => at % 7),
      { code: 'import/not-a-table', data: { found: 'binary' } },
    ],
    ['a web page', text('<!DOCTYPE html><table>'), { code: 'import/not-a-table', data: { found: 'html' } }],
    [
      'an archive of something else',
      zip([{ name: 'a.txt', content: text('x') }]),
      { code: 'import/not-a-table', data: { found: 'zip' } },
    ],
    [
      'a cut-off workbook',
      zip([{ name: 'xl/workbook.xml', content: text('x') }]).subarray(0, 60),
      { code: 'import/damaged' },
    ],
    [
      'a workbook that is a bomb',
      zip([{ name: 'xl/workbook.xml', content: new Uint8Array(60_000_000) }]),
      { code: 'import/unpacks-too-large', data: { maxBytes: 50_000_000 } },
    ],
    [
      'a workbook that lies about its size',
      zip([{ name: 'xl/workbook.xml', content: new Uint8Array(2_000_000) }], 10),
      { code: 'import/unpacks-too-large', data: { maxBytes: 50_000_000 } },
    ],
    [
      'a file of 21 MB',
      new Uint8Array(21_000_000).fill(0x61),
      { code: 'import/too-large', data: { maxBytes: 20_000_000 } },
    ],
    ['nothing', text(' \n\n'), { code: 'import/empty' }],
    [
      'a list without a header it needs',
      text('Name,Sex\nAlmaz,F\n'),
      { code: 'import/header-missing', data: { missing: 'Date of Birth', found: 'Name, Sex' } },
    ],
    [
      'a column twice',
      text('Name,Full Name,DOB,Sex\n'),
      { code: 'import/column-twice', data: { column: 'Full Name' } },
    ],
    [
      'a quotation mark that is never closed',
      text(`${HEADER}\n"Almaz,1-1-1990,F\nHirut,1-1-1990,F\n`),
      { code: 'import/quote-open', data: { rowNo: 2 } },
    ],
  ])('%s', async (_what, bytes, error) => {
    expect(await check(bytes)).toMatchObject({
      state: 'failed',
      error,
      jobError: error.code,
      counts: { rows: 0 },
    });
  });

  it('and nothing of it reached the registry', () => {
    const stored = office.store.read((tx) => [
      tx.rows.all('registrant').length,
      tx.office.operations.counts().waiting,
    ]);
    expect(stored).toEqual([0, 0]);
  });
});

describe('a bad cell spoils its own row only', () => {
  it.each<[string, string, readonly [string | null, string]]>([
    ['a cell of 10 MB', `${'x'.repeat(10_000_000)},1-1-1990,F`, ['Full Name', 'import/cell-too-long']],
    ['control characters', 'Al\u0007maz,1-1-1990,F', ['Full Name', 'import/cell-not-text']],
    ['bytes of another encoding', 'Al\u00e9maz,1-1-1990,F', ['Full Name', 'import/cell-not-text']],
    ['a day that does not exist', 'Almaz,30-02-1990,F', ['Date of Birth', 'date/no-such-day']],
    ['no date at all', 'Almaz,soon,F', ['Date of Birth', 'date/not-a-date']],
    ['more cells than the header', 'Almaz,1-1-1990,F,0911223344', [null, 'import/row-too-wide']],
  ])('%s', async (what, row, [column, code]) => {
    const encoding = what === 'bytes of another encoding' ? 'latin1' : 'utf8';
    const found = await check(Buffer.from(`${HEADER}\n${row}\nHirut,2-2-1991,F\n`, encoding));
    expect(found).toMatchObject({
      state: 'checked',
      counts: { ready: 1, refused: 1 },
      issues: [{ rowNo: 2, column, code }],
    });
    expect(found.issues[0]?.value?.length).toBeLessThanOrEqual(80);
    expect(found.issues[0]?.value).not.toBe('0911223344');
  });
});

it('an unknown ticket, somebody else’s and an unknown job are refused', async () => {
  const refused = (code: string) => ({ ok: false, error: { code } });
  const requestId = () => office.requestId();
  expect(await office.ask('import.check', { requestId: requestId(), ticket: 'nothing' })).toEqual(
    refused('documents/unknown-ticket'),
  );
  office.signIn(['officer'], 'other window');
  const ticket = office.upload('x.csv', text(HEADER));
  expect(await office.call('import.check', { requestId: requestId(), ticket }, 'other window')).toEqual(
    refused('documents/unknown-ticket'),
  );
  expect(await office.ask('import.result', { jobId: requestId() })).toEqual(refused('jobs/not-found'));
  expect(await office.ask('import.run', { requestId: requestId(), jobId: requestId() })).toEqual(
    refused('jobs/not-found'),
  );
});

type Entry = { readonly name: string; readonly content: Uint8Array };

/** A deflated ZIP; `declaredSize` is what its directory says instead of the truth. */
function zip(entries: readonly Entry[], declaredSize?: number): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of entries) {
    const packed = deflateRawSync(content);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(declaredSize ?? content.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), packed]);
    const entry = Buffer.concat([
      Buffer.from('PK\x01\x02\x14\x00'),
      fields,
      Buffer.alloc(14),
      Buffer.from(name),
    ]);
    entry.writeUInt32LE(offset, 42);
    parts.push(local);
    directory.push(entry);
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, listed, end]);
}

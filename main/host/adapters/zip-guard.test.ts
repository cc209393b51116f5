import { expect, it } from 'vitest';
import { storedZip } from './stored-zip.ts';
import { TableRefused } from './table-messages.ts';
import { openGuarded, ZIP_LIMITS } from './zip-guard.ts';

function zip(entries: Parameters<typeof storedZip>[0]): Uint8Array {
  return Buffer.concat([...storedZip(entries, 1000)]);
}
const refusal = async (work: Promise<unknown>): Promise<unknown> => {
  try {
    await work;
    return 'opened';
  } catch (error) {
    return error instanceof TableRefused ? error.refusal.code : error;
  }
};

it('gives back what was stored, only what is wanted', async () => {
  const content = Uint8Array.from({ length: 2500 }, (_, at) => at % 251);
  const guarded = await openGuarded(
    zip([
      { name: 'a/ä.xml', content },
      { name: 'b', content: new Uint8Array() },
    ]),
  );
  expect(guarded.names).toEqual(['a/ä.xml', 'b']);
  const read = await guarded.read((name) => name !== 'b');
  expect([...read].map(([name, bytes]) => [name, Buffer.compare(bytes, content)])).toEqual([['a/ä.xml', 0]]);
});

it('refuses more entries than a workbook has', async () => {
  const entries = Array.from({ length: ZIP_LIMITS.entries + 1 }, (_, at) => ({
    name: `${at}`,
    content: new Uint8Array(),
  }));
  expect(await refusal(openGuarded(zip(entries)))).toBe('import/unpacks-too-large');
  expect(await refusal(openGuarded(zip(entries.slice(1))))).toBe('opened');
});

it('refuses what is no archive, and one whose contents were changed', async () => {
  expect(await refusal(openGuarded(new Uint8Array(100)))).toBe('import/damaged');
  const changed = zip([{ name: 'a', content: new Uint8Array(10) }]);
  changed.fill(9, 26, 30);
  const guarded = await openGuarded(changed);
  expect(await refusal(guarded.read(() => true))).toBe('import/damaged');
});

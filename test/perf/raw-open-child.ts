import { openRaw } from './raw-sqlite.ts';

/** The baseline of `open`: Node starts, SQLite opens the same encrypted file and counts its people. Key on standard input. */
const [file = ''] = process.argv.slice(2);
const chunks: Buffer[] = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const database = openRaw(file, new Uint8Array(Buffer.concat(chunks)));
const people = database
  .prepare<[], number>("SELECT count(*) FROM registrant WHERE kind = 'individual'")
  .pluck()
  .get();
process.send?.({ kind: 'opened', people });
database.close();
process.disconnect?.();

/** Rewrites the snapshot `schema/*.sql` after a change of migrations: `npx node db/sqlite/print-schema.ts`. */
import { writeFileSync } from 'node:fs';
import { schemaTexts, snapshotFile } from './schema-text.ts';
import { tempReplica } from './testing/temp-replica.ts';

const temp = tempReplica();
try {
  for (const [subject, text] of schemaTexts(temp.replica.client)) writeFileSync(snapshotFile(subject), text);
} finally {
  temp.remove();
}

import { writeFileSync } from 'node:fs';
import { peopleCsv } from './people-csv.ts';

/** Rewrites the committed sample: `npx node db/seed/write-people-csv.ts`. */
writeFileSync(new URL('../../test/vectors/people-200.csv', import.meta.url), peopleCsv());

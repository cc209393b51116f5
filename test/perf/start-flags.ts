import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { programRoot } from '../../main/cli/office-folder.ts';

const Package = z.object({ scripts: z.object({ start: z.string() }) });

/**
 * V8's flags of `npm start`, so that a bench measures the program people run. A small young generation keeps the heap
 * of a core that throws away much (rules over 50,000 people) a third smaller and costs no time that could be measured.
 */
export function startFlags(): readonly string[] {
  const { scripts } = Package.parse(JSON.parse(readFileSync(join(programRoot, 'package.json'), 'utf8')));
  return scripts.start.match(/--max-[a-z-]+=\d+/g) ?? [];
}

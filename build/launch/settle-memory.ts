import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Gives back what loading the program left behind. Reading hundreds of source files makes some 200 MB of garbage
 * (drizzle-orm's package.json alone is parsed anew for each of its modules), and V8 keeps the pages of a heap that was
 * once large; one thorough collection after the start returns them. The program itself lives in about 30 MB.
 */
export function settleMemory(): void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  if (typeof collect === 'function') collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}

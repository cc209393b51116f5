import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where a running centre is found by a second `npm start`: its process and its address. */
export type CentreRecord = { readonly pid: number; readonly url: string };

const fileIn = (centreFolder: string): string => join(centreFolder, 'running.json');

export function writeCentreRecord(centreFolder: string, record: CentreRecord): void {
  writeFileSync(fileIn(centreFolder), `${JSON.stringify(record)}\n`, { mode: 0o600 });
}

export function removeCentreRecord(centreFolder: string): void {
  rmSync(fileIn(centreFolder), { force: true });
}

/** The record of a centre that is said to run; undefined when there is none or it is half a file. */
export function readCentreRecord(centreFolder: string): CentreRecord | undefined {
  try {
    const content: unknown = JSON.parse(readFileSync(fileIn(centreFolder), 'utf8'));
    if (typeof content !== 'object' || content === null || !('pid' in content) || !('url' in content))
      return undefined;
    const { pid, url } = content;
    return typeof pid === 'number' && typeof url === 'string' ? { pid, url } : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof Error && 'code' in error)) return undefined;
    throw error;
  }
}

const ANSWER_WITHIN_MS = 2000;

/** The centre of this folder, if one answers: a record left by a crash names a process that does not. */
export async function findRunningCentre(centreFolder: string): Promise<CentreRecord | undefined> {
  const record = readCentreRecord(centreFolder);
  return record !== undefined && (await isAnswering(record.url)) ? record : undefined;
}

async function isAnswering(url: string): Promise<boolean> {
  try {
    const answer = await fetch(new URL('/health/live', url), {
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    await answer.body?.cancel();
    return answer.ok;
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  }
}

import { readFileSync } from 'node:fs';

/** The JSON of a small file of ours; undefined when there is none or it is no JSON. */
export function readJsonFile(file: string): unknown {
  let text = '';
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return JSON.parse(text);
  } catch {
    // Half a file after a disk fault: the caller treats it as unreadable.
    return undefined;
  }
}

/** A member of a JSON object, if it is a text. */
export function textMember(value: unknown, name: string): string | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  const member = (value as Readonly<Record<string, unknown>>)[name];
  return typeof member === 'string' ? member : undefined;
}

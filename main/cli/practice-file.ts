import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Decode, decodeBoolean, fields, listOf, oneOf, textUpTo } from '#domain/setup/decode';
import { writeFileAtomic } from '#host/adapters/write-file-atomic';

export type PracticePerson = {
  readonly userId: string;
  readonly login: string;
  readonly displayName: string;
  readonly roles: readonly string[];
  readonly pin: string;
};
/** Who can sign in on this PC of a practice deployment, and with which PIN. Only ever written for invented people. */
export type PracticeFile = {
  readonly office: 'A' | 'B';
  /** False while the PC is being set up; a rest of that is thrown away at the next start. */
  readonly complete: boolean;
  readonly people: readonly PracticePerson[];
};

const FILE = 'practice.json';
const PASSPHRASE_FILE = 'pc-passphrase';

const text = textUpTo(200);
const decodePracticeFile: Decode<PracticeFile> = fields({
  office: oneOf(['A', 'B']),
  complete: decodeBoolean,
  people: listOf(fields({ userId: text, login: text, displayName: text, roles: listOf(text), pin: text })),
});

/** The practice file of an office's folder; undefined where there is none, or none that can be read. */
export function readPracticeFile(officeFolder: string): PracticeFile | undefined {
  const read = decodePracticeFile(jsonOf(join(officeFolder, FILE)), '');
  return read.ok ? read.value : undefined;
}

/** Writes it with mode 0600. */
export async function writePracticeFile(officeFolder: string, practice: PracticeFile): Promise<void> {
  await writeFileAtomic(join(officeFolder, FILE), `${JSON.stringify(practice, null, 2)}\n`);
}

/** Where practice mode keeps the PC passphrase when the system has no key store (mode 0600). */
export function practicePassphraseFile(officeFolder: string): string {
  return join(officeFolder, PASSPHRASE_FILE);
}

function jsonOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (
      error instanceof SyntaxError ||
      (error instanceof Error && 'code' in error && error.code === 'ENOENT')
    )
      return undefined;
    throw error;
  }
}

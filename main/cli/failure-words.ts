import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Failure } from '#contract/contract';
import { programRoot } from './office-folder.ts';

/** Refusals that only a terminal meets; all others have their words in the locales, the same as on screen. */
const OWN_WORDS: Readonly<Record<string, string>> = {
  'cli/no-data':
    'There is no office in {{folder}}. "npm start" makes a practice office; "tawi enrol" joins a real one.',
  'cli/no-file': 'There is no file {{file}}.',
  'cli/not-a-file': '{{file}} is a folder, not a file.',
  'cli/file-too-large': '{{file}} has {{megabytes}} MB; a file may have {{mostMegabytes}} MB. Split it.',
  'cli/no-such-person': 'Nobody here is called "{{name}}". These people can sign in: {{people}}.',
  'cli/who': 'Say who signs in with --user NAME. These people can: {{people}}.',
  'cli/pin-needed': 'A PIN is needed: --pin-file FILE, or type it at a terminal.',
  'cli/pin-file': 'The PIN file {{file}} cannot be read, or holds no PIN of 4 to 12 digits.',
  'cli/role-missing': '{{name}} may not do this; it needs the permission {{permission}}.',
  'cli/nothing-to-import': 'No row of the file could be taken. Nothing was imported.',
  'cli/audit-broken':
    'The audit trail does not hold together at row {{seq}}. Keep this PC as it is and call the help desk.',
  'cli/unhealthy': 'Something needs attention; see the lines marked "bad".',
  'cli/centre-not-reached':
    'The centre did not answer ({{reason}}). Work goes on; it is sent when the line is back.',
  'host/already-open':
    'This office is open in another window or process (number {{pid}}). Use that one, or close it first.',
  'setup/already-enrolled': 'This PC belongs to an office already. Its data folder: {{folder}}.',
  'setup/enrolment-unreadable':
    'The file enrolment.json is damaged. Put it back from the backup; the data is untouched.',
  'enrol/weak-centre-key': 'What answers at this address has no proper key of a centre. Check the address.',
  'enrol/bad-certificate': 'What answers at this address did not prove to be the centre. Check the address.',
  'sync/no-line': 'Nobody answers at this address. Check the address and the line, then try again.',
  'sync/timeout': 'The centre took too long to answer. Try again when the line is better.',
  'sync/rubbish':
    'What answers at this address is not a centre. Check the address; a network may ask you to sign in first.',
  'sync/refused':
    'The centre refused ({{reason}}). An enrolment code works once and for a few days; ask the centre for a new one.',
  'sync/server-fault': 'The centre cannot do this just now ({{reason}}). Try again in a minute.',
  'sync/too-old': 'This program is too old for the centre. Update it first.',
  'keystore/passphrase-needed':
    'No key store of the system answers ({{reason}}). Give the PC passphrase with --passphrase-file FILE (mode 0600).',
  'keystore/weak-passphrase': 'A PC passphrase needs at least {{minCharacters}} characters.',
  'keystore/passphrase-file': 'The passphrase file is {{reason}}. It must exist with mode 0600.',
  'keystore/unavailable':
    'The key store of the system does not answer. Sign in to the desktop first, then try again.',
  'keystore/wrong-passphrase': 'This is not the PC passphrase of this data folder. Nothing was changed.',
  'keystore/secret-missing':
    'The secret of this PC is gone from the key store. Office IT can restore it, or enrol the PC anew.',
};

/** What is so and what to do, in English: this is read by IT, in a terminal. An unknown code stands for itself. */
export function failureWords(failure: Failure): string {
  const text = OWN_WORDS[failure.code] ?? localeWords(failure.code);
  if (text === undefined) return `Refused: ${failure.code}${details(failure)}`;
  const values: Readonly<Record<string, unknown>> = { ...failure.data, ref: failure.ref ?? '' };
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? '?'));
}

/** Texts of the screens for refusals and for faults of files. */
const LOCALES = ['errors.json', 'issues.json'] as const;
let known: ReadonlyMap<string, string> | undefined;

function localeWords(code: string): string | undefined {
  known ??= new Map(LOCALES.flatMap(readWords));
  return known.get(code);
}

/** Read at run time: the texts belong to the screens, and a terminal without them still says the code. */
function readWords(file: string): readonly (readonly [string, string])[] {
  try {
    const content: unknown = JSON.parse(
      readFileSync(join(programRoot, 'resources/locales/en', file), 'utf8'),
    );
    return Object.entries(Object(content)).flatMap(([code, text]) =>
      typeof text === 'string' ? [[code, text]] : [],
    );
  } catch (error) {
    if (error instanceof Error) return [];
    throw error;
  }
}

function details({ data }: Failure): string {
  return data === undefined ? '' : ` ${JSON.stringify(data)}`;
}

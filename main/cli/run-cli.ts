import type { Failure } from '#contract/contract';
import { isHelp, readArguments, usageLines } from './cli-arguments.ts';
import type { CliCommand } from './cli-command.ts';
import { verifyAudit } from './commands/audit-verify.ts';
import { doctor } from './commands/doctor.ts';
import { enrolPc } from './commands/enrol-pc.ts';
import { importPeople } from './commands/import-people.ts';
import { syncNow } from './commands/sync-now.ts';
import { inspectVoucher } from './commands/voucher-inspect.ts';
import { failureWords } from './failure-words.ts';
import { dataFolderOf, officeFolderOf } from './office-folder.ts';
import type { Outcome } from './outcome.ts';

export const COMMANDS: readonly CliCommand[] = [
  importPeople,
  syncNow,
  inspectVoucher,
  verifyAudit,
  doctor,
  enrolPc,
];

/** The terminal. `out` is standard output, `say` standard error; both take whole lines. */
export type Terminal = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly out: (line: string) => void;
  readonly say: (line: string) => void;
  readonly askSecret: (question: string) => Promise<string | undefined>;
};
export type ExitCode = 0 | 1 | 2;

/**
 * Runs one command. Exit 0: done; 1: refused, with reasons; 2: wrong usage. With `--json` standard output holds exactly
 * one JSON document, whatever happens; everything for people goes to standard error.
 */
export async function runCli(words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { out, say } = terminal;
  if (isHelp(words)) {
    for (const line of usageLines(COMMANDS)) out(line);
    return 0;
  }
  const read = readArguments(words, COMMANDS);
  if (!read.ok) {
    const { message, usage } = read.error;
    if (words.includes('--json'))
      out(JSON.stringify({ ok: false, error: { code: 'cli/usage', words: message } }));
    for (const line of [message, ...usage]) say(line);
    return 2;
  }
  const { command, given, options } = read.value;
  const officeFolder = officeFolderOf(dataFolderOf(options.data, terminal.env), options.office ?? 'A');
  const outcome = await command.run({ officeFolder, options, say, askSecret: terminal.askSecret }, given);
  const name = command.words.join(' ');
  return options.json === true ? printJson(name, outcome, terminal) : printLines(outcome, terminal);
}

function printJson(command: string, outcome: Outcome, { out, say }: Terminal): ExitCode {
  if (outcome.kind === 'done') {
    out(JSON.stringify({ command, ok: true, ...outcome.json }));
    return 0;
  }
  const { failure, json } = outcome;
  say(failureWords(failure));
  out(JSON.stringify({ command, ok: false, ...json, error: errorJson(failure) }));
  return 1;
}

function errorJson(failure: Failure): Readonly<Record<string, unknown>> {
  return { ...failure, words: failureWords(failure) };
}

function printLines(outcome: Outcome, { out, say }: Terminal): ExitCode {
  for (const line of outcome.lines ?? []) out(line);
  if (outcome.kind === 'done') return 0;
  say(failureWords(outcome.failure));
  return 1;
}

import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { Failure, OutputOf } from '#contract/contract';
import { err, ok, type Result } from '#domain/result';
import type { CliCommand } from '../cli-command.ts';
import { CHANNEL, type CliWorld, type Desk, withPerson } from '../desk.ts';
import { failureWords } from '../failure-words.ts';
import { done, type Outcome, refused } from '../outcome.ts';

type ImportResult = OutputOf<'import.result'>;
/** Reasons shown at a terminal; all of them are in the JSON. */
const SHOWN_ISSUES = 20;
const MOST_BYTES = 25_000_000;

/**
 * `tawi import <csv|xlsx>`: the check and the import of the screens. Refused (exit 1) when the file cannot be read as
 * a list of people or when no row of it can be taken; rows refused beside others that were taken are listed.
 */
export const importPeople: CliCommand = {
  words: ['import'],
  takes: ['<csv|xlsx>'],
  options: ['user', 'pin-file', 'check', 'with-duplicates'],
  about: 'Registers the people of a file; those of an earlier import are left alone.',
  run: async (world, [file = '']) => {
    const content = readFile(file);
    if (!content.ok) return refused(content.error);
    const result = await withPerson(world, 'import.run', (desk) =>
      importFile(desk, world, file, content.value),
    );
    return result.ok ? outcomeOf(result.value, world.options.check === true) : refused(result.error);
  },
};

function readFile(file: string): Result<Uint8Array, Failure> {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat === undefined) return err({ code: 'cli/no-file', data: { file } });
  if (!stat.isFile()) return err({ code: 'cli/not-a-file', data: { file } });
  if (stat.size > MOST_BYTES) {
    const megabytes = Math.ceil(stat.size / 1_000_000);
    return err({
      code: 'cli/file-too-large',
      data: { file, megabytes, mostMegabytes: MOST_BYTES / 1_000_000 },
    });
  }
  return ok(new Uint8Array(readFileSync(file)));
}

async function importFile(
  { core, client }: Desk,
  { options, say }: CliWorld,
  file: string,
  bytes: Uint8Array,
): Promise<Result<ImportResult, Failure>> {
  const kept = core.files.upload(CHANNEL, { name: basename(file), mime: 'application/octet-stream', bytes });
  if (!kept.ok) return kept;
  const check = await client.call('import.check', { ticket: kept.ticket });
  if (!check.ok) return check;
  const { jobId } = check.value;
  const checked = await client.job(jobId, progress(say, 'Checking'));
  if (!checked.ok && checked.error.code.startsWith('jobs/')) return checked;
  const found = await client.call('import.result', { jobId });
  const withDuplicates = options['with-duplicates'] === true;
  if (!found.ok || options.check === true || !hasRowsToTake(found.value, withDuplicates)) return found;
  const run = await client.call('import.run', { jobId, withDuplicates });
  if (!run.ok) return run;
  const ran = await client.job(run.value.jobId, progress(say, 'Importing'));
  return ran.ok ? client.call('import.result', { jobId }) : ran;
}

function hasRowsToTake({ error, counts }: ImportResult, withDuplicates: boolean): boolean {
  return error === null && counts.ready + counts.warning + (withDuplicates ? counts.duplicate : 0) > 0;
}

function outcomeOf(result: ImportResult, onlyChecked: boolean): Outcome {
  const { fileName, error, counts, issues, ignoredColumns, moreIssues } = result;
  const json = { file: fileName, onlyChecked, counts, ignoredColumns, issues, moreIssues };
  if (error !== null) {
    return refused({ code: error.code, ...(error.data === undefined ? {} : { data: error.data }) }, { json });
  }
  const lines = [
    `${fileName}: ${counts.rows} rows, ${counts.imported} imported, ${counts.already} here already, ` +
      `${counts.duplicate} look like people here, ${counts.refused} refused, ${counts.blank} blank.`,
    ...(ignoredColumns.length === 0 ? [] : [`Columns not read: ${ignoredColumns.join(', ')}.`]),
    ...issues.slice(0, SHOWN_ISSUES).map(issueLine),
    ...(issues.length + moreIssues > SHOWN_ISSUES
      ? [`… and ${issues.length + moreIssues - SHOWN_ISSUES} more.`]
      : []),
    ...(onlyChecked ? ['Only checked; nothing was imported.'] : []),
  ];
  const isNothingTaken = counts.refused > 0 && counts.refused === counts.rows - counts.blank;
  return isNothingTaken ? refused({ code: 'cli/nothing-to-import' }, { json, lines }) : done(json, lines);
}

function issueLine({ rowNo, column, value, code, data = {} }: ImportResult['issues'][number]): string {
  const where = column === null ? '' : `, ${column}`;
  const what = value === null ? '' : ` "${value}"`;
  return `  row ${rowNo}${where}${what}: ${failureWords({ code, data })}`;
}

function progress(say: CliWorld['say'], word: string): (done: number, total: number) => void {
  let told = 0;
  return (rows, total) => {
    const quarter = total === 0 ? 0 : Math.floor((rows / total) * 4);
    if (quarter <= told || quarter === 4) return;
    told = quarter;
    say(`${word}: ${rows} of ${total} rows`);
  };
}

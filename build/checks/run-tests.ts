import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Job, jobOf, PARTS, type Part, readRequest } from './test-parts.ts';
import { addTallies, NOTHING, reportTally, singleTally, type Tally, tallyLines } from './test-tally.ts';

/** `npm test [-- part… filter…]`: runs the parts one after the other and ends with the line of counts. */
const root = join(import.meta.dirname, '../..');

const request = readRequest(process.argv.slice(2));
const tallies: Tally[] = [];
for (const part of request.parts) tallies.push(await runPart(part));

const sum = addTallies(tallies);
process.stdout.write(`\n${tallyLines(sum).join('\n')}\n`);
process.exitCode = sum.failed.length === 0 ? 0 : 1;

async function runPart(part: Part): Promise<Tally> {
  const missing = missingPrograms(part);
  if (missing.length > 0) {
    return { ...NOTHING, skipped: [`${part}: all of it, because this machine lacks ${missing.join(', ')}`] };
  }
  const job = jobOf(part, request.filters, process.execPath);
  const started = performance.now();
  process.stdout.write(`\n== ${part} (${PARTS.indexOf(part) + 1} of ${PARTS.length})\n`);
  if (job.report !== undefined) {
    mkdirSync(join(root, 'out/test-results'), { recursive: true });
    rmSync(join(root, job.report), { force: true });
  }
  const exitCode = await run(job);
  process.stdout.write(`== ${part}: ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
  if (job.report === undefined) return singleTally(part, exitCode === 0);
  const report = join(root, job.report);
  if (!existsSync(report)) return singleTally(`${part}: the run wrote no report`, false);
  return reportTally(part, JSON.parse(readFileSync(report, 'utf8')), exitCode);
}

/** The key store is tested on Linux, in a session of its own, where the desktop's parts are installed. */
function missingPrograms(part: Part): readonly string[] {
  if (part !== 'keyring') return [];
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return ['bash', 'dbus-run-session', 'gnome-keyring-daemon'].filter(
    (program) => !folders.some((folder) => existsSync(join(folder, program))),
  );
}

function run(job: Job): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(job.program, job.arguments, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

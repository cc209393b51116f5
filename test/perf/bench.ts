import { type BenchName, readBenchArguments } from './bench-arguments.ts';
import { benchEligibility } from './bench-eligibility.ts';
import { type BenchOffice, openBenchOffice } from './bench-office.ts';
import { benchOpen } from './bench-open.ts';
import { benchSearch } from './bench-search.ts';
import { calibrate } from './calibrate.ts';
import { type BenchReport, isOk, reportJson, reportLines } from './report.ts';

const benches: Readonly<Record<BenchName, (office: BenchOffice) => Promise<BenchReport>>> = {
  open: benchOpen,
  search: benchSearch,
  eligibility: benchEligibility,
};

/** `npm run bench -- <name> [--json] [--people N]`; exit 1 when a bar is missed. */
const request = readBenchArguments(process.argv.slice(2));
if (!request.ok) {
  process.stderr.write(`${request.error.message}\n`);
  process.exitCode = 2;
} else {
  const { name, people, json } = request.value;
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const office = await openBenchOffice(people, say);
  try {
    const before = await calibrate();
    const bare = await benches[name](office);
    const report: BenchReport = { ...bare, metrics: { ...bare.metrics, 'calibration loop, ms': before } };
    for (const line of reportLines(report)) (json ? say : print)(line);
    if (json) print(reportJson(report));
    process.exitCode = isOk(report) ? 0 : 1;
  } finally {
    office.remove();
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

import { rounded, type Sample } from './sample.ts';

/** A promise of the project: `value` must not pass `bar`. */
export type Bar = {
  readonly name: string;
  readonly value: number;
  readonly bar: number;
  readonly unit: string;
  readonly ok: boolean;
};
export type Metric = number | Sample;
export type BenchReport = {
  readonly name: string;
  /** How many people the replica holds. */
  readonly n: number;
  readonly metrics: Readonly<Record<string, Metric>>;
  readonly bars: readonly Bar[];
};

/** A bar with its verdict. */
export function atMost(name: string, value: number, bar: number, unit: string): Bar {
  return { name, value: rounded(value), bar, unit, ok: value <= bar };
}

/** The last line of `--json`: `{"name","n","metrics","bars","ok"}`. */
export function reportJson(report: BenchReport): string {
  const metrics = Object.fromEntries(
    Object.entries(report.metrics).map(([name, metric]) => [name, plain(metric)]),
  );
  return JSON.stringify({ ...report, metrics, ok: isOk(report) });
}

export function isOk(report: BenchReport): boolean {
  return report.bars.every((bar) => bar.ok);
}

/** The same for people: one line per measurement, one per bar. */
export function reportLines(report: BenchReport): readonly string[] {
  const width = Math.max(...Object.keys(report.metrics).map((name) => name.length), 12);
  const head = `${'measured'.padEnd(width)}  ${['median', 'min', 'max', 'p95', 'n'].map((word) => word.padStart(9)).join('')}`;
  return [
    `bench ${report.name}, ${report.n.toLocaleString('en')} people`,
    head,
    ...Object.entries(report.metrics).map(([name, metric]) => `${name.padEnd(width)}  ${figures(metric)}`),
    ...report.bars.map(
      ({ name, value, bar, unit, ok }) =>
        `${ok ? 'ok  ' : 'MISS'} ${name}: ${value} ${unit}, bar ${bar} ${unit}`,
    ),
  ];
}

function figures(metric: Metric): string {
  if (typeof metric === 'number') return String(rounded(metric)).padStart(9);
  const { median, min, max, p95, count } = metric;
  return [median, min, max, p95]
    .map((value) => value.toFixed(2).padStart(9))
    .concat(String(count).padStart(9))
    .join('');
}

function plain(metric: Metric): Metric {
  if (typeof metric === 'number') return rounded(metric);
  const { count, median, min, max, p95 } = metric;
  return { count, median: rounded(median), min: rounded(min), max: rounded(max), p95: rounded(p95) };
}

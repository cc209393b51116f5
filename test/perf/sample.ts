/** Measurements of one thing, in the unit of its name (ms unless said otherwise). */
export type Sample = {
  readonly count: number;
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly p95: number;
};

/** Summary of measured values; at least one is needed. The median of an even count is the mean of the middle two. */
export function summarise(values: readonly number[]): Sample {
  if (values.length === 0) throw new Error('nothing was measured');
  const sorted = values.toSorted((left, right) => left - right);
  return {
    count: sorted.length,
    median: (at(sorted, Math.floor((sorted.length - 1) / 2)) + at(sorted, Math.floor(sorted.length / 2))) / 2,
    min: at(sorted, 0),
    max: at(sorted, sorted.length - 1),
    p95: at(sorted, Math.ceil(sorted.length * 0.95) - 1),
  };
}

/** Milliseconds that `work` takes. */
export async function timed(work: () => unknown): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/** Runs `work` `times` times, one after the other. */
export async function measure(times: number, work: (round: number) => unknown): Promise<Sample> {
  const values: number[] = [];
  for (let round = 0; round < times; round += 1) values.push(await timed(() => work(round)));
  return summarise(values);
}

/** How many times the baseline's median the measured median is. */
export function ratioOf(measured: Sample, baseline: Sample): number {
  return measured.median / baseline.median;
}

/** Two decimals are more than a 2-core box can repeat. */
export function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

function at(sorted: readonly number[], index: number): number {
  return sorted[Math.max(0, index)] ?? Number.NaN;
}

import { parseArgs } from 'node:util';
import { err, ok, type Result } from '#domain/result';

export const BENCHES = ['open', 'search', 'eligibility'] as const;
export type BenchName = (typeof BENCHES)[number];
export type BenchRequest = { readonly name: BenchName; readonly json: boolean; readonly people: number };

/** Wrong usage: a sentence for the terminal. */
export type WrongBench = { readonly code: 'bench/usage'; readonly message: string };
const wrong = (message: string): WrongBench => ({ code: 'bench/usage', message });

export const BENCH_USAGE = `npm run bench -- <${BENCHES.join('|')}> [--json] [--people N]`;
const PEOPLE = 50_000;

/** Reads `<name> [--json] [--people N]`; nothing is guessed. */
export function readBenchArguments(words: readonly string[]): Result<BenchRequest, WrongBench> {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(words);
  } catch (error) {
    // `parseArgs` throws a TypeError whose message names the word it does not know.
    return err(wrong(error instanceof Error ? error.message : String(error)));
  }
  const { positionals, values } = parsed;
  const name = BENCHES.find((bench) => bench === positionals[0]);
  if (name === undefined || positionals.length !== 1) return err(wrong(`usage: ${BENCH_USAGE}`));
  const people = Number(values.people ?? PEOPLE);
  if (!Number.isSafeInteger(people) || people < 100) return err(wrong('--people is a whole number from 100'));
  return ok({ name, json: values.json ?? false, people });
}

function parse(words: readonly string[]) {
  return parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { json: { type: 'boolean' }, people: { type: 'string' } },
  });
}

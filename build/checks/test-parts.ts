/** The parts of `npm test`, in the order they run: quick judges first, the browser last. */
export const PARTS = ['typecheck', 'lint', 'unit', 'sqlite', 'pg', 'keyring', 'e2e'] as const;
export type Part = (typeof PARTS)[number];

/** What `npm test -- …` asks for: parts to run, and file filters handed on to Vitest. */
export type Request = { readonly parts: readonly Part[]; readonly filters: readonly string[] };

/** One program to run for a part; with `report`, the program writes a Vitest JSON report there. */
export type Job = {
  readonly part: Part;
  readonly program: string;
  readonly arguments: readonly string[];
  readonly report?: string;
};

/** Words that name a part choose it, all others are file filters; without a part every part runs. */
export function readRequest(words: readonly string[]): Request {
  const parts = PARTS.filter((part) => words.includes(part));
  const filters = words.filter((word) => !PARTS.some((part) => part === word));
  return { parts: parts.length === 0 ? PARTS : parts, filters };
}

/** The program of one part. `node` runs the tools' own entry files, so that no shell or link is needed. */
export function jobOf(part: Part, filters: readonly string[], node: string): Job {
  switch (part) {
    case 'typecheck':
      return { part, program: node, arguments: ['node_modules/typescript/bin/tsc', '-b'] };
    case 'lint':
      return {
        part,
        program: node,
        arguments: [
          'node_modules/@biomejs/biome/bin/biome',
          'check',
          '--config-path=build/checks',
          '--error-on-warnings',
          '.',
        ],
      };
    case 'keyring': {
      const job = vitestJob(part, filters, node);
      return { ...job, program: 'bash', arguments: ['test/setup/with-keyring.sh', node, ...job.arguments] };
    }
    default:
      return vitestJob(part, filters, node);
  }
}

function vitestJob(part: Part, filters: readonly string[], node: string): Job & { readonly report: string } {
  const report = `out/test-results/${part}.json`;
  return {
    part,
    program: node,
    arguments: [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--config=test/vitest.config.ts',
      `--project=${part}`,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...filters,
    ],
    report,
  };
}

import type { CommandShape } from './cli-arguments.ts';
import type { CliWorld } from './desk.ts';
import type { Outcome } from './outcome.ts';

/** One command: how it is called, and what it does. `given` are the words after its name, as many as it takes. */
export type CliCommand = CommandShape & {
  readonly run: (world: CliWorld, given: readonly string[]) => Promise<Outcome>;
};

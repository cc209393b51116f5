import type { Log } from '#ports/log';
import { describeFailure } from './describe-failure.ts';

/** One step of the way down. */
export type ClosingStep = { readonly name: string; readonly run: () => Promise<void> | void };

/**
 * The orderly stop, the start in reverse. Every step is tried although one before it failed: a lock left behind
 * would keep the office closed at the next start. Called twice, it runs once.
 */
export function createClosing(steps: readonly ClosingStep[], log: Log): () => Promise<void> {
  let closing: Promise<void> | undefined;
  const run = async (): Promise<void> => {
    for (const step of steps) {
      try {
        await step.run();
      } catch (error) {
        log.error('closing.step-failed', { step: step.name, ...describeFailure(error) });
      }
    }
  };
  return () => {
    closing ??= run();
    return closing;
  };
}

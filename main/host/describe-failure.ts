import { InvariantError } from '#domain/invariant';
import type { LogFields } from '#ports/log';

const MAX_FRAMES = 6;
const MAX_CAUSES = 3;

/**
 * What may be logged of an unknown failure: its kind, its code and where it happened. Messages are left out, because
 * parsers and drivers quote what they were given; only our own invariants speak, which hold no data of people.
 */
export function describeFailure(error: unknown): LogFields {
  if (!(error instanceof Error)) return { kind: typeof error };
  return {
    kind: causesOf(error)
      .map((cause) => cause.name)
      .join(' < '),
    code: codeOf(error),
    ...(error instanceof InvariantError ? { invariant: error.message } : {}),
    at: framesOf(error),
  };
}

function causesOf(error: Error): readonly Error[] {
  const chain: Error[] = [error];
  for (let cause = error.cause; cause instanceof Error && chain.length < MAX_CAUSES; cause = cause.cause)
    chain.push(cause);
  return chain;
}

function codeOf(error: Error): string | null {
  return 'code' in error && typeof error.code === 'string' ? error.code.slice(0, 60) : null;
}

/** `function (file:line)` of the innermost frames; file names without their folders. */
function framesOf(error: Error): string {
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, MAX_FRAMES)
    .map((line) =>
      line
        .trim()
        .replace(/^at /, '')
        .replaceAll(/\(?[^\s()]*\/([^/\s()]+)\)?$/g, '$1'),
    )
    .join(' | ');
}

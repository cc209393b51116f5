import { contract, type Failure, type MethodName, type OutputOf, type ParsedOf } from '#contract/contract';
import { err, ok, type Result } from '#domain/result';

/** At most this many places are named, so that a hostile input cannot make a long reply. */
const MAX_ISSUES = 5;

export type InvalidInput = Failure<'host/invalid-input'>;

/**
 * Validates what came over the wire against the contract. The failure names the places and the kind of each fault,
 * never the value that was sent. One of the two casts of the host: the schema is looked up by the same name as the
 * type, which TypeScript cannot follow through a generic index.
 */
export function parseInput<N extends MethodName>(name: N, raw: unknown): Result<ParsedOf<N>, InvalidInput> {
  const parsed = contract[name].input.safeParse(raw);
  if (parsed.success) return ok(parsed.data as ParsedOf<N>);
  const issues = parsed.error.issues
    .slice(0, MAX_ISSUES)
    .map((issue) => ({ path: issue.path.join('.'), fault: issue.code }));
  return err({ code: 'host/invalid-input', data: { issues } });
}

/** Holds a handler's answer against the contract: unknown fields are cut off, wrong ones make it fail closed. */
export function parseOutput<N extends MethodName>(
  name: N,
  value: unknown,
): Result<OutputOf<N>, { code: 'host/internal'; path: string }> {
  const parsed = contract[name].output.safeParse(value);
  if (parsed.success) return ok(parsed.data as OutputOf<N>);
  return err({ code: 'host/internal', path: parsed.error.issues[0]?.path.join('.') ?? '' });
}

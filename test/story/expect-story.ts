import { isDeepStrictEqual } from 'node:util';
import type { Failure } from '#contract/contract';
import type { Result } from '#domain/result';

/** A step did not come out as told. The message says what was expected and what was found. */
export class StoryFailure extends Error {
  override readonly name = 'StoryFailure';
}

/** The value of a call that must be allowed. */
export function allowed<T>(result: Result<T, Failure>, what: string): T {
  if (result.ok) return result.value;
  throw new StoryFailure(`${what} was refused: ${JSON.stringify(result.error)}`);
}

/** The refusal of a call that must be refused, with exactly this code. */
export function refusedWith<T>(result: Result<T, Failure>, code: string, what: string): Failure {
  if (result.ok) throw new StoryFailure(`${what} was allowed; ${code} was expected`);
  same(result.error.code, code, `refusal of ${what}`);
  return result.error;
}

/** Both are deeply equal. */
export function same(found: unknown, expected: unknown, what: string): void {
  if (isDeepStrictEqual(found, expected)) return;
  throw new StoryFailure(`${what}: expected ${short(expected)}, found ${short(found)}`);
}

export function holds(condition: boolean, what: string): void {
  if (!condition) throw new StoryFailure(`${what}: this does not hold`);
}

/** A value that must be there. */
export function present<T>(value: T | undefined | null, what: string): T {
  if (value === undefined || value === null) throw new StoryFailure(`${what} is missing`);
  return value;
}

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 600 ? `${text.slice(0, 600)}…` : text;
}

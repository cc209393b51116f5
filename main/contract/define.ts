import type { z } from 'zod';
import type { Permission } from '#domain/identity/permissions';

/** Who may call: `public` before sign-in, `signed-in` any role of this PC, or one permission of `#domain/identity/permissions`. */
export type Access = 'public' | 'signed-in' | Permission;

/** Refusals the dispatcher itself can give to any method. */
export const hostErrors = [
  'host/unknown-method',
  'host/invalid-input',
  'host/locked',
  'host/not-allowed',
  'host/busy',
  'host/cancelled',
  'host/internal',
  'host/closing',
] as const;
export type HostError = (typeof hostErrors)[number];

export type Method = {
  readonly kind: 'query' | 'command';
  readonly access: Access;
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  readonly errors: readonly string[];
  readonly audit?: string | null;
};
type QueryParts<A, I, O, E> = {
  readonly access: A;
  readonly input: I;
  readonly output: O;
  readonly errors?: readonly E[];
};
type CommandParts<A, I, O, E> = QueryParts<A, I, O, E> & {
  /**
   * Name of the audit row; without one a command does not compile. Null only for what touches nothing but the caller's
   * own unfinished entry, saved every two seconds: such rows would bury the ones an auditor looks for.
   */
  readonly audit: string | null;
};

/** A call that never writes. */
export function query<
  const A extends Access,
  I extends z.ZodType,
  O extends z.ZodType,
  const E extends string = never,
>(parts: QueryParts<A, I, O, E>) {
  return { kind: 'query' as const, ...parts, errors: parts.errors ?? ([] as readonly E[]) };
}
/**
 * A call that writes, at most once per `requestId` (its input must carry one): the dispatcher stores the reply beside
 * the change and answers the same again for a double click, a retry or a replay.
 */
export function command<
  const A extends Access,
  I extends z.ZodType,
  O extends z.ZodType,
  const E extends string = never,
>(parts: CommandParts<A, I, O, E>) {
  return { kind: 'command' as const, ...parts, errors: parts.errors ?? ([] as readonly E[]) };
}

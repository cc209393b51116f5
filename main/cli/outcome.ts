import type { Failure } from '#contract/contract';

/** JSON a command prints. */
export type JsonDocument = Readonly<Record<string, unknown>>;

/**
 * What a command came to: done (exit 0) or refused with reasons (exit 1). `lines` are for people, `json` for programs.
 * Wrong usage (exit 2) is found before a command runs.
 */
export type Outcome =
  | { readonly kind: 'done'; readonly json: JsonDocument; readonly lines: readonly string[] }
  | {
      readonly kind: 'refused';
      readonly failure: Failure;
      /** More than the reason: counts, checks. */
      readonly json?: JsonDocument;
      readonly lines?: readonly string[];
    };

export function done(json: JsonDocument, lines: readonly string[]): Outcome {
  return { kind: 'done', json, lines };
}

export function refused(
  failure: Failure,
  more: { readonly json?: JsonDocument; readonly lines?: readonly string[] } = {},
): Outcome {
  return { kind: 'refused', failure, ...more };
}

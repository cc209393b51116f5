import type { OutputOf } from '#contract/contract';
import { type Criteria, expandTrace, type TraceEntry } from '#domain/eligibility/eligibility-trace';

export type TraceLine = OutputOf<'eligibility.explain'>['trace'][number];

/** Reasons as the screen reads them. */
export function toTraceLines(trace: readonly TraceEntry[]): TraceLine[] {
  return trace.map(({ rule, code, answer, seen, wanted, missingField }) => ({
    rule,
    code,
    answer,
    seen,
    wanted,
    ...(missingField === undefined ? {} : { field: missingField }),
  }));
}

/** The reason to show in a list: what failed, else what is missing, else the first that was met. */
export function firstReason(storedTrace: unknown, criteria: Criteria): TraceLine | null {
  const { trace } = expandTrace(JSON.stringify(storedTrace ?? []), criteria);
  const first =
    trace.find(({ answer }) => answer === 'fail') ??
    trace.find(({ answer }) => answer === 'unknown') ??
    trace[0];
  return first === undefined ? null : (toTraceLines([first])[0] ?? null);
}

import type { Failure } from '#contract/contract';

/** A refusal whose method is not known by type any more: on its way to the caller, or the end of a job. */
export type Refused = Failure<string>;

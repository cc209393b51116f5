import type { OutputOf } from '#contract/contract';

/** A person or household as the core shows it: masked, with everything that hangs on it. */
export type Person = OutputOf<'registry.person'>;

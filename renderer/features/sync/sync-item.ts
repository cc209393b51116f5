import type { OutputOf } from '#contract/contract';

/** One thing done at this office and how far it got. */
export type Item = OutputOf<'sync.items'>['items'][number];

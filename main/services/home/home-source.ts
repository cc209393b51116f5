import type { OutputOf } from '#contract/contract';
import type { CallContext } from '#host/call-context';
import type { ReadTx } from '#ports/store';

/** A line of Home: something that waits for this person. `kind` has its words under `home/queue/<kind>`. */
export type HomeQueue = OutputOf<'home.queues'>['queues'][number];

/**
 * What a feature puts on Home. It looks only at what the person may act on (ask `hasPermission` first) and leaves out
 * what is empty. Counting must be quick: one indexed count, no lists of people.
 */
export type HomeSource = (tx: ReadTx, ctx: CallContext) => readonly HomeQueue[];

import type { Tx } from '#db/postgres/database';
import { markSavepoint, releaseSavepoint, rollBackToSavepoint } from '#db/postgres/transaction.sql';
import { InvariantError } from '#domain/invariant';
import type { BatchItem } from '#sync/protocol/batch-codec';
import { commitChanges } from '../commit/commit-changes.ts';
import { applyEffects } from './apply-effects.ts';
import { type JudgeContext, judgeOp } from './judge-op.ts';
import { type Judgement, type Refusal, withoutEffect } from './judgement.ts';
import { NotLoaded } from './not-loaded.ts';
import { refusalOfError } from './refusal-of-error.ts';

/** A batch's context, and who is told of faults in the rules themselves. */
export type BatchContext = JudgeContext & { readonly onFault: (error: Error, seq: number) => void };

/**
 * Judges a run of operations in order and stores what they do, all in the caller's transaction. First as one set: one
 * round trip for each table whatever the number of operations. If the database refuses something (a constraint that
 * another device's push filled meanwhile), the set is undone and each operation tried by itself behind a savepoint, so
 * that one bad operation never takes the others with it.
 */
export async function storeBatch(
  tx: Tx,
  items: readonly BatchItem[],
  context: BatchContext,
): Promise<readonly Judgement[]> {
  const judgements = await judgeAll(tx, items, context);
  const refusal = await tryToStore(tx, judgements, context);
  if (refusal === undefined) return judgements;
  const single: Judgement[] = [];
  for (const item of items) single.push(await storeOne(tx, item, context));
  return single;
}

/** Rounds of judging: what the batch lacks is fetched as sets between them. Each round fetches something new. */
async function judgeAll(
  tx: Tx,
  items: readonly BatchItem[],
  context: BatchContext,
  refusedBefore?: Refusal,
): Promise<readonly Judgement[]> {
  for (;;) {
    context.rows.unstage();
    const missing: NotLoaded[] = [];
    const judgements: Judgement[] = [];
    for (const item of items) {
      const judgement = judge(item, context, refusedBefore);
      if (judgement instanceof NotLoaded) {
        missing.push(judgement);
      } else {
        context.rows.stage(judgement.writes);
        judgements.push(judgement);
      }
    }
    if (missing.length === 0) return judgements;
    await fetchMissing(tx, missing, context);
  }
}

async function fetchMissing(tx: Tx, missing: readonly NotLoaded[], context: BatchContext): Promise<void> {
  await context.rows.load(
    tx,
    missing.flatMap((entry) => entry.rows),
  );
  for (const { fact } of missing) await fact?.(tx);
}

/** A fault in our own rules must not block a device for ever: its operation is kept aside and the fault reported. */
function judge(item: BatchItem, context: BatchContext, refusedBefore?: Refusal): Judgement | NotLoaded {
  try {
    return judgeOp(item, context, refusedBefore);
  } catch (error) {
    if (error instanceof NotLoaded) return error;
    const fault = error instanceof Error ? error : new InvariantError(String(error), { cause: error });
    context.onFault(fault, item.seq);
    return withoutEffect('HELD', { code: 'QUARANTINED', data: { reason: 'fault' } });
  }
}

/** Stores judgements behind a savepoint; gives the refusal when the database would not have them. */
async function tryToStore(
  tx: Tx,
  judgements: readonly Judgement[],
  { rows, device }: BatchContext,
): Promise<Refusal | undefined> {
  await markSavepoint(tx.client);
  try {
    const writes = judgements.flatMap((judgement) => judgement.writes);
    const effects = judgements.flatMap((judgement) => judgement.effects);
    await applyEffects(tx, effects);
    const withdrawn = judgements.flatMap((judgement) => judgement.withdrawn);
    const options = { deviceNo: device.deviceNo, before: rows.before, withdrawn };
    const committed = await commitChanges(tx, writes, options);
    await releaseSavepoint(tx.client);
    rows.settle(committed);
    return undefined;
  } catch (error) {
    const refusal = refusalOfError(error);
    if (refusal === undefined) throw error;
    await rollBackToSavepoint(tx.client);
    rows.unstage();
    return refusal;
  }
}

/** What the database refuses is judged again as refused: an intent stays without effect, a fact becomes a case. */
async function storeOne(tx: Tx, item: BatchItem, context: BatchContext): Promise<Judgement> {
  let refusal: Refusal | undefined;
  context.facts.forget();
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const [judgement] = await judgeAll(tx, [item], context, refusal);
    if (judgement === undefined) throw new InvariantError('an operation got no judgement');
    refusal = await tryToStore(tx, [judgement], context);
    if (refusal === undefined) return judgement;
  }
  throw new InvariantError(`a refused operation could not be recorded: ${refusal?.code}`);
}

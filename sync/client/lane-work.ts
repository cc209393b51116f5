import { ok, type Result } from '#domain/result';
import type { TableName } from '../protocol/rows/replicated-tables.ts';
import type { AuditPushStep } from './audit-push.ts';
import type { BlobLane } from './blobs.ts';
import type { Greeting } from './hello.ts';
import type { Puller } from './pull.ts';
import type { Pusher } from './push.ts';
import type { SyncFailure } from './sync-failure.ts';

export type SendRun = { readonly sent: number; readonly refused: number };
export type FetchRun = { readonly fetched: number };
export type DocumentsRun = { readonly sent: number; readonly refused: number };
type ShouldStop = () => boolean;
/** What a run tells the loop while it goes on. */
export type RunEvents = { readonly onRows: (tables: readonly TableName[]) => void };

/** Greets, empties the outbox, then sends the audit trail; stops at the first failure. */
export async function sendRun(
  parts: {
    readonly greet: () => Promise<Result<Greeting | null, SyncFailure>>;
    readonly pusher: Pusher;
    readonly pushAudit: () => Promise<Result<AuditPushStep, SyncFailure>>;
  },
  events: RunEvents,
  shouldStop: ShouldStop,
): Promise<Result<SendRun, SyncFailure>> {
  const greeting = await parts.greet();
  if (!greeting.ok) return greeting;
  let sent = 0;
  let refused = 0;
  while (!shouldStop()) {
    const step = await parts.pusher.step();
    if (!step.ok) return step;
    if (step.value.kind === 'done') break;
    if (step.value.kind === 'resumed') continue;
    sent += step.value.operations.length;
    refused += step.value.refused;
    events.onRows(step.value.tables);
  }
  while (!shouldStop()) {
    const step = await parts.pushAudit();
    if (!step.ok) return step;
    if (!step.value.more) break;
  }
  return ok({ sent, refused });
}

/** Pulls page after page until nothing is new. */
export async function fetchRun(
  puller: Puller,
  events: RunEvents,
  shouldStop: ShouldStop,
): Promise<Result<FetchRun, SyncFailure>> {
  let fetched = 0;
  while (!shouldStop()) {
    const step = await puller.step();
    if (!step.ok) return step;
    fetched += step.value.fetched;
    events.onRows(step.value.tables);
    if (!step.value.more) break;
  }
  return ok({ fetched });
}

/** Sends documents until none is left that could be sent. */
export async function documentsRun(
  blobs: BlobLane,
  shouldStop: ShouldStop,
): Promise<Result<DocumentsRun, SyncFailure>> {
  let sent = 0;
  let refused = 0;
  blobs.begin();
  while (!shouldStop()) {
    const step = await blobs.step();
    if (!step.ok) return step;
    if (step.value.kind === 'done') break;
    if (step.value.kind === 'sent') sent += 1;
    else refused += 1;
  }
  return ok({ sent, refused });
}

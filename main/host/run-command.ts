import { contract, type MethodName } from '#contract/contract';
import type { Access } from '#contract/define';
import { err, ok, type Result } from '#domain/result';
import type { ReadTx, WriteTx } from '#ports/store';
import type { CallContext } from './call-context.ts';
import { collectEvents } from './call-events.ts';
import { describeFailure } from './describe-failure.ts';
import type { EventBus } from './event-bus.ts';
import type { BoundCommand, Done } from './handlers.ts';
import { inputHash } from './input-hash.ts';
import type { CallJobs } from './job-runner.ts';
import type { OpenOffice } from './open-office.ts';
import type { Refused } from './refused.ts';

/** Refusals of these leave an audit row: somebody tried to move money and was stopped. */
const MONEY: ReadonlySet<Access> = new Set<Access>([
  'cycle.prepare',
  'cycle.approve',
  'voucher.issue',
  'voucher.redeem',
  'claim.prepare',
  'claim.approve',
]);

export type CommandCall = {
  readonly name: MethodName;
  readonly bound: BoundCommand;
  readonly office: OpenOffice;
  readonly ctx: Omit<CallContext, 'emit' | 'jobs'>;
  readonly callJobs: CallJobs;
  readonly bus: EventBus;
  /** False once the office was closed under this call. */
  readonly isStillOpen: () => boolean;
};

type Replayed = { readonly replayed: true; readonly value: unknown };
type Outcome = Result<Replayed | ({ readonly replayed: false } & Done), Refused>;
type Request = { readonly requestId: string; readonly sha256: string };

/** Carries a refusal out of a transaction, which only a throw rolls back. */
class RolledBack extends Error {
  override readonly name = 'RolledBack';
  readonly refused: Refused;
  constructor(refused: Refused) {
    super(refused.code);
    this.refused = refused;
  }
}

/**
 * Runs one command: the stored answer if the request was done before, else prepare, one transaction with the
 * change, the reply and the audit row, and afterwards what may fail without harm. Only successes are stored under
 * the request id: a refusal changed nothing, so asking again must be judged again.
 */
export async function runCommand(call: CommandCall): Promise<Result<unknown, Refused>> {
  const { bound, office, callJobs, bus } = call;
  const request: Request = { requestId: requestIdOf(bound.input), sha256: inputHash(bound.input) };
  const known = office.store.read((tx) => storedAnswer(call, request, tx));
  if (known !== undefined) return known.ok ? ok(known.value.value) : known;
  const events = collectEvents(bus);
  const ctx: CallContext = { ...call.ctx, emit: events.emit, jobs: callJobs.starter };
  const prepared = await bound.prepare(ctx);
  // Closed while it prepared (day's end, suspend): nothing was done and nothing can be.
  if (!call.isStillOpen()) return err({ code: 'host/cancelled' });
  const outcome = prepared.ok ? commit(call, request, prepared.value.run) : prepared;
  if (!outcome.ok) {
    noteRefusal(call, ctx, request, outcome.error);
    return outcome;
  }
  if (outcome.value.replayed) return ok(outcome.value.value);
  office.onCommitted();
  callJobs.launch();
  events.emit('data.changed', { features: [featureOf(call.name)] });
  events.release();
  await bestEffort(call, outcome.value.after);
  return ok(outcome.value.value);
}

function commit(call: CommandCall, request: Request, run: (tx: WriteTx) => Result<Done, Refused>): Outcome {
  const { ctx, name, bound } = call;
  try {
    return call.office.store.write((tx): Outcome => {
      // Another copy of the same request may have been faster while this one prepared.
      const known = storedAnswer(call, request, tx);
      if (known !== undefined) return known;
      const done = run(tx);
      if (!done.ok) throw new RolledBack(done.error);
      const at = nowIso(call);
      const reply = { sha256: request.sha256, value: done.value.value };
      tx.office.idempotency.put({
        requestId: request.requestId,
        userId: ctx.actor.userId,
        method: name,
        reply,
        at,
      });
      const action = auditName(name);
      const part = { object: done.value.object, purpose: bound.purpose(), sha256: request.sha256 };
      if (action !== null) appendAudit(tx, call, { action, ...part });
      return ok({ replayed: false, ...done.value });
    });
  } catch (error) {
    if (error instanceof RolledBack) return err(error.refused);
    throw error;
  }
}

/** The answer given before to this very request; one of somebody else, or with another input, is refused. */
function storedAnswer(
  call: CommandCall,
  request: Request,
  tx: Pick<ReadTx, 'office'>,
): Result<Replayed, Refused> | undefined {
  const stored = tx.office.idempotency.get(request.requestId);
  if (stored === undefined) return undefined;
  const { reply } = stored;
  const same = stored.userId === call.ctx.actor.userId && stored.method === call.name;
  if (
    !same ||
    typeof reply !== 'object' ||
    reply === null ||
    !('sha256' in reply) ||
    reply.sha256 !== request.sha256
  ) {
    return err({ code: 'host/invalid-input', data: { issues: [{ path: 'requestId', fault: 'used' }] } });
  }
  return ok({ replayed: true, value: 'value' in reply ? reply.value : null });
}

/** What a refusal leaves behind although its command was rolled back: an audit row for money, and the feature's own count. */
function noteRefusal(call: CommandCall, ctx: CallContext, request: Request, refused: Refused): void {
  const { name, bound, office } = call;
  const audited = MONEY.has(contract[name].access);
  if (!audited && bound.onRefused === undefined) return;
  try {
    office.store.write((tx) => {
      bound.onRefused?.(tx, refused, ctx);
      if (audited)
        appendAudit(tx, call, {
          action: `${name}.refused`,
          object: bound.object(),
          purpose: refused.code,
          sha256: request.sha256,
        });
    });
  } catch (error) {
    ctx.log.error('dispatch.refusal-not-noted', { method: name, ...describeFailure(error) });
  }
}

type AuditPart = {
  readonly action: string;
  readonly object: string;
  readonly purpose: string | null;
  readonly sha256: string;
};
function appendAudit(tx: WriteTx, call: CommandCall, { action, object, purpose, sha256 }: AuditPart): void {
  tx.office.audit.append({
    at: nowIso(call),
    actorNo: call.ctx.actor.userNo,
    action,
    object,
    purpose,
    afterSha256: sha256,
  });
}

async function bestEffort({ ctx, name }: CommandCall, after: () => Promise<void>): Promise<void> {
  try {
    await after();
  } catch (error) {
    ctx.log.error('dispatch.after-failed', { method: name, ...describeFailure(error) });
  }
}

/** The name of a command's audit row; null for the few that the contract leaves out. */
export function auditName(name: MethodName): string | null {
  const method = contract[name];
  return method.kind === 'command' ? method.audit : name;
}

export function featureOf(name: MethodName): string {
  return name.slice(0, name.indexOf('.'));
}

function requestIdOf(input: unknown): string {
  const id =
    typeof input === 'object' && input !== null && 'requestId' in input ? input.requestId : undefined;
  // Every command's input carries one (held by a test over the contract).
  return typeof id === 'string' ? id : '';
}

function nowIso({ ctx }: CommandCall): string {
  return new Date(ctx.clock.correctedMs()).toISOString();
}

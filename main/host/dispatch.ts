import { contract, isMethodName, type MethodName } from '#contract/contract';
import { hostErrors } from '#contract/define';
import { err, type Result } from '#domain/result';
import type { Log } from '#ports/log';
import type { Actor } from '#ports/store';
import type { CallContext } from './call-context.ts';
import { collectEvents } from './call-events.ts';
import type { AnyReply } from './core-api.ts';
import { describeFailure } from './describe-failure.ts';
import type { EventBus } from './event-bus.ts';
import type { Bound, BoundFree, BoundQuery, HandlerTable } from './handlers.ts';
import { isAllowed } from './is-allowed.ts';
import type { OpenOffice } from './open-office.ts';
import type { Refused } from './refused.ts';
import { auditName, runCommand } from './run-command.ts';
import type { Sessions } from './session.ts';

export type DispatcherOptions = {
  readonly handlers: Partial<HandlerTable>;
  readonly sessions: Sessions;
  /** Undefined until the first unlock. */
  readonly open: () => OpenOffice | undefined;
  readonly bus: EventBus;
  readonly log: Log;
  /** Eight characters by which a failure is found in the log. */
  readonly newRef: () => string;
};

export type Dispatcher = {
  /** Always answers, never throws. */
  readonly dispatch: (name: string, input: unknown, channel: string) => Promise<AnyReply>;
  /** From now on every call is answered `host/closing`; resolves when those under way have their answers. */
  readonly close: () => Promise<void>;
};

/** Calls a page makes by itself; they do not keep a session awake. */
const PASSIVE: ReadonlySet<MethodName> = new Set<MethodName>([
  'session.state',
  'session.me',
  'sync.status',
  'home.queues',
  'jobs.list',
  'jobs.get',
]);

type Call = { readonly name: MethodName; readonly raw: unknown; readonly channel: string };
type SignedIn = { readonly office: OpenOffice; readonly actor: Actor };

/**
 * The one way into the core. Order: known name, not closing, unlocked, permission, input, then the call itself
 * (commands: idempotency, prepare, one transaction, after). Nothing of an unknown failure leaves but its reference.
 */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const running = new Set<Promise<AnyReply>>();
  let closing = false;
  return {
    dispatch: async (name, raw, channel) => {
      if (!isMethodName(name) || options.handlers[name] === undefined) return refusal('host/unknown-method');
      if (closing) return refusal('host/closing');
      const answer = answerSafely(options, { name, raw, channel });
      running.add(answer);
      try {
        return await answer;
      } finally {
        running.delete(answer);
      }
    },
    close: async () => {
      closing = true;
      await Promise.all(running);
    },
  };
}

async function answerSafely(options: DispatcherOptions, call: Call): Promise<AnyReply> {
  try {
    const answer = await answerCall(options, call);
    return answer.ok ? answer : declared(options, call.name, answer.error);
  } catch (error) {
    // Another process on the same database (the command line) holds the lock: nothing was written, trying again helps.
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY')
      return refusal('host/busy');
    return internal(options, call.name, error);
  }
}

async function answerCall(options: DispatcherOptions, call: Call): Promise<Result<unknown, Refused>> {
  const { name, raw, channel } = call;
  const handler = options.handlers[name];
  const { access } = contract[name];
  let signedIn: SignedIn | undefined;
  if (access !== 'public') {
    signedIn = signedInOn(options, channel);
    if (signedIn === undefined) return refusal('host/locked');
    if (!PASSIVE.has(name)) options.sessions.touch(channel);
    if (!isAllowed(signedIn.actor.roles, access)) {
      options.log.warn('dispatch.not-allowed', { method: name, userNo: signedIn.actor.userNo });
      return refusal('host/not-allowed');
    }
  }
  const bound = handler?.bind(raw);
  if (bound === undefined) return refusal('host/unknown-method');
  if (!bound.ok) return bound;
  return run(options, call, bound.value, signedIn);
}

function signedInOn({ sessions, open }: DispatcherOptions, channel: string): SignedIn | undefined {
  const actor = sessions.of(channel);
  const office = open();
  return actor === undefined || office === undefined ? undefined : { actor, office };
}

async function run(
  options: DispatcherOptions,
  call: Call,
  bound: Bound,
  signedIn: SignedIn | undefined,
): Promise<Result<unknown, Refused>> {
  if (bound.form === 'free') return runFree(options, call, bound);
  if (signedIn === undefined) return refusal('host/locked');
  const { office, actor } = signedIn;
  const { sessions, bus } = options;
  const { channel, name } = call;
  const callJobs = office.jobs.forCall({ userNo: actor.userNo, lend: () => sessions.lend(channel) });
  const ctx = {
    ...office.context,
    channel,
    actor,
    read: office.store.read,
    checkPin: (pin: string) => office.checkPin(actor, pin),
  };
  if (bound.form === 'query')
    return runQuery(name, bound, office, { ...ctx, jobs: callJobs.starter, emit: collectEvents(bus).emit });
  const isStillOpen = (): boolean => options.open()?.store === office.store;
  return runCommand({ name, bound, office, ctx, callJobs, bus, isStillOpen });
}

/** A refused query may still be counted (a refused scan), in a transaction of the host's. */
function runQuery(
  name: MethodName,
  bound: BoundQuery,
  office: OpenOffice,
  ctx: CallContext,
): Result<unknown, Refused> {
  const answer = office.store.read((tx) => bound.run(tx, ctx));
  if (!answer.ok && bound.onRefused !== undefined) {
    try {
      office.store.write((tx) => bound.onRefused?.(tx, answer.error, ctx));
    } catch (error) {
      ctx.log.error('dispatch.refusal-not-noted', { method: name, ...describeFailure(error) });
    }
  }
  return answer;
}

/**
 * Signing in and the like. Not stored under the request id: their inputs are secrets, and each is harmless to
 * repeat. Their audit rows are written when the database is open, which the call itself may have done.
 */
async function runFree(
  options: DispatcherOptions,
  { name, channel }: Call,
  bound: BoundFree,
): Promise<Result<unknown, Refused>> {
  const { log, open, bus } = options;
  const events = collectEvents(bus);
  const answer = await bound.run({ channel, log, emit: events.emit });
  if (answer.ok) events.release();
  const office = open();
  const audit = contract[name].kind === 'command' ? bound.audit() : undefined;
  const action = answer.ok ? auditName(name) : `${name}.refused`;
  if (office !== undefined && audit !== undefined && action !== null) {
    const at = new Date(office.context.clock.correctedMs()).toISOString();
    office.store.write((tx) =>
      tx.office.audit.append({ at, ...audit, action, purpose: answer.ok ? null : answer.error.code }),
    );
  }
  return answer;
}

/** Only what the contract declares may leave; an undeclared code is a bug, and what hangs on it stays here. */
function declared(options: DispatcherOptions, name: MethodName, { code, data, ref }: Refused): AnyReply {
  const known: readonly string[] = [...contract[name].errors, ...hostErrors];
  if (!known.includes(code)) {
    const made = options.newRef();
    options.log.error('dispatch.undeclared-code', { ref: made, method: name, code });
    return { ok: false, error: { code: 'host/internal', ref: made } };
  }
  return {
    ok: false,
    error: { code, ...(data === undefined ? {} : { data }), ...(ref === undefined ? {} : { ref }) },
  };
}

function internal({ log, newRef }: DispatcherOptions, name: MethodName, error: unknown): AnyReply {
  const ref = newRef();
  log.error('dispatch.internal', { ref, method: name, ...describeFailure(error) });
  return { ok: false, error: { code: 'host/internal', ref } };
}

function refusal(code: (typeof hostErrors)[number]): Result<never, Refused> {
  return err({ code });
}

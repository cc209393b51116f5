import type { Contract, ErrorCodeOf, Failure, MethodName, OutputOf, ParsedOf } from '#contract/contract';
import { ok, type Result } from '#domain/result';
import type { ReadTx, WriteTx } from '#ports/store';
import type { CallContext, FreeContext } from './call-context.ts';
import { type InvalidInput, parseInput, parseOutput } from './parse-input.ts';
import type { Refused } from './refused.ts';

type PublicName = { [N in MethodName]: Contract[N]['access'] extends 'public' ? N : never }[MethodName];
type QueryName = { [N in MethodName]: Contract[N]['kind'] extends 'query' ? N : never }[MethodName];
/** Methods of signed-in people that only read, and those that write. */
export type ReadName = Exclude<QueryName, PublicName>;
export type WriteName = Exclude<MethodName, QueryName | PublicName>;
export type FreeName = PublicName;

/** What a handler may answer: the contract's output, or one of the method's own refusals with its data. */
export type AnswerOf<N extends MethodName> = Result<OutputOf<N>, Failure<ErrorCodeOf<N>>>;

/** Reads inside one consistent snapshot. `run` is synchronous: a Promise does not compile. */
export type QueryHandler<N extends ReadName> = {
  readonly run: (tx: ReadTx, input: ParsedOf<N>, ctx: CallContext) => AnswerOf<N>;
  readonly onRefused?: OnRefused<N>;
};

/** Counts a refusal, in a transaction of its own after everything was rolled back (a refused scan). Changes nothing else. */
export type OnRefused<N extends MethodName> = (
  tx: WriteTx,
  refused: Failure<string>,
  input: ParsedOf<N>,
  ctx: CallContext,
) => void;

/** Decides and writes inside one transaction. A refusal rolls back everything `run` did. */
export type CommandHandler<N extends WriteName> = CommandParts<N> & {
  readonly run: (tx: WriteTx, input: ParsedOf<N>, ctx: CallContext) => AnswerOf<N>;
};

/** A command with a part that must wait. */
export type PreparedCommandHandler<N extends WriteName, Prepared> = CommandParts<N> & {
  /** Reads a file, checks a PIN, hashes: outside the transaction and before it; writes nothing. */
  readonly prepare: (
    input: ParsedOf<N>,
    ctx: CallContext,
  ) => Promise<Result<Prepared, Failure<ErrorCodeOf<N>>>>;
  readonly run: (tx: WriteTx, input: ParsedOf<N>, ctx: CallContext, prepared: Prepared) => AnswerOf<N>;
};

type CommandParts<N extends WriteName> = {
  /** After the commit, best effort: the command has happened whatever becomes of this. Not repeated on a replay. */
  readonly after?: (output: OutputOf<N>, ctx: CallContext, input: ParsedOf<N>) => Promise<void> | void;
  /** Id of the record the audit row is about; ids only, never names. No output: the command was refused. */
  readonly auditObject?: (input: ParsedOf<N>, output: OutputOf<N> | undefined) => string;
  readonly onRefused?: OnRefused<N>;
  /** Why the person says it was done (reveals); chosen from a list, never free text about a person. */
  readonly auditPurpose?: (input: ParsedOf<N>) => string;
};

/** Works before the database is open (sign-in). It has no transaction; its audit row is written when there is one. */
export type FreeHandler<N extends FreeName> = {
  readonly run: (input: ParsedOf<N>, ctx: FreeContext) => Promise<AnswerOf<N>>;
  /** Whom the audit row names: the person signing in, for a refusal the one whose sign-in was tried. */
  readonly audit?: (input: ParsedOf<N>, output: OutputOf<N> | undefined) => FreeAudit | undefined;
};
export type FreeAudit = { readonly actorNo: number; readonly object: string };

export type BoundQuery = {
  readonly form: 'query';
  readonly run: (tx: ReadTx, ctx: CallContext) => Result<unknown, Refused>;
  readonly onRefused?: BoundOnRefused;
};
type BoundOnRefused = (tx: WriteTx, refused: Refused, ctx: CallContext) => void;
export type Done = { readonly value: unknown; readonly object: string; readonly after: () => Promise<void> };
export type ReadyCommand = { readonly run: (tx: WriteTx) => Result<Done, Refused> };
export type BoundCommand = {
  readonly form: 'command';
  /** The validated input, for the idempotency and audit hashes. */
  readonly input: unknown;
  readonly prepare: (ctx: CallContext) => Promise<Result<ReadyCommand, Refused>>;
  /** What the audit row of a refusal names. */
  readonly object: () => string;
  readonly onRefused?: BoundOnRefused;
  readonly purpose: () => string | null;
};
export type BoundFree = {
  readonly form: 'free';
  readonly run: (ctx: FreeContext) => Promise<Result<unknown, Refused>>;
  readonly audit: () => FreeAudit | undefined;
};
export type Bound = BoundQuery | BoundCommand | BoundFree;

/** A handler with its types closed over: it validates, and hands the dispatcher a call that knows its own input. */
export type Handler<N extends MethodName> = {
  readonly name: N;
  readonly bind: (raw: unknown) => Result<Bound, InvalidInput>;
};
/** One handler per contract method; each feature delivers its part and `main/core` puts them together. */
export type HandlerTable = { readonly [N in MethodName]: Handler<N> };

/** A handler answered with something the contract does not allow: a bug, answered as host/internal. */
export class WrongOutput extends Error {
  override readonly name = 'WrongOutput';
}

export function handleQuery<N extends ReadName>(name: N, handler: QueryHandler<N>): Handler<N> {
  return {
    name,
    bind: (raw) => {
      const input = parseInput(name, raw);
      if (!input.ok) return input;
      const run: BoundQuery['run'] = (tx, ctx) => checked(name, handler.run(tx, input.value, ctx));
      return ok({ form: 'query', run, ...boundOnRefused(handler.onRefused, input.value) });
    },
  };
}

export function handleCommand<N extends WriteName>(name: N, handler: CommandHandler<N>): Handler<N> {
  const { run } = handler;
  return handlePrepared(name, {
    ...handler,
    prepare: () => Promise.resolve(ok(undefined)),
    run: (tx, input, ctx) => run(tx, input, ctx),
  });
}

export function handlePrepared<N extends WriteName, Prepared>(
  name: N,
  handler: PreparedCommandHandler<N, Prepared>,
): Handler<N> {
  return {
    name,
    bind: (raw) => {
      const input = parseInput(name, raw);
      return input.ok ? ok(bindCommand(name, handler, input.value)) : input;
    },
  };
}

export function handleFree<N extends FreeName>(name: N, handler: FreeHandler<N>): Handler<N> {
  return {
    name,
    bind: (raw) => {
      const input = parseInput(name, raw);
      if (!input.ok) return input;
      let output: OutputOf<N> | undefined;
      const run: BoundFree['run'] = async (ctx) => {
        const answer = checked(name, await handler.run(input.value, ctx));
        if (answer.ok) output = answer.value;
        return answer;
      };
      return ok({ form: 'free', run, audit: () => handler.audit?.(input.value, output) });
    },
  };
}

function bindCommand<N extends WriteName, Prepared>(
  name: N,
  handler: PreparedCommandHandler<N, Prepared>,
  input: ParsedOf<N>,
): BoundCommand {
  const objectOf = (output: OutputOf<N> | undefined): string => handler.auditObject?.(input, output) ?? '';
  return {
    form: 'command',
    input,
    object: () => objectOf(undefined),
    ...boundOnRefused(handler.onRefused, input),
    purpose: () => handler.auditPurpose?.(input) ?? null,
    prepare: async (ctx) => {
      const prepared = await handler.prepare(input, ctx);
      if (!prepared.ok) return prepared;
      return ok({
        run: (tx) => {
          const answer = checked(name, handler.run(tx, input, ctx, prepared.value));
          if (!answer.ok) return answer;
          const value = answer.value;
          return ok({
            value,
            object: objectOf(value),
            after: async () => handler.after?.(value, ctx, input),
          });
        },
      });
    },
  };
}

function boundOnRefused<N extends MethodName>(
  onRefused: OnRefused<N> | undefined,
  input: ParsedOf<N>,
): { readonly onRefused?: BoundOnRefused } {
  return onRefused === undefined
    ? {}
    : { onRefused: (tx, refused, ctx) => onRefused(tx, refused, input, ctx) };
}

/** Throws inside the transaction, so that an answer outside the contract leaves nothing behind. */
function checked<N extends MethodName>(name: N, answer: AnswerOf<N>): AnswerOf<N> {
  if (!answer.ok) return answer;
  const output = parseOutput(name, answer.value);
  if (!output.ok) throw new WrongOutput(`${name} answered outside its contract at "${output.error.path}"`);
  return output;
}

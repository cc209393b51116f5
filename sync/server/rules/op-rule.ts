import type { DeviceRecord } from '#db/postgres/repositories/devices';
import type { VerdictData } from '#db/postgres/repositories/op-log.sql';
import type { Permission } from '#domain/identity/permissions';
import { err, ok, type Result } from '#domain/result';
import type { Verify } from '#domain/signing/ed25519';
import type { Op } from '#sync/protocol/op';
import type { PayloadOf } from '#sync/protocol/op-fields';
import type { OpType } from '#sync/protocol/op-types';
import type { RowReader, RowRef, RowWrite } from '#sync/protocol/projection';
import type { RowOf, TableName } from '#sync/protocol/rows/replicated-tables';
import type { VerdictCode } from '#sync/protocol/wire';
import type { WithdrawnRow } from '../commit/commit-changes.ts';
import type { Effect, Refusal } from '../push/judgement.ts';
import type { ServerFacts } from '../push/server-facts.ts';

/** What a rule of the centre judges: an operation whose form, signature, person and office are right already. */
export type RuleInput<T extends OpType> = {
  readonly op: Op;
  readonly payload: PayloadOf<T>;
  /** Rows as they stand, earlier operations of the batch included; any row may be asked for. */
  readonly rows: RowReader;
  /** What the shared projection makes of the operation. */
  readonly writes: readonly RowWrite[];
  readonly facts: ServerFacts;
  readonly actor: RowOf<'officer'>;
  readonly device: DeviceRecord;
  /** When it was done by the centre's clock, and the tenant's calendar day of that moment. */
  readonly correctedAt: string;
  readonly correctedDay: string;
  readonly receivedAt: string;
  readonly verify: Verify;
};

/** What an accepted operation does. `writes` stands for the projection's when the centre has a word to add. */
export type Accepted = {
  readonly writes?: readonly RowWrite[];
  readonly effects?: readonly Effect[];
  /** Rows the office has made of the operation and the centre does not keep: they go from the office again. */
  readonly withdrawn?: readonly WithdrawnRow[];
  /** Fields in which another's change was overwritten: the verdict is MERGED. */
  readonly overwritten?: readonly string[];
};

export type OpRule<T extends OpType> = {
  /** Any one of these permissions; none = anybody whose account is active. */
  readonly permissions: readonly Permission[];
  /** Tables whose rows the operation must make anew, never overwrite. */
  readonly creates: readonly TableName[];
  /** Rows the rule will ask for, so that a batch fetches them in one statement for each table. */
  readonly reads?: (payload: PayloadOf<T>) => readonly RowRef[];
  readonly check: (input: RuleInput<T>) => Result<Accepted, Refusal>;
  /** Facts only: what is recorded although the rule refused, because it has happened. A case is always opened. */
  readonly recordAnyway?: (input: RuleInput<T>, refusal: Refusal) => Accepted;
};

/** Accepted as it is. */
export const ACCEPTED: Result<Accepted, Refusal> = ok({});

export function refuse(code: VerdictCode, data: VerdictData = {}): Result<never, Refusal> {
  return err({ code, data });
}

/** A row the operation names; DEP_MISSING when the centre has none. */
export function requireRow<T extends TableName>(
  rows: RowReader,
  table: T,
  key: string,
): Result<RowOf<T>, Refusal> {
  const row = rows.get(table, key);
  return row === undefined ? refuse('DEP_MISSING', { table, key }) : ok(row);
}

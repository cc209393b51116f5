/** A success carrying its value. */
export type Ok<Value> = { readonly ok: true; readonly value: Value };

/** An expected failure. `error.code` is a stable literal such as `voucher/expired`; other fields are its data. */
export type Err<Failure> = { readonly ok: false; readonly error: Failure };

/** The outcome of anything that may fail for a reason the caller must handle. Bugs throw instead (see invariant.ts). */
export type Result<Value, Failure extends { readonly code: string }> = Ok<Value> | Err<Failure>;

/** Wraps a value as success. */
export function ok<const Value>(value: Value): Ok<Value> {
  return { ok: true, value };
}

/** Wraps a typed error as failure. Literal codes are kept literal. */
export function err<const Failure extends { readonly code: string }>(error: Failure): Err<Failure> {
  return { ok: false, error };
}

import type { CborValue } from '#domain/codec/cbor';

/**
 * One operation of a device (sync.md §3.2): what somebody wanted to change, not the row that came of it. The
 * short names are those of the wire format; `(dev, inc, seq)` is its identity everywhere.
 */
export type Op = {
  readonly v: 1;
  /** Device number, 24 bits. */
  readonly dev: number;
  /** Incarnation of the device, 16 bits. */
  readonly inc: number;
  /** Dense, starting at 1 in each incarnation. */
  readonly seq: number;
  /** Hybrid clock: 48 bits of ms, 16 of counter (see hlc.ts). */
  readonly hlc: bigint;
  /** Kind of operation, such as `registrant.update`: 1–64 characters of `a-z A-Z 0-9 . _ -`. */
  readonly type: string;
  /** Version of that kind's fields, 16 bits. */
  readonly tv: number;
  /** Scope such as `office:12`: 1–80 characters of `a-z A-Z 0-9 . _ : -`. */
  readonly scope: string;
  /** The entity acted on, a UUID. */
  readonly ent: string;
  /** Scope sequence of the row image the officer saw; 0 when it was made offline. */
  readonly base: number;
  /** Changed fields only, by field number (16 bits). Money as bigint minor units, ids as 16 bytes or text. */
  readonly f: ReadonlyMap<number, CborValue>;
  /** UUIDs of operations' entities that must exist first; absent rather than empty. */
  readonly deps?: readonly string[];
  /** The rejected operation of this device that this one replaces. */
  readonly supersedes?: { readonly inc: number; readonly seq: number };
  /** Number of the officer, 32 bits. */
  readonly actor: number;
  /** The officer's signature, 64 bytes; demanded of facts and approvals. */
  readonly asig?: Uint8Array;
};

/** Largest encoded operation; bulk work names chunks by hash instead of carrying them. */
export const MAX_OP_BYTES = 65_536;

/** Most dependencies of one operation. */
export const MAX_OP_DEPS = 64;

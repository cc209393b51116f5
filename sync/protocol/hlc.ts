import { assert } from '#domain/invariant';
import { err, ok, type Result } from '#domain/result';

/**
 * Hybrid logical clock of a device (sync.md §3.11): wall-clock milliseconds since the Unix epoch and a counter
 * that orders events of one millisecond. Never goes back, whatever the wall clock does.
 */
export type Hlc = {
  /** 48 bits. */
  readonly ms: number;
  /** 16 bits. */
  readonly counter: number;
};

/** Before any event. */
export const HLC_START: Hlc = { ms: 0, counter: 0 };

/** How far another clock may pull ours ahead of our wall clock: one wrong PC must not poison all offices. */
export const MAX_REMOTE_AHEAD_MS = 60_000;

const MAX_COUNTER = 0xffff;
const TWO_POW_48 = 0x1_0000_0000_0000;

/** The next reading for a local event, always later than `previous`; a full counter moves on by one millisecond. */
export function tickHlc(previous: Hlc, wallMs: number): Hlc {
  if (wallMs > previous.ms) return checked({ ms: wallMs, counter: 0 });
  if (previous.counter < MAX_COUNTER) return checked({ ms: previous.ms, counter: previous.counter + 1 });
  return checked({ ms: previous.ms + 1, counter: 0 });
}

/**
 * The next reading after hearing of `remote`: later than `previous`, and later than `remote` unless that lies more
 * than {@link MAX_REMOTE_AHEAD_MS} ahead of our wall clock, in which case it is ignored.
 */
export function mergeHlc(previous: Hlc, remote: Hlc, wallMs: number): Hlc {
  const isPlausible = remote.ms <= wallMs + MAX_REMOTE_AHEAD_MS;
  return tickHlc(isPlausible && compareHlc(remote, previous) > 0 ? remote : previous, wallMs);
}

/** Negative, zero or positive as `left` is before, equal to or after `right`. */
export function compareHlc(left: Hlc, right: Hlc): number {
  return left.ms - right.ms || left.counter - right.counter;
}

/** The 64-bit form that operations carry: 48 bits of milliseconds, 16 bits of counter. */
export function hlcToBigint(hlc: Hlc): bigint {
  return BigInt(checked(hlc).ms) * 0x1_0000n + BigInt(hlc.counter);
}

/** Reverse of {@link hlcToBigint}. */
export function hlcFromBigint(value: bigint): Result<Hlc, { readonly code: 'sync/bad-hlc' }> {
  if (value < 0n || value > 0xffff_ffff_ffff_ffffn) return err({ code: 'sync/bad-hlc' });
  return ok({ ms: Number(value >> 16n), counter: Number(value & 0xffffn) });
}

function checked(hlc: Hlc): Hlc {
  const isMs = Number.isSafeInteger(hlc.ms) && hlc.ms >= 0 && hlc.ms < TWO_POW_48;
  const isCounter = Number.isSafeInteger(hlc.counter) && hlc.counter >= 0 && hlc.counter <= MAX_COUNTER;
  assert(isMs && isCounter, () => `no clock reading: ${hlc.ms} ms, counter ${hlc.counter}`);
  return hlc;
}

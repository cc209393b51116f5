/**
 * When a device did something, by the centre's clock: its hybrid clock plus the offset estimated from its last signed
 * request, never later than the arrival and never before 1970 (sync design 3.11). A wrong clock orders wrongly at
 * worst; it never loses work.
 */
export function correctedInstant(hlc: bigint, clockOffsetMs: number, receivedAt: string): string {
  const arrivedMs = Date.parse(receivedAt);
  const madeMs = Number(hlc >> 16n) + clockOffsetMs;
  return new Date(Math.max(0, Math.min(madeMs, arrivedMs))).toISOString();
}

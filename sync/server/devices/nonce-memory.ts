/**
 * Nonces of signed requests seen in the last minutes; a repeated one is a replay. Kept in memory, by instance: every
 * call of a device is idempotent, so a replay that another instance or a restart lets through changes nothing.
 */
export type NonceMemory = {
  /** False when this nonce of this device was seen before. */
  readonly take: (deviceId: string, nonce: string, nowMs: number) => boolean;
};

/** Remembers for `windowMs`, at most `mostEntries` (the oldest leave first). */
export function createNonceMemory(windowMs = 600_000, mostEntries = 200_000): NonceMemory {
  /** Entries stand in the order of their times, since a Map keeps the order of insertion. */
  const seen = new Map<string, number>();
  return {
    take: (deviceId, nonce, nowMs) => {
      for (const [entry, atMs] of seen) {
        if (atMs > nowMs - windowMs && seen.size < mostEntries) break;
        seen.delete(entry);
      }
      const name = `${deviceId}/${nonce}`;
      if (seen.has(name)) return false;
      seen.set(name, nowMs);
      return true;
    },
  };
}

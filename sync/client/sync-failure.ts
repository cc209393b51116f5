/** Everything that can go wrong between an office and its centre; the window has a text for each. */
export const syncFailureCodes = [
  /** Nobody there: no network, name not found, connection refused or cut. */
  'sync/no-line',
  /** Somebody there, but nothing came for too long. */
  'sync/timeout',
  /** An answer that is not the centre's: a sign-in page of the network, a proxy's error page, a wrong schema. */
  'sync/rubbish',
  /** The centre answered and said no; `reason` is its own code. */
  'sync/refused',
  /** The centre answered that it cannot just now (5xx, too many requests). */
  'sync/server-fault',
  /** This program is too old to pull; it may still push. */
  'sync/too-old',
  /** The centre knows operations of this device that this database does not: a restored copy or a cloned PC. */
  'sync/restored-copy',
  /** Our own fault; the log says what. The lane tries again later, so one bad record stops nothing for good. */
  'sync/internal',
] as const;
export type SyncFailureCode = (typeof syncFailureCodes)[number];
/** `reason` is for the log and the support line, never for a decision of the window. */
export type SyncFailure = { readonly code: SyncFailureCode; readonly reason?: string };

/** What the status bar says about the line after a failure. */
export function lineAfter(code: SyncFailureCode): 'reachable' | 'none' | 'refused' | 'unknown' {
  switch (code) {
    case 'sync/internal':
      return 'unknown';
    case 'sync/no-line':
    case 'sync/timeout':
    case 'sync/rubbish':
      return 'none';
    case 'sync/refused':
    case 'sync/too-old':
    case 'sync/restored-copy':
      return 'refused';
    case 'sync/server-fault':
      return 'reachable';
  }
}

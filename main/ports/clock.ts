/** Time as the office may trust it. */
export type Clock = {
  /** Milliseconds since 1970 by this PC. */
  readonly nowMs: () => number;
  /** The same corrected by the offset last measured against the centre; orders and dates use this. */
  readonly correctedMs: () => number;
  /** `YYYY-MM-DD` at corrected time in the tenant's IANA zone; never UTC's and never the PC's setting. */
  readonly today: () => string;
  /** True when the PC's clock stands before the last time the centre vouched for: redemption and approval stop. */
  readonly isBehind: () => boolean;
};

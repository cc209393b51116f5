/** Position in a list ordered by name; null = from the start. */
export type NamePosition = { readonly name: string; readonly id: string } | null;

export type EntitlementLine = {
  readonly entitlementId: string;
  readonly registrantId: string;
  readonly name: string;
  readonly areaName: string;
  readonly amountMinor: number;
  readonly state: string;
};
export type VoucherLine = {
  readonly voucherId: string;
  readonly registrantId: string;
  readonly shortCode: string;
  readonly name: string;
  readonly localName: string;
  readonly areaName: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly validFrom: string;
  readonly validUntil: string;
  readonly state: string;
  readonly copiesPrinted: number;
  /** The 134 signed bytes, hex. */
  readonly signedBytes: string;
};
export type RedemptionLine = {
  readonly redemptionId: string;
  readonly voucherId: string;
  readonly shortCode: string;
  readonly name: string;
  readonly amountMinor: number;
  readonly redeemedOn: string;
  readonly redeemedAt: string;
  readonly receiptNo: string;
};
export type EnrolledMember = {
  readonly enrolmentId: string;
  readonly registrantId: string;
  readonly name: string;
  /** People now living in the household; 1 for an individual. */
  readonly memberCount: number;
};

/** What the money services ask of the replica. Amounts are minor units. */
export type PaymentReads = {
  /** Enrolled in the programme and not disabled, ordered by registrant. */
  readonly enrolledMembers: (programId: string) => readonly EnrolledMember[];
  readonly entitlements: (page: {
    readonly sliceId: string;
    readonly preparation: number;
    readonly after: NamePosition;
    readonly limit: number;
  }) => readonly EntitlementLine[];
  /** Every n-th line, so that a sample crosses the whole list. */
  readonly entitlementSample: (page: {
    readonly sliceId: string;
    readonly preparation: number;
    readonly size: number;
  }) => readonly EntitlementLine[];
  /** How a list differs from the one before, by person and amount. */
  readonly compareSlices: (
    now: { readonly sliceId: string; readonly preparation: number },
    before: { readonly sliceId: string; readonly preparation: number },
  ) => { readonly joined: number; readonly left: number; readonly changed: number };
  /** Total of this office's slices that already spend the reservation of a programme's cycle. */
  readonly committedMinor: (programId: string, cycleId: string) => number;
  readonly voucherCounts: (sliceId: string) => {
    readonly issued: number;
    readonly printed: number;
    readonly redeemed: number;
  };
  readonly issuedUnder: (
    kid: string,
    programId: string,
  ) => { readonly count: number; readonly totalMinor: number };
  readonly vouchers: (page: {
    readonly cycleId: string | null;
    readonly text: string;
    readonly after: NamePosition;
    readonly limit: number;
  }) => { readonly rows: readonly VoucherLine[]; readonly total: number };
  /** For the printed sheet: by village, then name. */
  readonly sheet: (page: {
    readonly sliceId: string;
    readonly from: number;
    readonly count: number;
  }) => readonly VoucherLine[];
  readonly redemptionsOn: (day: string, deviceNo: number) => readonly RedemptionLine[];
  /** Redeemed at the provider for the programme and in no living claim. */
  readonly unclaimed: (providerId: string, programId: string) => readonly RedemptionLine[];
  readonly unclaimedTotals: () => readonly {
    readonly providerId: string;
    readonly count: number;
    readonly totalMinor: number;
  }[];
  /** Claim that already holds this redemption, if any. */
  readonly claimOf: (
    redemptionId: string,
  ) => { readonly claimId: string; readonly claimNo: string } | undefined;
  /** Redemptions recorded here that the centre has not confirmed yet. */
  readonly redemptionsOnlyHere: () => { readonly redemptions: number; readonly amountMinor: number };
};

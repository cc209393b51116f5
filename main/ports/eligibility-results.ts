export type EligibilityAnswer = 'pass' | 'fail' | 'unknown';
export type EligibilityCounts = Readonly<Record<EligibilityAnswer, number>>;
/** A finished run over all registrants of a programme. */
export type EligibilityRun = {
  readonly runId: string;
  readonly programId: string;
  readonly programVersion: number;
  readonly ranAt: string;
  readonly counts: EligibilityCounts;
  readonly byNo: number;
};
export type EligibilityResult = {
  readonly registrantId: string;
  readonly answer: EligibilityAnswer;
  readonly score: number | null;
  /** JSON value: the reasons. */
  readonly trace: unknown;
  readonly inputsSha256: string;
};
export type EligibilityReads = {
  readonly lastRun: (programId: string) => EligibilityRun | undefined;
  readonly get: (programId: string, registrantId: string) => EligibilityResult | undefined;
  /** In order of registrant ids, those after `afterId`. */
  readonly page: (query: {
    readonly programId: string;
    readonly answer: EligibilityAnswer;
    readonly afterId: string | null;
    readonly limit: number;
  }) => readonly EligibilityResult[];
  /** Of the results as they stand, also while a run goes on. */
  readonly counts: (programId: string) => EligibilityCounts;
};
export type EligibilityWrites = {
  /**
   * Replaces the answers of these registrants. A run writes in chunks; each answer carries its inputs' hash, so that
   * an interrupted run leaves a mixture of true answers and no wrong one.
   */
  readonly putResults: (programId: string, runId: string, results: readonly EligibilityResult[]) => void;
  /** Stores the run and drops answers of earlier runs: people who are gone. */
  readonly finishRun: (run: EligibilityRun) => void;
};

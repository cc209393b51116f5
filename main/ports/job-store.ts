/** Long work and the files it needs: jobs, imports under way, documents on the way to the centre. */

export type JobState = 'running' | 'done' | 'failed' | 'cancelled' | 'interrupted';
export type Job = {
  readonly jobId: string;
  readonly kind: string;
  readonly state: JobState;
  readonly done: number;
  readonly total: number;
  /** JSON values; the job's own code reads them. */
  readonly input: unknown;
  readonly result: unknown;
  /** Error code, null unless failed. */
  readonly error: string | null;
  readonly startedAt: string;
  readonly startedBy: number;
  /** Instant of the last sign of life. */
  readonly beatAt: string;
};
export type JobReads = {
  readonly get: (jobId: string) => Job | undefined;
  /** Newest first. */
  readonly recent: (limit: number) => readonly Job[];
  readonly inState: (state: JobState) => readonly Job[];
};
export type JobWrites = {
  readonly start: (job: {
    readonly jobId: string;
    readonly kind: string;
    readonly input: unknown;
    readonly total: number;
    readonly startedAt: string;
    readonly startedBy: number;
  }) => void;
  /** Progress and sign of life; false when the job is not running any more (cancelled by somebody). */
  readonly beat: (
    jobId: string,
    progress: { readonly done: number; readonly total: number; readonly at: string },
  ) => boolean;
  /** Ends a running or interrupted job; false when it had ended already. */
  readonly finish: (
    jobId: string,
    end: {
      readonly state: 'done' | 'failed' | 'cancelled';
      readonly result?: unknown;
      readonly error?: string;
      readonly at: string;
    },
  ) => boolean;
  /** An interrupted job runs again; false when it is not interrupted. */
  readonly resume: (jobId: string, at: string) => boolean;
  /**
   * Running jobs without a sign of life since the instant become interrupted: their process is gone. Another process
   * on the same file (the CLI) may still beat, so the instant is not "now". Returns their ids.
   */
  readonly interrupt: (beatBefore: string) => readonly string[];
};

export type ImportState =
  | 'checking'
  | 'checked'
  | 'importing'
  | 'done'
  | 'cancelled'
  | 'failed'
  | 'interrupted';
export type ImportRowState = 'ready' | 'warning' | 'duplicate' | 'already' | 'refused' | 'blank' | 'imported';
type IssueData = Readonly<Record<string, string | number | boolean | null>>;
export type ImportIssue = {
  readonly column: string | null;
  readonly value: string | null;
  readonly code: string;
  readonly data?: IssueData | undefined;
};
export type ImportBatch = {
  /** The id of the job that checked the file. */
  readonly batchId: string;
  readonly fileName: string;
  readonly fileSha256: string;
  readonly state: ImportState;
  readonly ignoredColumns: readonly string[];
  readonly error: { readonly code: string; readonly data?: IssueData | undefined } | null;
  readonly madeBy: number;
  readonly madeAt: string;
};
export type ImportRow = {
  readonly rowNo: number;
  readonly state: ImportRowState;
  /** JSON of the parsed person; null when the row could not be read. */
  readonly body: unknown;
  readonly issues: readonly ImportIssue[];
  /** The person it became, or the one it equals. */
  readonly registrantId: string | null;
};
export type ImportReads = {
  readonly get: (batchId: string) => ImportBatch | undefined;
  /** Every state is named. */
  readonly counts: (batchId: string) => Readonly<Record<ImportRowState, number>>;
  /** In order of rows, those after `afterRowNo`. */
  readonly rows: (
    batchId: string,
    query: {
      readonly states: readonly ImportRowState[];
      readonly afterRowNo: number;
      readonly limit: number;
    },
  ) => readonly ImportRow[];
  /** The first issues in order of rows, and how many more there are. */
  readonly issues: (
    batchId: string,
    limit: number,
  ) => {
    readonly issues: readonly (ImportIssue & { readonly rowNo: number })[];
    readonly more: number;
  };
};
export type ImportWrites = {
  readonly create: (batch: ImportBatch) => void;
  readonly change: (
    batchId: string,
    change: {
      readonly state?: ImportState;
      readonly ignoredColumns?: readonly string[];
      readonly error?: ImportBatch['error'];
    },
  ) => void;
  /** A row number met again replaces the row. */
  readonly putRows: (batchId: string, rows: readonly ImportRow[]) => void;
  /** False when there was none. */
  readonly remove: (batchId: string) => boolean;
};

export type BlobState = 'waiting' | 'sending' | 'sent';
/** An encrypted document of this PC; the bytes lie in the folder `blobs` under the hash. */
export type Blob = {
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly state: BlobState;
  readonly sentBytes: number;
  readonly addedAt: string;
};
export type BlobReads = {
  readonly get: (sha256: string) => Blob | undefined;
  /** Oldest first. */
  readonly unsent: (limit: number) => readonly Blob[];
  readonly unsentCount: () => number;
};
export type BlobWrites = {
  /** Adding one that is there changes nothing. `sent`: it came from the centre. */
  readonly add: (blob: Omit<Blob, 'sentBytes'>) => void;
  readonly progress: (sha256: string, sentBytes: number) => void;
  readonly markSent: (sha256: string) => void;
};

import type { AuditReads, AuditWrites } from './audit-trail.ts';
import type {
  DraftReads,
  DraftWrites,
  IdempotencyReads,
  IdempotencyWrites,
  NumberReads,
  NumberWrites,
  ScanRefusalReads,
  ScanRefusalWrites,
  SettingReads,
  SettingWrites,
} from './desk-store.ts';
import type { EligibilityReads, EligibilityWrites } from './eligibility-results.ts';
import type { BlobReads, BlobWrites, ImportReads, ImportWrites, JobReads, JobWrites } from './job-store.ts';
import type { OperationReads, OperationWrites } from './operation-log.ts';

/** What this PC keeps for itself beside the replicated rows. */
export type OfficeReads = {
  readonly audit: AuditReads;
  readonly blobs: BlobReads;
  readonly drafts: DraftReads;
  readonly eligibility: EligibilityReads;
  readonly idempotency: IdempotencyReads;
  readonly imports: ImportReads;
  readonly jobs: JobReads;
  readonly numbers: NumberReads;
  readonly operations: OperationReads;
  readonly scanRefusals: ScanRefusalReads;
  readonly settings: SettingReads;
};
export type OfficeWrites = {
  readonly audit: AuditWrites;
  readonly blobs: BlobWrites;
  readonly drafts: DraftWrites;
  readonly eligibility: EligibilityWrites;
  readonly idempotency: IdempotencyWrites;
  readonly imports: ImportWrites;
  readonly jobs: JobWrites;
  readonly numbers: NumberWrites;
  readonly operations: OperationWrites;
  readonly scanRefusals: ScanRefusalWrites;
  readonly settings: SettingWrites;
};

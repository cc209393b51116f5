import { z } from 'zod';
import { command, query } from './define.ts';
import { Instant, Issue, JobRef, RequestId, SentMark, Text, Uuid } from './scalars.ts';

/** Files travel by one-use tickets, never as JSON. A ticket is made by the shell (upload or open dialog) and read by the core. */
export const ImportRowIssue = z.object({
  rowNo: z.int(),
  column: z.string().nullable(),
  value: z.string().nullable(),
  code: z.string(),
  data: Issue.shape.data,
});
export const files = {
  'documents.open': command({
    access: 'registry.read',
    audit: 'documents.opened',
    input: z.strictObject({ requestId: RequestId, documentId: Uuid }),
    output: z.object({ ticket: z.string(), mime: z.string(), name: z.string() }),
    errors: ['documents/not-found', 'documents/not-on-this-pc', 'documents/damaged'],
  }),
  /** Reads and checks the whole file without writing people: progress by job, result by `import.result`. */
  'import.check': command({
    access: 'import.run',
    audit: 'import.checked',
    input: z.strictObject({ requestId: RequestId, ticket: z.string().max(64) }),
    output: JobRef,
    errors: ['documents/unknown-ticket', 'host/busy'],
  }),
  'import.result': query({
    access: 'import.run',
    input: z.strictObject({ jobId: Uuid }),
    errors: ['jobs/not-found'],
    output: z.object({
      jobId: Uuid,
      state: z.enum(['checking', 'checked', 'importing', 'done', 'cancelled', 'failed', 'interrupted']),
      fileName: Text,
      error: z.object({ code: z.string(), data: Issue.shape.data }).nullable(),
      counts: z.object({
        rows: z.int(),
        ready: z.int(),
        warning: z.int(),
        duplicate: z.int(),
        already: z.int(),
        refused: z.int(),
        blank: z.int(),
        imported: z.int(),
      }),
      ignoredColumns: z.array(z.string()),
      issues: z.array(ImportRowIssue),
      moreIssues: z.int(),
    }),
  }),
  'import.run': command({
    access: 'import.run',
    audit: 'import.run',
    input: z.strictObject({ requestId: RequestId, jobId: Uuid, withDuplicates: z.boolean().default(false) }),
    output: JobRef,
    errors: ['jobs/not-found', 'import/not-checked', 'host/busy'],
  }),
  'jobs.list': query({
    access: 'signed-in',
    input: z.strictObject({}),
    output: z.object({
      jobs: z.array(
        z.object({
          jobId: Uuid,
          kind: z.string(),
          state: z.enum(['running', 'done', 'failed', 'cancelled', 'interrupted']),
          done: z.int(),
          total: z.int(),
          startedAt: Instant,
          error: z.string().nullable(),
        }),
      ),
    }),
  }),
  'jobs.get': query({
    access: 'signed-in',
    input: z.strictObject({ jobId: Uuid }),
    errors: ['jobs/not-found'],
    output: z.object({
      jobId: Uuid,
      kind: z.string(),
      state: z.enum(['running', 'done', 'failed', 'cancelled', 'interrupted']),
      done: z.int(),
      total: z.int(),
      startedAt: Instant,
      error: z.string().nullable(),
      result: z.json(),
    }),
  }),
  'jobs.cancel': command({
    access: 'signed-in',
    audit: 'jobs.cancelled',
    input: z.strictObject({ requestId: RequestId, jobId: Uuid }),
    output: z.object({ cancelled: z.boolean() }),
    errors: ['jobs/not-found'],
  }),
  'jobs.settle': command({
    access: 'signed-in',
    audit: 'jobs.settled',
    input: z.strictObject({ requestId: RequestId, jobId: Uuid, choice: z.enum(['continue', 'discard']) }),
    output: z.object({ state: z.string() }),
    errors: ['jobs/not-found', 'jobs/not-interrupted'],
  }),
  'sync.status': query({
    access: 'signed-in',
    input: z.strictObject({}),
    output: z.object({
      line: z.enum(['reachable', 'none', 'unknown', 'refused']),
      working: z.boolean(),
      waiting: z.int(),
      oldestWaitingAt: Instant.nullable(),
      sending: z.int().nullable(),
      refused: z.int(),
      lastSuccessAt: Instant.nullable(),
      lastErrorCode: z.string().nullable(),
      nextTryAt: Instant.nullable(),
      lanes: z.array(
        z.object({
          lane: z.enum(['send', 'fetch', 'documents']),
          lastSuccessAt: Instant.nullable(),
          lastErrorCode: z.string().nullable(),
          waiting: z.int(),
        }),
      ),
      /** Money handed out that exists only on this PC: the number at risk. */
      onlyHere: z.object({ redemptions: z.int(), amountMinor: z.int() }),
      centreUrl: z.string(),
    }),
  }),
  'sync.now': command({
    access: 'sync.run',
    audit: 'sync.started',
    input: z.strictObject({ requestId: RequestId }),
    output: z.object({
      reached: z.boolean(),
      sent: z.int(),
      fetched: z.int(),
      refused: z.int(),
      waiting: z.int(),
      errorCode: z.string().nullable(),
      tookMs: z.int(),
    }),
    errors: ['host/busy'],
  }),
  'sync.items': query({
    access: 'signed-in',
    input: z.strictObject({
      state: z.enum(['waiting', 'refused', 'sent']),
      limit: z.int().min(1).max(200).default(100),
    }),
    output: z.object({
      items: z.array(
        z.object({
          opNo: z.int(),
          at: Instant,
          action: z.string(),
          subject: Text,
          byName: Text,
          mark: SentMark,
          verdict: z.string().nullable(),
          code: z.string().nullable(),
          data: Issue.shape.data,
          href: z.string().nullable(),
          supportCode: z.string(),
        }),
      ),
      total: z.int(),
    }),
  }),
  'sync.settle': command({
    access: 'sync.run',
    audit: 'sync.refusal-settled',
    input: z.strictObject({
      requestId: RequestId,
      opNo: z.int(),
      choice: z.enum(['retry', 'withdraw']),
      reason: z.string().max(200),
    }),
    output: z.object({ state: z.string() }),
    errors: ['sync/no-such-item', 'sync/not-refused', 'sync/cannot-retry'],
  }),
  'health.report': query({
    access: 'signed-in',
    input: z.strictObject({}),
    output: z.object({
      checks: z.array(
        z.object({
          name: z.string(),
          state: z.enum(['ok', 'warn', 'bad']),
          code: z.string(),
          data: Issue.shape.data,
        }),
      ),
    }),
  }),
  'audit.list': query({
    access: 'audit.read',
    input: z.strictObject({
      cursor: z.string().nullable().default(null),
      limit: z.int().min(1).max(200).default(100),
    }),
    output: z.object({
      rows: z.array(
        z.object({
          seq: z.int(),
          at: Instant,
          byName: Text,
          action: z.string(),
          object: z.string(),
          purpose: z.string().nullable(),
        }),
      ),
      next: z.string().nullable(),
      verified: z.boolean(),
      head: z.string(),
    }),
  }),
} as const;

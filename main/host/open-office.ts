import type { Actor, Store } from '#ports/store';
import type { CallContext } from './call-context.ts';
import type { JobRunner } from './job-runner.ts';
import type { OfficeContext } from './office-context.ts';

/** What is there once the database is open. */
export type OpenOffice = {
  readonly store: Store;
  readonly context: OfficeContext;
  readonly jobs: JobRunner;
  /** Called after a commit or a job's chunk that may have recorded operations: they are sent soon. */
  readonly onCommitted: () => void;
  readonly checkPin: (actor: Actor, pin: string) => ReturnType<CallContext['checkPin']>;
};

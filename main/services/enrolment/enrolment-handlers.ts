import { err } from '#domain/result';
import { type HandlerTable, handleCommand } from '#host/handlers';
import type { JobKind } from '#host/jobs';
import { loadActiveProgram } from '../eligibility/load-program.ts';
import type { EnrolInput } from './enrol-job.ts';

/** Taking people into a programme. */
export function enrolmentHandlers(enrolJob: JobKind<EnrolInput>) {
  return {
    'enrolment.enrol': handleCommand('enrolment.enrol', {
      run: (tx, { programId, registrantIds }, { jobs }) => {
        const loaded = loadActiveProgram(tx, programId);
        if (!loaded.ok) return loaded;
        const isAll = registrantIds === 'all-eligible';
        const total = isAll ? tx.registry.countEligibleNotEnrolled(programId) : registrantIds.length;
        if (total === 0) return err({ code: 'enrolment/nobody-eligible' });
        return jobs.start(tx, enrolJob, { programId, registrantIds }, total);
      },
      auditObject: ({ programId }) => programId,
    }),
  } satisfies Partial<HandlerTable>;
}

import { bytesToHex } from '#domain/codec/bytes';
import type { Projection } from '../projection.ts';
import { rowAfter } from './row-image.ts';

const MICRO = 1_000_000;

/** The decision on one registrant for one programme, good or bad; only who is enrolled has a day of enrolment. */
export const enrolmentEnrol: Projection<'enrolment.enrol'> = {
  reads: () => [],
  project: (payload) => [
    rowAfter('enrolment', {
      enrolmentId: payload.enrolmentId,
      programId: payload.programId,
      registrantId: payload.registrantId,
      officeId: payload.officeId,
      state: payload.state,
      enrolledOn: payload.state === 'enrolled' ? payload.enrolledOn : null,
      reason: payload.reason ?? null,
      programVersion: payload.programVersion,
      score: typeof payload.scoreMicro === 'number' ? payload.scoreMicro / MICRO : null,
      inputsSha256: bytesToHex(payload.inputsSha256),
    }),
  ],
};

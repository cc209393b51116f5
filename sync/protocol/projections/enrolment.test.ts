import { expect, it } from 'vitest';
import type { PayloadOf } from '../op-fields.ts';
import { projectAsCentre } from '../testing/project-as-centre.ts';
import { sampleId } from '../testing/sample-rows.ts';

const payload: PayloadOf<'enrolment.enrol'> = {
  enrolmentId: sampleId(13),
  programId: sampleId(14),
  registrantId: sampleId(8),
  officeId: sampleId(3),
  enrolledOn: '2026-11-20',
  programVersion: 3,
  scoreMicro: -1_234_567,
  inputsSha256: new Uint8Array(32).fill(0xcd),
  state: 'enrolled',
};
const row = {
  enrolmentId: sampleId(13),
  programId: sampleId(14),
  registrantId: sampleId(8),
  officeId: sampleId(3),
  state: 'enrolled',
  enrolledOn: '2026-11-20',
  reason: null,
  programVersion: 3,
  score: -1.234567,
  inputsSha256: 'cd'.repeat(32),
};

it.each([
  ['enrolled with a score', {}, {}],
  ['enrolled in a programme without a score', { scoreMicro: null }, { score: null }],
  [
    'not eligible, so without a day of enrolment',
    { state: 'not_eligible', reason: 'above the cut-off' },
    { state: 'not_eligible', reason: 'above the cut-off', enrolledOn: null },
  ],
])('enrolment.enrol: %s', (_, change, expected) => {
  expect(projectAsCentre('enrolment.enrol', { ...payload, ...change }, [])).toEqual({
    ok: true,
    value: [{ table: 'enrolment', row: { ...row, ...expected } }],
  });
});

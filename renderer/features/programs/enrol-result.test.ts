import { expect, test } from 'vitest';
import { readEnrolResult } from './enrol-result.ts';

test('those left out are counted by reason, the most frequent first; members already there are no news', () => {
  const reason = (code: string) => ({ registrantId: '00000000-0000-8000-8000-000000000001', code });
  const result = {
    enrolled: 12,
    notEligible: 1,
    already: 1,
    refused: 3,
    reasons: [
      reason('enrolment/record-not-ready'),
      reason('enrolment/consent-missing'),
      reason('enrolment/already-member'),
      reason('enrolment/consent-missing'),
      reason('enrolment/of-tomorrow'),
    ],
  };
  expect(readEnrolResult(result)).toEqual({
    enrolled: 12,
    leftOut: [
      { text: 'programs:out-consent', count: 2 },
      { text: 'programs:out-record', count: 1 },
      { text: 'programs:out-state', count: 1 },
    ],
  });
});

test('a result of another form is not guessed at', () => {
  expect(readEnrolResult({ enrolled: 'many' })).toBe(null);
});

import type { BuiltFamily } from './text-rules.ts';

/**
 * Keys that the code puts together at run time, such as `t(`common:mark-${mark}`)`. The members come from the table
 * that decides them wherever it can be imported; locales.test.ts holds the texts against them both ways.
 */
export const BUILT_FAMILIES: readonly BuiltFamily[] = [
  {
    feature: 'common',
    prefix: 'job-',
    members: [
      'cycles.prepare',
      'eligibility.run',
      'enrolment.enrol',
      'import.check',
      'import.run',
      'vouchers.issue',
    ],
    source: 'the kinds of jobs that services register',
  },
  {
    feature: 'common',
    prefix: 'mark-',
    members: ['refused', 'sent', 'waiting'],
    source: 'SentMark in renderer/ui/Marks.tsx',
  },
  {
    feature: 'common',
    prefix: 'role-',
    members: [
      'administrator',
      'auditor',
      'cash-manager',
      'finance',
      'it',
      'officer',
      'preparer',
      'programme-manager',
      'reimbursement-clerk',
      'supervisor',
      'voucher-clerk',
    ],
    source: 'the roles of main/domain/identity',
  },
];

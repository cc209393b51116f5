import type { TFunction } from 'i18next';
import type { IconName } from '../../ui/Icon.tsx';

type Kind = { readonly text: string; readonly icon: IconName };
const other: Kind = { text: 'home:queue-other', icon: 'next' };

/** Kinds of work that features put on Home, with their sign. One that is not here is shown as "other work". */
const kinds: ReadonlyMap<string, Kind> = new Map(
  Object.entries({
    drafts: { text: 'home:queue-drafts', icon: 'pencil' },
    'possible-duplicates': { text: 'home:queue-duplicates', icon: 'people' },
    'ready-to-enrol': { text: 'home:queue-ready-to-enrol', icon: 'check' },
    'eligibility-unknown': { text: 'home:queue-eligibility-unknown', icon: 'info' },
    'cycle-to-prepare': { text: 'home:queue-to-prepare', icon: 'cycle' },
    'cycle-to-send': { text: 'home:queue-to-send', icon: 'next' },
    approvals: { text: 'home:queue-approvals', icon: 'check' },
    'vouchers-to-issue': { text: 'home:queue-vouchers-to-issue', icon: 'voucher' },
    'vouchers-to-print': { text: 'home:queue-vouchers-to-print', icon: 'print' },
    'redemptions-to-claim': { text: 'home:queue-redemptions-to-claim', icon: 'provider' },
    'claims-to-check': { text: 'home:queue-claims-to-check', icon: 'provider' },
    interrupted: { text: 'home:queue-interrupted', icon: 'clock' },
    refused: { text: 'home:queue-refused', icon: 'alert' },
  } satisfies Record<string, Kind>),
);
export const kindOf = (kind: string): Kind => kinds.get(kind) ?? other;

/** Kinds of work counted as done, by their audit names. */
const done: ReadonlyMap<string, string> = new Map([
  ['registry.household-registered', 'home:done-households'],
  ['registry.person-corrected', 'home:done-corrections'],
  ['import.run', 'home:done-imports'],
  ['eligibility.run', 'home:done-eligibility'],
  ['enrolment.enrolled', 'home:done-enrolled'],
  ['cycles.prepared', 'home:done-prepared'],
  ['cycles.submitted', 'home:done-submitted'],
  ['cycles.decided', 'home:done-decided'],
  ['vouchers.issued', 'home:done-issued'],
  ['vouchers.printed', 'home:done-printed'],
  ['vouchers.redeemed', 'home:done-paid'],
  ['claims.submitted', 'home:done-claims'],
  ['claims.decided', 'home:done-claims-decided'],
]);
export function doneText(t: TFunction, kind: string): string {
  const key = done.get(kind);
  return key === undefined ? kind.replace(/[.-]/g, ' ') : t(key);
}

const jobs: ReadonlyMap<string, string> = new Map([
  ['cycles.prepare', 'common:job-cycles.prepare'],
  ['eligibility.run', 'common:job-eligibility.run'],
  ['enrolment.enrol', 'common:job-enrolment.enrol'],
  ['import.check', 'common:job-import.check'],
  ['import.run', 'common:job-import.run'],
  ['vouchers.issue', 'common:job-vouchers.issue'],
]);

/** What comes first in a queue: a name as it is, for interrupted work the words of the job. */
export function firstText(t: TFunction, kind: string, first: string | null): string {
  const job = kind === 'interrupted' && first !== null ? jobs.get(first) : undefined;
  return job === undefined ? (first ?? '') : t(job);
}

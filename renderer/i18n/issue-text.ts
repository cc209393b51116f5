import type { TFunction } from 'i18next';
import { z } from 'zod';
import type { Failure } from '#contract/contract';
import type { RowIssueCode } from '#domain/imports/imported-row';
import type { HeaderRefusal } from '#domain/imports/registrant-columns';
import type { HouseholdIssueCode } from '#domain/registry/household';
import { readable } from './error-text.ts';
import { reasonText } from './reason-text.ts';

/** Every fault that a check of a person, a household or a file can name. */
export type IssueCode = RowIssueCode | HeaderRefusal['code'] | HouseholdIssueCode | ServiceIssueCode;

/** Faults that only the core can find: it knows the registry, the areas of the office and the file as a whole. */
type ServiceIssueCode =
  | 'import/area-unknown'
  | 'import/damaged'
  | 'import/empty'
  | 'import/like-earlier-row'
  | 'import/like-registered-person'
  | 'import/not-a-table'
  | 'import/quote-open'
  | 'import/too-large'
  | 'import/too-many-rows'
  | 'import/unpacks-too-large'
  | 'registry/changed-meanwhile'
  | 'registry/not-found'
  | 'registry/unknown-area';

/** One text for each code; the compiler holds this list against the rules that make the codes. */
export const issueTexts: Readonly<Record<IssueCode, string>> = {
  'date/no-such-day': 'issues:date/no-such-day',
  'date/not-a-date': 'issues:date/not-a-date',
  'date/two-digit-year': 'issues:date/two-digit-year',
  'facts/missing': 'issues:facts/missing',
  'facts/not-a-choice': 'issues:facts/not-a-choice',
  'facts/out-of-range': 'issues:facts/out-of-range',
  'facts/too-many-decimals': 'issues:facts/too-many-decimals',
  'facts/unknown-question': 'issues:facts/unknown-question',
  'facts/wrong-kind': 'issues:facts/wrong-kind',
  'household/consent-date-invalid': 'issues:household/consent-date-invalid',
  'household/consent-method-unknown': 'issues:household/consent-method-unknown',
  'household/consent-missing': 'issues:household/consent-missing',
  'household/member-of-itself': 'issues:household/member-of-itself',
  'household/member-twice': 'issues:household/member-twice',
  'household/no-head': 'issues:household/no-head',
  'household/no-member': 'issues:household/no-member',
  'household/purpose-missing': 'issues:household/purpose-missing',
  'household/relationship-unknown': 'issues:household/relationship-unknown',
  'household/several-heads': 'issues:household/several-heads',
  'household/witness-missing': 'issues:household/witness-missing',
  'import/area-unknown': 'issues:import/area-unknown',
  'import/cell-not-text': 'issues:import/cell-not-text',
  'import/cell-too-long': 'issues:import/cell-too-long',
  'import/column-twice': 'issues:import/column-twice',
  'import/damaged': 'issues:import/damaged',
  'import/duplicate-id': 'issues:import/duplicate-id',
  'import/duplicate-key': 'issues:import/duplicate-key',
  'import/empty': 'issues:import/empty',
  'import/gender-unknown': 'issues:import/gender-unknown',
  'import/header-missing': 'issues:import/header-missing',
  'import/like-earlier-row': 'issues:import/like-earlier-row',
  'import/like-registered-person': 'issues:import/like-registered-person',
  'import/not-a-table': 'issues:import/not-a-table',
  'import/number-mangled': 'issues:import/number-mangled',
  'import/quote-open': 'issues:import/quote-open',
  'import/relationship-unknown': 'issues:import/relationship-unknown',
  'import/row-too-wide': 'issues:import/row-too-wide',
  'import/too-large': 'issues:import/too-large',
  'import/too-many-rows': 'issues:import/too-many-rows',
  'import/unpacks-too-large': 'issues:import/unpacks-too-large',
  'registry/birth-date-in-future': 'issues:registry/birth-date-in-future',
  'registry/birth-date-invalid': 'issues:registry/birth-date-invalid',
  'registry/birth-date-too-early': 'issues:registry/birth-date-too-early',
  'registry/changed-meanwhile': 'issues:registry/changed-meanwhile',
  'registry/email-invalid': 'issues:registry/email-invalid',
  'registry/gender-unknown': 'issues:registry/gender-unknown',
  'registry/group-kind-missing': 'issues:registry/group-kind-missing',
  'registry/id-checksum-wrong': 'issues:registry/id-checksum-wrong',
  'registry/id-expiry-invalid': 'issues:registry/id-expiry-invalid',
  'registry/id-pattern-broken': 'issues:registry/id-pattern-broken',
  'registry/id-type-twice': 'issues:registry/id-type-twice',
  'registry/id-type-unknown': 'issues:registry/id-type-unknown',
  'registry/id-value-invalid': 'issues:registry/id-value-invalid',
  'registry/id-value-missing': 'issues:registry/id-value-missing',
  'registry/id-value-too-long': 'issues:registry/id-value-too-long',
  'registry/name-missing': 'issues:registry/name-missing',
  'registry/name-unreadable': 'issues:registry/name-unreadable',
  'registry/not-found': 'issues:registry/not-found',
  'registry/phone-invalid': 'issues:registry/phone-invalid',
  'registry/text-too-long': 'issues:registry/text-too-long',
  'registry/unknown-area': 'issues:registry/unknown-area',
};
const byCode: ReadonlyMap<string, string> = new Map(Object.entries(issueTexts));

type Spoken = { readonly code: string; readonly data?: Readonly<Record<string, unknown>> | undefined };

/** What is wrong, in words. Another code is told as a refusal, or by its name, so that it can be read out over the phone. */
export function issueText(t: TFunction, issue: Spoken): string {
  const key = byCode.get(issue.code);
  return key === undefined ? reasonText(t, issue.code) : t(key, readable(issue.data ?? {}));
}

const Issues = z.array(
  z.object({ field: z.string(), code: z.string(), data: z.record(z.string(), z.unknown()).optional() }),
);
export type FieldIssue = z.infer<typeof Issues>[number];

/** The faults that a refusal names in its data (`registry/not-complete`); none for every other refusal. */
export function issuesOf(failure: Failure | null): readonly FieldIssue[] {
  const read = Issues.safeParse(failure?.data?.['issues']);
  return read.success ? read.data : [];
}

import { mkdtempSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { practiceOfficeUsers } from '#db/seed/practice-users';
import { present } from '../../story/expect-story.ts';
import { SMALL_PDF } from '../../story/steps/register-household.ts';
import type { Household } from './people-steps.ts';

/** Our own sample: 200 people, day-first dates, leading zeros, four scripts, six planted duplicates. */
export const SAMPLE = resolve(import.meta.dirname, '../../vectors/people-200.csv');

/** Five people, poor by the proxy means test, with children. The husband sounds like the first person of the sample. */
export function householdOfFive(folder: string): Household {
  const consentForm = join(mkdtempSync(join(folder, 'papers-')), 'consent.pdf');
  writeFileSync(consentForm, SMALL_PDF);
  return {
    head: {
      ...{ given: 'Senait', family: 'Story', sex: 'f', birth: '09031984', phone: '0911000777' },
      ...{ idType: '1', idNumber: '7788990011' },
    },
    village: 'Sab',
    members: [
      { given: 'Aly', family: 'Yusuf', relation: '1', sex: 'm', birth: '27101952' },
      { given: 'Marta', relation: '2', sex: 'f', birth: '02052012' },
      { given: 'Elias', relation: '2', sex: 'm', birth: '17082015' },
      { given: 'Saba', relation: '2', sex: 'f', birth: '30012019' },
    ],
    answers: ['1', { typed: '1' }, '1', '2'],
    documents: [consentForm],
  };
}

/** The PIN of a practice user of office A. */
export const pinOf = (login: string): string =>
  present(
    practiceOfficeUsers.A.find((user) => user.login === login),
    login,
  ).pin;

/** What the practice programme calls the cycle of this month. */
export const currentCycleName = new Intl.DateTimeFormat('en', {
  month: 'long',
  year: 'numeric',
  timeZone: 'Africa/Addis_Ababa',
}).format(new Date());

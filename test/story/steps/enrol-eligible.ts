import type { OutputOf } from '#contract/contract';
import { allowed, holds, present, same } from '../expect-story.ts';
import type { StoryDesk } from '../story-desk.ts';
import { officerOf } from './import-people.ts';

type Counts = OutputOf<'eligibility.results'>['counts'];

/** Runs the programme's rules over everybody. */
export async function checkEligibilityRun(desk: StoryDesk, programId: string): Promise<Counts> {
  const officer = await desk.as(officerOf(desk));
  const { jobId } = allowed(await officer.call('eligibility.run', { programId }), 'running eligibility');
  allowed(await officer.job(jobId), 'the eligibility run');
  const { counts } = allowed(
    await officer.call('eligibility.results', { programId, answer: 'pass', limit: 1 }),
    'the results',
  );
  holds(counts.pass > 0 && counts.fail > 0, `some are eligible and some are not (${JSON.stringify(counts)})`);
  return counts;
}

/** Everybody is asked, and one household's answer comes with its reasons. */
export async function checkEligibility(desk: StoryDesk, programId: string, groupId: string): Promise<string> {
  const counts = await checkEligibilityRun(desk, programId);
  const officer = await desk.as(officerOf(desk));
  const why = allowed(
    await officer.call('eligibility.explain', { programId, registrantId: groupId }),
    'the reasons',
  );
  same(why.answer, 'pass', 'answer for the new household');
  holds(why.trace.length > 0 && why.contributions.length > 0, 'the reasons name rules and contributions');
  present(why.score, 'score of the new household');
  return `${counts.pass} eligible, ${counts.fail} not, ${counts.unknown} unanswered; score ${why.score}`;
}

/** Takes everybody who is eligible into the programme. Gives how many. */
export async function enrolEligible(desk: StoryDesk, programId: string): Promise<number> {
  const officer = await desk.as(officerOf(desk));
  const { jobId } = allowed(
    await officer.call('enrolment.enrol', { programId, registrantIds: 'all-eligible' }),
    'enrolling',
  );
  const job = allowed(await officer.job(jobId), 'the enrolment');
  const { enrolled }: { readonly enrolled?: unknown } = Object(job.result);
  holds(typeof enrolled === 'number' && enrolled > 0, `people were enrolled (${JSON.stringify(job.result)})`);
  return Number(enrolled);
}

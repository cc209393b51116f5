import type { Failure, OutputOf } from '#contract/contract';
import type { Result } from '#domain/result';
import { allowed, holds, present, refusedWith, same } from '../expect-story.ts';
import type { StoryDesk } from '../story-desk.ts';

type Cycle = OutputOf<'cycles.get'>;

export const roleLogin = (desk: StoryDesk, login: string): string =>
  desk.office === 'A' ? login : `${login}-b`;

/** The cycle offices may prepare this month. */
export async function openCycle(desk: StoryDesk, programId: string): Promise<string> {
  const preparer = await desk.as(roleLogin(desk, 'preparer'));
  const { cycles } = allowed(await preparer.call('cycles.list', {}), 'the list of cycles');
  const open = cycles.filter((cycle) => cycle.programId === programId && cycle.state === 'draft');
  same(open.length, 1, 'open cycles');
  return present(open[0], 'the open cycle').cycleId;
}

export async function cycleOf(desk: StoryDesk, cycleId: string): Promise<Cycle> {
  const preparer = await desk.as(roleLogin(desk, 'preparer'));
  return allowed(await preparer.call('cycles.get', { cycleId }), 'the cycle');
}

/** Makes the list within the office's reservation and sends it to the approvers. */
export async function prepareCycle(desk: StoryDesk, cycleId: string, enrolled: number): Promise<string> {
  const preparer = await desk.as(roleLogin(desk, 'preparer'));
  const { jobId } = allowed(await preparer.call('cycles.prepare', { cycleId }), 'preparing the cycle');
  allowed(await preparer.job(jobId), 'the preparation');
  const prepared = await cycleOf(desk, cycleId);
  const { entitlementCount, totalMinor, reservation, currency } = prepared;
  same([prepared.sliceState, entitlementCount], ['prepared', enrolled], 'state and number of the list');
  holds(
    totalMinor > 0 && totalMinor <= (reservation?.grantedMinor ?? 0),
    'the list is within the reservation',
  );
  const sent = allowed(
    await preparer.call('cycles.submit', { cycleId }),
    'sending the list to the approvers',
  );
  same(sent.sliceState, 'submitted', 'state of the list');
  return `${entitlementCount} households, ${currency} ${(totalMinor / 100).toFixed(2)}`;
}

type Decided = Result<OutputOf<'cycles.decide'>, Failure>;

/** Signs the list as somebody, with the numbers they saw. */
export async function approveAs(desk: StoryDesk, cycleId: string, login: string): Promise<Decided> {
  const person = await desk.as(login);
  const { manifestSha256, entitlementCount, totalMinor } = await cycleOf(desk, cycleId);
  const seen = { manifestSha256: manifestSha256 ?? '', entitlementCount, totalMinor };
  return person.call('cycles.decide', {
    cycleId,
    decision: 'approve',
    reason: '',
    pin: desk.person(login).pin,
    seen,
  });
}

export async function checkPreparerRefused(desk: StoryDesk, cycleId: string): Promise<void> {
  const decided = await approveAs(desk, cycleId, roleLogin(desk, 'preparer'));
  refusedWith(decided, 'host/not-allowed', "the preparer's approval of their own list");
}

export async function checkFirstApproval(desk: StoryDesk, cycleId: string): Promise<void> {
  const decided = allowed(
    await approveAs(desk, cycleId, roleLogin(desk, 'supervisor1')),
    'the first approval',
  );
  same([decided.sliceState, decided.stage, decided.stages], ['submitted', 1, 2], 'state, stage, stages');
}

export async function checkSamePersonRefused(desk: StoryDesk, cycleId: string): Promise<void> {
  const decided = await approveAs(desk, cycleId, roleLogin(desk, 'supervisor1'));
  refusedWith(decided, 'approval/same-person', 'a second approval by the same person');
}

export async function checkSecondApproval(desk: StoryDesk, cycleId: string): Promise<void> {
  const decided = allowed(
    await approveAs(desk, cycleId, roleLogin(desk, 'supervisor2')),
    'the second approval',
  );
  same([decided.sliceState, decided.stage, decided.stages], ['approved', 2, 2], 'state, stage, stages');
}

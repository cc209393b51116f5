import { practiceIds } from '#db/seed/practice-ids';
import { present } from '../../story/expect-story.ts';
import { approveAs, openCycle, prepareCycle } from '../../story/steps/approve-cycle.ts';
import { checkEligibilityRun, enrolEligible } from '../../story/steps/enrol-eligible.ts';
import { type RegisteredHousehold, registerHousehold } from '../../story/steps/register-household.ts';
import { issueVouchers, redeem, type SheetVoucher } from '../../story/steps/serve-vouchers.ts';
import { submitClaim } from '../../story/steps/settle-claim.ts';
import type { StoryDesk } from '../../story/story-desk.ts';

/** The work that a test of the screens finds done, made through the cores, past the screens. */
export type SentList = { readonly household: RegisteredHousehold; readonly cycleId: string };
export type ServedOffice = SentList & { readonly sheet: readonly SheetVoucher[]; readonly claimId: string };

/** A household is registered, everybody who fits is enrolled, the list of the open cycle waits for approval. */
export async function sendList(desk: StoryDesk): Promise<SentList> {
  const household = await registerHousehold(desk);
  await checkEligibilityRun(desk, practiceIds.program);
  const enrolled = await enrolEligible(desk, practiceIds.program);
  const cycleId = await openCycle(desk, practiceIds.program);
  await prepareCycle(desk, cycleId, enrolled);
  return { household, cycleId };
}

/** After approval: vouchers are printed, one is paid and claimed by its provider. */
export async function serveOffice(desk: StoryDesk): Promise<ServedOffice> {
  const sent = await sendList(desk);
  for (const login of ['supervisor1', 'supervisor2']) await approveAs(desk, sent.cycleId, login);
  const sheet = await issueVouchers(desk, sent.cycleId);
  const paid = present(sheet[0], 'a voucher');
  await redeem(desk, paid.code);
  const { claimId } = await submitClaim(desk, practiceIds.program, [paid.code]);
  return { ...sent, sheet, claimId };
}

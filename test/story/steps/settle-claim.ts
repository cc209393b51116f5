import type { OutputOf } from '#contract/contract';
import { allowed, holds, present, same } from '../expect-story.ts';
import type { StoryDesk } from '../story-desk.ts';
import { roleLogin } from './approve-cycle.ts';

type Submitted = OutputOf<'claims.submit'>;

/** The clerk checks what a provider hands in, line by line, and sends it to the approvers. */
export async function submitClaim(
  desk: StoryDesk,
  programId: string,
  codes: readonly string[],
): Promise<Submitted> {
  const clerk = await desk.as(roleLogin(desk, 'claims'));
  const { providers } = allowed(await clerk.call('providers.list', {}), 'the providers');
  const provider = present(
    providers.find(({ unclaimedCount }) => unclaimedCount > 0),
    'a provider with vouchers to claim',
  );
  const { providerId } = provider;
  const checked = allowed(
    await clerk.call('claims.check', { providerId, programId, codes: [...codes] }),
    'checking the claim',
  );
  same(
    checked.lines.map(({ verdict }) => verdict),
    codes.map(() => 'fine'),
    'verdicts of the lines',
  );
  const voucherIds = checked.lines.map(({ voucherId }) => voucherId);
  const claim = allowed(
    await clerk.call('claims.submit', { providerId, programId, voucherIds }),
    'handing in the claim',
  );
  same(claim.totalMinor, checked.totalMinor, 'total of the claim');
  const again = await clerk.call('claims.submit', { providerId, programId, voucherIds });
  holds(!again.ok, 'the same vouchers cannot be claimed twice');
  return claim;
}

/** Finance and the cash manager approve, each what they have seen, each with their PIN. */
export async function approveClaim(desk: StoryDesk, { claimId }: Submitted): Promise<void> {
  const expected = ['accountant_approved', 'cash_manager_approved'];
  for (const [index, login] of ['finance', 'cash'].entries()) {
    const name = roleLogin(desk, login);
    const person = await desk.as(name);
    const { manifestSha256, totalMinor } = allowed(await person.call('claims.get', { claimId }), 'the claim');
    const decided = allowed(
      await person.call('claims.decide', {
        ...{ claimId, decision: 'approve', reason: '', pin: desk.person(name).pin },
        seen: { manifestSha256, totalMinor },
      }),
      `approval of the claim by ${name}`,
    );
    same(decided.state, expected[index], 'state of the claim');
  }
}

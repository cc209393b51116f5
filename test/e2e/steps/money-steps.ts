import { type DeskWindow, goTo } from '../setup/desk-window.ts';
import { focusOn, openRow, tabTo } from '../setup/keyboard.ts';

const PROGRAM = 'Household Safety Net';

export async function openProgram(desk: DeskWindow): Promise<void> {
  await goTo(desk, '3', 'Programmes');
  await openRow(desk, desk.page.getByRole('region', { name: 'Programmes' }), PROGRAM);
  await desk.page.getByRole('heading', { level: 1, name: PROGRAM }).waitFor();
}

/** F2 checks everybody against the rules; gives the numbers on the three groups. */
export async function checkEligibility(
  desk: DeskWindow,
): Promise<{ readonly pass: number; readonly fail: number }> {
  const { page } = desk;
  await page.getByRole('button', { name: 'Check eligibility' }).waitFor();
  await desk.press('F2');
  await page.getByRole('button', { name: /^Enrol \d+ household/ }).waitFor();
  const countOf = async (name: string): Promise<number> =>
    Number(
      (
        await page
          .getByRole('tab', { name: new RegExp(`^${name} \\d`) })
          .locator('.num')
          .innerText()
      ).replace(/\D/g, ''),
    );
  return { pass: await countOf('Eligible'), fail: await countOf('Not eligible') };
}

/** Opens the reasons of one household in the list that stands; gives each rule as the panel shows it. */
export async function readReasons(desk: DeskWindow, name: string): Promise<readonly string[]> {
  const { page } = desk;
  await openRow(desk, page.getByRole('region', { name: 'Eligible', exact: true }), name);
  const panel = page.getByRole('complementary', { name: 'Why' });
  await panel.getByRole('heading', { name }).waitFor();
  const rules = panel.getByRole('list').first().getByRole('listitem');
  await rules.first().waitFor();
  const reasons = await rules.allInnerTexts();
  await desk.press('Escape');
  await panel.waitFor({ state: 'detached' });
  return reasons;
}

/** Enrols all who fit; gives how many the page says were enrolled. */
export async function enrolAll(desk: DeskWindow): Promise<number> {
  const { page } = desk;
  await tabTo(desk, page.getByRole('button', { name: /^Enrol \d+ household/ }));
  await desk.press('Enter');
  const done = page.getByText(/^\d+ enrolled\.$/);
  await done.waitFor();
  return Number((await done.innerText()).replace(/\D/g, ''));
}

/** Opens the cycle of this month: the only one that is not over. */
export async function openCycle(desk: DeskWindow, cycleName: string): Promise<void> {
  await goTo(desk, '4', 'Cycles');
  await openRow(desk, desk.page.getByRole('region', { name: 'Cycles' }), cycleName);
  await desk.page.getByRole('heading', { level: 1, name: cycleName }).waitFor();
}

/** Ctrl+Enter twice: the list is prepared, then sent for approval. */
export async function prepareAndSend(desk: DeskWindow): Promise<void> {
  const { page } = desk;
  await page.getByRole('button', { name: /^Prepare payments of/ }).waitFor();
  await desk.press('Control+Enter');
  await page.getByRole('button', { name: 'Send for approval' }).waitFor();
  await desk.press('Control+Enter');
  await page.getByText('Sent for approval.').waitFor();
}

/** Opens the dialog, PIN, Enter. */
export async function approve(desk: DeskWindow, pin: string): Promise<void> {
  const { page } = desk;
  await page.getByRole('button', { name: /^Approve \d+/ }).waitFor();
  await desk.press('Control+Enter');
  await focusOn(page.getByRole('dialog').getByLabel(/^PIN of/));
  await desk.type(pin);
  await desk.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

/** Signs the vouchers of an approved list; gives how many the page counts. */
export async function issueVouchers(desk: DeskWindow): Promise<number> {
  const { page } = desk;
  await page.getByRole('button', { name: /^Sign \d+ voucher/ }).waitFor();
  await desk.press('Control+Enter');
  const print = page.getByRole('button', { name: /^Print \d+ voucher/ });
  await print.waitFor();
  return Number((await print.innerText()).replace(/\D/g, ''));
}

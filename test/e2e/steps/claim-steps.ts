import { type DeskWindow, goTo } from '../setup/desk-window.ts';
import { focusOn, openRow, tabTo } from '../setup/keyboard.ts';

/** Everything redeemed at a provider, checked line by line, is sent as a claim; gives the claim's number. */
export async function sendClaim(desk: DeskWindow, provider: string): Promise<string> {
  const { page } = desk;
  await goTo(desk, '6', 'Providers');
  await openRow(desk, page.getByRole('region', { name: 'Providers' }), provider);
  await page.getByRole('heading', { level: 1, name: 'New claim' }).waitFor();
  await page.getByRole('button', { name: /^Send claim of [1-9]/ }).waitFor();
  await desk.press('Control+Enter');
  await page.getByRole('heading', { level: 1, name: provider }).waitFor();
  return page.locator('.head .sub bdi').first().innerText();
}

export async function openClaim(desk: DeskWindow, claimNo: string): Promise<void> {
  const { page } = desk;
  await goTo(desk, '6', 'Providers');
  await tabTo(desk, page.getByRole('tab', { name: /^Providers/ }));
  await desk.press('ArrowRight');
  await openRow(desk, page.getByRole('region', { name: 'Claims' }), claimNo);
  await page.getByText('This claim').first().waitFor();
}

/** Ctrl+Enter, PIN, Enter. */
export async function approveClaim(desk: DeskWindow, pin: string): Promise<void> {
  const { page } = desk;
  await page.getByRole('button', { name: /^Approve \d+ line/ }).waitFor();
  await desk.press('Control+Enter');
  await focusOn(page.getByRole('dialog').getByLabel(/^PIN of/));
  await desk.type(pin);
  await desk.press('Enter');
  await page.getByText('Signed. It is sent when there is a line.').waitFor();
}

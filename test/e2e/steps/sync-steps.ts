import type { DeskWindow } from '../setup/desk-window.ts';

/** A long day's work goes up in several rounds. */
const SENT_WITHIN_MS = 90_000;

/** F9 from anywhere; gives the line that the page shows of the try. */
export async function sendAndFetch(desk: DeskWindow): Promise<string> {
  const { page } = desk;
  await desk.press('F9');
  await page.getByRole('heading', { level: 1, name: 'Send and fetch' }).waitFor();
  const line = page.locator('.sync-page .notice').first();
  await line.waitFor({ timeout: SENT_WITHIN_MS });
  return line.innerText();
}

/** F9, then waits until the status bar says that nothing is left to send. */
export async function sendAll(desk: DeskWindow): Promise<void> {
  const { page } = desk;
  await sendAndFetch(desk);
  await page
    .locator('#status')
    .getByText(/^All sent · \d/)
    .waitFor({ timeout: SENT_WITHIN_MS });
}

/** The two facts of the status bar: line and work waiting. */
export async function statusOf({ page }: DeskWindow): Promise<readonly string[]> {
  await page.locator('#status a').nth(1).waitFor();
  return page.locator('#status a').allInnerTexts();
}

import type { Locator } from 'playwright';
import { assert, InvariantError } from '#domain/invariant';
import type { DeskWindow } from './desk-window.ts';

/** More stops than any page has; who has not arrived by then never will. */
const MOST_STOPS = 80;

/** Tab (or Shift+Tab) until the element has the focus: what a person without a mouse would do. */
export async function tabTo(
  desk: DeskWindow,
  target: Locator,
  key: 'Tab' | 'Shift+Tab' = 'Tab',
): Promise<void> {
  await target.waitFor();
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await desk.press(key);
  }
  throw new InvariantError(`the keyboard does not reach ${String(target)}`);
}

/** Waits until the page itself has put the focus there. */
export async function focusOn(target: Locator): Promise<void> {
  const element = await target.elementHandle();
  assert(element !== null, () => `${String(target)} is not there`);
  await target.page().waitForFunction((wanted) => wanted === document.activeElement, element);
}

/** Goes to a list with the keyboard and opens the row that holds `text` with Enter. */
export async function openRow(desk: DeskWindow, list: Locator, text: string): Promise<void> {
  const rows = list.locator('tbody tr');
  await rows.filter({ hasText: text }).first().waitFor();
  await tabTo(desk, list);
  await desk.press('Home');
  for (const row of await rows.all()) {
    if ((await row.innerText()).includes(text)) break;
    await desk.press('ArrowDown');
  }
  await desk.press('Enter');
}

/** Presses a key that opens the system's file dialog and chooses files there. */
export async function chooseFiles(desk: DeskWindow, keys: string, files: readonly string[]): Promise<void> {
  const asked = desk.page.waitForEvent('filechooser');
  await desk.press(keys);
  const chooser = await asked;
  await chooser.setFiles([...files]);
}

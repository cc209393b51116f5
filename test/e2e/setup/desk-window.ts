import type { Browser, BrowserContext, Page } from 'playwright';
import { type PracticeOfficeKey, practiceOfficeUsers } from '#db/seed/practice-users';
import { InvariantError } from '#domain/invariant';
import type { PracticeOffice } from './practice-office.ts';

/** How long a screen may take to show what was asked for; a loaded machine is slow, a lost key press is not. */
export const SHOWN_WITHIN_MS = 15_000;
/** The desk's screen, ux.md §4.12. */
export const DESK_SCREEN = { width: 1366, height: 768 } as const;

/** A browser window at one office's PC, worked by keyboard. */
export type DeskWindow = {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors of the console and of the page, refusals of the content security policy among them. */
  readonly faults: string[];
  /** A key or combination, e.g. `Control+Enter`. Counted. */
  readonly press: (keys: string, times?: number) => Promise<void>;
  /** What a person copies from paper or head. Not counted. */
  readonly type: (data: string) => Promise<void>;
  /** Keys pressed so far beyond the data. */
  readonly pressed: () => number;
  readonly close: () => Promise<void>;
};

export type WindowOptions = { readonly screen?: { readonly width: number; readonly height: number } };

/** Opens the office with a start link of its own, as the launcher shows it. The unlock page stands. */
export async function openWindow(
  browser: Browser,
  office: PracticeOffice,
  { screen = DESK_SCREEN }: WindowOptions = {},
): Promise<DeskWindow> {
  const context = await browser.newContext({ viewport: { ...screen }, reducedMotion: 'reduce' });
  context.setDefaultTimeout(SHOWN_WITHIN_MS);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(String(error)));
  // Asked for once and early: a dialog that opens before the browser was told to hand it over is lost.
  page.on('filechooser', () => undefined);
  await page.goto(office.host().newUrl());
  await page.locator('.lock-page').waitFor();
  let count = 0;
  return {
    ...{ page, context, faults },
    press: async (keys, times = 1) => {
      for (let time = 0; time < times; time += 1) {
        count += 1;
        await page.keyboard.press(keys);
      }
    },
    type: (data) => page.keyboard.type(data),
    pressed: () => count,
    close: () => context.close(),
  };
}

/** Signs a practice person in: arrow keys to the name, PIN, Enter. Whoever is there is locked out first. */
export async function signIn(desk: DeskWindow, office: PracticeOfficeKey, login: string): Promise<void> {
  const user = practiceOfficeUsers[office].find((candidate) => candidate.login === login);
  if (user === undefined) throw new InvariantError(`nobody is called ${login}`);
  const { page } = desk;
  await lock(desk);
  for (let step = 0; step < practiceOfficeUsers[office].length; step += 1) {
    if ((await page.locator('.user.chosen b').innerText()) === user.displayName) break;
    await desk.press('ArrowDown');
  }
  await page.getByRole('heading', { name: user.displayName }).waitFor();
  await page.locator('.pin-input:focus').waitFor({ state: 'attached' });
  await desk.type(user.pin);
  await desk.press('Enter');
  await page.locator('.frame').waitFor();
}

/** Ctrl+L where somebody is signed in; the unlock page stands afterwards. */
export async function lock(desk: DeskWindow): Promise<void> {
  const { page } = desk;
  if (await page.locator('.frame').isVisible()) await desk.press('Control+l');
  await page.locator('.lock-page').waitFor();
}

/** Turns to a section of the menu by its Alt key and waits for its heading. */
export async function goTo(desk: DeskWindow, section: string, heading: string): Promise<void> {
  await desk.press(`Alt+${section}`);
  await desk.page.getByRole('heading', { level: 1, name: heading }).waitFor();
}

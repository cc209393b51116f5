import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, it } from 'vitest';
import { type DeskWindow, goTo, lock, openWindow, signIn } from './setup/desk-window.ts';
import { chooseFiles, focusOn } from './setup/keyboard.ts';
import { type PracticeWorld, startPracticeWorld } from './setup/practice-world.ts';
import { openImport } from './steps/people-steps.ts';
import { sendAndFetch, statusOf } from './steps/sync-steps.ts';

let world: PracticeWorld;
let desk: DeskWindow;
beforeAll(async () => {
  world = await startPracticeWorld('bad', inject('screensFolder'));
});
afterAll(() => world?.stop());
beforeEach(async () => {
  desk = await openWindow(world.browser, world.offices.A);
});
afterEach(() => desk?.close());

it('a wrong PIN says so and counts; then the wait grows, and the words name the next try', async () => {
  const { page } = desk;
  const tryPin = async (pin: string): Promise<string> => {
    await focusOn(page.getByLabel('PIN, then Enter'));
    await desk.type(pin);
    const answered = page.waitForResponse((response) => response.url().endsWith('/api/session.unlock'));
    await desk.press('Enter');
    await answered;
    await page.locator('[role=alert]').waitFor();
    return page.locator('[role=alert]').innerText();
  };
  expect(await tryPin('111112')).toMatch(/^This PIN does not fit\..* Wrong in a row: 1\.$/);
  expect(await tryPin('111113')).toMatch(/Wrong in a row: 2\.$/);
  for (const failures of [3, 4, 5]) {
    expect(await tryPin('111114')).toMatch(/^Too many wrong PINs\. Next try: \d\d:\d\d/);
    await page.waitForTimeout(1000 * 2 ** (failures - 3) + 50);
    expect(await tryPin('111115')).toContain(`Wrong in a row: ${failures}.`);
  }
  // From the fifth on it is a minute: even the right PIN waits, and a colleague is not kept out.
  expect(await tryPin('263805')).toMatch(/^Too many wrong PINs\./);
  await signIn(desk, 'A', 'officer');
  expect(desk.faults).toEqual([]);
});

it('a browser whose cookie is gone is told how to come back', async () => {
  await signIn(desk, 'A', 'officer');
  await desk.context.clearCookies();
  await desk.press('Alt+2');
  await desk.page.getByText('Open Tawi with the link that it shows when it starts.').waitFor();
});

it('a second tab shares the person, and locking one locks the other', async () => {
  await signIn(desk, 'A', 'officer');
  const second = await desk.context.newPage();
  await second.goto(`http://127.0.0.1:${world.offices.A.host().port}/`);
  await second.locator('.frame').getByText('Hana Lemma').waitFor();
  await second.keyboard.press('Control+l');
  await second.locator('.lock-page').waitFor();
  await desk.page.locator('.lock-page').waitFor();
});

it('a sign-in page of the network in place of the centre is called what it is, and passes', async () => {
  await signIn(desk, 'A', 'officer');
  await world.centre.stop();
  const portal = await answerWithSignInPage(Number(new URL(world.centre.url).port));
  try {
    expect(await sendAndFetch(desk)).toMatch(
      /^Something else than the centre answered, for example the sign-in page/,
    );
    expect((await statusOf(desk))[0]).toContain('Working offline');
  } finally {
    portal.closeAllConnections();
    await new Promise((resolve) => portal.close(resolve));
  }
  await world.centre.start();
  expect(await sendAndFetch(desk)).toMatch(/^(Sent \d|All sent)/);
  expect((await statusOf(desk))[0]).toContain('Line is there');
  expect(desk.faults).toEqual([]);
});

it.each<[string, string, string | Uint8Array, string]>([
  [
    'a picture that is called a table',
    'people.csv',
    Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]),
    'This is no table but: png. Save the list as CSV or XLSX.',
  ],
  [
    'a table without a column for birth dates',
    'people.csv',
    'Full Name,Gender\nAli Yusuf,Male\n',
    'The first row names no column for: Date of Birth. Add it and drop the file again.',
  ],
])('%s is refused in words, and nobody is added', async (_, name, content, words) => {
  await signIn(desk, 'A', 'officer');
  await goTo(desk, '2', 'People');
  const totals = desk.page.getByText(/people in \d+ households are on this PC/);
  const before = await totals.innerText();
  await openImport(desk);
  const file = join(world.folder, name);
  writeFileSync(file, content);
  await chooseFiles(desk, 'F2', [file]);
  await desk.page.getByText('This file cannot be imported').waitFor();
  await desk.page.getByText(words).waitFor();
  await lock(desk);
  await signIn(desk, 'A', 'officer');
  await goTo(desk, '2', 'People');
  expect(await totals.innerText()).toBe(before);
  expect(desk.faults).toEqual([]);
});

/** What many hotel and office networks do with every address until somebody signs in. */
function answerWithSignInPage(port: number): Promise<Server> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<!doctype html><title>Welcome</title><form><input name="room"></form>');
  });
  return new Promise((resolve) => {
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

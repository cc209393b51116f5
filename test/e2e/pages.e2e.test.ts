import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { practiceIds } from '#db/seed/practice-ids';
import { DESK_SCREEN, type DeskWindow, lock, openWindow, signIn } from './setup/desk-window.ts';
import { findBarriers, findCut, watchCalls } from './setup/look.ts';
import { type PracticeWorld, startPracticeWorld } from './setup/practice-world.ts';
import { type ServedOffice, serveOffice } from './setup/served-office.ts';
import { storyViewOf } from './setup/story-view.ts';
import { scan } from './steps/counter-steps.ts';

const root = resolve(import.meta.dirname, '../..');
const PICTURES = join(root, 'out/screenshots');
/** 1366×768 at 200 %. */
const ZOOMED = { width: 683, height: 384 };
/** 1366×768 at Windows' 125 %, less title bar and taskbar: what most offices really have (ux.md §4.12). */
const SCALED = { width: 1093, height: 550 };

/** Names of all texts of a language, plural forms taken together: languages have different ones. */
const textsOf = (language: string): ReadonlySet<string> => {
  const folder = join(root, 'resources/locales', language);
  const names = readdirSync(folder).flatMap((file) =>
    Object.keys(JSON.parse(readFileSync(join(folder, file), 'utf8'))).map(
      (key) => `${file} ${key.replace(/_[a-z]+$/, '')}`,
    ),
  );
  return new Set(names);
};
/** Languages whose texts are all there; that all three are is held by the locale tests. */
const languages = (['en', 'fr', 'ar'] as const).filter((language) =>
  [...textsOf('en')].every((name) => textsOf(language).has(name)),
);

/** Every route of the program with a role that works there. */
const routes: readonly (readonly [name: string, login: string, path: (made: ServedOffice) => string])[] = [
  ['home-officer', 'officer', () => '/'],
  ['people', 'officer', () => '/people'],
  ['households', 'officer', () => '/people?tab=households'],
  ['new-household', 'officer', () => '/people/new'],
  ['import', 'officer', () => '/people/import'],
  ['person', 'officer', ({ household }) => `/people/${household.registrantIds[0] ?? ''}`],
  ['household', 'officer', ({ household }) => `/people/${household.groupId}`],
  ['person-history', 'officer', ({ household }) => `/people/${household.registrantIds[0] ?? ''}?tab=history`],
  ['programmes', 'officer', () => '/programmes'],
  ['programme', 'officer', () => `/programmes/${practiceIds.program}`],
  ['cycles', 'officer', () => '/cycles'],
  ['cycle', 'officer', ({ cycleId }) => `/cycles/${cycleId}`],
  ['cycle-people', 'officer', ({ cycleId }) => `/cycles/${cycleId}?tab=people`],
  ['vouchers', 'officer', () => '/vouchers'],
  ['voucher-sheet', 'officer', ({ cycleId }) => `/vouchers/sheet/${cycleId}`],
  ['sync', 'officer', () => '/sync'],
  ['sync-sent', 'officer', () => '/sync?tab=sent'],
  ['home-clerk', 'clerk', () => '/'],
  ['redeem', 'clerk', () => '/vouchers/redeem'],
  ['providers', 'claims', () => '/providers'],
  ['new-claim', 'claims', () => '/providers/claims/new'],
  ['claim', 'finance', ({ claimId }) => `/providers/claims/${claimId}`],
  ['home-supervisor', 'supervisor1', () => '/'],
  ['home-auditor', 'auditor', () => '/'],
  ['audit', 'auditor', () => '/audit'],
  ['home-it', 'it', () => '/'],
];
const logins = [...new Set(routes.map(([, login]) => login))];

let world: PracticeWorld;
let made: ServedOffice;
beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  world = await startPracticeWorld('pages', inject('screensFolder'));
  made = await serveOffice(storyViewOf(world).desk('A'));
});
afterAll(() => world?.stop());

describe.each(languages)('in %s', (language) => {
  let desk: DeskWindow;
  let settled: () => Promise<void>;
  beforeAll(async () => {
    desk = await openWindow(world.browser, world.offices.A);
    settled = watchCalls(desk.page).settled;
    await desk.page.locator(`.langs [lang=${language}]`).click();
    await desk.page.locator(`html[lang=${language}]`).waitFor();
  });
  afterAll(() => desk?.close());

  /** Nothing is wrong with what stands in the window, at the desk's screen and at twice the size. */
  const look = async (name: string): Promise<void> => {
    const { page } = desk;
    await settled();
    const picture = `${name}${language === 'en' ? '' : `.${language}`}.png`;
    await page.screenshot({ path: join(PICTURES, picture) });
    const atDesk = { barriers: await findBarriers(page), cut: await findCut(page) };
    await page.setViewportSize(ZOOMED);
    await page.waitForTimeout(100);
    // What lies where is the same in every language; the words were judged above.
    const zoomed = { barriers: language === 'en' ? await findBarriers(page) : [], cut: await findCut(page) };
    await page.screenshot({ path: join(PICTURES, `zoomed-${picture}`) });
    await page.setViewportSize(SCALED);
    await page.waitForTimeout(100);
    const scaled = { cut: await findCut(page) };
    await page.setViewportSize({ ...DESK_SCREEN });
    const nothing = { barriers: [], cut: [] };
    const found = { atDesk, zoomed, scaled, faults: desk.faults.splice(0) };
    expect.soft(found, name).toEqual({ atDesk: nothing, zoomed: nothing, scaled: { cut: [] }, faults: [] });
  };

  const openRoute = async (path: string): Promise<void> => {
    await desk.page.evaluate((hash) => {
      window.location.hash = hash;
    }, path);
    await desk.page.locator('main h1').waitFor();
  };

  it('the unlock page has no barrier and nothing is cut', async () => {
    await look('unlock');
  });

  it.each(logins)('the pages of %s have no barrier and nothing is cut', async (login) => {
    await signIn(desk, 'A', login);
    for (const [name, , path] of routes.filter(([, role]) => role === login)) {
      await openRoute(path(made));
      await look(name);
    }
  });

  it('what opens over the pages and on the way has no barrier and nothing is cut', async () => {
    const { page } = desk;
    await signIn(desk, 'A', 'officer');
    await desk.press('F1');
    await page.getByRole('dialog').waitFor();
    await look('keys-dialog');
    await desk.press('Escape');
    await desk.press('F2');
    await page.locator('#hh-consent:focus').waitFor({ state: 'attached' });
    await desk.type('1');
    await page.locator('table.members').waitFor();
    await look('new-household-people');
    await signIn(desk, 'A', 'clerk');
    const [used, unused] = made.sheet;
    for (const [name, voucher] of [
      ['voucher-valid', unused],
      ['voucher-refused', used],
    ] as const) {
      await scan(desk, voucher?.code ?? '');
      await page.locator('.verdict').waitFor();
      await look(name);
      await desk.press('Escape');
    }
    await signIn(desk, 'A', 'finance');
    await openRoute(`/providers/claims/${made.claimId}`);
    await page.locator('.sign-card .btn-primary').waitFor();
    await desk.press('Control+Enter');
    await page.getByRole('dialog').waitFor();
    await look('claim-dialog');
  });

  it('the page runs in the direction of the script', async () => {
    await lock(desk);
    await signIn(desk, 'A', 'officer');
    const { page } = desk;
    const menu = await page.locator('#sections').boundingBox();
    const isRtl = (menu?.x ?? 0) > DESK_SCREEN.width / 2;
    expect([await page.evaluate(() => document.dir), isRtl]).toEqual(
      language === 'ar' ? ['rtl', true] : ['ltr', false],
    );
  });
});

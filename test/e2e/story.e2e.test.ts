import { afterAll, beforeAll, describe, expect, inject } from 'vitest';
import { present } from '../story/expect-story.ts';
import {
  checkAudit,
  checkChainHead,
  checkLedger,
  checkNothingOf,
  checkSameRows,
  fingerprint,
} from '../story/steps/compare-sides.ts';
import { expiredVoucher, flippedVoucher, voucherOfOtherOffice } from '../story/steps/forged-vouchers.ts';
import { sendEverything } from '../story/steps/send-everything.ts';
import { type DeskWindow, goTo, openWindow, signIn } from './setup/desk-window.ts';
import { tabTo } from './setup/keyboard.ts';
import { orderedSteps } from './setup/ordered-steps.ts';
import { type PracticeWorld, startPracticeWorld } from './setup/practice-world.ts';
import { storyViewOf } from './setup/story-view.ts';
import { approveClaim, openClaim, sendClaim } from './steps/claim-steps.ts';
import {
  chooseProvider,
  openRedeem,
  payInFull,
  readPaper,
  scan,
  scanRefused,
} from './steps/counter-steps.ts';
import {
  approve,
  checkEligibility,
  enrolAll,
  issueVouchers,
  openCycle,
  openProgram,
  prepareAndSend,
  readReasons,
} from './steps/money-steps.ts';
import {
  answerQuestions,
  attachDocuments,
  beginHousehold,
  checkFile,
  findPerson,
  passSimilar,
  runImport,
  saveHousehold,
  typeHead,
  typeMember,
} from './steps/people-steps.ts';
import { currentCycleName, householdOfFive, pinOf, SAMPLE } from './steps/story-data.ts';
import { sendAll, sendAndFetch, statusOf } from './steps/sync-steps.ts';

const HOUSEHOLD = 'Senait Story';
const PROVIDER = 'Sabian Cooperative Shop';
/** The story of the first issue, told through the screens with the keyboard alone. */
describe('one office, end to end', () => {
  const open: DeskWindow[] = [];
  let world: PracticeWorld;
  let a: DeskWindow;
  const told = { imported: 0, enrolled: 0, papers: 0, codes: [] as string[], claimNo: '' };
  const step = orderedSteps(() => open);
  const openDesk = async (office: 'A' | 'B'): Promise<DeskWindow> => {
    const desk = await openWindow(world.browser, world.offices[office]);
    open.push(desk);
    return desk;
  };
  beforeAll(async () => {
    world = await startPracticeWorld('story', inject('screensFolder'));
    a = await openDesk('A');
  });
  afterAll(() => world?.stop());

  step('a file of 200 people is checked and imported', async () => {
    await signIn(a, 'A', 'officer');
    const { ready, warning, duplicate, refused } = await checkFile(a, SAMPLE);
    expect({ sum: ready + warning + duplicate, refused }).toEqual({ sum: 200, refused: 0 });
    expect(duplicate).toBeGreaterThanOrEqual(6);
    told.imported = await runImport(a);
    expect(told.imported).toBe(ready + warning);
  });

  step('a second import of the same file adds none', async () => {
    const { ready, warning, refused } = await checkFile(a, SAMPLE);
    expect([ready, warning, refused]).toEqual([0, 0, 0]);
    await a.page.getByText(`200 rows read. ${told.imported} are here already`).waitFor();
    await a.press('Control+Enter');
    expect(await a.page.getByText(/people were added$/).count()).toBe(0);
  });

  step('the centre is stopped, and the screen says so without losing anything', async () => {
    await sendAll(a);
    await world.centre.stop();
    expect(await sendAndFetch(a)).toMatch(/^No connection \(tried for \d+ s/);
    const [line, work] = await statusOf(a);
    expect([line, work]).toEqual([
      expect.stringContaining('Working offline'),
      expect.stringMatching(/^All sent/),
    ]);
  });

  step(
    'a household of five is registered with consent and a document; a similar person is warned of',
    async () => {
      const household = householdOfFive(world.folder);
      await goTo(a, '1', 'My work');
      await beginHousehold(a);
      await typeHead(a, household);
      for (const member of household.members) await typeMember(a, member);
      expect(await passSimilar(a)).toContain('Ali Yusuf');
      await answerQuestions(a, household.answers);
      await attachDocuments(a, household.documents);
      await a.page.getByText('Fits the rules').waitFor();
      expect(await saveHousehold(a)).toMatch(/^DD04-\d{6}-[0-9A-Z]$/);
    },
  );

  step('eligibility is answered with reasons, and who fits is enrolled', async () => {
    await openProgram(a);
    const { pass, fail } = await checkEligibility(a);
    expect(fail).toBeGreaterThan(0);
    expect(await readReasons(a, HOUSEHOLD)).toEqual([
      expect.stringMatching(/Score: below 50\s+here: \d/),
      expect.stringMatching(/Children under 18: at least 1\s+here: 3/),
    ]);
    told.enrolled = await enrolAll(a);
    expect(told.enrolled).toBe(pass);
  });

  step('the list of the cycle is prepared within the reservation and sent for approval', async () => {
    await signIn(a, 'A', 'preparer');
    await openCycle(a, currentCycleName);
    await prepareAndSend(a);
    await a.page.getByText('Within the money reserved').waitFor();
    await a.page.getByText(`${told.enrolled} payments worked out`).waitFor();
  });

  step('supervisor 1 approves and is refused as the second approver', async () => {
    await signIn(a, 'A', 'supervisor1');
    await openCycle(a, currentCycleName);
    await approve(a, pinOf('supervisor1'));
    await a.page.getByText('Signed: stage 1 of 2.').waitFor();
    const again = a.page.getByRole('button', { name: /^Approve \d+ payments/ });
    await a.page
      .getByText('You have signed this already. Every signature must come from another person.')
      .first()
      .waitFor();
    expect(await again.getAttribute('aria-disabled')).toBe('true');
    await a.press('Control+Enter');
    expect(await a.page.getByRole('dialog').count()).toBe(0);
  });

  step('supervisor 2 approves', async () => {
    await signIn(a, 'A', 'supervisor2');
    await openCycle(a, currentCycleName);
    await approve(a, pinOf('supervisor2'));
    await a.page.getByText('Signed: stage 2 of 2.').waitFor();
  });

  step('vouchers are signed offline and their sheets printed to PDF', async () => {
    await signIn(a, 'A', 'officer');
    await openCycle(a, currentCycleName);
    told.papers = await issueVouchers(a);
    expect(told.papers).toBe(told.enrolled);
    await a.press('Control+Enter');
    await a.page.locator('.sheets[data-ready=true]').waitFor();
    const pdf = (await a.page.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1');
    expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBe(Math.ceil(told.papers / 8));
  });

  step('the QR on the page reads back as a voucher, and what came out is marked as printed', async () => {
    const { page } = a;
    const own = page.locator('article.paper').filter({ hasText: HOUSEHOLD });
    told.codes = [await readPaper(own), await readPaper(page.locator('article.paper').nth(2))];
    for (const code of told.codes) expect(code).toMatch(/^G2P1[A-Z2-7]{215}$/);
    await a.press('Control+p');
    await tabTo(a, page.getByRole('button', { name: 'Yes, all came out' }));
    await a.press('Enter');
    await page.getByText(`${told.papers} vouchers are marked as printed.`).waitFor();
  });

  step('a voucher is redeemed by a scan while a text field has the focus', async () => {
    await signIn(a, 'A', 'clerk');
    await openRedeem(a);
    await chooseProvider(a, '1', PROVIDER);
    await a.press('Control+k');
    await a.type('bek');
    await scan(a, told.codes[0] ?? '');
    expect(await payInFull(a)).toMatch(/Paid \d\d:\d\d\s+Senait Story\s+ETB\s1,100\.00\s+receipt DD04-\d+/);
    expect(await a.page.locator('#find-anything').inputValue()).toBe('bek');
  });

  step(
    'a second redemption, a flipped bit, an expired and a foreign voucher are refused in words of their own',
    async () => {
      const story = storyViewOf(world);
      const { store } = present(world.offices.A.core().office(), 'the open office');
      const unused = present(
        store.read((tx) => tx.rows.all('voucher')).find((voucher) => voucher.state !== 'redeemed'),
        'a voucher',
      );
      const [used = ''] = told.codes;
      expect(await scanRefused(a, used)).toEqual({
        ...{ code: 'voucher/already-used', word: 'Already used', why: 'This voucher was paid out before' },
      });
      expect(await scanRefused(a, flippedVoucher(story.desk('A'), unused.voucherId))).toEqual({
        ...{
          code: 'voucher/bad-signature',
          word: 'Not issued by us',
          why: 'The signature on this paper is wrong',
        },
      });
      expect(await scanRefused(a, expiredVoucher(story.desk('A'), unused.voucherId))).toEqual({
        ...{ code: 'voucher/expired', word: 'Expired', why: 'Its last day is over' },
      });
      const foreign = await voucherOfOtherOffice(story.desk('A'), story.desk('B'), unused.voucherId);
      expect(await scanRefused(a, foreign)).toEqual({
        ...{ code: 'voucher/other-office', word: 'For another office' },
        why: 'The signature is right, but this voucher is for another office',
      });
      await scan(a, told.codes[1] ?? '');
      await payInFull(a);
    },
  );

  step("the provider's claim is checked and approved by two", async () => {
    await signIn(a, 'A', 'claims');
    told.claimNo = await sendClaim(a, PROVIDER);
    for (const login of ['finance', 'cash']) {
      await signIn(a, 'A', login);
      await openClaim(a, told.claimNo);
      await a.page.getByRole('tab', { name: 'Fine 2' }).waitFor();
      await approveClaim(a, pinOf(login));
    }
    await a.page.locator('.sign-card').getByText('Approved', { exact: true }).waitFor();
    const [line, work] = await statusOf(a);
    expect([line, work]).toEqual([
      expect.stringContaining('Working offline'),
      expect.stringMatching(/^\d+ waiting/),
    ]);
  });

  step('the centre starts, and everything is sent', async () => {
    await world.centre.start();
    await sendAll(a);
    expect((await statusOf(a))[0]).toContain('Line is there');
    expect(await a.page.getByText(/needs? attention/).count()).toBe(0);
  });

  step("the centre's tables, its ledger and the audit chain agree with the office", async () => {
    const story = storyViewOf(world);
    const office = story.desk('A');
    await sendEverything(office);
    expect(await checkSameRows(story, office)).toBeGreaterThan(told.imported);
    await checkLedger(story, office);
    await checkChainHead(story, office);
    await checkAudit(story, office);
  });

  step('the other office, synced, holds none of these people', async () => {
    const b = await openDesk('B');
    await signIn(b, 'B', 'officer-b');
    await sendAll(b);
    await findPerson(b, 'Senait');
    await b.page.getByText('No one matches “Senait”').waitFor();
    const story = storyViewOf(world);
    expect(checkNothingOf(story.desk('B'), story.desk('A'))).toBeGreaterThan(0);
    expect(b.faults).toEqual([]);
  });

  step('everything is restarted, and nothing has changed', async () => {
    const story = storyViewOf(world);
    const before = await fingerprint(story);
    expect(a.faults).toEqual([]);
    for (const desk of open.splice(0)) await desk.close();
    await story.restart();
    const [again, other] = [await openDesk('A'), await openDesk('B')];
    await signIn(again, 'A', 'officer');
    await signIn(other, 'B', 'officer-b');
    expect(await fingerprint(story)).toBe(before);
    await findPerson(again, 'Senait');
    await again.page
      .getByRole('row', { name: /Senait/ })
      .first()
      .waitFor();
    expect((await statusOf(again))[1]).toMatch(/^All sent/);
    expect([again.faults, other.faults, world.offices.A.faults, world.offices.B.faults]).toEqual([
      [],
      [],
      [],
      [],
    ]);
  });
});

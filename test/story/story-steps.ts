import { readFileSync } from 'node:fs';
import { holds, present, same } from './expect-story.ts';
import {
  checkFirstApproval,
  checkPreparerRefused,
  checkSamePersonRefused,
  checkSecondApproval,
  openCycle,
  prepareCycle,
} from './steps/approve-cycle.ts';
import {
  checkAudit,
  checkChainHead,
  checkLedger,
  checkNothingOf,
  checkSameRows,
  fingerprint,
} from './steps/compare-sides.ts';
import { checkEligibility, enrolEligible } from './steps/enrol-eligible.ts';
import { expiredVoucher, flippedVoucher, voucherOfOtherOffice } from './steps/forged-vouchers.ts';
import { checkFirstImport, checkSecondImport, importFile } from './steps/import-people.ts';
import { readDrawnCode } from './steps/read-drawn-code.ts';
import {
  checkSimilarWarned,
  type RegisteredHousehold,
  registerHousehold,
} from './steps/register-household.ts';
import { checkCentreAway, sendEverything } from './steps/send-everything.ts';
import { checkScanRefused, issueVouchers, redeem, type SheetVoucher } from './steps/serve-vouchers.ts';
import { approveClaim, submitClaim } from './steps/settle-claim.ts';
import type { StoryWorld } from './story-world.ts';

/** One line of the story: a sentence, and what makes it true. What it returns is told beside it. */
export type StoryStep = { readonly title: string; readonly run: () => Promise<string | number | undefined> };

type Memory = {
  firstImport?: Awaited<ReturnType<typeof importFile>>;
  household?: RegisteredHousehold;
  enrolled?: number;
  cycleId?: string;
  sheet?: readonly SheetVoucher[];
  redeemed?: SheetVoucher;
  claim?: Awaited<ReturnType<typeof submitClaim>>;
};

const SAMPLE = new URL('../vectors/people-200.csv', import.meta.url);
/** Vouchers served before the claim. */
const SERVED = 3;

/** The whole story on office A, with the centre cut off in the middle. Steps stand on the ones before. */
export function storySteps(world: StoryWorld): readonly StoryStep[] {
  const memory: Memory = {};
  const a = () => world.desk('A');
  return [
    ...registrySteps(world, memory),
    ...approvalSteps(world, memory),
    ...counterSteps(world, memory),
    { title: 'the centre is started again', run: async () => (await world.startCentre()).url },
    {
      title: 'everything is sent, nothing refused',
      run: async () => `${await sendEverything(a())} operations`,
    },
    {
      title: "the centre's tables equal the office's rows",
      run: async () => `${await checkSameRows(world, a())} rows`,
    },
    { title: 'the ledger sums to zero on both sides', run: () => checkLedger(world, a()) },
    { title: 'the chain of operations has one head', run: () => checkChainHead(world, a()) },
    { title: 'the audit chain agrees', run: () => checkAudit(world, a()) },
    { title: "office B, synced, holds none of office A's people", run: () => otherOffice(world) },
    { title: 'everything is restarted: nothing changed', run: () => restarted(world) },
  ];
}

function registrySteps(world: StoryWorld, memory: Memory): readonly StoryStep[] {
  const a = () => world.desk('A');
  const sample = readFileSync(SAMPLE);
  const rows = sample.toString('utf8').trimEnd().split('\n').length - 1;
  const take = () => importFile(a(), 'people-200.csv', new Uint8Array(sample));
  return [
    {
      title: 'the sample is imported',
      run: async () => {
        memory.firstImport = await take();
        checkFirstImport(memory.firstImport, rows);
        const { imported, duplicate } = memory.firstImport.counts;
        return `${imported} people, ${duplicate} set aside as likely duplicates`;
      },
    },
    {
      title: 'a second import adds none',
      run: async () => {
        checkSecondImport(await take(), present(memory.firstImport, 'the first import'));
        return undefined;
      },
    },
    {
      title: 'the centre is cut off in the middle of the day',
      run: async () => {
        // The last contact: it brought the other office's public key.
        await sendEverything(a());
        await world.cutCentre();
        return `${await checkCentreAway(a())} operations wait`;
      },
    },
    {
      title: 'a household of five is registered with consent and a document',
      run: async () => {
        memory.household = await registerHousehold(a());
        const { registrationNo, band, score } = memory.household;
        return `${registrationNo}, score ${score ?? '-'} (${band ?? '-'})`;
      },
    },
    {
      title: 'similar person warned',
      run: () => checkSimilarWarned(a(), present(memory.household, 'the household')),
    },
    {
      title: 'eligibility is answered with reasons',
      run: () => checkEligibility(a(), world.programId, present(memory.household, 'the household').groupId),
    },
    {
      title: 'the eligible are enrolled',
      run: async () => {
        memory.enrolled = await enrolEligible(a(), world.programId);
        return `${memory.enrolled} households`;
      },
    },
  ];
}

function approvalSteps(world: StoryWorld, memory: Memory): readonly StoryStep[] {
  const a = () => world.desk('A');
  const cycleId = (): string => present(memory.cycleId, 'the cycle');
  const step = (title: string, work: (cycleId: string) => Promise<void>): StoryStep => ({
    title,
    run: async () => {
      await work(cycleId());
      return undefined;
    },
  });
  return [
    {
      title: 'the cycle is prepared within the reservation and sent to the approvers',
      run: async () => {
        memory.cycleId = await openCycle(a(), world.programId);
        return prepareCycle(a(), cycleId(), present(memory.enrolled, 'the enrolled'));
      },
    },
    step('the preparer is refused as approver', (id) => checkPreparerRefused(a(), id)),
    step('supervisor 1 approves', (id) => checkFirstApproval(a(), id)),
    step('the same person is refused as second approver', (id) => checkSamePersonRefused(a(), id)),
    step('supervisor 2 approves', (id) => checkSecondApproval(a(), id)),
    {
      title: 'vouchers are signed offline under the certificate of this PC',
      run: async () => {
        memory.sheet = await issueVouchers(a(), cycleId());
        return `${memory.sheet.length} vouchers on the sheet`;
      },
    },
  ];
}

function counterSteps(world: StoryWorld, memory: Memory): readonly StoryStep[] {
  const a = () => world.desk('A');
  const sheet = () => present(memory.sheet, 'the sheet');
  const unused = () => present(sheet()[SERVED], 'a voucher nobody has used').voucherId;
  const refuses = (title: string, code: string, voucher: () => string | Promise<string>): StoryStep => ({
    title: `${title} is refused: ${code}`,
    run: async () => {
      await checkScanRefused(a(), await voucher(), code);
      return undefined;
    },
  });
  return [
    {
      title: 'the QR is drawn and read back',
      run: async () => {
        for (const { code } of sheet().slice(0, SERVED))
          same(await readDrawnCode(code), code, 'what the QR says');
        return undefined;
      },
    },
    {
      title: 'vouchers are paid at a provider',
      run: async () => {
        const receipts = [];
        for (const { code } of sheet().slice(0, SERVED)) receipts.push(await redeem(a(), code));
        holds(
          new Set(receipts.map(({ receiptNo }) => receiptNo)).size === SERVED,
          'each receipt has a number of its own',
        );
        return receipts.map(({ receiptNo }) => receiptNo).join(', ');
      },
    },
    refuses('a second redemption', 'voucher/already-used', () => present(sheet()[0], 'a used voucher').code),
    refuses('a flipped bit', 'voucher/bad-signature', () => flippedVoucher(a(), unused())),
    refuses('an expired voucher', 'voucher/expired', () => expiredVoucher(a(), unused())),
    refuses('a voucher of the other office', 'voucher/other-office', () =>
      voucherOfOtherOffice(a(), world.desk('B'), unused()),
    ),
    {
      title: "the provider's claim is checked and handed in",
      run: async () => {
        memory.claim = await submitClaim(
          a(),
          world.programId,
          sheet()
            .slice(0, SERVED)
            .map(({ code }) => code),
        );
        return `${memory.claim.claimNo}, ${(memory.claim.totalMinor / 100).toFixed(2)}`;
      },
    },
    {
      title: 'the claim is approved by two',
      run: async () => {
        await approveClaim(a(), present(memory.claim, 'the claim'));
        return undefined;
      },
    },
  ];
}

async function otherOffice(world: StoryWorld): Promise<string> {
  const b = world.desk('B');
  await sendEverything(b);
  const people = checkNothingOf(b, world.desk('A'));
  await checkSameRows(world, b);
  return `${people} people, all its own`;
}

async function restarted(world: StoryWorld): Promise<string> {
  const before = await fingerprint(world);
  await world.restart();
  // Opens both databases again: a core without anybody signed in has none.
  await world.desk('A').as('auditor');
  await world.desk('B').as('auditor-b');
  const after = await fingerprint(world);
  same(after, before, 'hash over all rows and chain heads');
  return after.slice(0, 16);
}

import type { voucherRefusals } from '#contract/vouchers';

type RefusalCode = (typeof voucherRefusals)[number];
export type RefusalWords = {
  /** `no`: do not pay, red. `care`: the paper is right, but not here or not now, amber. */
  readonly tone: 'no' | 'care';
  /** The big word. */
  readonly word: string;
  readonly why: string;
  /** Heading and text of the lower part: what to tell the person, what to do, or why this can be. */
  readonly advice: 'vouchers:tell' | 'vouchers:do' | 'vouchers:can-be';
  readonly text: string;
};

const words = (
  tone: RefusalWords['tone'],
  advice: RefusalWords['advice'],
  keys: readonly [string, string, string],
) => ({
  tone,
  advice,
  word: keys[0],
  why: keys[1],
  text: keys[2],
});
const { tell, act, canBe } = {
  tell: 'vouchers:tell',
  act: 'vouchers:do',
  canBe: 'vouchers:can-be',
} as const;

/** Every refusal has its own card; the compiler holds the list against the contract. */
const refusalWords: Readonly<Record<RefusalCode, RefusalWords>> = {
  'voucher/already-used': words('no', tell, [
    'vouchers:word-already-used',
    'vouchers:why-already-used',
    'vouchers:text-already-used',
  ]),
  'voucher/amount-above-balance': words('care', act, [
    'vouchers:word-amount-above-balance',
    'vouchers:why-amount-above-balance',
    'vouchers:text-amount-above-balance',
  ]),
  'voucher/bad-signature': words('no', act, [
    'vouchers:word-bad-signature',
    'vouchers:why-bad-signature',
    'vouchers:text-bad-signature',
  ]),
  'voucher/clock-behind': words('care', act, [
    'vouchers:word-clock-behind',
    'vouchers:why-clock-behind',
    'vouchers:text-clock-behind',
  ]),
  'voucher/expired': words('no', tell, [
    'vouchers:word-expired',
    'vouchers:why-expired',
    'vouchers:text-expired',
  ]),
  'voucher/held-elsewhere': words('care', tell, [
    'vouchers:word-held-elsewhere',
    'vouchers:why-held-elsewhere',
    'vouchers:text-held-elsewhere',
  ]),
  'voucher/issuer-revoked': words('no', act, [
    'vouchers:word-issuer-revoked',
    'vouchers:why-issuer-revoked',
    'vouchers:text-issuer-revoked',
  ]),
  'voucher/not-a-voucher': words('no', act, [
    'vouchers:word-not-a-voucher',
    'vouchers:why-not-a-voucher',
    'vouchers:text-not-a-voucher',
  ]),
  'voucher/not-approved': words('no', act, [
    'vouchers:word-not-approved',
    'vouchers:why-not-approved',
    'vouchers:text-not-approved',
  ]),
  'voucher/not-in-list': words('care', canBe, [
    'vouchers:word-not-in-list',
    'vouchers:why-not-in-list',
    'vouchers:text-not-in-list',
  ]),
  'voucher/not-yet-valid': words('care', tell, [
    'vouchers:word-not-yet-valid',
    'vouchers:why-not-yet-valid',
    'vouchers:text-not-yet-valid',
  ]),
  'voucher/other-office': words('care', tell, [
    'vouchers:word-other-office',
    'vouchers:why-other-office',
    'vouchers:text-other-office',
  ]),
  'voucher/partial-not-allowed': words('care', act, [
    'vouchers:word-partial-not-allowed',
    'vouchers:why-partial-not-allowed',
    'vouchers:text-partial-not-allowed',
  ]),
  'voucher/replaced': words('no', tell, [
    'vouchers:word-replaced',
    'vouchers:why-replaced',
    'vouchers:text-replaced',
  ]),
  'voucher/reserved-bits': words('care', act, [
    'vouchers:word-reserved-bits',
    'vouchers:why-reserved-bits',
    'vouchers:text-reserved-bits',
  ]),
  'voucher/restored-copy': words('care', act, [
    'vouchers:word-restored-copy',
    'vouchers:why-restored-copy',
    'vouchers:text-restored-copy',
  ]),
  'voucher/revoked': words('no', tell, [
    'vouchers:word-revoked',
    'vouchers:why-revoked',
    'vouchers:text-revoked',
  ]),
  'voucher/too-long': words('no', act, [
    'vouchers:word-too-long',
    'vouchers:why-too-long',
    'vouchers:text-too-long',
  ]),
  'voucher/unknown-issuer': words('no', act, [
    'vouchers:word-unknown-issuer',
    'vouchers:why-unknown-issuer',
    'vouchers:text-unknown-issuer',
  ]),
  'voucher/unknown-version': words('care', act, [
    'vouchers:word-unknown-version',
    'vouchers:why-unknown-version',
    'vouchers:text-unknown-version',
  ]),
  'voucher/unreadable': words('care', act, [
    'vouchers:word-unreadable',
    'vouchers:why-unreadable',
    'vouchers:text-unreadable',
  ]),
  'voucher/wrong-program': words('no', act, [
    'vouchers:word-wrong-program',
    'vouchers:why-wrong-program',
    'vouchers:text-wrong-program',
  ]),
  'voucher/wrong-provider': words('care', tell, [
    'vouchers:word-wrong-provider',
    'vouchers:why-wrong-provider',
    'vouchers:text-wrong-provider',
  ]),
};
const byCode: ReadonlyMap<string, RefusalWords> = new Map(Object.entries(refusalWords));

/** The card of a refusal; undefined when the failure is not about the voucher (no answer, locked). */
export const wordsOfRefusal = (code: string): RefusalWords | undefined => byCode.get(code);

import type { ClaimCode } from '#domain/providers/claim-checks';

type Tone = 'plain' | 'ok' | 'warn' | 'danger' | 'info';
type Word = { readonly text: string; readonly tone: Tone };

/** Why a line is to be looked at or not paid; the compiler holds the list against the rules. */
const codes: Readonly<Record<ClaimCode, string>> = {
  'claim/above-redeemed': 'providers:line-above-redeemed',
  'claim/amount-unusable': 'providers:line-amount-unusable',
  'claim/below-redeemed': 'providers:line-below-redeemed',
  'claim/claimed-before': 'providers:line-claimed-before',
  'claim/document-missing': 'providers:line-document-missing',
  'claim/not-known-here': 'providers:line-not-known-here',
  'claim/not-redeemed': 'providers:line-not-redeemed',
  'claim/other-program': 'providers:line-other-program',
  'claim/other-provider': 'providers:line-other-provider',
  'claim/other-service-date': 'providers:line-other-service-date',
  'claim/outside-contract': 'providers:line-outside-contract',
  'claim/outside-period': 'providers:line-outside-period',
  'claim/provider-not-contracted': 'providers:line-provider-not-contracted',
  'claim/redemption-doubted': 'providers:line-redemption-doubted',
  'claim/redemption-void': 'providers:line-redemption-void',
  'claim/service-in-future': 'providers:line-service-in-future',
  'claim/signature-wrong': 'providers:line-signature-wrong',
  'claim/twice-in-claim': 'providers:line-twice-in-claim',
};
const byCode: ReadonlyMap<string, string> = new Map(Object.entries(codes));
/** The key of a reason's words; a reason of a newer core is shown by its code. */
export const lineReason = (code: string): string => byCode.get(code) ?? code;

const states: ReadonlyMap<string, Word> = new Map<string, Word>([
  ['draft', { text: 'providers:claim-draft', tone: 'plain' }],
  ['submitted', { text: 'providers:claim-submitted', tone: 'info' }],
  ['under_review', { text: 'providers:claim-under-review', tone: 'info' }],
  ['accountant_approved', { text: 'providers:claim-accountant-approved', tone: 'info' }],
  ['cash_manager_approved', { text: 'providers:claim-approved', tone: 'ok' }],
  ['returned', { text: 'providers:claim-returned', tone: 'warn' }],
  ['rejected', { text: 'providers:claim-rejected', tone: 'danger' }],
  ['paid', { text: 'providers:claim-paid', tone: 'ok' }],
]);
export const claimStateWord = (state: string): Word => states.get(state) ?? { text: state, tone: 'plain' };

const kinds: ReadonlyMap<string, string> = new Map([
  ['shop', 'providers:kind-shop'],
  ['agent', 'providers:kind-agent'],
  ['hospital', 'providers:kind-hospital'],
]);
export const kindText = (kind: string): string => kinds.get(kind) ?? kind;

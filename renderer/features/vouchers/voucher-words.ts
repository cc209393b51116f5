type Tone = 'plain' | 'ok' | 'warn' | 'danger' | 'info';
type Word = { readonly text: string; readonly tone: Tone };

const states: ReadonlyMap<string, Word> = new Map<string, Word>([
  ['signed', { text: 'vouchers:state-signed', tone: 'info' }],
  ['printed', { text: 'vouchers:state-printed', tone: 'info' }],
  ['redeemed', { text: 'vouchers:state-redeemed', tone: 'ok' }],
  ['partly_redeemed', { text: 'vouchers:state-partly-redeemed', tone: 'info' }],
  ['expired', { text: 'vouchers:state-expired', tone: 'warn' }],
  ['revoked', { text: 'vouchers:state-revoked', tone: 'danger' }],
  ['replaced', { text: 'vouchers:state-replaced', tone: 'plain' }],
]);
export const voucherStateWord = (state: string): Word => states.get(state) ?? { text: state, tone: 'plain' };

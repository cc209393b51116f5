import type { Tx } from '#db/postgres/database';
import { takeActivationCode } from '#db/postgres/repositories/codes';
import {
  claimRedemptions,
  countCertificateUse,
  releaseClaim,
  spendEscrow,
  spendVouchers,
} from '#db/postgres/repositories/funds';
import { replaceOfficerKey } from '#db/postgres/repositories/officer-keys';
import type { Effect } from './judgement.ts';
import { EffectRefused } from './refusal-of-error.ts';

/**
 * Does what operations do besides rows. Vouchers go as one set; the rest are rare. What may not be done throws: a
 * broken constraint as PostgreSQL says it, or {@link EffectRefused}.
 */
export async function applyEffects(tx: Tx, effects: readonly Effect[]): Promise<void> {
  const vouchers = effects.flatMap((effect) => (effect.kind === 'spend-voucher' ? [effect.spending] : []));
  if (vouchers.length > 0) await spendVouchers(tx, vouchers);
  for (const effect of effects) await applyEffect(tx, effect);
}

async function applyEffect(tx: Tx, effect: Effect): Promise<void> {
  switch (effect.kind) {
    case 'spend-voucher':
      return;
    case 'register-key':
      return registerKey(tx, effect);
    case 'spend-escrow': {
      const { spending } = effect;
      if (await spendEscrow(tx, spending)) return;
      throw new EffectRefused({ code: 'ESCROW_EXCEEDED', data: { amountMinor: spending.amountMinor } });
    }
    case 'use-certificate':
      return countCertificateUse(tx, effect);
    case 'claim':
      return claimRedemptions(tx, effect.claimId, effect.redemptionIds);
    case 'release-claim':
      return releaseClaim(tx, effect.claimId);
  }
}

async function registerKey(tx: Tx, effect: Extract<Effect, { kind: 'register-key' }>): Promise<void> {
  const { key, codeSha256 } = effect;
  const isUsed = await takeActivationCode(tx, { codeSha256, userId: key.userId, now: key.registeredAt });
  if (!isUsed) throw new EffectRefused({ code: 'NO_AUTHORITY', data: { reason: 'activation-code' } });
  await replaceOfficerKey(tx, key);
}

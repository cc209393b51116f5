import { err, ok, type Result } from '../result.ts';
import { foldDigits } from '../time/digits.ts';

/** How a deployment's own phone numbers are completed: Ethiopia is `{ callingCode: '251', trunkPrefix: '0' }`. */
export type PhoneDefaults = { readonly callingCode: string; readonly trunkPrefix: string };

export type PhoneProblem = { readonly code: 'registry/phone-invalid' };

/**
 * Brings a typed phone number into the form `+<country><number>` of ITU-T E.164 (8 to 15 digits): digits of any
 * script, `00` for `+`, the trunk 0 dropped, the deployment's country when none is given. It does not know the
 * numbering plans: a well-formed number may still not exist.
 */
export function normalisePhone(text: string, defaults: PhoneDefaults): Result<string, PhoneProblem> {
  const plain = foldDigits(text)
    .trim()
    .replace(/[\s().\-/\u2010-\u2015]/gu, '')
    .replace(/^00/, '+');
  if (!/^\+?\d{5,15}$/.test(plain)) return err({ code: 'registry/phone-invalid' });
  const full = plain.startsWith('+') ? plain : `+${defaults.callingCode}${withoutTrunk(plain, defaults)}`;
  return /^\+[1-9]\d{7,14}$/.test(full) ? ok(full) : err({ code: 'registry/phone-invalid' });
}

function withoutTrunk(national: string, { trunkPrefix }: PhoneDefaults): string {
  return trunkPrefix !== '' && national.startsWith(trunkPrefix)
    ? national.slice(trunkPrefix.length)
    : national;
}

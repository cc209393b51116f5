/** Multiplication in the dihedral group D5, as Verhoeff's scheme (1969) uses it. */
function dihedralProduct(left: number, right: number): number {
  if (left < 5) return right < 5 ? (left + right) % 5 : 5 + ((left + right - 5) % 5);
  return right < 5 ? 5 + ((left - 5 - right + 5) % 5) : (left - right + 5) % 5;
}

const FIRST_PERMUTATION = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4] as const;

function permute(digit: number, times: number): number {
  let result = digit;
  for (let step = 0; step < times % 8; step += 1) result = FIRST_PERMUTATION[result] ?? 0;
  return result;
}

/** Whether a run of digits ends in its Verhoeff check digit (MOSIP's UIN and VID, Aadhaar, Fayda). */
export function isVerhoeffValid(digits: string): boolean {
  if (!/^\d{2,}$/.test(digits)) return false;
  let check = 0;
  [...digits].reverse().forEach((digit, at) => {
    check = dihedralProduct(check, permute(Number(digit), at));
  });
  return check === 0;
}

/** Whether a run of digits ends in its Luhn check digit (ISO/IEC 7812-1, many national numbers). */
export function isLuhnValid(digits: string): boolean {
  if (!/^\d{2,}$/.test(digits)) return false;
  let total = 0;
  [...digits].reverse().forEach((digit, at) => {
    const doubled = Number(digit) * (at % 2 === 0 ? 1 : 2);
    total += doubled > 9 ? doubled - 9 : doubled;
  });
  return total % 10 === 0;
}

const ALPHANUMERIC = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/**
 * Check character of ISO/IEC 7064 MOD 37,36 for upper-case letters and digits: finds every single wrong character
 * and nearly every swap of neighbours. Undefined when the text holds anything else.
 */
export function mod37CheckCharacter(text: string): string | undefined {
  let product = 36;
  for (const character of text) {
    const value = ALPHANUMERIC.indexOf(character);
    if (value < 0) return undefined;
    product = ((product + value) % 36 || 36) * 2;
    product %= 37;
  }
  return ALPHANUMERIC[(37 - product) % 36];
}

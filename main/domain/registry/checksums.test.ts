import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isLuhnValid, isVerhoeffValid, mod37CheckCharacter } from './checksums.ts';

const digitText = fc.stringMatching(/^[0-9]{3,15}$/);

function completions(text: string, isValid: (digits: string) => boolean): string[] {
  return [...'0123456789'].filter((digit) => isValid(text + digit));
}

function replaceAt(text: string, at: number, by: string): string {
  return text.slice(0, at) + by + text.slice(at + 1);
}

describe('Verhoeff', () => {
  test.each(['2363', '1428570', '84736430954837284567892'])('%s is valid', (digits) => {
    expect(isVerhoeffValid(digits)).toBe(true);
  });

  test.each(['2364', '2336', '', '3', '23a3'])('%s is not', (digits) => {
    expect(isVerhoeffValid(digits)).toBe(false);
  });

  test('one digit completes a number, and every single error and swap of neighbours is found', () => {
    fc.assert(
      fc.property(digitText, fc.nat(), fc.nat({ max: 9 }), (text, place, digit) => {
        const [check, ...more] = completions(text, isVerhoeffValid);
        expect(more).toEqual([]);
        const full = text + check;
        const at = place % full.length;
        const wrong = replaceAt(full, at, String(digit));
        expect(isVerhoeffValid(wrong)).toBe(wrong === full);
        const swapped = full.slice(0, at) + (full[at + 1] ?? '') + full[at] + full.slice(at + 2);
        expect(isVerhoeffValid(swapped)).toBe(swapped === full);
      }),
    );
  });
});

describe('Luhn', () => {
  test.each(['79927398713', '4111111111111111'])('%s is valid', (digits) => {
    expect(isLuhnValid(digits)).toBe(true);
  });

  test('exactly one digit completes a number', () => {
    fc.assert(fc.property(digitText, (text) => completions(text, isLuhnValid).length === 1));
  });
});

describe('MOD 37,36', () => {
  test('the standard example A12425GABC1234002 has check character M', () => {
    expect(mod37CheckCharacter('A12425GABC1234002')).toBe('M');
  });

  test('other characters have none', () => {
    expect(mod37CheckCharacter('a-1')).toBeUndefined();
  });

  test('every single wrong character changes the check character', () => {
    const character = fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ');
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9A-Z]{2,14}$/), fc.nat(), character, (text, place, other) => {
        const wrong = replaceAt(text, place % text.length, other);
        expect(mod37CheckCharacter(wrong) === mod37CheckCharacter(text)).toBe(wrong === text);
      }),
    );
  });
});

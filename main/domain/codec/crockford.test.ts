import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvariantError } from '../invariant.ts';
import { crockfordDecode, crockfordEncode } from './crockford.ts';

const seed = 5;
const value = fc.integer({ min: 0, max: 2 ** 50 - 1 });
const refused = (reason: string) => ({ ok: false, error: { code: 'codec/bad-crockford', reason } });

describe('Crockford code', () => {
  it.each([
    [0, '00000000000'],
    [1, '00000000011'],
    [36, '0000000014U'],
    [32 ** 10 - 1, 'ZZZZZZZZZZ'],
  ])('writes %i', (number, text) => {
    expect(crockfordEncode(number).slice(0, text.length)).toBe(text);
  });

  it('reads back what it wrote, however people type it', () => {
    fc.assert(
      fc.property(value, (number) => {
        const text = crockfordEncode(number);
        const typed = [text, text.toLowerCase(), ` ${text.slice(0, 5)}-${text.slice(5)} `];
        const confused = text.replace(/0/g, 'o').replace(/1/g, (_, at: number) => (at % 2 === 0 ? 'I' : 'l'));
        for (const form of [...typed, confused])
          expect(crockfordDecode(form)).toEqual({ ok: true, value: number });
      }),
      { seed },
    );
  });

  it('finds every single wrong character and every swap of neighbours', () => {
    const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
    fc.assert(
      fc.property(value, fc.nat(9), fc.nat(31), (number, at, digit) => {
        const text = crockfordEncode(number);
        const changed = text.slice(0, at) + digits.charAt(digit) + text.slice(at + 1);
        if (changed !== text) expect(crockfordDecode(changed)).toEqual(refused('check'));
        const swapped = text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);
        if (at < 9 && swapped !== text) expect(crockfordDecode(swapped)).toEqual(refused('check'));
      }),
      { seed, numRuns: 500 },
    );
  });

  it.each([
    ['', 'length'],
    ['0000000000', 'length'],
    ['000000000000', 'length'],
    ['U0000000000', 'character'],
    ['0000000000!', 'character'],
    ['00000000010', 'check'],
  ])('refuses %j', (text, reason) => {
    expect(crockfordDecode(text)).toEqual(refused(reason));
  });

  it.each([-1, 2 ** 50, 0.5])('has no code for %d', (number) => {
    expect(() => crockfordEncode(number)).toThrow(InvariantError);
  });
});

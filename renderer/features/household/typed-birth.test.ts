import { describe, expect, it } from 'vitest';
import { birthColumn, isWholeDay, readTypedBirth } from './typed-birth.ts';

describe('a typed birth', () => {
  it.each([
    ['', { kind: 'empty' }],
    ['  ', { kind: 'empty' }],
    ['23102005', { kind: 'day', date: '2005-10-23' }],
    ['4/1/2012', { kind: 'day', date: '2012-01-04' }],
    ['23 – 10 – 2005', { kind: 'day', date: '2005-10-23' }],
    ['٢٣١٠٢٠٠٥', { kind: 'day', date: '2005-10-23' }],
    ['1943', { kind: 'year', date: '1943-01-01' }],
    ['१९४३', { kind: 'year', date: '1943-01-01' }],
    ['31022005', { kind: 'wrong' }],
    ['23102', { kind: 'wrong' }],
    ['23/10/05', { kind: 'wrong' }],
    ['0000', { kind: 'wrong' }],
    ['old', { kind: 'wrong' }],
  ])('reads %j', (text, birth) => {
    expect(readTypedBirth(text)).toEqual(birth);
  });

  it('hands over to the next field after eight digits of a real day only', () => {
    expect([isWholeDay('23102005'), isWholeDay('31022005'), isWholeDay('1943')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('is shown so that it can be read again', () => {
    expect([
      birthColumn('2005-10-23', true),
      birthColumn('1943-01-01', false),
      birthColumn(null, false),
    ]).toEqual(['23 – 10 – 2005', '1943', '']);
    expect(readTypedBirth(birthColumn('2005-10-23', true))).toEqual({ kind: 'day', date: '2005-10-23' });
  });
});

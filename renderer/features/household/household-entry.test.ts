import { describe, expect, it } from 'vitest';
import {
  ageText,
  changeMember,
  DraftBody,
  emptyEntry,
  isBlank,
  nameOf,
  realMembers,
  removeMember,
  reopened,
} from './household-entry.ts';

const withHead = changeMember(emptyEntry('', 'en'), 'row-0', { givenName: 'Almaz', familyName: 'Tesfaye' });
const names = (entry: typeof withHead): readonly string[] => realMembers(entry).map(nameOf);

describe('the rows of a household', () => {
  it('begin with the head and one empty row', () => {
    const entry = emptyEntry('area', 'en');
    expect([entry.members.length, realMembers(entry).length, entry.areaId]).toEqual([2, 1, 'area']);
    expect(entry.members.every(isBlank)).toBe(true);
  });

  it('copy the head’s family name with the first letter, and grow by typing', () => {
    const one = changeMember(withHead, 'row-1', { givenName: 'D' });
    expect([names(one), one.members.length]).toEqual([['Almaz Tesfaye', 'D Tesfaye'], 3]);
    const two = changeMember(one, 'row-1', { givenName: 'Dawit' });
    expect([names(two), two.members.length]).toEqual([['Almaz Tesfaye', 'Dawit Tesfaye'], 3]);
  });

  it('keep a family name that was typed over the copied one', () => {
    const typed = changeMember(changeMember(withHead, 'row-1', { givenName: 'Hana' }), 'row-1', {
      familyName: 'Worku',
    });
    expect(names(changeMember(typed, 'row-1', { givenName: 'Hanna' }))).toEqual([
      'Almaz Tesfaye',
      'Hanna Worku',
    ]);
  });

  it('leave out a row that was emptied again, and never the head', () => {
    const emptied = changeMember(changeMember(withHead, 'row-1', { givenName: 'X' }), 'row-1', {
      givenName: '',
      familyName: '',
    });
    expect(names(emptied)).toEqual(['Almaz Tesfaye']);
    expect(names(emptyEntry('', 'en'))).toEqual(['']);
  });

  it('never give a row’s name to another row, and hand a removed member’s papers to the household', () => {
    const paper = { documentId: 'd', name: 'card.png', sizeBytes: 1, tag: 'id-proof', of: 'row-1' } as const;
    const entry = { ...changeMember(withHead, 'row-1', { givenName: 'Dawit' }), documents: [paper] };
    const removed = removeMember(entry, 'row-1');
    expect([names(removed), removed.documents]).toEqual([['Almaz Tesfaye'], [{ ...paper, of: '' }]]);
    const again = changeMember(removed, 'row-2', { givenName: 'Hana' });
    expect(again.members.map((member) => member.entryId)).toEqual(['row-0', 'row-2', 'row-3']);
    expect(removeMember(entry, 'row-0').members[0]?.entryId).toBe('row-0');
  });
});

describe('a draft', () => {
  it('is read back as it was written', () => {
    const body = { version: 1, step: 'people', fieldId: 'hh-row-1-given', entry: withHead };
    expect(DraftBody.parse(JSON.parse(JSON.stringify(body)))).toEqual(body);
  });

  it('keeps a birth that was typed wrong, and drops a complaint about boxes it does not keep', () => {
    const cell = changeMember(withHead, 'row-1', { birthWrong: true, birthText: '31022005' });
    const boxes = changeMember(cell, 'row-0', { birthWrong: true });
    expect(reopened(boxes).members.map(({ birthWrong, birthText }) => [birthWrong, birthText])).toEqual([
      [false, ''],
      [true, '31022005'],
      [false, ''],
    ]);
  });
});

describe('an age', () => {
  it.each([
    ['1986-07-12', '40'],
    ['2026-11-20', '0'],
    ['2050-01-01', ''],
    [null, ''],
  ])('of somebody born %s is "%s"', (birthDate, age) => {
    expect(ageText({ birthDate }, '2026-11-20')).toBe(age);
  });
});

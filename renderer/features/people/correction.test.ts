import { describe, expect, it } from 'vitest';
import { type Correction, changesOf } from './correction.ts';

const typed: Correction = {
  givenName: ' Almaz ',
  additionalName: '',
  familyName: 'Tesfaye',
  localName: ' አልማዝ ',
  gender: 'female',
  birthDate: '1986-01-01',
  birthDateExact: false,
  phone: ' ',
  email: ' a@b.org ',
  areaId: 'area',
  address: ' near the well ',
};

describe('a correction', () => {
  it.each([
    ['name', { givenName: 'Almaz', additionalName: '', familyName: 'Tesfaye' }],
    ['localName', { localName: 'አልማዝ' }],
    ['gender', { gender: 'female' }],
    ['birthDate', { birthDate: '1986-01-01', birthDateExact: false }],
    ['phone', { phone: null }],
    ['email', { email: 'a@b.org' }],
    ['areaId', { areaId: 'area' }],
    ['address', { address: 'near the well' }],
  ] as const)('of %s sends that field alone', (field, changes) => {
    expect(changesOf(field, typed)).toEqual(changes);
  });

  it.each([
    ['name', { givenName: '  ' }],
    ['gender', { gender: null }],
    ['birthDate', { birthDate: null }],
    ['areaId', { areaId: '' }],
  ] as const)('of %s waits for a value', (field, patch) => {
    expect(changesOf(field, { ...typed, ...patch })).toBeNull();
  });
});

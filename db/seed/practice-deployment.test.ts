import { expect, it } from 'vitest';
import { findForbiddenPair } from '#domain/identity/forbidden-pairs';
import { decodeProgramRules } from '#domain/setup/program-config';
import { decodeIdTypes, decodeQuestionPack } from '#domain/setup/registry-config';
import { isWeakPin } from '#services/identity/weak-pin';
import { seedAreas } from './areas.ts';
import {
  practiceCycles,
  practiceMoney,
  practiceOffices,
  practiceProgram,
  practiceTenant,
} from './practice-deployment.ts';
import { practiceCentreUsers, practiceOfficeUsers } from './practice-users.ts';

it('has rules, questions and identifier types that decide', () => {
  expect([
    decodeProgramRules(practiceProgram).ok,
    decodeQuestionPack(practiceTenant.questionPack).ok,
    decodeIdTypes(practiceTenant.identifierTypes).ok,
  ]).toEqual([true, true, true]);
});

it.each([
  {
    today: '2026-11-20',
    expected: [
      [202610, 'October 2026', '2026-10-01', '2026-10-31', 'ended'],
      [202611, 'November 2026', '2026-11-01', '2026-11-30', 'draft'],
    ],
  },
  {
    today: '2027-01-31',
    expected: [
      [202612, 'December 2026', '2026-12-01', '2026-12-31', 'ended'],
      [202701, 'January 2027', '2027-01-01', '2027-01-31', 'draft'],
    ],
  },
])('has a finished and an open cycle on $today', ({ today, expected }) => {
  expect(
    practiceCycles(today).map(({ cycleNo, name, periodStart, periodEnd, state }) => [
      cycleNo,
      name,
      periodStart,
      periodEnd,
      state,
    ]),
  ).toEqual(expected);
});

it.each(['A', 'B'] as const)('has somebody for every part of the story in office %s', (key) => {
  expect(practiceOfficeUsers[key].map(({ roles }) => roles.join()).sort()).toEqual([
    'auditor',
    'cash-manager',
    'finance',
    'it',
    'officer',
    'preparer',
    'reimbursement-clerk',
    'supervisor',
    'supervisor',
    'voucher-clerk',
  ]);
});

it('gives everybody an own login, sound roles and a six-digit PIN that is not guessed first', () => {
  const staff = [...practiceOfficeUsers.A, ...practiceOfficeUsers.B];
  const people = [...staff, ...practiceCentreUsers];
  expect({
    logins: new Set(people.map(({ login }) => login)).size,
    names: new Set(people.map(({ displayName }) => displayName)).size,
    forbidden: people.filter(({ roles }) => findForbiddenPair(roles) !== null),
    pins: new Set(staff.map(({ pin }) => pin)).size,
    weak: staff.filter(({ pin }) => !/^\d{6}$/.test(pin) || isWeakPin(pin)),
  }).toEqual({ logins: people.length, names: people.length, forbidden: [], pins: staff.length, weak: [] });
});

it('has offices in areas that exist and money for every household of all offices', () => {
  const { fundMinor, reservationMinor } = practiceMoney(2500);
  expect({
    areas: practiceOffices.every(({ areaCode }) => seedAreas.some(({ code }) => code === areaCode)),
    fund: fundMinor >= reservationMinor * practiceOffices.length,
    safe: Number.isSafeInteger(practiceMoney(100_000).certificateTotalMinor),
  }).toEqual({ areas: true, fund: true, safe: true });
});

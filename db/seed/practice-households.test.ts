import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { parseRegistrationNumber } from '#domain/registry/registration-number';
import type { RowWrite } from '#sync/protocol/projection';
import { keyColumn, replicatedTables } from '#sync/protocol/rows/replicated-tables';
import { villageCodesOf } from './areas.ts';
import {
  type HouseholdsFor,
  MOST_NUMBERS_PER_HOUSEHOLD,
  type PracticeHousehold,
  practiceHouseholds,
} from './practice-households.ts';

const areaIds = new Map(
  villageCodesOf('ET-DD-SA').map((code, index) => [code, `00000000-0000-8000-8000-00000000000${index}`]),
);
const office: HouseholdsFor = {
  officeId: '00000000-0000-8000-8000-0000000000aa',
  officeCode: 'DD04',
  areaIds,
  count: 200,
  seed: 4,
  firstNumber: 1,
  today: '2026-11-20',
  registeredBy: 1,
};
const households: readonly PracticeHousehold[] = [...practiceHouseholds(office)];
const rows: readonly RowWrite[] = households.flatMap((household) => household.rows);

it('makes the same people every time', () => {
  const digest = createHash('sha256').update(JSON.stringify(rows)).digest('hex').slice(0, 16);
  const isSameAgain = JSON.stringify([...practiceHouseholds(office)]) === JSON.stringify(households);
  expect({ digest, isSameAgain }).toEqual({ digest: 'aa483d4aab68abfd', isSameAgain: true });
});

it('makes rows that fit their schemas, each with an id of its own, none before what it refers to', () => {
  const seen = new Set<string>();
  for (const { table, row } of rows) {
    expect(replicatedTables[table].parse(row)).toEqual(row);
    const members: Readonly<Record<string, unknown>> = { ...row };
    for (const column of ['groupId', 'individualId', 'registrantId']) {
      const target = members[column];
      if (column !== keyColumn(table) && typeof target === 'string') expect(seen).toContain(target);
    }
    const key = String(members[keyColumn(table)]);
    expect(seen).not.toContain(key);
    seen.add(key);
  }
});

it('gives every registrant the next registration number', () => {
  const numbers = rows.flatMap((write) => (write.table === 'registrant' ? [write.row.registrationNo] : []));
  expect(numbers.map((number) => parseRegistrationNumber(number ?? ''))).toEqual(
    numbers.map((_, index) => ({ ok: true, value: { officeCode: 'DD04', running: index + 1 } })),
  );
  expect(Math.max(...households.map(({ numbersUsed }) => numbersUsed))).toBeLessThanOrEqual(
    MOST_NUMBERS_PER_HOUSEHOLD,
  );
});

it('holds names in four scripts, households of many sizes, one head each, and mostly consents', () => {
  const text = JSON.stringify(rows);
  const sizes = new Set(households.map(({ numbersUsed }) => numbersUsed - 1));
  const heads = rows.filter((write) => write.table === 'membership' && write.row.isHead).length;
  const consents = rows.filter((write) => write.table === 'consent').length;
  const scripts = [/\p{Script=Ethiopic}/u, /\p{Script=Arabic}/u, /\p{Script=Devanagari}/u, /é|ï/u];
  expect({
    scripts: scripts.map((script) => script.test(text)),
    sizes: [1, 2, 3, 4, 5, 6].every((size) => sizes.has(size)),
    heads,
    mostlyConsents: consents > 185 && consents < 200,
  }).toEqual({ scripts: [true, true, true, true], sizes: true, heads: 200, mostlyConsents: true });
});

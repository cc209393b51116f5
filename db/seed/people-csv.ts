import { generateHouseholds, type SeedPerson } from './generate-households.ts';
import { createRandom, type Random } from './random.ts';

/** Header of OpenG2P's sample registry file, spelled as it spells it. */
export const peopleColumns = [
  'Registrant ID',
  'ID',
  'Token ID',
  'Full Name',
  'Date of Birth',
  'Email ID',
  'Address',
  'Region',
  'Phone Number',
  'Gender',
  'Home Owned',
  'Employement Status',
  'Annual Household Income (USD)',
  'Vehicles Owned',
  'Account Number',
  'Disability Status',
  'Immigration Status',
] as const;
type Row = readonly string[];
const rowsWanted = 200;
/** Rows that repeat an earlier person: three with the same ID number, three with name, birth date and phone alike. */
const plantedAt: readonly number[] = [40, 75, 110, 140, 170, 190];

/**
 * `test/vectors/people-200.csv`: 200 invented people with day-first dates, leading zeros, names in four scripts and six
 * planted duplicates. Fixed seed, so the committed file can always be made again.
 */
export function peopleCsv(): string {
  const random = createRandom(200);
  const rows: Row[] = [];
  const people = generateHouseholds(random, ['ET-DD-SA'], 400);
  for (const household of people) {
    for (const person of household.members) {
      if (rows.length === rowsWanted) break;
      rows.push(plantedRow(rows, random) ?? row(person, random));
    }
  }
  return `${[peopleColumns, ...rows].map((cells) => cells.map(quote).join(',')).join('\n')}\n`;
}

function plantedRow(rows: readonly Row[], random: Random): Row | undefined {
  const order = plantedAt.indexOf(rows.length);
  const original = order < 0 ? undefined : rows[rows.length - 20 - order];
  if (original === undefined) return undefined;
  const sameId = order < 3;
  return original.map((cell, column) => {
    if (column === 0) return random.digits(10);
    if (column === 1) return sameId ? cell : random.digits(10);
    if (column === 2) return random.digits(36);
    if (column === 3) return sameId ? cell : respell(cell);
    return cell;
  });
}

/** Another clerk's ear: a doubled or dropped letter at the end of the first word. */
function respell(name: string): string {
  const [first = '', ...rest] = name.split(' ');
  return [
    /[aeiou]$/i.test(first) ? `${first}h` : first.slice(0, -1) + first.slice(-1).repeat(2),
    ...rest,
  ].join(' ');
}

function row(person: SeedPerson, random: Random): Row {
  const [year, month, day] = person.birthDate.split('-');
  const own = person.localName !== '' && random.chance(0.35);
  return [
    random.chance(0.2) ? `00${random.digits(8)}` : random.digits(10),
    person.idNumber ?? random.digits(10),
    random.digits(36),
    own ? person.localName : `${person.givenName} ${person.familyName}`,
    `${day}-${month}-${year}`,
    random.chance(0.5) ? `p${random.digits(6)}@example.org` : '',
    `House ${random.int(1, 400)}, Kebele ${random.int(1, 9)}`,
    'ET-DD',
    person.phone ?? `+2519${random.digits(8)}`,
    person.gender === 'female' ? 'Female' : 'Male',
    random.chance(0.5) ? 'yes' : 'no',
    String(person.facts['employment_status'] ?? 'unemployed'),
    random.pick(['0_5000', '5001_10000', '10000_plus']),
    random.pick(['none', 'bicycle', 'two_wheeler', 'four_wheeler']),
    `00${random.digits(8)}`,
    String(person.facts['disability_status'] ?? 'not_disabled'),
    'non_immigrant',
  ];
}

const quote = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

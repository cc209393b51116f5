import { type NamePair, type NameStock, nameStocks } from './person-names.ts';
import type { Random } from './random.ts';

/** A person as the generator makes one; ids and rows are the caller's business. */
export type SeedPerson = {
  readonly givenName: string;
  readonly familyName: string;
  /** The name in its own script, '' where the Latin spelling is its own. */
  readonly localName: string;
  readonly gender: 'female' | 'male';
  readonly birthDate: string;
  readonly birthDateExact: boolean;
  readonly relationship: string;
  readonly isHead: boolean;
  readonly phone: string | null;
  /** Ten digits, often with leading zeros; null for those without a card. */
  readonly idNumber: string | null;
  readonly facts: Readonly<Record<string, string | number | boolean>>;
};
export type SeedHousehold = {
  readonly villageCode: string;
  readonly members: readonly SeedPerson[];
  readonly facts: SeedPerson['facts'];
};

const thisYear = 2026;

/** Invented households: one to eight people, names of one script together, living conditions that vary with poverty. */
export function* generateHouseholds(
  random: Random,
  villageCodes: readonly string[],
  count: number,
): Generator<SeedHousehold> {
  for (let made = 0; made < count; made += 1) yield household(random, random.pick(villageCodes));
}

function household(random: Random, villageCode: string): SeedHousehold {
  const stock = pickStock(random);
  const headIsFemale = random.chance(0.42);
  const family = random.pick(stock.family);
  const headAge = random.int(22, 78);
  const poverty = random.next();
  const members: SeedPerson[] = [
    person(random, stock, { family, female: headIsFemale, age: headAge, relationship: 'head', poverty }),
  ];
  if (random.chance(headIsFemale ? 0.35 : 0.85)) {
    members.push(
      person(random, stock, {
        family: random.pick(stock.family),
        female: !headIsFemale,
        age: Math.max(18, headAge + random.int(-8, 6)),
        relationship: 'spouse',
        poverty,
      }),
    );
  }
  const children = Math.max(0, Math.round(poverty * 4 + random.int(-1, 2)));
  for (let child = 0; child < children; child += 1) {
    members.push(
      person(random, stock, {
        family,
        female: random.chance(0.5),
        age: random.int(0, Math.min(17, Math.max(0, headAge - 17))),
        relationship: 'child',
        poverty,
      }),
    );
  }
  if (random.chance(0.2)) {
    members.push(
      person(random, stock, {
        family,
        female: random.chance(0.7),
        age: Math.min(96, headAge + random.int(18, 30)),
        relationship: 'parent',
        poverty,
      }),
    );
  }
  return { villageCode, members, facts: livingConditions(random, poverty) };
}

type Wanted = {
  readonly family: NamePair;
  readonly female: boolean;
  readonly age: number;
  readonly relationship: string;
  readonly poverty: number;
};

function person(random: Random, stock: NameStock, wanted: Wanted): SeedPerson {
  const given = random.pick(wanted.female ? stock.female : stock.male);
  const adult = wanted.age >= 18;
  return {
    givenName: given[0],
    familyName: wanted.family[0],
    localName: given[1] === '' ? '' : `${given[1]} ${wanted.family[1]}`,
    gender: wanted.female ? 'female' : 'male',
    birthDate: birthDate(random, wanted.age),
    birthDateExact: wanted.age < 60 || random.chance(0.4),
    relationship: wanted.relationship,
    isHead: wanted.relationship === 'head',
    phone: adult && random.chance(0.72) ? `+2519${random.digits(8)}` : null,
    idNumber: adult && random.chance(0.8) ? random.digits(10) : null,
    facts: adult ? adultFacts(random, wanted.poverty) : {},
  };
}

function birthDate(random: Random, age: number): string {
  const month = String(random.int(1, 10)).padStart(2, '0');
  return `${thisYear - age}-${month}-${String(random.int(1, 28)).padStart(2, '0')}`;
}

function adultFacts(random: Random, poverty: number): SeedPerson['facts'] {
  return {
    employment_status: random.chance(poverty)
      ? 'unemployed'
      : random.pick(['employed_parttime', 'self_employed', 'employed_fulltime']),
    disability_status: random.chance(0.08) ? 'disabled' : 'not_disabled',
  };
}

/** Answers of the practice question pack; some households have not answered everything, as on paper. */
function livingConditions(random: Random, poverty: number): SeedPerson['facts'] {
  const answered = !random.chance(0.04);
  return {
    ...(answered ? { floor: poverty > 0.55 ? 'earth' : poverty > 0.2 ? 'cement' : 'tile' } : {}),
    rooms: Math.max(1, Math.round((1 - poverty) * 4) + random.int(0, 1)),
    water: poverty > 0.65 ? random.pick(['river', 'shared']) : random.pick(['shared', 'piped']),
    livestock: random.chance(0.35),
  };
}

function pickStock(random: Random): NameStock {
  const at = random.next();
  const index = at < 0.45 ? 0 : at < 0.75 ? 1 : at < 0.87 ? 2 : 3;
  return nameStocks[index] ?? random.pick(nameStocks);
}

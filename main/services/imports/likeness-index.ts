import { identifierKey } from '#domain/registry/identifier';
import { displayName } from '#domain/registry/names';
import { phoneticKeys } from '#domain/registry/phonetic';
import { type Comparable, compareRegistrants, type Similarity } from '#domain/registry/similarity';
import type { RunningJob } from '#host/jobs';
import type { PersonFacts, SoundPlace } from '#ports/registry-queries';
import type { ReadTx } from '#ports/store';

/** Somebody a row may equal: an earlier row of the file, or a person of the registry. */
export type Likeness = { readonly of: number | string; readonly similarity: Similarity };

/** Finds people like a row among thousands without comparing with each: by phone, document, or sounds and year. */
export type LikenessIndex = {
  readonly bestMatch: (tx: ReadTx, row: Comparable) => Likeness | undefined;
  /** Rows that follow are compared with this one too. */
  readonly add: (rowNo: number, row: Comparable) => void;
};

const PAGE = 4000;
/** So many are compared for one row; a whole village of one name has more. */
const MOST_COMPARED = 40;

/** Reads the sounds and birth years of everybody here once, in pages, so that calls between them do not wait. */
export async function loadLikenessIndex(job: RunningJob<unknown>): Promise<LikenessIndex> {
  const years = await readBirthYears(job);
  const soundsOf = await readSounds(job, years);
  const byMark = new Map<string, (number | string)[]>();
  const put = (mark: string, of: number | string): void => {
    const known = byMark.get(mark);
    if (known === undefined) byMark.set(mark, [of]);
    else if (known.length < MOST_COMPARED) known.push(of);
  };
  for (const [registrantId, sounds] of soundsOf) {
    for (const mark of nameMarks(sounds, years.get(registrantId) ?? null)) put(mark, registrantId);
  }
  const rows = new Map<number, Comparable>();
  return {
    bestMatch: (tx, row) => {
      const near = candidates(byMark, row);
      const known = tx.registry.candidates({
        names: [],
        phone: row.phone,
        identifiers: row.identifiers.map(({ value }) => value),
        birthYear: null,
        limit: MOST_COMPARED,
      });
      const named = tx.registry.peopleFacts(near.filter((of) => typeof of === 'string'));
      const people = new Map<number | string, Comparable>();
      for (const person of [...known, ...named] satisfies readonly PersonFacts[])
        people.set(person.registrantId, person);
      for (const of of near) if (typeof of === 'number') people.set(of, rows.get(of) ?? row);
      return best(row, people);
    },
    add: (rowNo, row) => {
      rows.set(rowNo, comparedPartOf(row));
      for (const mark of [...contactMarks(row), ...nameMarks(soundsIn(row), yearOf(row))]) put(mark, rowNo);
    },
  };
}

function candidates(
  byMark: ReadonlyMap<string, readonly (number | string)[]>,
  row: Comparable,
): readonly (number | string)[] {
  const year = yearOf(row);
  const sounds = soundsIn(row);
  const nearYears = year === null || row.birthDateExact ? [year] : [year, year - 1, year + 1];
  const marks = [...contactMarks(row), ...nearYears.flatMap((near) => nameMarks(sounds, near))];
  return [...new Set(marks.flatMap((mark) => byMark.get(mark) ?? []))].slice(0, MOST_COMPARED);
}

/** A file of a hundred thousand rows is kept in memory by what is compared, without answers and addresses. */
function comparedPartOf(row: Comparable): Comparable {
  const { givenName, additionalName, familyName, localName, gender, birthDate, birthDateExact } = row;
  const { phone, identifiers, areaId } = row;
  const name = { givenName, additionalName, familyName, localName };
  return { ...name, gender, birthDate, birthDateExact, phone, identifiers, areaId };
}

function best(row: Comparable, people: ReadonlyMap<number | string, Comparable>): Likeness | undefined {
  let found: Likeness | undefined;
  for (const [of, person] of people) {
    const similarity = compareRegistrants(row, person);
    if (similarity.band !== 'unlikely' && similarity.score > (found?.similarity.score ?? 0))
      found = { of, similarity };
  }
  return found;
}

function contactMarks({ phone, identifiers }: Comparable): readonly string[] {
  const ids = identifiers.map(({ idType, value }) => `id ${idType} ${identifierKey(value)}`);
  return phone === '' ? ids : [...ids, `phone ${phone}`];
}

/** Each two sounds of a name with the year of birth: one word may be missing or misheard and the others still meet. */
function nameMarks(sounds: readonly string[], year: number | null): readonly string[] {
  const [only] = sounds;
  if (sounds.length === 1 && only !== undefined) return [`name ${year} ${only}`];
  return sounds.flatMap((first, at) =>
    sounds.slice(at + 1).map((second) => `name ${year} ${first} ${second}`),
  );
}

function soundsIn(row: Comparable): readonly string[] {
  return [...new Set([displayName(row), row.localName].flatMap(phoneticKeys))].sort();
}

function yearOf({ birthDate }: Comparable): number | null {
  return birthDate === null ? null : Number(birthDate.slice(0, 4));
}

async function readBirthYears(job: RunningJob<unknown>): Promise<ReadonlyMap<string, number | null>> {
  const years = new Map<string, number | null>();
  for (let afterId: string | null = null; ; ) {
    const page: ReturnType<ReadTx['registry']['birthYearPage']> = job.store.read((tx) =>
      tx.registry.birthYearPage(afterId, PAGE),
    );
    for (const { registrantId, birthYear } of page) years.set(registrantId, birthYear);
    if (page.length < PAGE) return years;
    afterId = page.at(-1)?.registrantId ?? null;
    await job.pause(0, 0);
  }
}

/** Postings come in the order of keys, so each person's sounds are in order too. */
async function readSounds(
  job: RunningJob<unknown>,
  individuals: ReadonlyMap<string, unknown>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const sounds = new Map<string, string[]>();
  for (let after: SoundPlace | null = null; ; ) {
    const page: readonly SoundPlace[] = job.store.read((tx) => tx.registry.soundPage(after, PAGE));
    for (const { key, registrantId } of page) {
      if (!individuals.has(registrantId)) continue;
      const known = sounds.get(registrantId);
      if (known === undefined) sounds.set(registrantId, [key]);
      else known.push(key);
    }
    if (page.length < PAGE) return sounds;
    after = page.at(-1) ?? null;
    await job.pause(0, 0);
  }
}

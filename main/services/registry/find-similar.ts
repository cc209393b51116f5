import type { OutputOf, ParsedOf } from '#contract/contract';
import { maskBirthDate, maskIdentifier } from '#domain/registry/mask';
import { displayName } from '#domain/registry/names';
import { normalisePhone, type PhoneDefaults } from '#domain/registry/phone';
import { GENDERS } from '#domain/registry/registrant';
import { type Comparable, compareRegistrants, type Similarity } from '#domain/registry/similarity';
import { ok } from '#domain/result';
import type { PlainDate } from '#domain/time/plain-date';
import { type HandlerTable, handleQuery } from '#host/handlers';
import type { PersonFacts } from '#ports/registry-queries';
import type { ReadTx } from '#ports/store';
import { readPhoneDefaults } from './read-policy.ts';

type SimilarPerson = OutputOf<'registry.similar'>['similar'][number];
export type Match = { readonly person: PersonFacts; readonly similarity: Similarity };

/** So many are compared; the database has put the likeliest first. */
const MOST_COMPARED = 200;
const MOST_SHOWN = 8;

/** People here who could be the one being typed, likeliest first. */
export function findSimilarHandlers() {
  return {
    'registry.similar': handleQuery('registry.similar', {
      run: (tx, input, { clock }) => {
        const comparable = comparableOf(input, readPhoneDefaults(tx));
        const matches = matchesOf(tx, comparable).filter(
          ({ person }) => person.registrantId !== input.exceptId,
        );
        return ok({ similar: toSimilarPeople(tx, matches.slice(0, MOST_SHOWN), clock.today()) });
      },
    }),
  } satisfies Partial<HandlerTable>;
}

/** Everybody on this PC whom the rules call similar, likeliest first. */
export function matchesOf(tx: ReadTx, wanted: Comparable): readonly Match[] {
  const candidates = tx.registry.candidates({
    names: [displayName(wanted), wanted.localName].filter((name) => name !== ''),
    phone: wanted.phone,
    identifiers: wanted.identifiers.map(({ value }) => value).filter((value) => value !== ''),
    birthYear: wanted.birthDate === null ? null : Number(wanted.birthDate.slice(0, 4)),
    limit: MOST_COMPARED,
  });
  return candidates
    .map((person) => ({ person, similarity: compareRegistrants(wanted, person) }))
    .filter(({ similarity }) => similarity.band !== 'unlikely')
    .sort(
      (a, b) =>
        b.similarity.score - a.similarity.score || (a.person.registrantId < b.person.registrantId ? -1 : 1),
    );
}

/** What has been typed so far; a year alone compares as a birth known by its year only. */
function comparableOf(input: ParsedOf<'registry.similar'>, defaults: PhoneDefaults): Comparable {
  const { birthDate = null, birthYear = null, phone = null } = input;
  const normal = phone === null ? undefined : normalisePhone(phone, defaults);
  return {
    givenName: input.givenName,
    additionalName: '',
    familyName: input.familyName ?? '',
    localName: '',
    gender: GENDERS.find((gender) => gender === input.gender) ?? null,
    birthDate: birthDate ?? yearOnly(birthYear),
    birthDateExact: birthDate !== null,
    phone: normal?.ok === true ? normal.value : '',
    identifiers: (input.identifiers ?? []).map(({ idType, value }) => ({ idType, value, expiryDate: null })),
    areaId: input.areaId ?? null,
  };
}

function yearOnly(year: number | null): PlainDate | null {
  return year === null || year < 1 || year > 9999 ? null : `${String(year).padStart(4, '0')}-01-01`;
}

function toSimilarPeople(tx: ReadTx, matches: readonly Match[], today: PlainDate): SimilarPerson[] {
  const cards = new Map(
    tx.registry
      .cards(matches.map(({ person }) => person.registrantId))
      .map((card) => [card.registrantId, card]),
  );
  return matches.flatMap(({ person, similarity }) => {
    const card = cards.get(person.registrantId);
    const { score, band, reasons } = similarity;
    if (card === undefined || band === 'unlikely') return [];
    const { registrantId, name, localName, gender, areaName, householdId, identifier } = card;
    return [
      {
        registrantId,
        name,
        localName,
        gender,
        areaName,
        householdId,
        age: maskBirthDate(card.birthDate, today),
        maskedId: identifier === null ? null : maskIdentifier(identifier),
        score,
        band,
        reasons: reasons.map(({ code }) => code),
      },
    ];
  });
}

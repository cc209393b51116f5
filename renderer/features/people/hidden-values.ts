import type { TFunction } from 'i18next';
import type { OutputOf } from '#contract/contract';
import type { Person } from './person.ts';
import type { HiddenValue } from './use-reveal.ts';

type IdTypes = OutputOf<'registry.options'>['identifierTypes'];

export const idTypeName = (types: IdTypes, code: string): string =>
  types.find((type) => type.code === code)?.name ?? code;

/** What of this person is kept hidden and can be asked for, identifiers first. */
export function hiddenValues(t: TFunction, data: Person, types: IdTypes): readonly HiddenValue[] {
  const { person, identifiers } = data;
  const field = (key: Exclude<HiddenValue['field'], 'identifier'>, label: string, isThere: boolean) =>
    isThere ? [{ key, label, field: key }] : [];
  return [
    ...identifiers.map((identifier) => ({
      key: identifier.identifierId,
      label: idTypeName(types, identifier.idType),
      field: 'identifier' as const,
      identifierId: identifier.identifierId,
    })),
    ...field('phone', t('people:phone'), person.maskedPhone !== null && person.maskedPhone !== ''),
    ...field('birthDate', t('people:birth-date'), person.birthYear !== null || person.age !== null),
    ...field('address', t('people:address'), person.hasAddress),
    ...field('email', t('people:email'), person.email !== null && person.email !== ''),
  ];
}

import type { InputOf } from '#contract/contract';

export type Changes = InputOf<'registry.updatePerson'>['changes'];
export const correctable = [
  'name',
  'localName',
  'gender',
  'birthDate',
  'phone',
  'email',
  'areaId',
  'address',
] as const;
export type Correctable = (typeof correctable)[number];

/** What is typed in the dialog; only the chosen field of it is sent. */
export type Correction = {
  readonly givenName: string;
  readonly additionalName: string;
  readonly familyName: string;
  readonly localName: string;
  readonly gender: 'female' | 'male' | 'other' | null;
  readonly birthDate: string | null;
  readonly birthDateExact: boolean;
  readonly phone: string;
  readonly email: string;
  readonly areaId: string;
  readonly address: string;
};

/** The change as the core takes it; null while the new value is missing. An empty phone or e-mail means "has none". */
export function changesOf(field: Correctable, typed: Correction): Changes | null {
  switch (field) {
    case 'name': {
      const [givenName, additionalName, familyName] = [
        typed.givenName,
        typed.additionalName,
        typed.familyName,
      ].map((part) => part.trim());
      return givenName === undefined || givenName === ''
        ? null
        : { givenName, additionalName: additionalName ?? '', familyName: familyName ?? '' };
    }
    case 'localName':
      return { localName: typed.localName.trim() };
    case 'gender':
      return typed.gender === null ? null : { gender: typed.gender };
    case 'birthDate':
      return typed.birthDate === null
        ? null
        : { birthDate: typed.birthDate, birthDateExact: typed.birthDateExact };
    case 'phone':
      return { phone: typed.phone.trim() === '' ? null : typed.phone.trim() };
    case 'email':
      return { email: typed.email.trim() === '' ? null : typed.email.trim() };
    case 'areaId':
      return typed.areaId === '' ? null : { areaId: typed.areaId };
    case 'address':
      return { address: typed.address.trim() };
  }
}

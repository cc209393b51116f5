import type { IdType } from '#domain/registry/identifier';
import type { PhoneDefaults } from '#domain/registry/phone';
import type { Question } from '#domain/registry/question-pack';
import { fields, listOf, textUpTo, withDefault } from '#domain/setup/decode';
import { decodeIdTypes, decodeQuestionPack } from '#domain/setup/registry-config';
import type { ReadTx } from '#ports/store';

export type NamedIdType = IdType & { readonly name: string };
/** What the centre has configured for entering people; empty before the first pull. */
export type RegistryPolicy = {
  readonly idTypes: readonly NamedIdType[];
  readonly questions: readonly Question[];
  readonly phoneDefaults: PhoneDefaults;
};

/** Nearly every country with trunk prefixes uses 0, and where there is none no national number begins with it. */
const TRUNK_PREFIX = '0';
const text = textUpTo(200);
const decodeNames = listOf(fields({ code: text, name: withDefault(text, '') }));

/**
 * Reads the parts of the policy row that are kept as JSON. A part that cannot be read counts as empty: the registration
 * goes on, with fewer questions or kinds of documents, and the centre is where it is mended.
 */
export function readPolicy(tx: ReadTx): RegistryPolicy {
  const policy = tx.rows.all('tenantPolicy')[0];
  const pack = decodeQuestionPack(policy?.questionPack ?? null);
  return {
    idTypes: readIdTypes(policy?.identifierTypes),
    questions: pack.ok ? pack.value.questions : [],
    phoneDefaults: readPhoneDefaults(tx),
  };
}

export function readPhoneDefaults(tx: ReadTx): PhoneDefaults {
  const prefix = tx.rows.all('tenantPolicy')[0]?.defaultPhonePrefix ?? '';
  return { callingCode: prefix.replace(/\D/g, ''), trunkPrefix: TRUNK_PREFIX };
}

function readIdTypes(column: unknown): readonly NamedIdType[] {
  const types = decodeIdTypes(column);
  if (!types.ok) return [];
  const named = decodeNames(column, '');
  const names = new Map(named.ok ? named.value.map(({ code, name }) => [code, name]) : []);
  return types.value.map((idType) => ({ ...idType, name: names.get(idType.code) || idType.code }));
}

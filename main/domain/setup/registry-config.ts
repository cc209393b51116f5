import type { IdType } from '../registry/identifier.ts';
import { checkQuestionPack, type QuestionPack } from '../registry/question-pack.ts';
import type { Result } from '../result.ts';
import {
  byKind,
  type ConfigInvalid,
  type Decode,
  decodeBoolean,
  decodeNumber,
  fields,
  integerFrom,
  invalid,
  listOf,
  oneOf,
  textUpTo,
  withDefault,
} from './decode.ts';

const code = textUpTo(60);
const asked = { code, subject: oneOf(['household', 'person']), required: withDefault(decodeBoolean, false) };

const decodePack: Decode<QuestionPack> = fields({
  code,
  version: integerFrom(1),
  questions: listOf(
    byKind({
      choice: fields({ ...asked, kind: oneOf(['choice']), choices: listOf(code) }),
      number: fields({
        ...asked,
        kind: oneOf(['number']),
        min: decodeNumber,
        max: decodeNumber,
        decimals: withDefault(integerFrom(0), 0),
      }),
      'yes-no': fields({ ...asked, kind: oneOf(['yes-no']) }),
    }),
  ),
});

/** Reads a question pack from JSON and checks that it can be used. Translations beside it are ignored. */
export function decodeQuestionPack(input: unknown): Result<QuestionPack, ConfigInvalid> {
  const pack = decodePack(input, '');
  const fault = pack.ok ? checkQuestionPack(pack.value)[0] : undefined;
  return fault === undefined ? pack : invalid(fault.field, fault.code);
}

const decodeTypes: Decode<readonly IdType[]> = listOf(
  fields({
    code,
    pattern: withDefault(decodePattern, ''),
    checksum: withDefault(oneOf(['none', 'verhoeff', 'luhn']), 'none'),
  }),
);

/** Reads the configured ID types from JSON; each code once, each pattern a regular expression that compiles. */
export function decodeIdTypes(input: unknown): Result<readonly IdType[], ConfigInvalid> {
  const types = decodeTypes(input, '');
  if (!types.ok) return types;
  const codes = types.value.map((idType) => idType.code);
  const twice = codes.findIndex((idType, at) => codes.indexOf(idType) < at);
  return twice < 0 ? types : invalid(`${twice}.code`, 'this code stands twice');
}

function decodePattern(input: unknown, path: string): Result<string, ConfigInvalid> {
  const text = typeof input === 'string' && input.length <= 200 ? input : null;
  if (text === null) return invalid(path, 'regular expression expected');
  try {
    new RegExp(`^(?:${text})$`, 'u');
    return { ok: true, value: text };
  } catch (cause) {
    if (cause instanceof SyntaxError) return invalid(path, 'not a regular expression');
    throw cause;
  }
}

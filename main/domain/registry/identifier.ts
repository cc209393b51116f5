import { type Issue, issue } from '../issue.ts';
import { foldDigits } from '../time/digits.ts';
import { isPlainDate, type PlainDate } from '../time/plain-date.ts';
import { isLuhnValid, isVerhoeffValid } from './checksums.ts';

/** An ID document's number as entered. */
export type IdentifierDraft = {
  readonly idType: string;
  readonly value: string;
  readonly expiryDate: PlainDate | null;
};

/** A configured kind of ID: `pattern` is a regular expression for the whole value, '' for any. */
export type IdType = {
  readonly code: string;
  readonly pattern: string;
  readonly checksum: 'none' | 'verhoeff' | 'luhn';
};

export type IdentifierIssueCode =
  | 'registry/id-type-unknown'
  | 'registry/id-type-twice'
  | 'registry/id-value-missing'
  | 'registry/id-value-too-long'
  | 'registry/id-value-invalid'
  | 'registry/id-pattern-broken'
  | 'registry/id-checksum-wrong'
  | 'registry/id-expiry-invalid';

type CheckedIdentifiers = {
  readonly value: readonly IdentifierDraft[];
  readonly issues: readonly Issue<IdentifierIssueCode>[];
};

/** OpenG2P's limit (domain §1.3); it also bounds what a configured pattern has to match. */
const LONGEST_VALUE = 100;

/** One spelling per number: digits of any script become 0–9, letters upper case, blanks go. Leading zeros stay. */
export function normaliseIdentifier(value: string): string {
  return foldDigits(value).replace(/\s+/gu, '').toUpperCase();
}

/** The spelling two documents are compared by: hyphens, dots and slashes do not matter either. */
export function identifierKey(value: string): string {
  return normaliseIdentifier(value).replace(/[^\p{L}\p{N}]/gu, '');
}

/** Checks and normalises a registrant's identifiers: known type, one per type, pattern, check digit, expiry. */
export function checkIdentifiers(
  identifiers: readonly IdentifierDraft[],
  idTypes: readonly IdType[],
): CheckedIdentifiers {
  const typeByCode = new Map(idTypes.map((idType) => [idType.code, idType]));
  const value = identifiers.map((identifier) => ({
    ...identifier,
    value: normaliseIdentifier(identifier.value),
  }));
  const seen = new Set<string>();
  const issues = value.flatMap((identifier, at) => {
    const field = `identifiers.${at}`;
    const { idType, expiryDate } = identifier;
    const found: Issue<IdentifierIssueCode>[] = [];
    if (seen.has(idType)) found.push(issue(`${field}.idType`, 'registry/id-type-twice', { idType }));
    seen.add(idType);
    if (expiryDate !== null && !isPlainDate(expiryDate)) {
      found.push(issue(`${field}.expiryDate`, 'registry/id-expiry-invalid', { idType }));
    }
    const problem = valueProblem(identifier.value, typeByCode.get(idType));
    if (problem !== null) found.push(issue(`${field}.value`, problem, { idType }));
    return found;
  });
  return { value, issues };
}

function valueProblem(value: string, idType: IdType | undefined): IdentifierIssueCode | null {
  if (idType === undefined) return 'registry/id-type-unknown';
  if (value === '') return 'registry/id-value-missing';
  if (value.length > LONGEST_VALUE) return 'registry/id-value-too-long';
  const matches = matchesPattern(value, idType.pattern);
  if (matches === null) return 'registry/id-pattern-broken';
  if (!matches) return 'registry/id-value-invalid';
  return hasRightChecksum(value, idType.checksum) ? null : 'registry/id-checksum-wrong';
}

/** Patterns come from configuration: a broken one is reported with the value, it must not stop an import. */
function matchesPattern(value: string, pattern: string): boolean | null {
  try {
    return pattern === '' || new RegExp(`^(?:${pattern})$`, 'u').test(value);
  } catch (cause) {
    if (cause instanceof SyntaxError) return null;
    throw cause;
  }
}

function hasRightChecksum(value: string, checksum: IdType['checksum']): boolean {
  if (checksum === 'none') return true;
  return checksum === 'verhoeff' ? isVerhoeffValid(value) : isLuhnValid(value);
}

import { RELATIONSHIPS, type Relationship } from '../registry/household.ts';
import type { Question } from '../registry/question-pack.ts';
import type { Gender } from '../registry/registrant.ts';
import { foldDigits } from '../time/digits.ts';

/** A cell longer than this is not a field of a person; a 10 MB cell must not travel any further. */
export const LONGEST_CELL = 2000;

export type CellProblem = 'import/cell-too-long' | 'import/cell-not-text' | 'import/number-mangled';

/**
 * What makes a cell unreadable whatever it should hold: too long, control characters or undecodable bytes (a
 * binary file, a wrong encoding). Line breaks and tabs are allowed.
 */
export function cellProblem(text: string): CellProblem | null {
  if (text.length > LONGEST_CELL) return 'import/cell-too-long';
  return /(?![\t\n\r])\p{Cc}|\ufffd/u.test(text) ? 'import/cell-not-text' : null;
}

/** `8.66013E+09`: a spreadsheet turned a number of many digits into a rounded one. Its digits are lost for good. */
export function isMangledNumber(text: string): boolean {
  return /^\d+(?:[.,]\d+)?[eE]\+?\d+$/.test(foldDigits(text).trim());
}

const GENDER_WORDS: Readonly<Record<Gender, readonly string[]>> = {
  female: [
    'female',
    'f',
    'woman',
    'girl',
    'femme',
    'féminin',
    'أنثى',
    'انثى',
    'امرأة',
    'ሴት',
    'महिला',
    'स्त्री',
  ],
  male: ['male', 'm', 'man', 'boy', 'homme', 'masculin', 'ذكر', 'رجل', 'ወንድ', 'पुरुष'],
  other: ['other', 'o', 'x', 'autre', 'أخرى', 'ሌላ', 'अन्य'],
};

/** The sex a cell names in one of the shipped languages; undefined when it names none. */
export function readGender(text: string): Gender | undefined {
  const word = text.trim().toLowerCase().normalize('NFC');
  return (['female', 'male', 'other'] as const).find((gender) => GENDER_WORDS[gender].includes(word));
}

const YES = ['yes', 'y', 'true', '1', 'oui', 'نعم', 'አዎ', 'हाँ', 'हां'];
const NO = ['no', 'n', 'false', '0', 'non', 'لا', 'አይ', 'አይደለም', 'नहीं'];

/**
 * Reads an answer as its question wants it: yes/no words of the shipped languages, numbers with digits of any
 * script and a decimal point or comma, choice codes regardless of case. What cannot be read stays text, so that
 * the check of answers names the fault.
 */
export function readAnswer(question: Question, text: string): string | number | boolean {
  const plain = foldDigits(text).trim();
  const word = plain.toLowerCase().normalize('NFC');
  switch (question.kind) {
    case 'yes-no':
      return YES.includes(word) || (!NO.includes(word) && plain);
    case 'number':
      return /^-?\d+(?:[.,]\d+)?$/.test(plain) ? Number(plain.replace(',', '.')) : plain;
    case 'choice':
      return (
        question.choices.find((choice) => choice.toLowerCase() === word.replace(/[\s-]+/gu, '_')) ?? plain
      );
  }
}

/** The relationship to the head a cell names; undefined when it names none. */
export function readRelationship(text: string): Relationship | undefined {
  const word = text
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/gu, '-');
  return RELATIONSHIPS.find((relationship) => relationship === word);
}

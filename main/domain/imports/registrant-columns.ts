import type { Question } from '../registry/question-pack.ts';
import { err, ok, type Result } from '../result.ts';
import { dropInvisible } from '../time/digits.ts';

/** What a column of a registrant file can hold, besides answers to questions. */
export const IMPORT_FIELDS = [
  'registrantKey',
  'idNumber',
  'tokenId',
  'accountNumber',
  'fullName',
  'givenName',
  'additionalName',
  'familyName',
  'localName',
  'birthDate',
  'gender',
  'phone',
  'email',
  'address',
  'region',
  'village',
  'householdKey',
  'relationship',
] as const;
export type ImportField = (typeof IMPORT_FIELDS)[number];

/** A recognised column: a field of the person or the answer to a question, with the header as the file spells it. */
export type ImportColumn = { readonly at: number; readonly header: string } & (
  | { readonly field: ImportField }
  | { readonly question: Question }
);

export type RecognisedColumns = {
  readonly columns: readonly ImportColumn[];
  readonly unknownColumns: readonly string[];
  readonly width: number;
};

export type HeaderRefusal =
  | {
      readonly code: 'import/header-missing';
      readonly missing: readonly string[];
      readonly found: readonly string[];
    }
  | { readonly code: 'import/column-twice'; readonly column: string };

/** Spellings of OpenG2P's samples and of hand-made lists; letter case, blanks and punctuation do not matter. */
const ALIASES: Readonly<Record<ImportField, readonly string[]>> = {
  registrantKey: ['Registrant ID', 'Registrant No', 'Registration Number', 'External ID'],
  idNumber: ['ID', 'ID Number', 'National ID', 'UIN'],
  tokenId: ['Token ID', 'UIN Token', 'MOSIP UIN Token'],
  accountNumber: ['Account Number', 'Account No', 'Account ID', 'Bank Account'],
  fullName: ['Full Name', 'Name', 'Nom complet', 'الاسم الكامل', 'ሙሉ ስም', 'पूरा नाम'],
  givenName: ['Given Name', 'First Name', 'Given Names', 'Prénom', 'الاسم الأول'],
  additionalName: ['Additional Name', 'Addl Name', 'Middle Name', "Father's Name"],
  familyName: ['Family Name', 'Last Name', 'Surname', 'Nom de famille', 'اسم العائلة'],
  localName: ['Local Name', 'Name in own script', 'Name in local language'],
  birthDate: [
    'Date of Birth',
    'Birth Date',
    'DOB',
    'Birthdate',
    'Date de naissance',
    'تاريخ الميلاد',
    'የትውልድ ቀን',
    'जन्म तिथि',
  ],
  gender: ['Gender', 'Sex', 'Sexe', 'الجنس', 'ፆታ', 'लिंग'],
  phone: ['Phone Number', 'Phone', 'Mobile', 'Mobile Number', 'Telephone', 'Téléphone', 'رقم الهاتف', 'ስልክ'],
  email: ['Email ID', 'Email', 'E-mail', 'Email Address'],
  address: ['Address', 'Adresse', 'العنوان', 'አድራሻ'],
  region: ['Region', 'Area', 'District', 'Woreda', 'Région', 'المنطقة', 'ክልል'],
  village: ['Village', 'Kebele', 'Ward', 'القرية', 'ቀበሌ'],
  householdKey: ['Household ID', 'Household Number', 'Household', 'HH ID', 'Family ID'],
  relationship: ['Relationship', 'Relationship to Head', 'Relation to Head'],
};

/** Headers whose words differ from the question's code. A header that spells the code itself needs no alias. */
const QUESTION_ALIASES: Readonly<Record<string, readonly string[]>> = {
  home_owned: ['Own home?', 'Owns House'],
  employment_status: ['Employement Status'],
  annual_income: ['Annual Household Income (USD)', 'Annual Household Income', 'Income'],
  disability_status: ['Disablity Status', 'Disability'],
  household_size: ['Size of Household'],
  children: ['No. of children', 'Number of Children'],
  home_size: ['Size of home (sq. ft)', 'Size of home'],
};

/** One of each of these must be present; the first spelling names it in the refusal. */
const REQUIRED: readonly (readonly ImportField[])[] = [['fullName', 'givenName'], ['birthDate'], ['gender']];

/** Finds out what each column of a header row holds. Unknown columns are reported, not refused. */
export function recogniseColumns(
  header: readonly string[],
  questions: readonly Question[],
): Result<RecognisedColumns, HeaderRefusal> {
  const titles = header.map((title) => dropInvisible(title).trim());
  const columns = titles.flatMap((title, at): ImportColumn[] => {
    const target = targetOf(title, questions);
    return target === null ? [] : [{ at, header: title, ...target }];
  });
  const twice = columns.find((column, place) =>
    columns.slice(0, place).some((other) => isSameTarget(other, column)),
  );
  if (twice !== undefined) return err({ code: 'import/column-twice', column: twice.header });
  const fields = new Set(columns.map((column) => ('field' in column ? column.field : null)));
  const missing = REQUIRED.filter((group) => !group.some((field) => fields.has(field))).map(nameOfGroup);
  if (missing.length > 0) return err({ code: 'import/header-missing', missing, found: shortened(titles) });
  const known = new Set(columns.map((column) => column.at));
  const unknownColumns = titles.filter((title, at) => title !== '' && !known.has(at));
  return ok({ columns, unknownColumns: shortened(unknownColumns), width: header.length });
}

/** `Employement Status`, `employement_status` and `EMPLOYEMENT STATUS.` are one spelling. */
function spellingKey(title: string): string {
  return title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '');
}

const FIELD_BY_SPELLING: ReadonlyMap<string, ImportField> = new Map(
  IMPORT_FIELDS.flatMap((field) =>
    ALIASES[field].map((alias): [string, ImportField] => [spellingKey(alias), field]),
  ),
);

type Target = { readonly field: ImportField } | { readonly question: Question };

function targetOf(title: string, questions: readonly Question[]): Target | null {
  const key = spellingKey(title);
  const field = FIELD_BY_SPELLING.get(key);
  if (field !== undefined) return { field };
  const question = questions.find(({ code }) =>
    [code, ...(QUESTION_ALIASES[code] ?? [])].some((spelling) => spellingKey(spelling) === key),
  );
  return question === undefined || key === '' ? null : { question };
}

function isSameTarget(left: ImportColumn, right: ImportColumn): boolean {
  if ('field' in left) return 'field' in right && left.field === right.field;
  return 'question' in right && left.question.code === right.question.code;
}

function nameOfGroup(group: readonly ImportField[]): string {
  const [first = 'fullName'] = group;
  return ALIASES[first][0] ?? first;
}

/** A binary file read as text has absurd headers; the refusal stays readable. */
function shortened(titles: readonly string[]): readonly string[] {
  return titles.slice(0, 40).map((title) => title.slice(0, 60));
}

import { OPENG2P_QUESTIONS } from '#domain/registry/openg2p-questions';

/** What the practice deployment asks, reads out and accepts; a country replaces all of it at the centre. */
type Words = Readonly<
  Record<'en' | 'fr' | 'ar', { readonly label: string; readonly choices?: Readonly<Record<string, string>> }>
>;
const inWords = (en: string, fr: string, ar: string): Words => ({
  en: { label: en },
  fr: { label: fr },
  ar: { label: ar },
});

export const practiceQuestionPack = {
  code: 'practice',
  version: 1,
  questions: [
    {
      code: 'floor',
      kind: 'choice',
      subject: 'household',
      required: true,
      choices: ['earth', 'cement', 'tile'],
      texts: {
        en: { label: 'Floor of the house', choices: { earth: 'Earth', cement: 'Cement', tile: 'Tile' } },
        fr: { label: 'Sol de la maison', choices: { earth: 'Terre', cement: 'Ciment', tile: 'Carrelage' } },
        ar: { label: 'أرضية المنزل', choices: { earth: 'تراب', cement: 'إسمنت', tile: 'بلاط' } },
      },
    },
    {
      code: 'rooms',
      kind: 'number',
      subject: 'household',
      required: true,
      min: 1,
      max: 20,
      decimals: 0,
      texts: inWords('Rooms to sleep in', 'Pièces pour dormir', 'عدد غرف النوم'),
    },
    {
      code: 'water',
      kind: 'choice',
      subject: 'household',
      required: true,
      choices: ['river', 'shared', 'piped'],
      texts: {
        en: {
          label: 'Drinking water',
          choices: { river: 'River or pond', shared: 'Shared tap', piped: 'Tap at home' },
        },
        fr: {
          label: 'Eau potable',
          choices: { river: 'Rivière ou mare', shared: 'Robinet commun', piped: 'Robinet chez soi' },
        },
        ar: {
          label: 'مياه الشرب',
          choices: { river: 'نهر أو بركة', shared: 'صنبور مشترك', piped: 'صنبور في المنزل' },
        },
      },
    },
    {
      code: 'livestock',
      kind: 'yes-no',
      subject: 'household',
      required: true,
      texts: inWords('Owns cattle or goats', 'Possède bovins ou chèvres', 'يملك أبقارًا أو ماعزًا'),
    },
    ...OPENG2P_QUESTIONS.questions,
  ],
} as const;

export const practiceIdentifierTypes = [
  { code: 'national', name: 'National ID', pattern: '[0-9]{10,12}', checksum: 'none' },
  { code: 'token', name: 'ID token', pattern: '[0-9]{36}', checksum: 'none' },
  { code: 'account', name: 'Bank account', pattern: '[0-9]{6,20}', checksum: 'none' },
] as const;

export const practiceConsent = {
  version: '2026-01',
  purposes: ['registration', 'eligibility', 'payment'],
  texts: {
    en: 'We write down who lives in your household and how you live, to decide whether the programme can help you and to pay you. Only this office and the centre see it. You may say no, and you may withdraw later; then we stop using it. Do you agree?',
    fr: 'Nous notons qui vit dans votre ménage et comment vous vivez, pour décider si le programme peut vous aider et pour vous payer. Seuls ce bureau et le centre le voient. Vous pouvez refuser, ou retirer votre accord plus tard; nous cessons alors de l’utiliser. Êtes-vous d’accord ?',
    ar: 'نسجل من يعيش في أسرتكم وكيف تعيشون، لنقرر إن كان البرنامج يستطيع مساعدتكم ولندفع لكم. لا يراه إلا هذا المكتب والمركز. يمكنكم الرفض، ويمكنكم سحب الموافقة لاحقًا فنتوقف عن استخدامه. هل توافقون؟',
  },
} as const;

/** Proxy means test: the lower, the poorer. Coefficients are invented; the shape is the World Bank's. */
export const practicePmt = {
  code: 'practice-pmt',
  version: 1,
  intercept: 40,
  terms: [
    {
      code: 'rooms',
      field: 'rooms',
      transform: { kind: 'identity' },
      coefficient: 5,
      missing: { kind: 'error' },
    },
    {
      code: 'floor-cement',
      field: 'floor',
      transform: { kind: 'dummy', values: ['cement'] },
      coefficient: 7.5,
      missing: { kind: 'error' },
    },
    {
      code: 'floor-tile',
      field: 'floor',
      transform: { kind: 'dummy', values: ['tile'] },
      coefficient: 16,
      missing: { kind: 'error' },
    },
    {
      code: 'water-piped',
      field: 'water',
      transform: { kind: 'dummy', values: ['piped'] },
      coefficient: 8,
      missing: { kind: 'zero' },
    },
    {
      code: 'livestock',
      field: 'livestock',
      transform: { kind: 'dummy', values: [true] },
      coefficient: 4.25,
      missing: { kind: 'zero' },
    },
    {
      code: 'children',
      field: 'children_under_18',
      transform: { kind: 'identity' },
      coefficient: -3.5,
      missing: { kind: 'zero' },
    },
    {
      code: 'elderly',
      field: 'elderly_60_plus',
      transform: { kind: 'identity' },
      coefficient: -2,
      missing: { kind: 'zero' },
    },
    {
      code: 'head-female',
      field: 'head_is_female',
      transform: { kind: 'dummy', values: [true] },
      coefficient: -2.5,
      missing: { kind: 'zero' },
    },
  ],
  areaSets: [],
  output: 'linear',
  decimals: 2,
  bands: [
    { code: 'extreme', max: 35 },
    { code: 'poor', max: 50 },
    { code: 'near-poor', max: 65 },
    { code: 'not-poor', max: null },
  ],
} as const;

/** A household with children or elderly people, poor by the PMT. */
export const practiceEligibility = {
  id: 'household-safety-net',
  all: [
    { id: 'poor', pmtBelow: { value: 50 } },
    {
      id: 'cares-for-someone',
      any: [
        { id: 'children', cmp: { field: 'children_under_18', op: '>=', value: 1 } },
        { id: 'elderly', cmp: { field: 'elderly_60_plus', op: '>=', value: 1 } },
      ],
    },
  ],
} as const;

import type { Role } from '#domain/identity/permissions';

export type PracticeOfficeKey = 'A' | 'B';

/** Somebody of the practice deployment. Invented; the PINs are no secret, a release build refuses practice data. */
export type PracticeUser = {
  /** Null for people of the centre. */
  readonly office: PracticeOfficeKey | null;
  readonly login: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
};
export type PracticeOfficeUser = PracticeUser & { readonly office: PracticeOfficeKey; readonly pin: string };
export type PracticeCentreUser = PracticeUser & { readonly office: null; readonly password: string };

type Line = readonly [login: string, displayName: string, role: Role, pin: string];

/** Every part of the story in each office; two supervisors, because a list needs two who approve. */
const STAFF: Readonly<Record<PracticeOfficeKey, readonly Line[]>> = {
  A: [
    ['officer', 'Hana Lemma', 'officer', '274916'],
    ['preparer', 'Dawit Kiros', 'preparer', '385027'],
    ['supervisor1', 'Amina Farah', 'supervisor', '496138'],
    ['supervisor2', 'Yusuf Osman', 'supervisor', '507249'],
    ['clerk', 'Meron Assefa', 'voucher-clerk', '618350'],
    ['claims', 'Girma Molla', 'reimbursement-clerk', '729461'],
    ['finance', 'Zahra Salah', 'finance', '830572'],
    ['cash', 'Solomon Desta', 'cash-manager', '941683'],
    ['it', 'Sunita Thapa', 'it', '152794'],
    ['auditor', 'Josefina Banda', 'auditor', '263805'],
  ],
  B: [
    ['officer-b', 'Rahel Tadesse', 'officer', '284617'],
    ['preparer-b', 'Hassan Abdi', 'preparer', '395728'],
    ['supervisor1-b', 'Tigist Worku', 'supervisor', '406839'],
    ['supervisor2-b', 'Omar Jama', 'supervisor', '517940'],
    ['clerk-b', 'Halima Ibrahim', 'voucher-clerk', '628051'],
    ['claims-b', 'Bekele Haile', 'reimbursement-clerk', '739162'],
    ['finance-b', 'Genet Gebre', 'finance', '840273'],
    ['cash-b', 'Ismail Ahmed', 'cash-manager', '951384'],
    ['it-b', 'Prakash Rai', 'it', '162495'],
    ['auditor-b', 'Oumar Diallo', 'auditor', '273506'],
  ],
};

const usersOf = (office: PracticeOfficeKey): readonly PracticeOfficeUser[] =>
  STAFF[office].map(([login, displayName, role, pin]) => ({
    office,
    login,
    displayName,
    roles: [role],
    pin,
  }));

export const practiceOfficeUsers: Readonly<Record<PracticeOfficeKey, readonly PracticeOfficeUser[]>> = {
  A: usersOf('A'),
  B: usersOf('B'),
};

/** People of the centre, who sign in there with a password. */
export const practiceCentreUsers: readonly PracticeCentreUser[] = [
  {
    office: null,
    login: 'manager',
    displayName: 'Beatriz Mwangi',
    roles: ['programme-manager'],
    password: 'practice-manager-01',
  },
  {
    office: null,
    login: 'admin',
    displayName: 'Kamau Odhiambo',
    roles: ['administrator'],
    password: 'practice-admin-01',
  },
  {
    office: null,
    login: 'centre-it',
    displayName: 'Awa Traoré',
    roles: ['it'],
    password: 'practice-centre-it-01',
  },
];

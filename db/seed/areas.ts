/** The practice country: one region, two districts, eight villages each. Codes are OpenG2P-like. */
export type SeedArea = {
  readonly code: string;
  readonly parent: string | null;
  readonly name: string;
  readonly level: number;
};

const villages: Readonly<Record<string, readonly string[]>> = {
  'ET-DD-SA': [
    'Sabian 01',
    'Gende Kore',
    'Dechatu',
    'Legehare',
    'Melka Jebdu',
    'Afetesa',
    'Addis Ketema',
    'Gende Gerada',
  ],
  'ET-DD-HA': [
    'Harla',
    'Biyo Awale',
    'Wahil',
    'Jeldesa',
    'Legeoda Gunufeta',
    'Kulayu',
    'Lega Bira',
    'Ija Aneni',
  ],
};

export const seedAreas: readonly SeedArea[] = [
  { code: 'ET', parent: null, name: 'Practice country', level: 0 },
  { code: 'ET-DD', parent: 'ET', name: 'Dire Dawa', level: 1 },
  { code: 'ET-DD-SA', parent: 'ET-DD', name: 'Sabian', level: 2 },
  { code: 'ET-DD-HA', parent: 'ET-DD', name: 'Harla', level: 2 },
  ...Object.entries(villages).flatMap(([parent, names]) =>
    names.map((name, index) => ({
      code: `${parent}-${String(index + 1).padStart(2, '0')}`,
      parent,
      name,
      level: 3,
    })),
  ),
];
export const villageCodesOf = (district: string): readonly string[] =>
  seedAreas.filter((area) => area.parent === district).map((area) => area.code);

import { describe, expect, it } from 'vitest';
import { fitsPattern, villagesOf } from './areas-and-ids.ts';

const area = (areaId: string, parentId: string | null, level: number) => ({
  areaId,
  parentId,
  code: areaId,
  name: areaId.toUpperCase(),
  level,
});

describe('villages', () => {
  it('are the deepest areas by name, told apart by what lies above, the country left out', () => {
    const areas = [
      area('c', null, 0),
      area('d', 'c', 1),
      area('w', 'd', 2),
      area('z', 'w', 3),
      area('a', 'w', 3),
    ];
    expect(villagesOf(areas)).toEqual([
      { value: 'a', text: 'A', note: 'W, D' },
      { value: 'z', text: 'Z', note: 'W, D' },
    ]);
    expect(villagesOf([area('c', null, 0), area('d', 'c', 1)])).toEqual([
      { value: 'd', text: 'D', note: '' },
    ]);
  });
});

describe('a typed number', () => {
  it.each([
    ['4471 9023 4821', '\\d{12}', true],
    ['٤٤٧١٩٠٢٣٤٨٢١', '\\d{12}', true],
    ['4471 9023 482', '\\d{12}', false],
    ['anything', '(', true],
  ])('%s fits %s: %s', (value, pattern, fits) => {
    expect(fitsPattern(value, pattern)).toBe(fits);
  });
});

import type { ImportedPerson } from '#domain/imports/imported-row';
import { foldName } from '#domain/registry/names';
import type { AreaTree } from '../registry/area-tree.ts';

/** Where somebody of a file lives; `isKnown` false: the file names a place this office does not serve. */
export type FoundArea = { readonly areaId: string; readonly isKnown: boolean };

/**
 * Finds the village, else the region, by code or name among the areas of the office. A region that contains the office
 * says nothing more than the office itself; a place nobody knows becomes the office's own area and is warned about.
 */
export function areaFinder({
  areas,
  officeArea,
  isOfOffice,
  pathOf,
}: AreaTree): (person: Pick<ImportedPerson, 'villageText' | 'regionText'>) => FoundArea {
  const officeAreaId = officeArea?.areaId ?? '';
  const ownBySpelling = new Map<string, string>();
  for (const { areaId, code, name } of areas) {
    if (!isOfOffice(areaId)) continue;
    for (const spelling of [code, name]) {
      const key = foldName(spelling);
      if (!ownBySpelling.has(key)) ownBySpelling.set(key, areaId);
    }
  }
  const above = new Set(pathOf(officeAreaId));
  const aboveBySpelling = new Set(
    areas
      .filter(({ areaId }) => above.has(areaId))
      .flatMap(({ code, name }) => [foldName(code), foldName(name)]),
  );
  return ({ villageText, regionText }) => {
    const [village, region] = [foldName(villageText), foldName(regionText)];
    const found = ownBySpelling.get(village) ?? (village === '' ? ownBySpelling.get(region) : undefined);
    if (found !== undefined) return { areaId: found, isKnown: true };
    const isKnown = village === '' && (region === '' || aboveBySpelling.has(region));
    return { areaId: officeAreaId, isKnown };
  };
}

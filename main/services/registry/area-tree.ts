import type { OfficeIdentity } from '#host/call-context';
import type { ReadTx } from '#ports/store';
import type { RowOf } from '#sync/protocol/rows/replicated-tables';

type Area = RowOf<'area'>;

/** The areas this PC knows and which of them its office serves. */
export type AreaTree = {
  readonly areas: readonly Area[];
  /** The area and all above it, nearest first; empty for an area that is not here. */
  readonly pathOf: (areaId: string) => readonly string[];
  /** The office's own area; undefined before the first pull. */
  readonly officeArea: Area | undefined;
  readonly isOfOffice: (areaId: string) => boolean;
};

/** A country has a few thousand areas: read once for each call, in milliseconds. */
export function readAreas(tx: ReadTx, { officeId }: Pick<OfficeIdentity, 'officeId'>): AreaTree {
  const areas = tx.rows.all('area');
  const byId = new Map(areas.map((area) => [area.areaId, area]));
  const paths = new Map<string, readonly string[]>();
  const pathOf = (areaId: string): readonly string[] => {
    const known = paths.get(areaId);
    if (known !== undefined) return known;
    const path: string[] = [];
    for (let area = byId.get(areaId); area !== undefined; area = byId.get(area.parentId ?? '')) {
      // The centre's data, but a loop must not hang the office.
      if (path.includes(area.areaId)) break;
      path.push(area.areaId);
    }
    paths.set(areaId, path);
    return path;
  };
  const officeArea = byId.get(tx.rows.get('office', officeId)?.areaId ?? '');
  return {
    areas,
    pathOf,
    officeArea,
    isOfOffice: (areaId) => officeArea !== undefined && pathOf(areaId).includes(officeArea.areaId),
  };
}

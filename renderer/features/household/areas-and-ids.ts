import type { OutputOf } from '#contract/contract';
import { normaliseIdentifier } from '#domain/registry/identifier';

type Area = OutputOf<'registry.options'>['areas'][number];

/** Places a household can live in: the deepest areas, each with the way down to it, by name. */
export function villagesOf(
  areas: readonly Area[],
): readonly { readonly value: string; readonly text: string; readonly note: string }[] {
  const byId = new Map(areas.map((area) => [area.areaId, area]));
  const parents = new Set(areas.map((area) => area.parentId));
  return areas
    .filter((area) => !parents.has(area.areaId))
    .map((area) => ({ value: area.areaId, text: area.name, note: wayTo(area, byId).join(', ') }))
    .sort((a, b) => a.text.localeCompare(b.text));
}

/** Up to two areas above: enough to tell two villages of one name apart. */
function wayTo(area: Area, byId: ReadonlyMap<string, Area>): readonly string[] {
  const parent = area.parentId === null ? undefined : byId.get(area.parentId);
  const above = parent?.parentId == null ? undefined : byId.get(parent.parentId);
  return [parent, above].flatMap((place) => (place === undefined || place.level === 0 ? [] : [place.name]));
}

/** A quiet look at a number while it is typed; the core decides. A pattern that cannot be read fits everything. */
export function fitsPattern(value: string, pattern: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u').test(normaliseIdentifier(value));
  } catch (cause) {
    if (cause instanceof SyntaxError) return true;
    throw cause;
  }
}

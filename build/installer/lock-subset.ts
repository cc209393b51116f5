/** One entry of package-lock.json; only what says which others it needs. */
export type LockEntry = {
  readonly version?: string | undefined;
  readonly dependencies?: Readonly<Record<string, string>> | undefined;
  readonly optionalDependencies?: Readonly<Record<string, string>> | undefined;
};
export type LockPackages<E extends LockEntry> = Readonly<Record<string, E>>;

/**
 * The entries of a lock that `roots` need, with all they need in turn: what is packed has the versions and
 * fingerprints that were tested. Throws when the lock lacks something that is needed.
 */
export function lockSubset<E extends LockEntry>(
  packages: LockPackages<E>,
  roots: readonly string[],
): LockPackages<E> {
  const found = new Map<string, E>();
  const visit = (name: string, from: string, optional: boolean): void => {
    const place = placeOf(packages, name, from);
    if (place === undefined) {
      if (optional) return;
      throw new Error(`package-lock.json has no ${name} for ${from === '' ? 'the app' : from}`);
    }
    const entry = packages[place];
    if (entry === undefined || found.has(place)) return;
    found.set(place, entry);
    for (const needed of Object.keys(entry.dependencies ?? {})) visit(needed, place, false);
    for (const needed of Object.keys(entry.optionalDependencies ?? {})) visit(needed, place, true);
  };
  for (const root of roots) visit(root, '', false);
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Where Node would find `name` from a package's folder: in its own node_modules, then those around it. */
function placeOf<E extends LockEntry>(
  packages: LockPackages<E>,
  name: string,
  from: string,
): string | undefined {
  const inside = from === '' ? `node_modules/${name}` : `${from}/node_modules/${name}`;
  if (packages[inside] !== undefined) return inside;
  if (from === '') return undefined;
  return placeOf(packages, name, from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))));
}

/** From {'…/en/people.json': {...}} to {people: {...}}: the file's name is the i18next namespace. */
export function collectTexts(
  files: Readonly<Record<string, unknown>>,
): Readonly<Record<string, Record<string, string>>> {
  return Object.fromEntries(
    Object.entries(files).map(([path, entries]) => [
      path.slice(path.lastIndexOf('/') + 1, -'.json'.length),
      entries as Record<string, string>,
    ]),
  );
}

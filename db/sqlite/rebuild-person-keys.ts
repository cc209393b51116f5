import type { RowOf } from '#sync/protocol/rows/replicated-tables';
import { createSettings } from './local/settings.ts';
import type { Replica, SqliteClient } from './open.ts';
import { PERSON_KEYS_VERSION, personKeys } from './person-keys.ts';
import { decodeRow, rowPlan } from './row-plan.ts';
import { deleteAllPersonKeys, insertPersonKey, selectPage } from './row-store.sql.ts';
import { createRowReads } from './row-store.ts';

const PAGE = 1000;
const VERSION_SETTING = 'person-keys-version';

/**
 * After opening and migrating: makes the search keys anew when the rules they were made by are not those of this app.
 * Returns how many people were read, undefined when there was nothing to do. About 70 µs per person.
 */
export function refreshPersonKeys(replica: Replica): number | undefined {
  return replica.write((database) => {
    const settings = createSettings(database);
    if (settings.get(VERSION_SETTING) === PERSON_KEYS_VERSION) return undefined;
    const people = rebuildPersonKeys(database.$client);
    settings.set(VERSION_SETTING, PERSON_KEYS_VERSION);
    return people;
  });
}

/** Makes the search keys of all people anew, inside a writing transaction. Returns how many people there are. */
export function rebuildPersonKeys(client: SqliteClient): number {
  const plan = rowPlan('registrant');
  const rows = createRowReads(client);
  const page = client.prepare<[string, number], Record<string, unknown>>(selectPage(plan));
  const insert = client.prepare(insertPersonKey);
  client.prepare(deleteAllPersonKeys).run();
  let count = 0;
  let people: readonly RowOf<'registrant'>[] = [];
  do {
    const after = people.at(-1)?.registrantId ?? '';
    people = page.all(after, PAGE).map((raw) => decodeRow<'registrant'>(plan, raw));
    for (const person of people) {
      const { registrantId } = person;
      const identifiers = rows.list('identifier', 'registrantId', registrantId);
      for (const { kind, key } of personKeys(person, identifiers)) insert.run(kind, key, registrantId);
    }
    count += people.length;
  } while (people.length === PAGE);
  return count;
}

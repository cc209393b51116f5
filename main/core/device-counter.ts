import type { Store } from '#ports/store';

const SETTING = 'ids.next-number';
const LIMIT = 0x1_0000_0000;

/**
 * The device's counter for ids, kept in the database: each call takes `count` numbers in a transaction of its own
 * and returns the first. Two processes on one database never take the same; after 2^32 it begins anew, years later.
 */
export function deviceCounter(store: Store): (count: number) => number {
  return (count) =>
    store.write((tx) => {
      const stored = tx.office.settings.get(SETTING);
      const first = typeof stored === 'number' ? stored : 0;
      tx.office.settings.set(SETTING, (first + count) % LIMIT);
      return first;
    });
}

import { eq } from 'drizzle-orm';
import type { SettingReads, SettingWrites } from '#ports/desk-store';
import type { ReadTx } from '../open.ts';
import { setting } from '../schema/office-tables.ts';

/** Named JSON values of this PC: language, clock offset, times of the last exchange. */
export function createSettings(database: ReadTx): SettingReads & SettingWrites {
  return {
    get: (name) =>
      database.select({ value: setting.value }).from(setting).where(eq(setting.name, name)).get()?.value,
    set: (name, value) => {
      database
        .insert(setting)
        .values({ name, value })
        .onConflictDoUpdate({ target: setting.name, set: { value } })
        .run();
    },
    remove: (name) => {
      database.delete(setting).where(eq(setting.name, name)).run();
    },
  };
}

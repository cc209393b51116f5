import type { ClockMemory, OfficeClock } from '#host/adapters/clock';
import type { Store } from '#ports/store';

const SETTING = 'clock.memory';

/** Gives the clock what was measured before, and the tenant's zone once its policy was pulled. */
export function loadClock(store: Store, clock: OfficeClock): void {
  const { stored, timeZone } = store.read((tx) => ({
    stored: tx.office.settings.get(SETTING),
    timeZone: tx.rows.all('tenantPolicy')[0]?.timeZone,
  }));
  if (isMemory(stored)) clock.recall(stored);
  if (timeZone !== undefined) clock.setZone(timeZone);
}

/** Keeps a measurement, so that a start without a line still knows the time. */
export function rememberClock(store: Store, memory: ClockMemory): void {
  store.write((tx) => {
    tx.office.settings.set(SETTING, memory);
  });
}

function isMemory(value: unknown): value is ClockMemory {
  if (typeof value !== 'object' || value === null) return false;
  return (
    'offsetMs' in value &&
    typeof value.offsetMs === 'number' &&
    'vouchedMs' in value &&
    typeof value.vouchedMs === 'number'
  );
}

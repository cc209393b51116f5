import { todayIn } from '#domain/time/plain-date';

/** Every zone's offset is a multiple of this, so a calendar day never changes inside such a stretch. */
const QUARTER_HOUR_MS = 900_000;

/** The tenant's calendar day of an instant. Asking the calendar costs more than judging an operation, so it is kept. */
export function createDayLookup(timeZone: string): (instant: string) => string {
  const days = new Map<number, string>();
  return (instant) => {
    const ms = Date.parse(instant);
    const quarter = Math.floor(ms / QUARTER_HOUR_MS);
    const known = days.get(quarter);
    if (known !== undefined) return known;
    const day = todayIn(ms, timeZone);
    days.set(quarter, day);
    return day;
  };
}

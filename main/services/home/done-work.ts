import type { OutputOf } from '#contract/contract';
import { addDays, todayIn } from '#domain/time/plain-date';
import type { CallContext } from '#host/call-context';
import type { AuditLine } from '#ports/audit-trail';
import type { OpMark } from '#ports/operation-log';
import type { ReadTx } from '#ports/store';
import { sliceIdOf } from '../cycles/slice-facts.ts';
import { subjectOf } from '../sync/operation-subject.ts';

type Home = OutputOf<'home.queues'>;

/** Audit names that count as work done, and the kind of record their object is. */
const WORK: Readonly<Record<string, string>> = {
  'registry.household-registered': 'registrant',
  'registry.person-corrected': 'registrant',
  'import.run': '',
  'eligibility.run': '',
  'enrolment.enrolled': '',
  'cycles.prepared': 'slice',
  'cycles.submitted': 'slice',
  'cycles.decided': 'slice',
  'vouchers.issued': 'slice',
  'vouchers.printed': 'slice',
  'vouchers.redeemed': 'voucher',
  'claims.submitted': 'claim',
  'claims.decided': 'claim',
};
const PAGE = 200;
/** A very busy day; older rows are not worth the time of a page that opens often. */
const MAX_ROWS = 2000;
const LAST_SHOWN = 5;

/** What this person did today and yesterday, counted, and the last things with their marks. */
export function doneWork(
  tx: ReadTx,
  ctx: CallContext,
  timeZone: string,
): Pick<Home, 'doneToday' | 'lastDone'> {
  const today = ctx.clock.today();
  const yesterday = addDays(today, -1);
  const dateOf = datesIn(timeZone);
  const counts = new Map<string, { today: number; yesterday: number }>();
  const last: AuditLine[] = [];
  for (const line of recentLines(tx)) {
    const date = dateOf(line.at);
    if (date < yesterday) break;
    if (line.actorNo !== ctx.actor.userNo || WORK[line.action] === undefined) continue;
    const count = counts.get(line.action) ?? { today: 0, yesterday: 0 };
    count[date === yesterday ? 'yesterday' : 'today'] += 1;
    counts.set(line.action, count);
    if (last.length < LAST_SHOWN) last.push(line);
  }
  const marks = tx.office.operations.marksOf(last.map((line) => markedRecord(tx, ctx, line.object)));
  return {
    doneToday: [...counts].map(([kind, count]) => ({ kind, ...count })),
    lastDone: last.map((line) => lastDone(tx, ctx, line, marks)),
  };
}

function lastDone(
  tx: ReadTx,
  ctx: CallContext,
  { at, action, object }: AuditLine,
  marks: ReadonlyMap<string, OpMark>,
): Home['lastDone'][number] {
  const { subject, href } = subjectOf(tx, { type: WORK[action] ?? '', entity: object }, ctx.actor);
  return { at, action, subject, href, mark: marks.get(markedRecord(tx, ctx, object)) ?? 'sent' };
}

/** Work on a cycle is sent as work on this office's slice of it. */
function markedRecord(tx: ReadTx, { office }: CallContext, object: string): string {
  return tx.rows.get('cycle', object) === undefined ? object : sliceIdOf(object, office.officeId);
}

function* recentLines(tx: ReadTx): Generator<AuditLine> {
  let beforeSeq: number | undefined;
  for (let read = 0; read < MAX_ROWS; read += PAGE) {
    const page = tx.office.audit.page({ ...(beforeSeq === undefined ? {} : { beforeSeq }), limit: PAGE });
    yield* page;
    beforeSeq = page.at(-1)?.seq;
    if (page.length < PAGE || beforeSeq === undefined) return;
  }
}

/** Date of an instant in a zone, worked out once per quarter of an hour: no zone's day begins inside one. */
function datesIn(timeZone: string): (at: string) => string {
  const known = new Map<string, string>();
  return (at) => {
    const quarter = `${at.slice(0, 14)}${Math.floor(Number(at.slice(14, 16)) / 15)}`;
    const date = known.get(quarter) ?? todayIn(Date.parse(at), timeZone);
    known.set(quarter, date);
    return date;
  };
}

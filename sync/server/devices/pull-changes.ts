import { type LiveChange, readLiveChanges, readScopeHeads } from '#db/postgres/change-log.sql';
import type { Tx } from '#db/postgres/database';
import type { CentreService } from '../centre-service.ts';
import type { AuthenticatedDevice } from './authenticate-device.ts';
import { scopesOfOffice } from './device-scopes.ts';

export type PullAsked = {
  readonly cursors: Readonly<Record<string, number>>;
  /** Most changes in one reply. */
  readonly limit: number;
};

/** Changes and cursors of one page; `changes` are JSON texts ready to be sent. */
export type PulledPage = {
  readonly changes: readonly string[];
  readonly cursors: Readonly<Record<string, number>>;
  readonly heads: Readonly<Record<string, number>>;
  readonly lost: readonly string[];
  readonly more: boolean;
};

/** A page ends after this many characters of rows, so that a thin line gets its data in pieces it can finish. */
const PAGE_CHARACTERS = 1_000_000;

/**
 * One page of what is new for a device, from one REPEATABLE READ snapshot: every commit visible in it is whole, and the
 * cursors never pass what was sent (sync design 3.3). Only the scopes of the device's office are ever read, whatever
 * it asks for; scopes it asks for and does not hold come back as `lost`.
 */
export async function pullChanges(
  service: CentreService,
  { tenantId, device }: AuthenticatedDevice,
  asked: PullAsked,
): Promise<PulledPage> {
  return service.database.transaction(
    tenantId,
    async (tx) => {
      const scopes = await scopesOfOffice(tx, device.officeId);
      const heads = await readScopeHeads(tx, scopes);
      const lost = Object.keys(asked.cursors).filter((scope) => !scopes.includes(scope));
      const page = await readPage(tx, scopes, heads, asked);
      return { ...page, heads, lost };
    },
    'consistent-read',
  );
}

async function readPage(
  tx: Tx,
  scopes: readonly string[],
  heads: Readonly<Record<string, number>>,
  asked: PullAsked,
): Promise<Pick<PulledPage, 'changes' | 'cursors' | 'more'>> {
  const changes: string[] = [];
  const cursors: Record<string, number> = {};
  let room = { rows: asked.limit, characters: PAGE_CHARACTERS };
  let more = false;
  for (const scope of scopes) {
    const after = asked.cursors[scope] ?? 0;
    const head = heads[scope] ?? 0;
    cursors[scope] = after;
    if (head <= after) continue;
    if (room.rows <= 0 || room.characters <= 0) {
      more = true;
      continue;
    }
    const found = await readLiveChanges(tx, { scope, after, head, limit: room.rows });
    const sent = fitting(found, room.characters);
    changes.push(...sent.map((change) => asJson(scope, change)));
    room = {
      rows: room.rows - sent.length,
      characters: room.characters - sent.reduce((sum, change) => sum + change.json.length, 0),
    };
    // A list cut off by the limit leaves no room; only a shorter one has reached the head.
    const isWhole = sent.length === found.length && room.rows > 0;
    cursors[scope] = isWhole ? head : (sent.at(-1)?.seq ?? after);
    more ||= cursors[scope] < head;
  }
  return { changes, cursors, more };
}

/** As many as fit, at least one: a single large row must not stop everything behind it. */
function fitting(found: readonly LiveChange[], characters: number): readonly LiveChange[] {
  let used = 0;
  const end = found.findIndex(({ json }) => {
    used += json.length;
    return used > characters;
  });
  return end < 0 ? found : found.slice(0, Math.max(1, end));
}

function asJson(scope: string, { seq, table, key, json }: LiveChange): string {
  return `{"scope":${JSON.stringify(scope)},"seq":${seq},"table":"${table}","key":"${key}","row":${json}}`;
}

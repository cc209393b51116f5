import { join } from 'node:path';
import type { Statement } from 'better-sqlite3';
import { createRandom, type Random } from '#db/seed/random';
import { createPeopleReads } from '#db/sqlite/queries/registry-people';
import { allowed, present } from '../story/expect-story.ts';
import { openStoryDesk, type StoryDesk } from '../story/story-desk.ts';
import type { BenchOffice } from './bench-office.ts';
import { databaseKeyOf, listenTo, openRaw, type RawSqlite, type RecordedCall } from './raw-sqlite.ts';
import { atMost, type BenchReport } from './report.ts';
import { measure, ratioOf, type Sample, summarise, timed } from './sample.ts';

const SEARCHES = 240;
const SCANS = 200;
const P95_BAR_MS = 30;
const RATIO_BAR = 3;
const SCAN_BAR_MS = 150;

/**
 * The search box and the scan at the counter over the encrypted replica, through the core's own door: session,
 * permission, validation and audit included. The baseline replays the very statements of each search on raw SQLite.
 */
export async function benchSearch(office: BenchOffice): Promise<BenchReport> {
  const key = await databaseKeyOf(office.place);
  const desk = await openStoryDesk(office.place);
  try {
    const file = join(office.place.folder, 'replica.db');
    await desk.as('officer');
    const texts = searchTexts(desk, createRandom(7));
    const raw = openRaw(file, key);
    const statements = statementsOf(raw, texts);
    const { search, baseline } = await measureSearches(desk, raw, texts, statements);
    raw.close();
    const { inspect, redeem } = await measureScans(desk, office.codes);
    const ratio = ratioOf(search, baseline);
    return {
      name: 'search',
      n: office.people,
      metrics: {
        'search, ms': search,
        'baseline: the same statements on raw SQLite, ms': baseline,
        'search / baseline': ratio,
        'verdict after a scan, ms': inspect,
        'paying a voucher, ms': redeem,
      },
      bars: [
        atMost('search p95', search.p95, P95_BAR_MS, 'ms'),
        atMost('search / raw SQLite', ratio, RATIO_BAR, 'x'),
        atMost('verdict after a scan, p95', inspect.p95, SCAN_BAR_MS, 'ms'),
        atMost('paying a voucher, p95', redeem.p95, SCAN_BAR_MS, 'ms'),
      ],
    };
  } finally {
    await desk.stop();
  }
}

/** What people type: beginnings, whole names, names in their own script, phones, numbers, and misspellings. */
function searchTexts(desk: StoryDesk, random: Random): readonly string[] {
  const { store } = present(desk.core.office(), 'the open office');
  const people = store.read((tx) => {
    const page = tx.registry.soundPage(null, 20_000).map(({ registrantId }) => registrantId);
    const ids = Array.from({ length: SEARCHES }, () => random.pick(page));
    return ids.map((id) => present(tx.rows.get('registrant', id), 'a person'));
  });
  return people.map(({ givenName, familyName, localName, phone, registrationNo }, index) => {
    switch (index % 8) {
      case 0:
        return givenName.slice(0, 3);
      case 1:
        return `${givenName} ${familyName}`;
      case 2:
        return `${givenName} ${familyName.slice(0, 2)}`;
      case 3:
        return localName === '' ? familyName : localName;
      case 4:
        return phone ?? familyName;
      case 5:
        return registrationNo ?? givenName;
      case 6:
        return familyName;
      default:
        return `${givenName.replace(/[aeiou]/, '')} ${familyName}`;
    }
  });
}

/** The statements each search runs, as our own queries run them on a database that listens. */
function statementsOf(raw: RawSqlite, texts: readonly string[]): readonly (readonly RecordedCall[])[] {
  let heard: RecordedCall[] = [];
  const { search } = createPeopleReads(listenTo(raw, (call) => heard.push(call)));
  return texts.map((text) => {
    heard = [];
    search({ text, callingCode: '251', limit: 20 });
    return heard;
  });
}

type Searched = { readonly search: Sample; readonly baseline: Sample };

/** One after the other, ours and raw, so that both meet the same machine; a warming round is not counted. */
async function measureSearches(
  desk: StoryDesk,
  raw: RawSqlite,
  texts: readonly string[],
  statements: readonly (readonly RecordedCall[])[],
): Promise<Searched> {
  const officer = await desk.as('officer');
  const known = new Map<string, Statement>();
  const prepare = (sql: string): Statement => {
    const statement = known.get(sql) ?? raw.prepare(sql);
    known.set(sql, statement);
    return statement;
  };
  const ours: number[] = [];
  const theirs: number[] = [];
  for (const isCounted of [false, true]) {
    for (const [index, text] of texts.entries()) {
      const prepared = (statements[index] ?? []).map(({ sql, values }) => ({
        statement: prepare(sql),
        values,
      }));
      const theirMs = await timed(() => {
        for (const { statement, values } of prepared) statement.all(...values);
      });
      const ourMs = await timed(async () =>
        allowed(await officer.call('registry.search', { text }), 'searching'),
      );
      if (!isCounted) continue;
      ours.push(ourMs);
      theirs.push(theirMs);
    }
  }
  return { search: summarise(ours), baseline: summarise(theirs) };
}

async function measureScans(
  desk: StoryDesk,
  codes: readonly string[],
): Promise<{ inspect: Sample; redeem: Sample }> {
  const clerk = await desk.as('clerk');
  const codeOf = (round: number): string => present(codes[round % codes.length], 'a voucher');
  const look = async (round: number) =>
    allowed(await clerk.call('vouchers.inspect', { code: codeOf(round) }), 'scanning');
  await look(0);
  const inspect = await measure(SCANS, look);
  const redeem: number[] = [];
  for (let round = 0; round < Math.min(SCANS, codes.length); round += 1) {
    const { balanceMinor, providers } = await look(round);
    const providerId = present(providers[0], 'a provider').providerId;
    const payment = {
      code: codeOf(round),
      amountMinor: balanceMinor,
      providerId,
      method: 'presence',
    } as const;
    redeem.push(await timed(async () => allowed(await clerk.call('vouchers.redeem', payment), 'paying')));
  }
  return { inspect, redeem: summarise(redeem) };
}

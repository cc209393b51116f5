import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { practiceIds } from '#db/seed/practice-ids';
import { AUDIT_START, verifyAuditChain } from '#domain/audit/audit-chain';
import { bytesToHex } from '#domain/codec/bytes';
import { keyColumn, tableOrder } from '#sync/protocol/rows/replicated-tables';
import { signInAtCentre } from '../../../build/launch/practice/centre-admin.ts';
import { readCentre, type Snapshot } from '../centre-tables.ts';
import { holds, present, StoryFailure, same } from '../expect-story.ts';
import type { StoryDesk } from '../story-desk.ts';
import type { StoryWorld } from '../story-world.ts';

/** Everything an office may hold. */
export function scopesOf(desk: StoryDesk): readonly string[] {
  return ['national', `program:${practiceIds.program}`, `office:${practiceIds.office(desk.office)}`];
}

/** Every row of the office's encrypted database. */
export function readOffice(desk: StoryDesk): Snapshot {
  const { store } = present(desk.core.office(), 'the open office');
  return store.read((tx) => {
    const found = new Map<string, { readonly row: unknown; readonly seq: number }>();
    for (const table of tableOrder) {
      for (const row of tx.rows.all(table)) {
        const members: Readonly<Record<string, unknown>> = { ...row };
        const key = String(members[keyColumn(table)]);
        found.set(`${table} ${key}`, { row, seq: tx.rows.seqOf(table, key) });
      }
    }
    return found;
  });
}

/** Both sides hold the same rows, confirmed at the same sequences, and nothing else. Gives how many. */
export async function checkSameRows(world: StoryWorld, desk: StoryDesk): Promise<number> {
  const { databaseUrl } = present(world.centre(), 'the centre');
  const centre = await readCentre(databaseUrl, scopesOf(desk));
  const office = readOffice(desk);
  const differences: string[] = [];
  for (const [name, row] of centre) {
    const here = office.get(name);
    if (here === undefined) differences.push(`${name} is not at the office`);
    else if (!isDeepStrictEqual(here, row))
      differences.push(`${name}: office ${JSON.stringify(here)}, centre ${JSON.stringify(row)}`);
  }
  for (const name of office.keys()) if (!centre.has(name)) differences.push(`${name} is not at the centre`);
  if (differences.length > 0) {
    throw new StoryFailure(
      `${differences.length} rows differ, e.g. ${differences.slice(0, 2).join('; ').slice(0, 1500)}`,
    );
  }
  return centre.size;
}

/** Each entry sums to zero, and so does everything together; the centre's own trial balance says the same. */
export async function checkLedger(world: StoryWorld, desk: StoryDesk): Promise<string> {
  const { store } = present(desk.core.office(), 'the open office');
  const entries = store.read((tx) => tx.rows.all('ledgerEntry'));
  for (const { entryId, lines } of entries) {
    same(
      String(lines.reduce((sum, { amountMinor }) => sum + BigInt(amountMinor), 0n)),
      '0',
      `sum of entry ${entryId}`,
    );
  }
  const kinds = new Set(entries.map(({ kind }) => kind));
  holds(kinds.size >= 4, `the money's whole way is in the ledger (${[...kinds].join(', ')})`);
  const manager = await signInAtCentre(present(world.centre(), 'the centre').url, 'manager');
  const { sumMinor } = await manager.get('/trial-balance');
  same(sumMinor, '0', "sum of the centre's ledger");
  return `${entries.length} entries: ${[...kinds].sort().join(', ')}`;
}

/** The head of the signed chain of operations, at the office and at the centre. */
export async function checkChainHead(world: StoryWorld, desk: StoryDesk): Promise<string> {
  const { deviceNo } = deviceOf(desk);
  const it = await signInAtCentre(present(world.centre(), 'the centre').url, 'centre-it');
  const { headSeq, headHash } = await it.get(`/devices/${deviceNo}/head`);
  const chain = chainOf(desk);
  same([headSeq, headHash], [chain.seq, chain.head], 'head of the chain at the centre');
  return `${chain.seq} operations, head ${chain.head.slice(0, 16)}…`;
}

/** The audit trail holds at the office, and the centre recomputes the same head from the rows it was sent. */
export async function checkAudit(world: StoryWorld, desk: StoryDesk): Promise<string> {
  const { store } = present(desk.core.office(), 'the open office');
  const it = await signInAtCentre(present(world.centre(), 'the centre').url, 'centre-it');
  const { rows, head, brokenAt } = await it.get(`/audit/${deviceOf(desk).deviceNo}/verify`);
  const whole = store.read((tx) => tx.office.audit.verify());
  if (!whole.ok) throw new StoryFailure(`the office's audit trail is broken at ${whole.error.seq}`);
  const sent = Number(rows);
  // Looking at the state writes audit rows too: the centre must hold a beginning of the trail, and nearly all of it.
  holds(
    sent > 0 && whole.value.seq - sent < 20,
    `the centre has the trail (${sent} of ${whole.value.seq} rows)`,
  );
  const same64 = store.read((tx) => verifyAuditChain(tx.office.audit.rowsAfter(0, sent), AUDIT_START));
  if (!same64.ok) throw new StoryFailure('the part the centre has does not verify');
  same([head, brokenAt], [bytesToHex(same64.value.hash), null], "head of the centre's copy");
  return `${sent} rows, head ${String(head).slice(0, 16)}…`;
}

/** Nothing that belongs to the other office's people or money is in this one's database. */
export function checkNothingOf(desk: StoryDesk, other: StoryDesk): number {
  const otherOffice = practiceIds.office(other.office);
  const rows = readOffice(desk);
  const shared = new Set(['office']);
  const foreign = [...rows].filter(([name, { row }]) => {
    const members: Readonly<Record<string, unknown>> = { ...Object(row) };
    return (
      members['officeId'] === otherOffice &&
      !shared.has(name.split(' ')[0] ?? '') &&
      !name.startsWith('issuingCertificate')
    );
  });
  same(
    foreign.map(([name]) => name),
    [],
    `rows of office ${other.office} at office ${desk.office}`,
  );
  const people = [...rows.keys()].filter((name) => name.startsWith('registrant')).length;
  holds(people > 0, `office ${desk.office} holds its own people`);
  return people;
}

/** One hash over everything that must survive a restart: rows of both sides, heads of both chains. */
export async function fingerprint(world: StoryWorld): Promise<string> {
  const { databaseUrl } = present(world.centre(), 'the centre');
  const hash = createHash('sha256');
  for (const desk of [world.desk('A'), world.desk('B')]) {
    for (const side of [readOffice(desk), await readCentre(databaseUrl, scopesOf(desk))]) {
      hash.update(JSON.stringify([...side].sort(([left], [right]) => (left < right ? -1 : 1))));
    }
    hash.update(JSON.stringify(chainOf(desk)));
  }
  return hash.digest('hex');
}

function deviceOf(desk: StoryDesk) {
  return present(desk.core.office(), 'the open office').context.office;
}

function chainOf(desk: StoryDesk): { readonly seq: number; readonly head: string } {
  const { store } = present(desk.core.office(), 'the open office');
  const { incarnation } = deviceOf(desk);
  const found = store.read((tx) => tx.office.operations.chainHead(incarnation));
  const { nextSeq, head } = present(found, 'the head of the chain');
  return { seq: nextSeq - 1, head };
}

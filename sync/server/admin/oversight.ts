import type { Tx } from '#db/postgres/database';
import { listAuditRows } from '#db/postgres/repositories/audit-rows';
import { listDevices } from '#db/postgres/repositories/devices';
import { sumLedger } from '#db/postgres/repositories/oversight.sql';
import { AUDIT_START, type AuditHead, type AuditRow, verifyAuditChain } from '#domain/audit/audit-chain';
import { bytesToHex, hexToBytes } from '#domain/codec/bytes';
import { err, ok } from '#domain/result';
import type { RowOf } from '#sync/protocol/rows/replicated-tables';
import { nodeSha256 } from '../keys/node-signing.ts';
import { type AdminContext, type AdminResult, listRows } from './admin-context.ts';

/** Sum of all postings per programme and account; amounts are decimal texts of minor units. */
export type TrialBalance = {
  readonly accounts: readonly {
    readonly programId: string;
    readonly currency: string;
    readonly account: string;
    readonly balanceMinor: string;
  }[];
  /** Sum over everything: '0', or an entry was lost or altered. */
  readonly sumMinor: string;
};

export async function readTrialBalance(admin: AdminContext): Promise<TrialBalance> {
  const accounts = await admin.service.database.transaction(admin.tenantId, sumLedger, 'consistent-read');
  const sum = accounts.reduce((total, { balanceMinor }) => total + BigInt(balanceMinor), 0n);
  return { accounts, sumMinor: String(sum) };
}

/** Exception cases in a state, newest last. */
export async function listCases(
  admin: AdminContext,
  state: 'open' | 'closed',
): Promise<readonly RowOf<'exceptionCase'>[]> {
  const cases = await admin.service.database.transaction(admin.tenantId, (tx) =>
    listRows(tx, 'exceptionCase', 'state', state),
  );
  return cases.toSorted((left, right) => (left.openedAt < right.openedAt ? -1 : 1));
}

/** Rows of an audit trail read at a time: a trail of a million rows must not fill the memory. */
const AUDIT_PAGE = 5000;

export type AuditReport = {
  readonly rows: number;
  readonly head: string;
  /** First row that does not follow from the one before; null when the whole chain holds. */
  readonly brokenAt: number | null;
};

/** Recomputes a device's whole audit chain from the rows the centre holds. */
export async function verifyDeviceAudit(admin: AdminContext, deviceNo: number): AdminResult<AuditReport> {
  return admin.service.database.transaction(
    admin.tenantId,
    async (tx) => {
      const [device] = await listDevices(tx, [deviceNo]);
      if (device === undefined) return err({ code: 'admin/not-found', what: 'device' });
      return ok(await walkAudit(tx, deviceNo));
    },
    'consistent-read',
  );
}

async function walkAudit(tx: Tx, deviceNo: number): Promise<AuditReport> {
  let head: AuditHead = AUDIT_START;
  for (;;) {
    const page = await listAuditRows(tx, {
      ...{ deviceNo, after: head.seq, limit: AUDIT_PAGE },
      upTo: Number.MAX_SAFE_INTEGER,
    });
    if (page.length === 0) return { rows: head.seq, head: bytesToHex(head.hash), brokenAt: null };
    const chain = verifyAuditChain(
      // Rows were checked against their schema when they came; a changed one fails the chain.
      page.map(({ row, hash }) => ({ row: row as AuditRow, hash: hexToBytes(hash) })),
      head,
      nodeSha256,
    );
    if (!chain.ok) return { rows: head.seq, head: bytesToHex(head.hash), brokenAt: chain.error.seq };
    head = chain.value;
  }
}

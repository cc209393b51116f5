import { AUDIT_START, type AuditHead, verifyAuditChain } from '#domain/audit/audit-chain';
import { bytesToHex } from '#domain/codec/bytes';
import { ok } from '#domain/result';
import { type HandlerTable, handleQuery } from '#host/handlers';
import type { AuditReads } from '#ports/audit-trail';
import { officerNames } from './officer-names.ts';

/** The audit trail for those who watch: who did what, newest first, with the chain checked over what is shown. */
export function auditHandlers() {
  return {
    'audit.list': handleQuery('audit.list', {
      run: (tx, { cursor, limit }) => {
        const beforeSeq = cursor === null ? undefined : Number.parseInt(cursor, 10);
        const lines = tx.office.audit.page({
          ...(beforeSeq === undefined || Number.isNaN(beforeSeq) ? {} : { beforeSeq }),
          limit,
        });
        const names = officerNames(tx);
        const oldest = lines.at(-1)?.seq ?? 0;
        return ok({
          rows: lines.map(({ seq, at, actorNo, action, object, purpose }) => ({
            seq,
            at,
            byName: names.get(actorNo) ?? '',
            action,
            object,
            purpose,
          })),
          next: oldest > 1 ? String(oldest) : null,
          verified: lines.length === 0 || isWhole(tx.office.audit, oldest, lines.length),
          head: bytesToHex(tx.office.audit.head().hash),
        });
      },
    }),
  } satisfies Partial<HandlerTable>;
}

/** The rows of a page follow from one another and from the one before; `tawi audit verify` walks the whole trail. */
function isWhole(audit: AuditReads, oldest: number, count: number): boolean {
  const start = headBefore(audit, oldest);
  return start !== undefined && verifyAuditChain(audit.rowsAfter(start.seq, count), start).ok;
}

function headBefore(audit: AuditReads, seq: number): AuditHead | undefined {
  if (seq <= 1) return AUDIT_START;
  const [before] = audit.rowsAfter(seq - 2, 1);
  return before === undefined ? undefined : { seq: before.row.seq, hash: before.hash };
}

import type { Tx } from '../database.ts';

/*
 * Raw SQL, because lines live inside a JSON column and sums may pass 2^53: PostgreSQL unfolds and adds them as numeric,
 * and only texts come out.
 */

export type AccountBalance = {
  readonly programId: string;
  readonly currency: string;
  readonly account: string;
  /** Decimal text of minor units. */
  readonly balanceMinor: string;
};

/** Sum of all ledger lines by programme, currency and account. */
export async function sumLedger(tx: Tx): Promise<readonly AccountBalance[]> {
  const { rows } = await tx.client.query<AccountBalance>(
    `SELECT e.program_id AS "programId", e.currency, l.account,
            sum(l."amountMinor")::text AS "balanceMinor"
       FROM ledger_entry e
      CROSS JOIN LATERAL jsonb_to_recordset(e.lines) AS l (account text, "amountMinor" numeric)
      WHERE e.tenant_id = $1
      GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    [tx.tenantId],
  );
  return rows;
}

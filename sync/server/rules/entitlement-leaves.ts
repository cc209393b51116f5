import type { EntitlementLeaf } from '#domain/approvals/entitlement-leaf';
import { currencyByCode } from '#domain/money/currencies';
import { ok, type Result } from '#domain/result';
import type { RowReader } from '#sync/protocol/projection';
import type { RowOf } from '#sync/protocol/rows/replicated-tables';
import { leafOfEntitlement } from '#sync/protocol/slice-manifest';
import type { Refusal } from '../push/judgement.ts';
import { refuse, requireRow } from './op-rule.ts';

/** The entitlements of a slice's present preparation as the approvers sign them, from the centre's own rows. */
export function leavesOfSlice(
  rows: RowReader,
  slice: RowOf<'cycleSlice'>,
): Result<readonly EntitlementLeaf[], Refusal> {
  const office = requireRow(rows, 'office', slice.officeId);
  if (!office.ok) return office;
  if (currencyByCode(slice.currency) === undefined) return refuse('BAD_FORM', { field: 'currency' });
  return ok(
    rows
      .list('entitlement', 'sliceId', slice.sliceId)
      .filter((row) => row.preparation === slice.preparation)
      .map((row) => leafOfEntitlement(row, office.value.officeNo)),
  );
}

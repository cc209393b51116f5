/**
 * Statements of the operation log. Raw, because every saved record and every verdict passes here, inside the
 * transaction the officer waits for, and because a hybrid clock reading passes 2^53: it is bound as bigint and read as
 * text, which the query builder's columns cannot say.
 */
const FIELDS = `op_no AS opNo, incarnation, seq, CAST(hlc AS TEXT) AS hlc, type, entity, scope, actor_no AS actorNo,
  cbor, hash, state, verdict_code AS verdictCode, verdict_data AS verdictData, case_id AS caseId,
  made_at AS madeAt, settled_at AS settledAt`;

/** Waits for the centre; the words of the migration's CHECK. */
const WAITING = "('queued', 'sent', 'held')";

export const selectOp = `SELECT ${FIELDS} FROM op WHERE op_no = ?`;
export const selectOpBySeq = `SELECT ${FIELDS} FROM op WHERE incarnation = ? AND seq = ?`;
/** The condition is the partial index `op_unsettled` word for word, which gives them in order. */
export const selectUnsettled = `SELECT ${FIELDS} FROM op
  WHERE state IN ('queued', 'sent') AND incarnation = ? ORDER BY seq LIMIT ?`;
export const selectHeld = `SELECT ${FIELDS} FROM op WHERE state = 'held' ORDER BY op_no LIMIT ?`;

export const selectChain = `SELECT incarnation, next_seq AS nextSeq, head,
    coalesce((SELECT CAST(hlc AS TEXT) FROM op ORDER BY op_no DESC LIMIT 1), '0') AS lastHlc
  FROM chain WHERE incarnation = ?`;
/** Parameters: incarnation, genesis, genesis. */
export const insertChain =
  'INSERT INTO chain (incarnation, genesis, next_seq, head) VALUES (?, ?, 1, ?) ON CONFLICT DO NOTHING';
export const selectGenesis = 'SELECT genesis FROM chain WHERE incarnation = ?';
export const moveChain =
  'UPDATE chain SET next_seq = next_seq + 1, head = ? WHERE incarnation = ? AND next_seq = ?';
export const insertOp = `INSERT INTO op
    (incarnation, seq, hlc, type, entity, scope, actor_no, cbor, hash, state, made_at)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?)`;
export const insertOpEntity = 'INSERT OR IGNORE INTO op_entity (table_name, key, op_no) VALUES (?, ?, ?)';

export const markOpSent = "UPDATE op SET state = 'sent' WHERE op_no = ? AND state = 'queued'";
export const settleOp = `UPDATE op
  SET state = ?, verdict_code = ?, verdict_data = ?, case_id = ?, settled_at = ?
  WHERE op_no = ? AND state IN ${WAITING}`;
export const withdrawOp =
  "UPDATE op SET state = 'withdrawn', settled_at = ? WHERE op_no = ? AND state = 'rejected'";
export const requeueOps = `UPDATE op
  SET state = 'queued', verdict_code = NULL, verdict_data = NULL, case_id = NULL, settled_at = NULL
  WHERE incarnation = ? AND seq > ?`;
/** Refused operations keep their bytes until somebody withdraws them: their content is shown and sent anew. */
export const selectPrunable = `SELECT op_no FROM op
  WHERE state IN ('accepted', 'merged', 'exception', 'withdrawn') AND cbor IS NOT NULL AND settled_at < ?`;
export const pruneOp = 'UPDATE op SET cbor = NULL WHERE op_no = ?';
export const pruneOpEntities = 'DELETE FROM op_entity WHERE op_no = ?';

export const selectRowsOf =
  'SELECT table_name AS "table", key FROM op_entity WHERE op_no = ? ORDER BY table_name, key';
export const selectPendingOn = `SELECT op_no FROM op_entity JOIN op USING (op_no)
  WHERE table_name = ? AND key = ? AND state IN ${WAITING} ORDER BY op_no`;
export const selectTouching = 'SELECT op_no FROM op_entity WHERE table_name = ? AND key = ?';
export const selectLastOpNo = 'SELECT max(op_no) FROM op';
export const selectWaiting = `SELECT op_no FROM op WHERE state IN ${WAITING}`;
/** Parameters: key, table, key, limit. */
export const selectHistory = `SELECT ${FIELDS} FROM op
  WHERE entity = ? OR op_no IN (SELECT op_no FROM op_entity WHERE table_name = ? AND key = ?)
  ORDER BY op_no DESC LIMIT ?`;
/** Only what waits or was refused needs a row; a record without one is sent. */
export const selectMark = `SELECT max(state = 'rejected') FROM op
  WHERE entity = ? AND state IN ('queued', 'sent', 'held', 'rejected')`;
export const countInState = 'SELECT count(*) FROM op WHERE state = ?';
export const selectOldestWaiting = `SELECT made_at FROM op
  WHERE op_no = (SELECT min(op_no) FROM op WHERE state IN ${WAITING})`;
/** From the few that wait to their rows (CROSS JOIN keeps that order), not over all redemptions of the season. */
export const selectOnlyHere = `SELECT count(*) AS redemptions, coalesce(sum(amount_minor), 0) AS amountMinor
  FROM redemption
  WHERE redemption_id IN (
    SELECT key FROM op CROSS JOIN op_entity USING (op_no)
    WHERE state IN ('queued', 'sent') AND type = 'voucher.redeem' AND table_name = 'redemption')`;

/**
 * The numbers first, from the index alone, then the few rows with their bytes. Nearly all operations are sent in the
 * end, so those are looked for from the newest backwards instead of being sorted (the `+` keeps the index out).
 */
export const selectItems = {
  waiting: items(`state IN ${WAITING}`, 'ASC'),
  refused: items("state = 'rejected'", 'DESC'),
  sent: items("+state IN ('accepted', 'merged', 'exception')", 'DESC'),
} as const;

export const countItems = {
  waiting: `SELECT count(*) FROM op WHERE state IN ${WAITING}`,
  refused: "SELECT count(*) FROM op WHERE state = 'rejected'",
  sent: "SELECT count(*) FROM op WHERE state IN ('accepted', 'merged', 'exception')",
} as const;

function items(condition: string, order: 'ASC' | 'DESC'): string {
  return `SELECT ${FIELDS} FROM op
    WHERE op_no IN (SELECT op_no FROM op WHERE ${condition} ORDER BY op_no ${order} LIMIT ?)
    ORDER BY op_no ${order}`;
}

/**
 * Statements of the audit trail. Raw: every command appends a row inside its transaction, and the verification walks
 * a million rows one by one, which the query builder would load at once.
 */
const FIELDS = `seq, at, hlc, actor_no AS actorNo, device_no AS deviceNo, action, object, purpose,
  before_sha256 AS beforeSha256, after_sha256 AS afterSha256`;

export const selectLastAudit = 'SELECT seq, hlc, hash FROM audit ORDER BY seq DESC LIMIT 1';
export const insertAudit = `INSERT INTO audit
    (seq, at, hlc, actor_no, device_no, action, object, purpose, before_sha256, after_sha256, prev, hash)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
export const selectAuditPage = `SELECT ${FIELDS} FROM audit WHERE seq < ? ORDER BY seq DESC LIMIT ?`;
export const selectAuditAfter = `SELECT ${FIELDS}, prev, hash FROM audit WHERE seq > ? ORDER BY seq LIMIT ?`;

/** Raw: a file may have a hundred thousand rows. */
export const putImportRow = `INSERT INTO import_row (batch_id, row_no, state, body, issues, registrant_id)
  VALUES (?, ?, ?, ?, ?, ?)
  ON CONFLICT (batch_id, row_no) DO UPDATE SET state = excluded.state, body = excluded.body,
    issues = excluded.issues, registrant_id = excluded.registrant_id`;

/** Issues one by one in order of rows; the list in the row is flattened by SQLite. */
export const selectImportIssues = `SELECT row_no AS rowNo, value AS issue
  FROM import_row, json_each(import_row.issues)
  WHERE batch_id = ? AND import_row.issues <> '[]' ORDER BY row_no, json_each.id LIMIT ?`;
export const countImportIssues = `SELECT coalesce(sum(json_array_length(issues)), 0)
  FROM import_row WHERE batch_id = ? AND issues <> '[]'`;

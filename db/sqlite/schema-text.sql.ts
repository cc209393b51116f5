/**
 * What the migrations made, table by table: the table, then its indexes, then its triggers. Raw, because it reads
 * SQLite's own catalogue. Indexes that SQLite makes for keys have no text.
 */
export const selectSchema = `SELECT tbl_name AS "table", type, sql FROM sqlite_schema
  WHERE sql IS NOT NULL AND tbl_name <> 'schema_migration'
  ORDER BY tbl_name, CASE type WHEN 'table' THEN 1 WHEN 'index' THEN 2 ELSE 3 END, name`;

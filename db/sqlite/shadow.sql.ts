/** Statements of the shadow images. Raw: one runs for every row that any operation touches. */
export const saveShadow =
  'INSERT INTO shadow (table_name, key, seq, image) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING';
export const putShadow = `INSERT INTO shadow (table_name, key, seq, image) VALUES (?, ?, ?, ?)
  ON CONFLICT (table_name, key) DO UPDATE SET seq = excluded.seq, image = excluded.image`;
export const selectShadow = 'SELECT seq, image FROM shadow WHERE table_name = ? AND key = ?';
export const existsShadow = 'SELECT 1 FROM shadow WHERE table_name = ? AND key = ?';
export const deleteShadow = 'DELETE FROM shadow WHERE table_name = ? AND key = ?';
export const selectSettledRows = `SELECT table_name AS "table", key FROM shadow
  WHERE NOT EXISTS (
    SELECT 1 FROM op_entity JOIN op USING (op_no)
    WHERE op_entity.table_name = shadow.table_name AND op_entity.key = shadow.key
      AND state IN ('queued', 'sent', 'held'))`;
export const countShadows = 'SELECT count(*) FROM shadow';

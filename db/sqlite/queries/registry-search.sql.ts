/**
 * Statements of the search box. Raw: each runs several times per key pressed over postings of thousands, lists go in as
 * one JSON parameter, and the order of the index decides the speed.
 */
export const selectHolders = 'SELECT registrant_id FROM person_key WHERE kind = ? AND key = ? LIMIT ?';

/** Parameters: kind, beginning, a text above all that begin so, how many. */
export const selectHoldersOfBeginning = `SELECT registrant_id FROM person_key
  WHERE kind = ? AND key > ? AND key < ? ORDER BY key, registrant_id LIMIT ?`;

/** Parameters: ids as a JSON list, kind, kind, how many. Null for a kind means any. */
export const selectInOrderOfName = `SELECT registrant_id FROM registrant
  WHERE registrant_id IN (SELECT value FROM json_each(?)) AND (? IS NULL OR kind = ?) AND state <> 'merged'
  ORDER BY name, registrant_id LIMIT ?`;

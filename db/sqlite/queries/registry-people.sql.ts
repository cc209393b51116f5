/**
 * Statements of lists and persons. Raw: one statement for a whole page, its ids as one JSON parameter, with the few
 * values of other tables that a line shows; a query builder has no words for either. A unary plus keeps the index of
 * kinds and names out where ids are given: these databases carry no statistics.
 */
const CARD = `r.registrant_id AS registrantId, r.kind, r.name, r.local_name AS localName,
  r.registration_no AS registrationNo, r.gender, r.birth_date AS birthDate, r.phone, r.state,
  coalesce(a.name, '') AS areaName,
  (SELECT i.value FROM identifier i WHERE i.registrant_id = r.registrant_id AND i.status = 'valid'
    ORDER BY i.identifier_id LIMIT 1) AS identifier,
  CASE r.kind WHEN 'individual' THEN
    (SELECT m.group_id FROM membership m WHERE m.individual_id = r.registrant_id AND m.end_date IS NULL
      ORDER BY m.start_date DESC, m.membership_id DESC LIMIT 1) END AS householdId,
  CASE r.kind WHEN 'group' THEN
    (SELECT count(*) FROM membership m WHERE m.group_id = r.registrant_id AND m.end_date IS NULL) END AS memberCount`;

export const selectCards = `SELECT ${CARD} FROM registrant r LEFT JOIN area a ON a.area_id = r.area_id
  WHERE r.registrant_id IN (SELECT value FROM json_each(?))`;

/** Conditions of a list that may be absent; parameters are named because of that. */
export type ListConditions = {
  readonly area: boolean;
  readonly mark: 'sent' | 'waiting' | 'refused' | undefined;
  readonly after: boolean;
};

/** Parameters by name: kind, areaId, afterId, limit. */
export function selectList(conditions: ListConditions): string {
  const after = `AND (r.name, r.registrant_id) >
    ((SELECT p.name FROM registrant p WHERE p.registrant_id = @afterId), @afterId)`;
  return `${conditions.area ? BELOW : ''} SELECT r.registrant_id FROM registrant r
    WHERE ${whereList(conditions, '+r.area_id')} ${conditions.after ? after : ''}
    ORDER BY r.name, r.registrant_id LIMIT @limit`;
}

export function countList(conditions: ListConditions): string {
  return `${conditions.area ? BELOW : ''} SELECT count(*) FROM registrant r WHERE ${whereList(conditions, 'r.area_id')}`;
}

const BELOW = `WITH RECURSIVE below (area_id) AS (
  SELECT @areaId UNION SELECT c.area_id FROM area c JOIN below b ON c.parent_id = b.area_id)`;

/**
 * `areaColumn` with a unary plus keeps the index in the order of names, which fills a page long before all people of
 * the areas were sorted; counting goes by the index of areas.
 */
function whereList({ area, mark }: ListConditions, areaColumn: string): string {
  const conditions = ['r.kind = @kind'];
  if (area) conditions.push(`${areaColumn} IN (SELECT area_id FROM below)`);
  if (mark === 'refused') conditions.push(`r.registrant_id IN (${entities("= 'rejected'")})`);
  if (mark === 'waiting') {
    conditions.push(`r.registrant_id IN (${entities(WAITING)})`, `NOT EXISTS (${own("= 'rejected'")})`);
  }
  if (mark === 'sent') conditions.push(`NOT EXISTS (${own(`${WAITING} OR state = 'rejected'`)})`);
  return conditions.join(' AND ');
}

const WAITING = "IN ('queued', 'sent', 'held')";

function entities(state: string): string {
  return `SELECT entity FROM op WHERE state ${state}`;
}

function own(state: string): string {
  return `SELECT 1 FROM op WHERE op.entity = r.registrant_id AND (state ${state})`;
}

const FACTS = `r.registrant_id AS registrantId, r.given_name AS givenName, r.additional_name AS additionalName,
  r.family_name AS familyName, r.local_name AS localName, r.gender, r.birth_date AS birthDate,
  r.birth_date_exact AS birthDateExact, r.area_id AS areaId, coalesce(r.phone, '') AS phone`;

export const selectPeopleFacts = `SELECT ${FACTS} FROM registrant r
  WHERE r.registrant_id IN (SELECT value FROM json_each(?)) AND +r.kind = 'individual' AND r.state <> 'merged'`;

export const selectIdentifiersOf = `SELECT registrant_id AS registrantId, id_type AS idType, value,
    expiry_date AS expiryDate
  FROM identifier WHERE registrant_id IN (SELECT value FROM json_each(?)) AND status = 'valid'
  ORDER BY identifier_id`;

/** Everybody who holds one of the keys. Parameters: kind, keys as a JSON list, how many. */
export const selectHoldersOfKeys = `SELECT DISTINCT registrant_id FROM person_key
  WHERE kind = ? AND key IN (SELECT value FROM json_each(?)) LIMIT ?`;

/**
 * Individuals in order of how many sounds they share with a name and how near the year of birth is. Parameters by
 * name: sounds as a JSON list, fewest shared, birthYear (null = unknown), limit.
 */
export const selectSoundAlikes = `SELECT k.registrant_id
  FROM (SELECT registrant_id, count(*) AS shared FROM person_key
         WHERE kind = 'sound' AND key IN (SELECT value FROM json_each(@sounds))
         GROUP BY registrant_id HAVING count(*) >= @fewest) k
  JOIN registrant r ON r.registrant_id = k.registrant_id
  WHERE +r.kind = 'individual' AND r.state <> 'merged'
  ORDER BY k.shared DESC, coalesce(abs(CAST(substr(r.birth_date, 1, 4) AS INTEGER) - @birthYear), 999),
    k.registrant_id
  LIMIT @limit`;

/** Parameters: identifier key, type. A person may hold several of them: the caller compares the values. */
export const selectHoldersOfIdentifier = `SELECT i.registrant_id AS registrantId, i.value
  FROM person_key k JOIN identifier i ON i.registrant_id = k.registrant_id
  WHERE k.kind = 'id' AND k.key = ? AND i.id_type = ? AND i.status = 'valid' ORDER BY i.registrant_id`;

export const selectImportedAs = `SELECT import_key AS importKey, registrant_id AS registrantId FROM registrant
  WHERE import_key IN (SELECT value FROM json_each(?))`;

export const selectSoundPage = `SELECT key, registrant_id AS registrantId FROM person_key
  WHERE kind = 'sound' AND (key, registrant_id) > (?, ?) ORDER BY key, registrant_id LIMIT ?`;

export const selectBirthYearPage = `SELECT registrant_id AS registrantId,
    CAST(substr(birth_date, 1, 4) AS INTEGER) AS birthYear
  FROM registrant WHERE +kind = 'individual' AND state <> 'merged' AND registrant_id > ?
  ORDER BY registrant_id LIMIT ?`;

export const selectOpenDuplicates = `SELECT count(*) AS count, min(d.decided_at) AS oldestAt,
    (SELECT r.name FROM duplicate_decision f JOIN registrant r ON r.registrant_id = f.first_id
      WHERE f.decision = 'later' ORDER BY f.decided_at, f.decision_id LIMIT 1) AS firstName
  FROM duplicate_decision d WHERE d.decision = 'later'`;

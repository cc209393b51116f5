/**
 * Statements that load registrants for the rules. Raw: a run over an office asks for tens of thousands of people with
 * their households in a few statements, each for a page whose ids go in as one JSON parameter.
 */
const OPEN = "NOT IN ('disabled', 'merged', 'draft', 'returned')";

/** `birth_date_exact` is not looked at: a year alone is stored as its first of January. */
const PERSON = `r.registrant_id AS registrantId, r.area_id AS areaId, r.gender, r.birth_date AS birthDate, r.facts`;

const TARGET = `${PERSON}, r.kind, r.state, r.name`;

/** Parameters: id to start after, kind, how many. */
export const selectTargetPage = `SELECT ${TARGET} FROM registrant r
  WHERE r.registrant_id > ? AND +r.kind = ? AND r.state ${OPEN} ORDER BY r.registrant_id LIMIT ?`;

export const selectTargetsOf = `SELECT ${TARGET} FROM registrant r
  WHERE r.registrant_id IN (SELECT value FROM json_each(?)) AND r.state ${OPEN} ORDER BY r.registrant_id`;

/** Closed records are counted too: they are few, and the index alone then answers. */
export const countTargets = 'SELECT count(*) FROM registrant WHERE kind = ?';

/** The group each individual belongs to now; of several the one joined last comes last. */
export const selectGroupsOf = `SELECT m.individual_id AS individualId, m.group_id AS groupId
  FROM membership m
  WHERE m.individual_id IN (SELECT value FROM json_each(?)) AND m.end_date IS NULL
  ORDER BY m.individual_id, m.start_date, m.membership_id`;

export const selectGroups = `SELECT ${PERSON} FROM registrant r
  WHERE r.registrant_id IN (SELECT value FROM json_each(?))`;

export const selectMembers = `SELECT m.group_id AS groupId, m.relationship, ${PERSON}
  FROM membership m JOIN registrant r ON r.registrant_id = m.individual_id
  WHERE m.group_id IN (SELECT value FROM json_each(?)) AND m.end_date IS NULL AND r.state ${OPEN}
  ORDER BY m.group_id, r.registrant_id`;

export const selectIdTypes = `SELECT registrant_id AS registrantId, id_type AS idType, expiry_date AS expiryDate
  FROM identifier WHERE registrant_id IN (SELECT value FROM json_each(?)) AND status = 'valid'
  ORDER BY id_type, identifier_id`;

export const selectEnrolments = `SELECT registrant_id AS registrantId, enrolment_id AS enrolmentId,
    program_id AS programId, state
  FROM enrolment WHERE registrant_id IN (SELECT value FROM json_each(?)) ORDER BY program_id`;

/** A consent of a household speaks for everybody in it. Parameter: @ids as a JSON list. */
export const selectWithConsent = `SELECT registrant_id FROM consent
    WHERE registrant_id IN (SELECT value FROM json_each(@ids)) AND withdrawn_at IS NULL
  UNION
  SELECT m.individual_id FROM membership m JOIN consent c ON c.registrant_id = m.group_id
    WHERE m.individual_id IN (SELECT value FROM json_each(@ids)) AND m.end_date IS NULL AND c.withdrawn_at IS NULL`;

export const countEnrolments =
  'SELECT program_id AS programId, state, count(*) AS count FROM enrolment GROUP BY program_id, state';

const ELIGIBLE = `FROM eligibility_result e
  WHERE e.program_id = ? AND e.answer = 'pass' AND NOT EXISTS (
    SELECT 1 FROM enrolment n INDEXED BY enrolment_registrant
     WHERE n.registrant_id = e.registrant_id AND n.program_id = e.program_id
       AND n.state IN ('enrolled', 'paused', 'exited', 'duplicated'))`;

/** Parameters: program, id to start after, how many. */
export const selectEligibleNotEnrolled = `SELECT e.registrant_id ${ELIGIBLE} AND e.registrant_id > ?
  ORDER BY e.registrant_id LIMIT ?`;
export const countEligibleNotEnrolled = `SELECT count(*) ${ELIGIBLE}`;

/** Parameters: program, ids as a JSON list. */
export const selectResultCards = `SELECT r.registrant_id AS registrantId, r.name, coalesce(a.name, '') AS areaName,
    (SELECT n.state FROM enrolment n
      WHERE n.registrant_id = r.registrant_id AND +n.program_id = ? LIMIT 1) AS enrolmentState
  FROM registrant r LEFT JOIN area a ON a.area_id = r.area_id
  WHERE r.registrant_id IN (SELECT value FROM json_each(?))`;

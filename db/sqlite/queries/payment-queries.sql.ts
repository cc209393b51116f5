/**
 * Joins over people, areas and money that drizzle's builder would only obscure: each is one statement whose plan is
 * fixed by the indexes of migration 0030. Names and villages come from the registrant's current row.
 */
const person =
  'JOIN registrant AS person ON person.registrant_id = line.registrant_id LEFT JOIN area ON area.area_id = person.area_id';
const entitlementColumns = `line.entitlement_id AS entitlementId, line.registrant_id AS registrantId, person.name AS name,
  coalesce(area.name, '') AS areaName, line.amount_minor AS amountMinor, line.state AS state`;
const voucherColumns = `line.voucher_id AS voucherId, line.registrant_id AS registrantId, line.short_code AS shortCode, person.name AS name,
  person.local_name AS localName, coalesce(area.name, '') AS areaName, line.amount_minor AS amountMinor, line.currency AS currency,
  line.valid_from AS validFrom, line.valid_until AS validUntil, line.state AS state, line.copies_printed AS copiesPrinted,
  line.signed_bytes AS signedBytes`;
const redemptionColumns = `line.redemption_id AS redemptionId, line.voucher_id AS voucherId, coalesce(voucher.short_code, '') AS shortCode,
  person.name AS name, line.amount_minor AS amountMinor, line.redeemed_on AS redeemedOn, line.redeemed_at AS redeemedAt, line.receipt_no AS receiptNo`;
const redemptionJoins = `LEFT JOIN voucher ON voucher.voucher_id = line.voucher_id JOIN registrant AS person ON person.registrant_id = line.registrant_id`;
const livingClaim = `EXISTS (SELECT 1 FROM claim_line AS claimed JOIN claim USING (claim_id)
  WHERE claimed.redemption_id = line.redemption_id AND claimed.included = 1 AND claim.state NOT IN ('returned', 'rejected'))`;
const counts = `line.state NOT IN ('duplicate', 'reversed')`;

export const enrolledMembersSql = `SELECT line.enrolment_id AS enrolmentId, line.registrant_id AS registrantId, person.name AS name,
  CASE person.kind WHEN 'group' THEN (SELECT count(*) FROM membership WHERE group_id = person.registrant_id AND end_date IS NULL) ELSE 1 END AS memberCount
  FROM enrolment AS line JOIN registrant AS person ON person.registrant_id = line.registrant_id
  WHERE line.program_id = ? AND line.state = 'enrolled' AND person.state NOT IN ('disabled', 'merged') ORDER BY line.registrant_id`;

/** Parameters: slice, preparation, name, name, id, limit; the first page passes an empty name and id. */
export const entitlementsSql = `SELECT ${entitlementColumns} FROM entitlement AS line ${person}
  WHERE line.slice_id = ? AND line.preparation = ? AND (person.name > ? OR (person.name = ? AND line.entitlement_id > ?))
  ORDER BY person.name, line.entitlement_id LIMIT ?`;

/** Parameters: slice, preparation, size (twice as divisor), size. */
export const entitlementSampleSql = `SELECT entitlementId, registrantId, name, areaName, amountMinor, state FROM (SELECT ${entitlementColumns},
    row_number() OVER (ORDER BY line.entitlement_id) - 1 AS place, count(*) OVER () AS total
    FROM entitlement AS line ${person} WHERE line.slice_id = ? AND line.preparation = ?)
  WHERE place % max(1, total / ?) = 0 ORDER BY place LIMIT ?`;

export const compareSlicesSql = `WITH now AS (SELECT registrant_id, amount_minor FROM entitlement WHERE slice_id = ? AND preparation = ?),
    before AS (SELECT registrant_id, amount_minor FROM entitlement WHERE slice_id = ? AND preparation = ?)
  SELECT (SELECT count(*) FROM now WHERE registrant_id NOT IN (SELECT registrant_id FROM before)) AS joined,
    (SELECT count(*) FROM before WHERE registrant_id NOT IN (SELECT registrant_id FROM now)) AS "left",
    (SELECT count(*) FROM now JOIN before USING (registrant_id) WHERE now.amount_minor <> before.amount_minor) AS changed`;

export const committedSql = `SELECT coalesce(sum(total_minor), 0) AS totalMinor FROM cycle_slice
  WHERE program_id = ? AND cycle_id = ? AND state IN ('approved', 'released', 'closed')`;

export const voucherCountsSql = `SELECT count(*) AS issued, coalesce(sum(copies_printed > 0), 0) AS printed,
  coalesce(sum(state IN ('redeemed', 'partly_redeemed')), 0) AS redeemed FROM voucher WHERE slice_id = ?`;

export const issuedUnderSql = `SELECT count(*) AS count, coalesce(sum(amount_minor), 0) AS totalMinor FROM voucher WHERE kid = ? AND program_id = ?`;

/** Parameters: cycle or null (twice), text (twice: code prefix and name part). */
const voucherFilter = `(? IS NULL OR line.cycle_id = ?) AND (line.short_code LIKE ? || '%' OR person.name LIKE '%' || ? || '%')`;
export const vouchersSql = `SELECT ${voucherColumns} FROM voucher AS line ${person} WHERE ${voucherFilter}
  AND (person.name > ? OR (person.name = ? AND line.voucher_id > ?)) ORDER BY person.name, line.voucher_id LIMIT ?`;
export const voucherTotalSql = `SELECT count(*) AS total FROM voucher AS line ${person} WHERE ${voucherFilter}`;
export const sheetSql = `SELECT ${voucherColumns} FROM voucher AS line ${person}
  WHERE line.slice_id = ? AND line.state NOT IN ('revoked', 'replaced') ORDER BY area.name, person.name, line.voucher_id LIMIT ? OFFSET ?`;

export const redemptionsOnSql = `SELECT ${redemptionColumns} FROM redemption AS line ${redemptionJoins}
  WHERE line.redeemed_on = ? AND line.device_no = ? AND ${counts} ORDER BY line.redeemed_at DESC`;
export const unclaimedSql = `SELECT ${redemptionColumns} FROM redemption AS line ${redemptionJoins}
  WHERE line.provider_id = ? AND line.program_id = ? AND ${counts} AND NOT ${livingClaim} ORDER BY line.redeemed_at`;
export const unclaimedTotalsSql = `SELECT line.provider_id AS providerId, count(*) AS count, sum(line.amount_minor) AS totalMinor
  FROM redemption AS line WHERE ${counts} AND NOT ${livingClaim} GROUP BY line.provider_id`;
export const claimOfSql = `SELECT claim.claim_id AS claimId, claim.claim_no AS claimNo FROM claim_line AS line JOIN claim USING (claim_id)
  WHERE line.redemption_id = ? AND line.included = 1 AND claim.state NOT IN ('returned', 'rejected') LIMIT 1`;
export const onlyHereSql = `SELECT count(*) AS redemptions, coalesce(sum(amount_minor), 0) AS amountMinor FROM redemption WHERE seq = 0`;

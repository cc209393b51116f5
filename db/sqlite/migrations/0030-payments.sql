-- minSafeVersion: 30
-- Money: slices of cycles, entitlements, approvals, vouchers, redemptions, claims, ledger and cases. Conventions of
-- replicated tables: see 0010-reference.sql. The services decide first and with words; the triggers here are the last
-- fence, for whatever reaches the database in another way, and need no words of their own.

CREATE TABLE cycle_slice (
  slice_id TEXT PRIMARY KEY NOT NULL,
  cycle_id TEXT NOT NULL,
  program_id TEXT NOT NULL,
  office_id TEXT NOT NULL,
  state TEXT NOT NULL,
  preparation INTEGER NOT NULL,
  entitlement_count INTEGER NOT NULL CHECK (entitlement_count >= 0),
  total_minor INTEGER NOT NULL CHECK (total_minor BETWEEN 0 AND 9007199254740991),
  currency TEXT NOT NULL,
  manifest TEXT,
  manifest_sha256 TEXT,
  merkle_root TEXT,
  prepared_by INTEGER,
  prepared_at TEXT,
  stages_required INTEGER NOT NULL CHECK (stages_required >= 0),
  stages_signed INTEGER NOT NULL CHECK (stages_signed >= 0),
  approved_at TEXT,
  seq INTEGER NOT NULL DEFAULT 0 CHECK (seq >= 0)
) STRICT;

CREATE TABLE entitlement (
  entitlement_id TEXT PRIMARY KEY NOT NULL,
  slice_id TEXT NOT NULL,
  cycle_id TEXT NOT NULL,
  program_id TEXT NOT NULL,
  office_id TEXT NOT NULL,
  registrant_id TEXT NOT NULL,
  enrolment_id TEXT NOT NULL,
  preparation INTEGER NOT NULL,
  amount_minor INTEGER NOT NULL CHECK (amount_minor BETWEEN 0 AND 9007199254740991),
  currency TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_until TEXT NOT NULL,
  state TEXT NOT NULL,
  seq INTEGER NOT NULL DEFAULT 0 CHECK (seq >= 0)
) STRICT;

CREATE TABLE approval (
  approval_id TEXT PRIMARY KEY NOT NULL,
  slice_id TEXT NOT NULL,
  office_id TEXT NOT NULL,
  preparation INTEGER NOT NULL,
  stage INTEGER NOT NULL,
  decision TEXT NOT NULL,
  user_no INTEGER NOT NULL,
  person_id TEXT NOT NULL,
  statement TEXT NOT NULL,
  statement_sha256 TEXT NOT NULL,
  user_signature TEXT NOT NULL,
  device_signature TEXT NOT NULL,
  reason TEXT NOT NULL,
  signed_at TEXT NOT NULL,
  seq INTEGER NOT NULL DEFAULT 0 CHECK (seq >= 0)
) STRICT;

CREATE TABLE voucher (
  voucher_id TEXT PRIMARY KEY NOT NULL,
  entitlement_id TEXT NOT NULL,
  slice_id TEXT NOT NULL,
  cycle_id TEXT NOT NULL,
  program_id TEXT NOT NULL,
  office_id TEXT NOT NULL,
  registrant_id TEXT NOT NULL,
  kid TEXT NOT NULL,
  signed_bytes TEXT NOT NULL,
  short_code TEXT NOT NULL,
  amount_minor INTEGER NOT NULL CHECK (amount_minor BETWEEN 0 AND 9007199254740991),
  currency TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_until TEXT NOT NULL,
  state TEXT NOT NULL,
  reissue_no INTEGER NOT NULL CHECK (reissue_no >= 0),
  held_by_device INTEGER,
  issued_by INTEGER NOT NULL,
  issued_at TEXT NOT NULL,
  copies_printed INTEGER NOT NULL CHECK (copies_printed >= 0),
  seq INTEGER NOT NULL DEFAULT 0 CHECK (seq >= 0)
) STRICT;

CREATE TABLE redemption (
  redemption_id TEXT PRIMARY KEY NOT NULL,
  voucher_id TEXT NOT NULL,
  entitlement_id TEXT NOT NULL,
  program_id TEXT NOT NULL,
  cycle_id TEXT NOT NULL,
  office_id TEXT NOT NULL,
  registrant_id TEXT NOT NULL,
  provider_id TEXT NOT NULL,
  amount_minor INTEGER NOT NULL CHECK (amount_minor BETWEEN 0 AND 9007199254740991),
  currency TEXT NOT NULL,
  method TEXT NOT NULL,
  device_no INTEGER NOT NULL,
  user_no INTEGER NOT NULL,
  person_id TEXT NOT NULL,
  redeemed_on TEXT NOT NULL,
  redeemed_at TEXT NOT NULL,
  receipt_no TEXT NOT NULL,
  state TEXT NOT NULL,
  seq INTEGER NOT NULL DEFAULT 0 CHECK (seq >= 0)
) STRICT;

CREATE TABLE claim (
  claim_id TEXT PRIMARY KEY NOT NULL,
  claim_no TEXT NOT NULL,
  provider_id TEXT NOT NULL,
  program_id TEXT NOT NULL,
  office_id TEXT NOT NULL,
  period_from TEXT NOT NULL,
  period_to TEXT NOT NULL,
  line_count INTEGER NOT NULL CHECK (line_count >= 0),
  total_minor INTEGER NOT NULL CHECK (total_minor BETWEEN 0 AND 9007199254740991),
  currency TEXT NOT NULL,
  state TEXT NOT NULL,
  manifest TEXT NOT NULL,
  manifest_sha256 TEXT NOT NULL,
  prepared_by INTEGER NOT NULL,
  prepared_at TEXT NOT NULL,
  seq INTEGER NOT NULL DEFAULT 0 CHECK (seq >= 0)
) STRICT;

CREATE TABLE claim_line (
  claim_line_id TEXT PRIMARY KEY NOT NULL,
  claim_id TEXT NOT NULL,
  office_id TEXT NOT NULL,
  voucher_id TEXT NOT NULL,
  redemption_id TEXT NOT NULL,
  amount_minor INTEGER NOT NULL CHECK (amount_minor BETWEEN 0 AND 9007199254740991),
  service_date TEXT NOT NULL,
  verdict TEXT NOT NULL,
  codes TEXT NOT NULL,
  included INTEGER NOT NULL CHECK (included IN (0, 1)),
  seq INTEGER NOT NULL DEFAULT 0 CHECK (seq >= 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE claim_approval (
  claim_approval_id TEXT PRIMARY KEY NOT NULL,
  claim_id TEXT NOT NULL,
  office_id TEXT NOT NULL,
  stage INTEGER NOT NULL,
  decision TEXT NOT NULL,
  user_no INTEGER NOT NULL,
  person_id TEXT NOT NULL,
  statement TEXT NOT NULL,
  statement_sha256 TEXT NOT NULL,
  user_signature TEXT NOT NULL,
  device_signature TEXT NOT NULL,
  reason TEXT NOT NULL,
  signed_at TEXT NOT NULL,
  seq INTEGER NOT NULL DEFAULT 0 CHECK (seq >= 0)
) STRICT;

CREATE TABLE ledger_entry (
  entry_id TEXT PRIMARY KEY NOT NULL,
  office_id TEXT,
  program_id TEXT NOT NULL,
  cycle_id TEXT,
  kind TEXT NOT NULL,
  ref_id TEXT NOT NULL,
  currency TEXT NOT NULL,
  posted_on TEXT NOT NULL,
  posted_at TEXT NOT NULL,
  lines TEXT NOT NULL,
  seq INTEGER NOT NULL DEFAULT 0 CHECK (seq >= 0)
) STRICT;

CREATE TABLE exception_case (
  case_id TEXT PRIMARY KEY NOT NULL,
  office_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  ref_id TEXT NOT NULL,
  device_no INTEGER NOT NULL,
  detail TEXT NOT NULL,
  state TEXT NOT NULL,
  opened_at TEXT NOT NULL,
  seq INTEGER NOT NULL DEFAULT 0 CHECK (seq >= 0)
) STRICT, WITHOUT ROWID;

-- Where a list may be long the key stands in the index, so that it comes in key order without a sort.
CREATE INDEX cycle_slice_cycle ON cycle_slice (cycle_id);
CREATE INDEX entitlement_slice ON entitlement (slice_id, entitlement_id);
CREATE INDEX entitlement_registrant ON entitlement (registrant_id);
CREATE INDEX approval_slice ON approval (slice_id, preparation, stage);
CREATE INDEX voucher_slice ON voucher (slice_id, voucher_id);
CREATE INDEX voucher_entitlement ON voucher (entitlement_id);
CREATE INDEX voucher_registrant ON voucher (registrant_id);
CREATE INDEX voucher_short_code ON voucher (short_code);
CREATE INDEX redemption_voucher ON redemption (voucher_id);
CREATE INDEX redemption_registrant ON redemption (registrant_id);
-- The day's list of the counter, and what a provider has not claimed yet.
CREATE INDEX redemption_day ON redemption (redeemed_on, redeemed_at);
CREATE INDEX redemption_provider ON redemption (provider_id, program_id, redeemed_on);
CREATE INDEX claim_provider ON claim (provider_id);
CREATE INDEX claim_line_claim ON claim_line (claim_id);
CREATE INDEX claim_line_redemption ON claim_line (redemption_id);
CREATE INDEX claim_approval_claim ON claim_approval (claim_id, stage);
CREATE INDEX ledger_entry_program ON ledger_entry (program_id, posted_on);
CREATE INDEX ledger_entry_ref ON ledger_entry (ref_id);
CREATE INDEX exception_case_state ON exception_case (state);

-- One signature per stage and one stage per person of a prepared list (two pairs of eyes are two persons).
CREATE TRIGGER approval_distinct BEFORE INSERT ON approval
WHEN NEW.seq = 0 AND NEW.decision = 'approve'
BEGIN
  SELECT RAISE(ABORT, 'rule/stage-signed-twice')
   WHERE EXISTS (SELECT 1 FROM approval
                  WHERE slice_id = NEW.slice_id AND preparation = NEW.preparation AND decision = 'approve'
                    AND (stage = NEW.stage OR person_id = NEW.person_id) AND approval_id <> NEW.approval_id);
END;

CREATE TRIGGER claim_approval_distinct BEFORE INSERT ON claim_approval
WHEN NEW.seq = 0 AND NEW.decision = 'approve'
BEGIN
  SELECT RAISE(ABORT, 'rule/stage-signed-twice')
   WHERE EXISTS (SELECT 1 FROM claim_approval
                  WHERE claim_id = NEW.claim_id AND decision = 'approve'
                    AND (stage = NEW.stage OR person_id = NEW.person_id)
                    AND claim_approval_id <> NEW.claim_approval_id);
END;

-- An entitlement is paid by one voucher; a revoked or replaced one makes room for the next.
CREATE TRIGGER voucher_one_per_entitlement BEFORE INSERT ON voucher
WHEN NEW.seq = 0 AND NEW.state NOT IN ('revoked', 'replaced')
BEGIN
  SELECT RAISE(ABORT, 'rule/two-vouchers')
   WHERE EXISTS (SELECT 1 FROM voucher
                  WHERE entitlement_id = NEW.entitlement_id AND state NOT IN ('revoked', 'replaced')
                    AND voucher_id <> NEW.voucher_id);
END;

-- A voucher is redeemed once, or in parts where its programme allows parts, and never beyond its amount. Redemptions
-- that the centre called a duplicate or reversed took nothing from the voucher.
CREATE TRIGGER redemption_within_voucher BEFORE INSERT ON redemption
WHEN NEW.seq = 0 AND NEW.state NOT IN ('duplicate', 'reversed')
 AND NOT EXISTS (SELECT 1 FROM redemption WHERE redemption_id = NEW.redemption_id)
BEGIN
  SELECT RAISE(ABORT, 'rule/redeemed-twice')
   WHERE EXISTS (SELECT 1 FROM redemption
                  WHERE voucher_id = NEW.voucher_id AND state NOT IN ('duplicate', 'reversed'))
     AND NOT EXISTS (SELECT 1 FROM program WHERE program_id = NEW.program_id AND partial_allowed = 1);
  SELECT RAISE(ABORT, 'rule/redeemed-above-amount')
   WHERE NEW.amount_minor
       + (SELECT total(amount_minor) FROM redemption
           WHERE voucher_id = NEW.voucher_id AND state NOT IN ('duplicate', 'reversed'))
       > (SELECT amount_minor FROM voucher WHERE voucher_id = NEW.voucher_id);
END;

-- A redemption is claimed once; a claim that was sent back or refused frees its lines.
CREATE TRIGGER claim_line_once BEFORE INSERT ON claim_line
WHEN NEW.seq = 0 AND NEW.included = 1
BEGIN
  SELECT RAISE(ABORT, 'rule/claimed-twice')
   WHERE EXISTS (SELECT 1 FROM claim_line AS line JOIN claim USING (claim_id)
                  WHERE line.redemption_id = NEW.redemption_id AND line.included = 1
                    AND claim.state NOT IN ('returned', 'rejected')
                    AND line.claim_line_id <> NEW.claim_line_id);
END;

-- Debits equal credits in every entry.
CREATE TRIGGER ledger_entry_balanced BEFORE INSERT ON ledger_entry
WHEN NEW.seq = 0
BEGIN
  SELECT RAISE(ABORT, 'rule/ledger-unbalanced')
   WHERE (SELECT sum(json_extract(value, '$.amountMinor')) FROM json_each(NEW.lines)) IS NOT 0;
END;

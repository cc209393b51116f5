-- minSafeVersion: 10
-- Reference data: areas, offices, users, programmes, cycles, providers, keys and money grants. The centre writes these
-- rows and they arrive by pull; an office changes nothing but the public key of its own users, by operation.
--
-- What holds for every replicated table, here and in the next migrations:
--  * Columns are the snake_case of the row schema of the same name, in its order, and `seq` last: the sequence of the
--    scope at which the centre last confirmed the row, 0 while it was only made here. A test keeps migrations, drizzle
--    tables and row schemas equal.
--  * No foreign keys between replicated tables. An office holds its own part of the programme: a row may name an area,
--    an officer or an office that it never receives, and a pull may not fail for that.
--  * No lists of allowed words in CHECKs. Words are held by the row schemas at both borders; in SQL they would force
--    encrypted tables on district PCs to be rebuilt for each new word. CHECKs hold what can never change: truth values
--    are 0 or 1 and money is a whole, safe, non-negative number of minor units.
--  * Rules of the kind "only one of these" are triggers on rows made here (`NEW.seq = 0`), not unique indexes. The
--    centre's rows may arrive in an order, or beside a local row not settled yet, that breaks the rule for a moment;
--    a unique index would stop the whole pull for one such pair, a trigger refuses only what this office does.
--  * JSON columns hold JSON text; a JSON null is SQL NULL.
--  * WITHOUT ROWID for short rows with at most one more index; long rows and rows with several indexes keep a rowid,
--    which is far shorter than a 36-character key in every index entry.

CREATE TABLE area (
  area_id TEXT PRIMARY KEY NOT NULL,
  parent_id TEXT,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  level INTEGER NOT NULL,
  seq INTEGER NOT NULL DEFAULT 0 CHECK (seq >= 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE office (
  office_id TEXT PRIMARY KEY NOT NULL,
  office_no INTEGER NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  area_id TEXT NOT NULL,
  seq INTEGER NOT NULL DEFAULT 0 CHECK (seq >= 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE tenant_policy (
  policy_id TEXT PRIMARY KEY NOT NULL,
  tenant_name TEXT NOT NULL,
  currency TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  default_phone_prefix TEXT NOT NULL,
  languages TEXT NOT NULL,
  practice INTEGER NOT NULL CHECK (practice IN (0, 1)),
  identifier_types TEXT,
  question_pack TEXT,
  consent_text TEXT,
  version INTEGER NOT NULL,
  seq INTEGER NOT NULL DEFAULT 0 CHECK (seq >= 0)
) STRICT;

CREATE TABLE officer (
  user_id TEXT PRIMARY KEY NOT NULL,
  user_no INTEGER NOT NULL,
  person_id TEXT NOT NULL,
  login TEXT NOT NULL,
  display_name TEXT NOT NULL,
  office_id TEXT,
  roles TEXT NOT NULL,
  active INTEGER NOT NULL CHECK (active IN (0, 1)),
  public_key TEXT,
  key_registered_at TEXT,
  seq INTEGER NOT NULL DEFAULT 0 CHECK (seq >= 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE program (
  program_id TEXT PRIMARY KEY NOT NULL,
  program_no INTEGER NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  target_type TEXT NOT NULL,
  currency TEXT NOT NULL,
  state TEXT NOT NULL,
  version INTEGER NOT NULL,
  eligibility TEXT,
  pmt TEXT,
  entitlement TEXT,
  approval_policy TEXT,
  claim_policy TEXT,
  voucher_validity_days INTEGER NOT NULL,
  partial_allowed INTEGER NOT NULL CHECK (partial_allowed IN (0, 1)),
  consent_required INTEGER NOT NULL CHECK (consent_required IN (0, 1)),
  seq INTEGER NOT NULL DEFAULT 0 CHECK (seq >= 0)
) STRICT;

CREATE TABLE cycle (
  cycle_id TEXT PRIMARY KEY NOT NULL,
  program_id TEXT NOT NULL,
  cycle_no INTEGER NOT NULL,
  name TEXT NOT NULL,
  period_start TEXT NOT NULL,
  period_end TEXT NOT NULL,
  state TEXT NOT NULL,
  seq INTEGER NOT NULL DEFAULT 0 CHECK (seq >= 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE provider (
  provider_id TEXT PRIMARY KEY NOT NULL,
  provider_no INTEGER NOT NULL,
  office_id TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  program_ids TEXT NOT NULL,
  contract_from TEXT NOT NULL,
  contract_to TEXT NOT NULL,
  status TEXT NOT NULL,
  seq INTEGER NOT NULL DEFAULT 0 CHECK (seq >= 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE fund_reservation (
  reservation_id TEXT PRIMARY KEY NOT NULL,
  program_id TEXT NOT NULL,
  cycle_id TEXT NOT NULL,
  office_id TEXT NOT NULL,
  device_no INTEGER NOT NULL,
  amount_minor INTEGER NOT NULL CHECK (amount_minor BETWEEN 0 AND 9007199254740991),
  currency TEXT NOT NULL,
  valid_until TEXT NOT NULL,
  grant TEXT NOT NULL,
  signature TEXT NOT NULL,
  seq INTEGER NOT NULL DEFAULT 0 CHECK (seq >= 0)
) STRICT;

CREATE TABLE issuing_certificate (
  certificate_id TEXT PRIMARY KEY NOT NULL,
  kid TEXT NOT NULL,
  program_id TEXT NOT NULL,
  office_id TEXT NOT NULL,
  device_no INTEGER NOT NULL,
  certificate TEXT NOT NULL,
  signature TEXT NOT NULL,
  revoked_at TEXT,
  seq INTEGER NOT NULL DEFAULT 0 CHECK (seq >= 0)
) STRICT;

CREATE TABLE centre_key (
  key_id TEXT PRIMARY KEY NOT NULL,
  public_key TEXT NOT NULL,
  purpose TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  revoked_at TEXT,
  seq INTEGER NOT NULL DEFAULT 0 CHECK (seq >= 0)
) STRICT, WITHOUT ROWID;

CREATE INDEX area_parent ON area (parent_id);
CREATE INDEX cycle_program ON cycle (program_id);
CREATE INDEX fund_reservation_cycle ON fund_reservation (cycle_id);

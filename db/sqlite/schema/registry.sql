-- The database as all migrations together make it. Written by db/sqlite/print-schema.ts and compared by a test:
-- change the migrations, never this file.

CREATE TABLE consent (
  consent_id TEXT PRIMARY KEY NOT NULL,
  registrant_id TEXT NOT NULL,
  office_id TEXT NOT NULL,
  text_version TEXT NOT NULL,
  language TEXT NOT NULL,
  method TEXT NOT NULL,
  purposes TEXT NOT NULL,
  witness TEXT,
  document_id TEXT,
  given_at TEXT NOT NULL,
  given_by INTEGER NOT NULL,
  withdrawn_at TEXT,
  seq INTEGER NOT NULL DEFAULT 0 CHECK (seq >= 0)
) STRICT;
CREATE INDEX consent_registrant ON consent (registrant_id);

CREATE TABLE document (
  document_id TEXT PRIMARY KEY NOT NULL,
  registrant_id TEXT NOT NULL,
  office_id TEXT NOT NULL,
  tag TEXT NOT NULL,
  mime TEXT NOT NULL,
  size_bytes INTEGER NOT NULL CHECK (size_bytes >= 0),
  blob_sha256 TEXT NOT NULL,
  wrapped_key TEXT NOT NULL,
  added_at TEXT NOT NULL,
  added_by INTEGER NOT NULL,
  seq INTEGER NOT NULL DEFAULT 0 CHECK (seq >= 0)
) STRICT;
CREATE INDEX document_blob ON document (blob_sha256);
CREATE INDEX document_registrant ON document (registrant_id);

CREATE TABLE duplicate_decision (
  decision_id TEXT PRIMARY KEY NOT NULL,
  office_id TEXT NOT NULL,
  first_id TEXT NOT NULL,
  second_id TEXT NOT NULL,
  decision TEXT NOT NULL,
  reason TEXT NOT NULL,
  decided_at TEXT NOT NULL,
  decided_by INTEGER NOT NULL,
  seq INTEGER NOT NULL DEFAULT 0 CHECK (seq >= 0)
) STRICT;
CREATE INDEX duplicate_decision_pair ON duplicate_decision (first_id, second_id);
CREATE INDEX duplicate_decision_second ON duplicate_decision (second_id);

CREATE TABLE enrolment (
  enrolment_id TEXT PRIMARY KEY NOT NULL,
  program_id TEXT NOT NULL,
  registrant_id TEXT NOT NULL,
  office_id TEXT NOT NULL,
  state TEXT NOT NULL,
  enrolled_on TEXT,
  reason TEXT,
  program_version INTEGER NOT NULL,
  score REAL,
  inputs_sha256 TEXT NOT NULL,
  seq INTEGER NOT NULL DEFAULT 0 CHECK (seq >= 0)
) STRICT;
CREATE INDEX enrolment_program ON enrolment (program_id, state, registrant_id);
CREATE INDEX enrolment_registrant ON enrolment (registrant_id, program_id);

CREATE TRIGGER enrolment_once BEFORE INSERT ON enrolment
WHEN NEW.seq = 0
BEGIN
  SELECT RAISE(ABORT, 'rule/enrolled-twice')
   WHERE EXISTS (SELECT 1 FROM enrolment
                  WHERE registrant_id = NEW.registrant_id AND program_id = NEW.program_id
                    AND enrolment_id <> NEW.enrolment_id);
END;

CREATE TABLE identifier (
  identifier_id TEXT PRIMARY KEY NOT NULL,
  registrant_id TEXT NOT NULL,
  office_id TEXT NOT NULL,
  id_type TEXT NOT NULL,
  value TEXT NOT NULL,
  expiry_date TEXT,
  status TEXT NOT NULL,
  seq INTEGER NOT NULL DEFAULT 0 CHECK (seq >= 0)
) STRICT, WITHOUT ROWID;
CREATE INDEX identifier_registrant ON identifier (registrant_id);

CREATE TABLE membership (
  membership_id TEXT PRIMARY KEY NOT NULL,
  group_id TEXT NOT NULL,
  individual_id TEXT NOT NULL,
  office_id TEXT NOT NULL,
  is_head INTEGER NOT NULL CHECK (is_head IN (0, 1)),
  relationship TEXT NOT NULL,
  start_date TEXT NOT NULL,
  end_date TEXT,
  end_reason TEXT,
  seq INTEGER NOT NULL DEFAULT 0 CHECK (seq >= 0)
) STRICT;
CREATE INDEX membership_group ON membership (group_id);
CREATE INDEX membership_individual ON membership (individual_id);

CREATE TRIGGER membership_one_head BEFORE INSERT ON membership
WHEN NEW.seq = 0 AND NEW.end_date IS NULL
BEGIN
  SELECT RAISE(ABORT, 'rule/two-heads')
   WHERE NEW.is_head = 1
     AND EXISTS (SELECT 1 FROM membership
                  WHERE group_id = NEW.group_id AND is_head = 1 AND end_date IS NULL
                    AND membership_id <> NEW.membership_id);
  SELECT RAISE(ABORT, 'rule/member-twice')
   WHERE EXISTS (SELECT 1 FROM membership
                  WHERE group_id = NEW.group_id AND individual_id = NEW.individual_id AND end_date IS NULL
                    AND membership_id <> NEW.membership_id);
END;

CREATE TABLE person_key (
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  registrant_id TEXT NOT NULL,
  PRIMARY KEY (kind, key, registrant_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE registrant (
  registrant_id TEXT PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL,
  group_kind TEXT,
  office_id TEXT NOT NULL,
  area_id TEXT NOT NULL,
  registration_no TEXT,
  name TEXT NOT NULL,
  given_name TEXT NOT NULL,
  additional_name TEXT NOT NULL,
  family_name TEXT NOT NULL,
  local_name TEXT NOT NULL,
  gender TEXT,
  birth_date TEXT,
  birth_date_exact INTEGER NOT NULL CHECK (birth_date_exact IN (0, 1)),
  phone TEXT,
  email TEXT,
  address TEXT NOT NULL,
  state TEXT NOT NULL,
  disabled_reason TEXT,
  facts TEXT NOT NULL,
  import_key TEXT,
  registered_on TEXT NOT NULL,
  registered_by INTEGER NOT NULL,
  seq INTEGER NOT NULL DEFAULT 0 CHECK (seq >= 0)
) STRICT;
CREATE INDEX registrant_area ON registrant (area_id, kind, name, registrant_id);
CREATE INDEX registrant_import_key ON registrant (import_key) WHERE import_key IS NOT NULL;
CREATE INDEX registrant_kind_name ON registrant (kind, name, registrant_id);
CREATE INDEX registrant_registration_no ON registrant (registration_no) WHERE registration_no IS NOT NULL;

CREATE TRIGGER registrant_imported_once BEFORE INSERT ON registrant
WHEN NEW.seq = 0 AND NEW.import_key IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'rule/imported-twice')
   WHERE EXISTS (SELECT 1 FROM registrant
                  WHERE import_key = NEW.import_key AND registrant_id <> NEW.registrant_id);
END;

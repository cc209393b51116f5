-- minSafeVersion: 30
-- Rows about people, written by offices as operations. Columns are those of sync/protocol/rows/registry-rows.ts.
-- Duplicates of a person are legal (they are decided later), so no number of a person is unique but the one we give.
-- Foreign keys hold people's and money's rows to each other. To the few rows that all offices share (programmes, areas,
-- cycles) there are none: every insert of every office would lock the same row, rows are never deleted, and the rules
-- have looked them up.

CREATE TABLE registrant (
  tenant_id uuid NOT NULL,
  registrant_id uuid NOT NULL,
  kind text NOT NULL,
  group_kind text,
  office_id uuid NOT NULL,
  area_id uuid NOT NULL,
  registration_no text,
  name text NOT NULL,
  given_name text NOT NULL,
  additional_name text NOT NULL,
  family_name text NOT NULL,
  local_name text NOT NULL,
  gender text,
  birth_date date,
  birth_date_exact boolean NOT NULL,
  phone text,
  email text,
  address text NOT NULL,
  state text NOT NULL,
  disabled_reason text,
  facts jsonb NOT NULL,
  import_key text,
  registered_on date NOT NULL,
  registered_by integer NOT NULL,
  scope text NOT NULL,
  seq bigint NOT NULL,
  PRIMARY KEY (tenant_id, registrant_id),
  CONSTRAINT registrant_registration_no_key UNIQUE (tenant_id, registration_no)
);
CREATE INDEX registrant_office_idx ON registrant (tenant_id, office_id);

CREATE TABLE identifier (
  tenant_id uuid NOT NULL,
  identifier_id uuid NOT NULL,
  registrant_id uuid NOT NULL,
  office_id uuid NOT NULL,
  id_type text NOT NULL,
  value text NOT NULL,
  expiry_date date,
  status text NOT NULL,
  scope text NOT NULL,
  seq bigint NOT NULL,
  PRIMARY KEY (tenant_id, identifier_id),
  CONSTRAINT identifier_registrant_fkey
    FOREIGN KEY (tenant_id, registrant_id) REFERENCES registrant (tenant_id, registrant_id)
);
CREATE INDEX identifier_registrant_idx ON identifier (tenant_id, registrant_id);
CREATE INDEX identifier_value_idx ON identifier (tenant_id, id_type, value);

CREATE TABLE membership (
  tenant_id uuid NOT NULL,
  membership_id uuid NOT NULL,
  group_id uuid NOT NULL,
  individual_id uuid NOT NULL,
  office_id uuid NOT NULL,
  is_head boolean NOT NULL,
  relationship text NOT NULL,
  start_date date NOT NULL,
  end_date date,
  end_reason text,
  scope text NOT NULL,
  seq bigint NOT NULL,
  PRIMARY KEY (tenant_id, membership_id),
  CONSTRAINT membership_group_fkey
    FOREIGN KEY (tenant_id, group_id) REFERENCES registrant (tenant_id, registrant_id),
  CONSTRAINT membership_individual_fkey
    FOREIGN KEY (tenant_id, individual_id) REFERENCES registrant (tenant_id, registrant_id)
);
CREATE INDEX membership_group_idx ON membership (tenant_id, group_id);
CREATE INDEX membership_individual_idx ON membership (tenant_id, individual_id);

CREATE TABLE consent (
  tenant_id uuid NOT NULL,
  consent_id uuid NOT NULL,
  registrant_id uuid NOT NULL,
  office_id uuid NOT NULL,
  text_version text NOT NULL,
  language text NOT NULL,
  method text NOT NULL,
  purposes jsonb NOT NULL,
  witness text,
  document_id uuid,
  given_at timestamptz(3) NOT NULL,
  given_by integer NOT NULL,
  withdrawn_at timestamptz(3),
  scope text NOT NULL,
  seq bigint NOT NULL,
  PRIMARY KEY (tenant_id, consent_id),
  CONSTRAINT consent_registrant_fkey
    FOREIGN KEY (tenant_id, registrant_id) REFERENCES registrant (tenant_id, registrant_id)
);
CREATE INDEX consent_registrant_idx ON consent (tenant_id, registrant_id);

CREATE TABLE document (
  tenant_id uuid NOT NULL,
  document_id uuid NOT NULL,
  registrant_id uuid NOT NULL,
  office_id uuid NOT NULL,
  tag text NOT NULL,
  mime text NOT NULL,
  size_bytes bigint NOT NULL,
  blob_sha256 text NOT NULL,
  wrapped_key text NOT NULL,
  added_at timestamptz(3) NOT NULL,
  added_by integer NOT NULL,
  scope text NOT NULL,
  seq bigint NOT NULL,
  PRIMARY KEY (tenant_id, document_id),
  CONSTRAINT document_registrant_fkey
    FOREIGN KEY (tenant_id, registrant_id) REFERENCES registrant (tenant_id, registrant_id)
);
CREATE INDEX document_registrant_idx ON document (tenant_id, registrant_id);
CREATE INDEX document_blob_idx ON document (tenant_id, blob_sha256);

CREATE TABLE duplicate_decision (
  tenant_id uuid NOT NULL,
  decision_id uuid NOT NULL,
  office_id uuid NOT NULL,
  first_id uuid NOT NULL,
  second_id uuid NOT NULL,
  decision text NOT NULL,
  reason text NOT NULL,
  decided_at timestamptz(3) NOT NULL,
  decided_by integer NOT NULL,
  scope text NOT NULL,
  seq bigint NOT NULL,
  PRIMARY KEY (tenant_id, decision_id),
  CONSTRAINT duplicate_decision_order CHECK (first_id < second_id)
);
CREATE INDEX duplicate_decision_pair_idx ON duplicate_decision (tenant_id, first_id, second_id);

CREATE TABLE enrolment (
  tenant_id uuid NOT NULL,
  enrolment_id uuid NOT NULL,
  program_id uuid NOT NULL,
  registrant_id uuid NOT NULL,
  office_id uuid NOT NULL,
  state text NOT NULL,
  enrolled_on date,
  reason text,
  program_version integer NOT NULL,
  score double precision,
  inputs_sha256 text NOT NULL,
  scope text NOT NULL,
  seq bigint NOT NULL,
  PRIMARY KEY (tenant_id, enrolment_id),
  CONSTRAINT enrolment_person_key UNIQUE (tenant_id, program_id, registrant_id),
  CONSTRAINT enrolment_registrant_fkey
    FOREIGN KEY (tenant_id, registrant_id) REFERENCES registrant (tenant_id, registrant_id)
);

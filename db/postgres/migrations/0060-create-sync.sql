-- minSafeVersion: 60
-- Devices, what they pushed, and what they pull (sync design 3.3, 3.17).

-- One PC. `head_seq` and `head_hash` are the last operation of this incarnation that the centre has.
CREATE TABLE device (
  tenant_id uuid NOT NULL,
  device_id uuid NOT NULL,
  device_no integer NOT NULL,
  incarnation integer NOT NULL,
  office_id uuid NOT NULL,
  label text NOT NULL,
  public_key text NOT NULL,
  wrapping_public_key text NOT NULL,
  certificate text NOT NULL,
  certificate_signature text NOT NULL,
  head_seq bigint NOT NULL,
  head_hash text NOT NULL,
  state text NOT NULL,
  state_reason text,
  app_version text,
  -- Centre's clock minus the device's, from its last signed request; milliseconds.
  clock_offset_ms bigint NOT NULL,
  enrolled_at timestamptz(3) NOT NULL,
  last_seen timestamptz(3) NOT NULL,
  PRIMARY KEY (tenant_id, device_id),
  CONSTRAINT device_no_key UNIQUE (tenant_id, device_no),
  CONSTRAINT device_state CHECK (state IN ('active', 'frozen', 'revoked')),
  CONSTRAINT device_office_fkey FOREIGN KEY (tenant_id, office_id) REFERENCES office (tenant_id, office_id)
);

-- Blocks of human numbers a device gives out by itself; `series` is registration, receipt or claim.
CREATE TABLE number_range (
  tenant_id uuid NOT NULL,
  series text NOT NULL,
  prefix text NOT NULL,
  device_no integer NOT NULL,
  first_no integer NOT NULL,
  last_no integer NOT NULL,
  PRIMARY KEY (tenant_id, series, prefix, first_no),
  CONSTRAINT number_range_order CHECK (first_no >= 1 AND first_no <= last_no)
);

-- Single-use codes; only their SHA-256 (hex) is kept.
CREATE TABLE enrolment_code (
  tenant_id uuid NOT NULL,
  code_sha256 text NOT NULL,
  office_id uuid NOT NULL,
  created_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  used_at timestamptz(3),
  used_by_device uuid,
  PRIMARY KEY (tenant_id, code_sha256)
);
CREATE TABLE activation_code (
  tenant_id uuid NOT NULL,
  code_sha256 text NOT NULL,
  user_id uuid NOT NULL,
  created_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  used_at timestamptz(3),
  PRIMARY KEY (tenant_id, code_sha256)
);
CREATE INDEX activation_code_user_idx ON activation_code (tenant_id, user_id);

-- Every signing key a person ever had: old signatures stay verifiable after a new key was registered.
CREATE TABLE officer_key (
  tenant_id uuid NOT NULL,
  kid text NOT NULL,
  user_id uuid NOT NULL,
  public_key text NOT NULL,
  device_no integer NOT NULL,
  registered_at timestamptz(3) NOT NULL,
  revoked_at timestamptz(3),
  PRIMARY KEY (tenant_id, kid)
);
CREATE INDEX officer_key_user_idx ON officer_key (tenant_id, user_id);

-- The signed operations as they came, with what the centre answered. Never changed.
CREATE TABLE op_log (
  tenant_id uuid NOT NULL,
  device_no integer NOT NULL,
  incarnation integer NOT NULL,
  seq bigint NOT NULL,
  hash text NOT NULL,
  bytes bytea NOT NULL,
  type text NOT NULL,
  entity uuid NOT NULL,
  actor_no bigint NOT NULL,
  verdict text NOT NULL,
  code text,
  data jsonb NOT NULL,
  case_id uuid,
  corrected_at timestamptz(3) NOT NULL,
  received_at timestamptz(3) NOT NULL,
  PRIMARY KEY (tenant_id, device_no, incarnation, seq),
  CONSTRAINT op_log_verdict CHECK (verdict IN ('ACCEPTED', 'MERGED', 'HELD', 'REJECTED', 'EXCEPTION'))
);
CREATE INDEX op_log_entity_idx ON op_log (tenant_id, entity);

-- Sequence of each scope. A hot row that is only ever counted up: half-filled pages keep its updates in place.
CREATE TABLE scope_head (
  tenant_id uuid NOT NULL,
  scope text NOT NULL,
  seq bigint NOT NULL,
  PRIMARY KEY (tenant_id, scope)
) WITH (fillfactor = 50);

-- What offices pull: whole row images, dense by scope. `row` null = gone from this scope. A newer image of the same
-- row sets superseded_by on the one before, which pulls then skip. `device_no` is who caused it (null = the centre).
CREATE TABLE change_log (
  tenant_id uuid NOT NULL,
  scope text NOT NULL,
  seq bigint NOT NULL,
  table_name text NOT NULL,
  key uuid NOT NULL,
  "row" jsonb,
  device_no integer,
  superseded_by bigint,
  PRIMARY KEY (tenant_id, scope, seq)
);
CREATE UNIQUE INDEX change_log_live_key ON change_log (tenant_id, scope, table_name, key)
  WHERE superseded_by IS NULL;
CREATE INDEX change_log_live_idx ON change_log (tenant_id, scope, seq) WHERE superseded_by IS NULL;
CREATE INDEX change_log_history_idx ON change_log (tenant_id, table_name, key, seq);

-- Audit trail of the offices' PCs as they sent it; `hash` chains each row to the one before. Never changed.
CREATE TABLE audit_row (
  tenant_id uuid NOT NULL,
  device_no integer NOT NULL,
  seq bigint NOT NULL,
  "row" jsonb NOT NULL,
  prev text NOT NULL,
  hash text NOT NULL,
  received_at timestamptz(3) NOT NULL,
  PRIMARY KEY (tenant_id, device_no, seq)
);

-- Which encrypted documents lie in the object store, and which offices may fetch them.
CREATE TABLE blob (
  tenant_id uuid NOT NULL,
  sha256 text NOT NULL,
  office_id uuid NOT NULL,
  size_bytes bigint NOT NULL,
  device_no integer NOT NULL,
  received_at timestamptz(3) NOT NULL,
  PRIMARY KEY (tenant_id, sha256, office_id)
);

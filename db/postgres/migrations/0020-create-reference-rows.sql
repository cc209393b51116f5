-- minSafeVersion: 20
-- Rows the centre writes and offices read. Columns are those of sync/protocol/rows/reference-rows.ts; every table
-- adds tenant_id (first in every key: the distribution column), the scope it travels in, and its sequence there.

CREATE TABLE area (
  tenant_id uuid NOT NULL,
  area_id uuid NOT NULL,
  parent_id uuid,
  code text NOT NULL,
  name text NOT NULL,
  level integer NOT NULL,
  scope text NOT NULL,
  seq bigint NOT NULL,
  PRIMARY KEY (tenant_id, area_id),
  CONSTRAINT area_code_key UNIQUE (tenant_id, code)
);

CREATE TABLE office (
  tenant_id uuid NOT NULL,
  office_id uuid NOT NULL,
  office_no integer NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  area_id uuid NOT NULL,
  scope text NOT NULL,
  seq bigint NOT NULL,
  PRIMARY KEY (tenant_id, office_id),
  CONSTRAINT office_no_key UNIQUE (tenant_id, office_no),
  CONSTRAINT office_code_key UNIQUE (tenant_id, code),
  CONSTRAINT office_area_fkey FOREIGN KEY (tenant_id, area_id) REFERENCES area (tenant_id, area_id)
);

CREATE TABLE tenant_policy (
  tenant_id uuid NOT NULL,
  policy_id uuid NOT NULL,
  tenant_name text NOT NULL,
  currency text NOT NULL,
  time_zone text NOT NULL,
  default_phone_prefix text NOT NULL,
  languages jsonb NOT NULL,
  practice boolean NOT NULL,
  identifier_types jsonb,
  question_pack jsonb,
  consent_text jsonb,
  version integer NOT NULL,
  scope text NOT NULL,
  seq bigint NOT NULL,
  PRIMARY KEY (tenant_id, policy_id)
);

CREATE TABLE officer (
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL,
  user_no integer NOT NULL,
  person_id uuid NOT NULL,
  login text NOT NULL,
  display_name text NOT NULL,
  office_id uuid,
  roles jsonb NOT NULL,
  active boolean NOT NULL,
  public_key text,
  key_registered_at timestamptz(3),
  scope text NOT NULL,
  seq bigint NOT NULL,
  PRIMARY KEY (tenant_id, user_id),
  CONSTRAINT officer_no_key UNIQUE (tenant_id, user_no),
  CONSTRAINT officer_login_key UNIQUE (tenant_id, login),
  CONSTRAINT officer_office_fkey FOREIGN KEY (tenant_id, office_id) REFERENCES office (tenant_id, office_id)
);

CREATE TABLE program (
  tenant_id uuid NOT NULL,
  program_id uuid NOT NULL,
  program_no integer NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  description text NOT NULL,
  target_type text NOT NULL,
  currency text NOT NULL,
  state text NOT NULL,
  version integer NOT NULL,
  eligibility jsonb,
  pmt jsonb,
  entitlement jsonb,
  approval_policy jsonb,
  claim_policy jsonb,
  voucher_validity_days integer NOT NULL,
  partial_allowed boolean NOT NULL,
  consent_required boolean NOT NULL,
  scope text NOT NULL,
  seq bigint NOT NULL,
  PRIMARY KEY (tenant_id, program_id),
  CONSTRAINT program_no_key UNIQUE (tenant_id, program_no),
  CONSTRAINT program_code_key UNIQUE (tenant_id, code)
);

CREATE TABLE cycle (
  tenant_id uuid NOT NULL,
  cycle_id uuid NOT NULL,
  program_id uuid NOT NULL,
  cycle_no bigint NOT NULL,
  name text NOT NULL,
  period_start date NOT NULL,
  period_end date NOT NULL,
  state text NOT NULL,
  scope text NOT NULL,
  seq bigint NOT NULL,
  PRIMARY KEY (tenant_id, cycle_id),
  CONSTRAINT cycle_no_key UNIQUE (tenant_id, program_id, cycle_no),
  CONSTRAINT cycle_period CHECK (period_start <= period_end),
  CONSTRAINT cycle_program_fkey FOREIGN KEY (tenant_id, program_id) REFERENCES program (tenant_id, program_id)
);

CREATE TABLE provider (
  tenant_id uuid NOT NULL,
  provider_id uuid NOT NULL,
  provider_no bigint NOT NULL,
  office_id uuid NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  program_ids jsonb NOT NULL,
  contract_from date NOT NULL,
  contract_to date NOT NULL,
  status text NOT NULL,
  scope text NOT NULL,
  seq bigint NOT NULL,
  PRIMARY KEY (tenant_id, provider_id),
  CONSTRAINT provider_no_key UNIQUE (tenant_id, provider_no),
  CONSTRAINT provider_contract CHECK (contract_from <= contract_to),
  CONSTRAINT provider_office_fkey FOREIGN KEY (tenant_id, office_id) REFERENCES office (tenant_id, office_id)
);

CREATE TABLE fund_reservation (
  tenant_id uuid NOT NULL,
  reservation_id uuid NOT NULL,
  program_id uuid NOT NULL,
  cycle_id uuid NOT NULL,
  office_id uuid NOT NULL,
  device_no integer NOT NULL,
  amount_minor bigint NOT NULL,
  currency text NOT NULL,
  valid_until date NOT NULL,
  "grant" text NOT NULL,
  signature text NOT NULL,
  scope text NOT NULL,
  seq bigint NOT NULL,
  PRIMARY KEY (tenant_id, reservation_id),
  CONSTRAINT fund_reservation_amount CHECK (amount_minor > 0),
  CONSTRAINT fund_reservation_cycle_fkey FOREIGN KEY (tenant_id, cycle_id) REFERENCES cycle (tenant_id, cycle_id)
);

CREATE TABLE issuing_certificate (
  tenant_id uuid NOT NULL,
  certificate_id uuid NOT NULL,
  kid text NOT NULL,
  program_id uuid NOT NULL,
  office_id uuid NOT NULL,
  device_no integer NOT NULL,
  certificate text NOT NULL,
  signature text NOT NULL,
  revoked_at timestamptz(3),
  scope text NOT NULL,
  seq bigint NOT NULL,
  PRIMARY KEY (tenant_id, certificate_id),
  CONSTRAINT issuing_certificate_program_fkey
    FOREIGN KEY (tenant_id, program_id) REFERENCES program (tenant_id, program_id)
);
CREATE INDEX issuing_certificate_kid_idx ON issuing_certificate (tenant_id, kid);

CREATE TABLE centre_key (
  tenant_id uuid NOT NULL,
  key_id uuid NOT NULL,
  public_key text NOT NULL,
  purpose text NOT NULL,
  valid_from timestamptz(3) NOT NULL,
  revoked_at timestamptz(3),
  scope text NOT NULL,
  seq bigint NOT NULL,
  PRIMARY KEY (tenant_id, key_id)
);

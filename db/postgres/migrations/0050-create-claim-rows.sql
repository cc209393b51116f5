-- minSafeVersion: 50
-- Providers' claims, the ledger and exception cases; second half of sync/protocol/rows/payment-rows.ts.

CREATE TABLE claim (
  tenant_id uuid NOT NULL,
  claim_id uuid NOT NULL,
  claim_no text NOT NULL,
  provider_id uuid NOT NULL,
  program_id uuid NOT NULL,
  office_id uuid NOT NULL,
  period_from date NOT NULL,
  period_to date NOT NULL,
  line_count integer NOT NULL,
  total_minor bigint NOT NULL,
  currency text NOT NULL,
  state text NOT NULL,
  manifest text NOT NULL,
  manifest_sha256 text NOT NULL,
  prepared_by integer NOT NULL,
  prepared_at timestamptz(3) NOT NULL,
  scope text NOT NULL,
  seq bigint NOT NULL,
  PRIMARY KEY (tenant_id, claim_id),
  CONSTRAINT claim_no_key UNIQUE (tenant_id, claim_no),
  CONSTRAINT claim_total CHECK (total_minor >= 0)
);

CREATE TABLE claim_line (
  tenant_id uuid NOT NULL,
  claim_line_id uuid NOT NULL,
  claim_id uuid NOT NULL,
  office_id uuid NOT NULL,
  voucher_id uuid NOT NULL,
  redemption_id uuid NOT NULL,
  amount_minor bigint NOT NULL,
  service_date date NOT NULL,
  verdict text NOT NULL,
  codes jsonb NOT NULL,
  included boolean NOT NULL,
  scope text NOT NULL,
  seq bigint NOT NULL,
  PRIMARY KEY (tenant_id, claim_line_id),
  CONSTRAINT claim_line_amount CHECK (amount_minor >= 0),
  CONSTRAINT claim_line_claim_fkey FOREIGN KEY (tenant_id, claim_id) REFERENCES claim (tenant_id, claim_id)
);
CREATE INDEX claim_line_claim_idx ON claim_line (tenant_id, claim_id);
CREATE INDEX claim_line_redemption_idx ON claim_line (tenant_id, redemption_id);

CREATE TABLE claim_approval (
  tenant_id uuid NOT NULL,
  claim_approval_id uuid NOT NULL,
  claim_id uuid NOT NULL,
  office_id uuid NOT NULL,
  stage integer NOT NULL,
  decision text NOT NULL,
  user_no integer NOT NULL,
  person_id uuid NOT NULL,
  statement text NOT NULL,
  statement_sha256 text NOT NULL,
  user_signature text NOT NULL,
  device_signature text NOT NULL,
  reason text NOT NULL,
  signed_at timestamptz(3) NOT NULL,
  scope text NOT NULL,
  seq bigint NOT NULL,
  PRIMARY KEY (tenant_id, claim_approval_id),
  CONSTRAINT claim_approval_stage_key UNIQUE (tenant_id, claim_id, stage),
  CONSTRAINT claim_approval_person_key UNIQUE (tenant_id, claim_id, person_id),
  CONSTRAINT claim_approval_claim_fkey FOREIGN KEY (tenant_id, claim_id) REFERENCES claim (tenant_id, claim_id)
);

CREATE TABLE ledger_entry (
  tenant_id uuid NOT NULL,
  entry_id uuid NOT NULL,
  office_id uuid,
  program_id uuid NOT NULL,
  cycle_id uuid,
  kind text NOT NULL,
  ref_id uuid NOT NULL,
  currency text NOT NULL,
  posted_on date NOT NULL,
  posted_at timestamptz(3) NOT NULL,
  lines jsonb NOT NULL,
  scope text NOT NULL,
  seq bigint NOT NULL,
  PRIMARY KEY (tenant_id, entry_id),
  CONSTRAINT ledger_entry_ref_key UNIQUE (tenant_id, kind, ref_id)
);
CREATE INDEX ledger_entry_program_idx ON ledger_entry (tenant_id, program_id);

CREATE TABLE exception_case (
  tenant_id uuid NOT NULL,
  case_id uuid NOT NULL,
  office_id uuid NOT NULL,
  kind text NOT NULL,
  ref_id uuid NOT NULL,
  device_no integer NOT NULL,
  detail text NOT NULL,
  state text NOT NULL,
  opened_at timestamptz(3) NOT NULL,
  scope text NOT NULL,
  seq bigint NOT NULL,
  PRIMARY KEY (tenant_id, case_id)
);
CREATE INDEX exception_case_state_idx ON exception_case (tenant_id, state);

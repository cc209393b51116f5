-- minSafeVersion: 40
-- Rows about money. Columns are those of sync/protocol/rows/payment-rows.ts; amounts are minor units. The unique
-- constraints here are the last word on "once only": two devices that never met are judged by them.

CREATE TABLE cycle_slice (
  tenant_id uuid NOT NULL,
  slice_id uuid NOT NULL,
  cycle_id uuid NOT NULL,
  program_id uuid NOT NULL,
  office_id uuid NOT NULL,
  state text NOT NULL,
  preparation integer NOT NULL,
  entitlement_count integer NOT NULL,
  total_minor bigint NOT NULL,
  currency text NOT NULL,
  manifest text,
  manifest_sha256 text,
  merkle_root text,
  prepared_by integer,
  prepared_at timestamptz(3),
  stages_required integer NOT NULL,
  stages_signed integer NOT NULL,
  approved_at timestamptz(3),
  scope text NOT NULL,
  seq bigint NOT NULL,
  PRIMARY KEY (tenant_id, slice_id),
  CONSTRAINT cycle_slice_office_key UNIQUE (tenant_id, cycle_id, office_id),
  CONSTRAINT cycle_slice_total CHECK (total_minor >= 0 AND entitlement_count >= 0)
);

CREATE TABLE entitlement (
  tenant_id uuid NOT NULL,
  entitlement_id uuid NOT NULL,
  slice_id uuid NOT NULL,
  cycle_id uuid NOT NULL,
  program_id uuid NOT NULL,
  office_id uuid NOT NULL,
  registrant_id uuid NOT NULL,
  enrolment_id uuid NOT NULL,
  preparation integer NOT NULL,
  amount_minor bigint NOT NULL,
  currency text NOT NULL,
  valid_from date NOT NULL,
  valid_until date NOT NULL,
  state text NOT NULL,
  scope text NOT NULL,
  seq bigint NOT NULL,
  PRIMARY KEY (tenant_id, entitlement_id),
  CONSTRAINT entitlement_amount CHECK (amount_minor >= 0),
  CONSTRAINT entitlement_slice_fkey FOREIGN KEY (tenant_id, slice_id) REFERENCES cycle_slice (tenant_id, slice_id),
  CONSTRAINT entitlement_enrolment_fkey
    FOREIGN KEY (tenant_id, enrolment_id) REFERENCES enrolment (tenant_id, enrolment_id)
);
CREATE INDEX entitlement_slice_idx ON entitlement (tenant_id, slice_id);
-- Money is committed for a person once per cycle, whatever was prepared again and by whom.
CREATE UNIQUE INDEX entitlement_committed_key ON entitlement (tenant_id, cycle_id, registrant_id)
  WHERE state IN ('approved', 'parrdpd2ben', 'rdpd2ben');

CREATE TABLE approval (
  tenant_id uuid NOT NULL,
  approval_id uuid NOT NULL,
  slice_id uuid NOT NULL,
  office_id uuid NOT NULL,
  preparation integer NOT NULL,
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
  PRIMARY KEY (tenant_id, approval_id),
  CONSTRAINT approval_stage_key UNIQUE (tenant_id, slice_id, preparation, stage),
  CONSTRAINT approval_person_key UNIQUE (tenant_id, slice_id, preparation, person_id),
  CONSTRAINT approval_slice_fkey FOREIGN KEY (tenant_id, slice_id) REFERENCES cycle_slice (tenant_id, slice_id)
);

CREATE TABLE voucher (
  tenant_id uuid NOT NULL,
  voucher_id uuid NOT NULL,
  entitlement_id uuid NOT NULL,
  slice_id uuid NOT NULL,
  cycle_id uuid NOT NULL,
  program_id uuid NOT NULL,
  office_id uuid NOT NULL,
  registrant_id uuid NOT NULL,
  kid text NOT NULL,
  signed_bytes text NOT NULL,
  short_code text NOT NULL,
  amount_minor bigint NOT NULL,
  currency text NOT NULL,
  valid_from date NOT NULL,
  valid_until date NOT NULL,
  state text NOT NULL,
  reissue_no integer NOT NULL,
  held_by_device integer,
  issued_by integer NOT NULL,
  issued_at timestamptz(3) NOT NULL,
  copies_printed integer NOT NULL,
  scope text NOT NULL,
  seq bigint NOT NULL,
  PRIMARY KEY (tenant_id, voucher_id),
  CONSTRAINT voucher_amount CHECK (amount_minor >= 0),
  CONSTRAINT voucher_entitlement_fkey
    FOREIGN KEY (tenant_id, entitlement_id) REFERENCES entitlement (tenant_id, entitlement_id)
);
CREATE UNIQUE INDEX voucher_entitlement_key ON voucher (tenant_id, entitlement_id)
  WHERE state NOT IN ('revoked', 'replaced');
CREATE INDEX voucher_slice_idx ON voucher (tenant_id, slice_id);
CREATE INDEX voucher_kid_idx ON voucher (tenant_id, kid);
CREATE INDEX voucher_short_code_idx ON voucher (tenant_id, short_code);

CREATE TABLE redemption (
  tenant_id uuid NOT NULL,
  redemption_id uuid NOT NULL,
  voucher_id uuid NOT NULL,
  entitlement_id uuid NOT NULL,
  program_id uuid NOT NULL,
  cycle_id uuid NOT NULL,
  office_id uuid NOT NULL,
  registrant_id uuid NOT NULL,
  provider_id uuid NOT NULL,
  amount_minor bigint NOT NULL,
  currency text NOT NULL,
  method text NOT NULL,
  device_no integer NOT NULL,
  user_no integer NOT NULL,
  person_id uuid NOT NULL,
  redeemed_on date NOT NULL,
  redeemed_at timestamptz(3) NOT NULL,
  receipt_no text NOT NULL,
  state text NOT NULL,
  scope text NOT NULL,
  seq bigint NOT NULL,
  PRIMARY KEY (tenant_id, redemption_id),
  CONSTRAINT redemption_amount CHECK (amount_minor >= 0),
  CONSTRAINT redemption_voucher_fkey FOREIGN KEY (tenant_id, voucher_id) REFERENCES voucher (tenant_id, voucher_id)
);
CREATE INDEX redemption_voucher_idx ON redemption (tenant_id, voucher_id);
CREATE INDEX redemption_provider_idx ON redemption (tenant_id, provider_id);

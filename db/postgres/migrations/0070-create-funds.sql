-- minSafeVersion: 70
-- Money rights (sync design 3.10): every unit is free, granted to one device, or spent; no row can go below zero.

CREATE TABLE program_office (
  tenant_id uuid NOT NULL,
  program_id uuid NOT NULL,
  office_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, program_id, office_id),
  CONSTRAINT program_office_program_fkey
    FOREIGN KEY (tenant_id, program_id) REFERENCES program (tenant_id, program_id),
  CONSTRAINT program_office_office_fkey FOREIGN KEY (tenant_id, office_id) REFERENCES office (tenant_id, office_id)
);
CREATE INDEX program_office_office_idx ON program_office (tenant_id, office_id);

CREATE TABLE fund_balance (
  tenant_id uuid NOT NULL,
  program_id uuid NOT NULL,
  currency text NOT NULL,
  total_minor bigint NOT NULL,
  free_minor bigint NOT NULL,
  granted_minor bigint NOT NULL,
  spent_minor bigint NOT NULL,
  PRIMARY KEY (tenant_id, program_id),
  CONSTRAINT fund_balance_free CHECK (free_minor >= 0),
  CONSTRAINT fund_balance_granted CHECK (granted_minor >= 0),
  CONSTRAINT fund_balance_spent CHECK (spent_minor >= 0),
  CONSTRAINT fund_balance_whole CHECK (free_minor + granted_minor + spent_minor = total_minor)
);

-- The centre's side of one fund reservation (a signed grant to one device).
CREATE TABLE escrow (
  tenant_id uuid NOT NULL,
  reservation_id uuid NOT NULL,
  program_id uuid NOT NULL,
  cycle_id uuid NOT NULL,
  office_id uuid NOT NULL,
  device_no integer NOT NULL,
  granted_minor bigint NOT NULL,
  spent_minor bigint NOT NULL,
  returned_minor bigint NOT NULL,
  PRIMARY KEY (tenant_id, reservation_id),
  CONSTRAINT escrow_parts CHECK (spent_minor >= 0 AND returned_minor >= 0),
  CONSTRAINT escrow_within_grant CHECK (granted_minor >= spent_minor + returned_minor)
);
CREATE INDEX escrow_cycle_idx ON escrow (tenant_id, cycle_id, office_id, device_no);

-- What is left of a voucher: accepted redemptions together never pass its face, whoever pushes first.
CREATE TABLE voucher_balance (
  tenant_id uuid NOT NULL,
  voucher_id uuid NOT NULL,
  face_minor bigint NOT NULL,
  redeemed_minor bigint NOT NULL,
  PRIMARY KEY (tenant_id, voucher_id),
  CONSTRAINT voucher_balance_within_face CHECK (redeemed_minor >= 0 AND redeemed_minor <= face_minor)
);

-- Redemptions that stand in a claim which is not returned or rejected: each is paid for once.
CREATE TABLE claimed_redemption (
  tenant_id uuid NOT NULL,
  redemption_id uuid NOT NULL,
  claim_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, redemption_id)
);
CREATE INDEX claimed_redemption_claim_idx ON claimed_redemption (tenant_id, claim_id);

-- What an issuing certificate has signed so far, against its limits.
CREATE TABLE certificate_use (
  tenant_id uuid NOT NULL,
  certificate_id uuid NOT NULL,
  max_count bigint NOT NULL,
  max_total_minor bigint NOT NULL,
  used_count bigint NOT NULL,
  used_total_minor bigint NOT NULL,
  PRIMARY KEY (tenant_id, certificate_id),
  CONSTRAINT certificate_use_within CHECK (used_count <= max_count AND used_total_minor <= max_total_minor)
);

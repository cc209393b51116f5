-- minSafeVersion: 100
-- What the app role may do, and no more: nothing is ever deleted except expired sessions and claims given up, and
-- what was signed, logged or posted is never changed.

GRANT SELECT ON ALL TABLES IN SCHEMA tawi TO tawi_app;

-- Added once, then only read.
GRANT INSERT ON
  tenant, tenant_route, ledger_entry, approval, claim_approval, op_log, audit_row, blob, number_range, centre_audit,
  program_office
  TO tawi_app;

-- Rows with a life of their own; their history stays in change_log and op_log.
GRANT INSERT, UPDATE ON
  tenant_counter,
  area, office, tenant_policy, officer, program, cycle, provider, fund_reservation, issuing_certificate, centre_key,
  registrant, identifier, membership, consent, document, duplicate_decision, enrolment,
  cycle_slice, entitlement, voucher, redemption, claim, claim_line, exception_case,
  scope_head, fund_balance, escrow, voucher_balance, certificate_use
  TO tawi_app;

-- Single columns only.
GRANT INSERT ON change_log, device, enrolment_code, activation_code, officer_key, centre_user TO tawi_app;
GRANT UPDATE (superseded_by) ON change_log TO tawi_app;
GRANT UPDATE (
  incarnation, label, public_key, wrapping_public_key, certificate, certificate_signature, head_seq, head_hash, state,
  state_reason, app_version, clock_offset_ms, last_seen
) ON device TO tawi_app;
GRANT UPDATE (used_at, used_by_device) ON enrolment_code TO tawi_app;
GRANT UPDATE (used_at) ON activation_code TO tawi_app;
GRANT UPDATE (revoked_at) ON officer_key TO tawi_app;
GRANT UPDATE (password_hash, roles, active, failed_attempts, locked_until) ON centre_user TO tawi_app;

GRANT INSERT, DELETE ON centre_session, claimed_redemption TO tawi_app;

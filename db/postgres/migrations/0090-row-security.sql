-- minSafeVersion: 90
-- Rows of one tenant are invisible and untouchable while another tenant's transaction runs. The context is set by its
-- own statement, SET LOCAL tawi.tenant, at the start of each transaction; afterwards the setting reads as '' (hence
-- nullif), and without it no row is seen. FORCE holds the owner too. tenant and tenant_route are asked before a
-- tenant is known and stay open.

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY[
    'tenant_counter',
    'area', 'office', 'tenant_policy', 'officer', 'program', 'cycle', 'provider', 'fund_reservation',
    'issuing_certificate', 'centre_key',
    'registrant', 'identifier', 'membership', 'consent', 'document', 'duplicate_decision', 'enrolment',
    'cycle_slice', 'entitlement', 'approval', 'voucher', 'redemption', 'claim', 'claim_line', 'claim_approval',
    'ledger_entry', 'exception_case',
    'device', 'number_range', 'enrolment_code', 'activation_code', 'officer_key', 'op_log', 'scope_head',
    'change_log', 'audit_row', 'blob',
    'program_office', 'fund_balance', 'escrow', 'voucher_balance', 'claimed_redemption', 'certificate_use',
    'centre_user', 'centre_session', 'centre_audit'
  ] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY tenant_only ON %I USING (tenant_id = nullif(current_setting(''tawi.tenant'', true), '''')::uuid) '
      'WITH CHECK (tenant_id = nullif(current_setting(''tawi.tenant'', true), '''')::uuid)',
      name
    );
  END LOOP;
END
$$;

-- minSafeVersion: 80
-- People who work at the centre, by password (Argon2id) and bearer session; only the token's SHA-256 is kept.

CREATE TABLE centre_user (
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL,
  login text NOT NULL,
  password_hash text NOT NULL,
  roles jsonb NOT NULL,
  active boolean NOT NULL,
  failed_attempts integer NOT NULL,
  locked_until timestamptz(3),
  PRIMARY KEY (tenant_id, user_id),
  CONSTRAINT centre_user_login_key UNIQUE (tenant_id, login)
);

CREATE TABLE centre_session (
  tenant_id uuid NOT NULL,
  token_sha256 text NOT NULL,
  user_id uuid NOT NULL,
  created_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  PRIMARY KEY (tenant_id, token_sha256)
);

-- What people at the centre did through the API; ids and amounts only.
CREATE TABLE centre_audit (
  tenant_id uuid NOT NULL,
  audit_id uuid NOT NULL,
  at timestamptz(3) NOT NULL,
  user_id uuid,
  action text NOT NULL,
  object text NOT NULL,
  data jsonb NOT NULL,
  PRIMARY KEY (tenant_id, audit_id)
);
CREATE INDEX centre_audit_at_idx ON centre_audit (tenant_id, at);

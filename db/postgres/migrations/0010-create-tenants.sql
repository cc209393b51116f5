-- minSafeVersion: 10
-- Who shares this database. On Citus both tables are reference tables: they are small, are asked before a tenant is
-- known, and hold nothing about people.

CREATE TABLE tenant (
  tenant_id uuid PRIMARY KEY,
  code text NOT NULL,
  name text NOT NULL,
  practice boolean NOT NULL,
  created_at timestamptz(3) NOT NULL,
  CONSTRAINT tenant_code_key UNIQUE (code)
);

-- Which tenant a device or an enrolment code belongs to: `key` is the device id, or the code's SHA-256 in hex.
CREATE TABLE tenant_route (
  kind text NOT NULL,
  key text NOT NULL,
  tenant_id uuid NOT NULL REFERENCES tenant (tenant_id),
  PRIMARY KEY (kind, key),
  CONSTRAINT tenant_route_kind CHECK (kind IN ('device', 'enrolment'))
);

-- Human numbers given out centrally (users, devices, offices, programmes, providers): one locked row per series.
CREATE TABLE tenant_counter (
  tenant_id uuid NOT NULL,
  name text NOT NULL,
  last_value integer NOT NULL,
  PRIMARY KEY (tenant_id, name)
);

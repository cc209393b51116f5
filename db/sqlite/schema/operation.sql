-- The database as all migrations together make it. Written by db/sqlite/print-schema.ts and compared by a test:
-- change the migrations, never this file.

CREATE TABLE chain (
  incarnation INTEGER PRIMARY KEY NOT NULL,
  genesis TEXT NOT NULL CHECK (length(genesis) = 64),
  next_seq INTEGER NOT NULL CHECK (next_seq >= 1),
  head TEXT NOT NULL CHECK (length(head) = 64)
) STRICT;

CREATE TABLE cursor (
  scope TEXT PRIMARY KEY NOT NULL,
  seq INTEGER NOT NULL CHECK (seq >= 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE op (
  op_no INTEGER PRIMARY KEY NOT NULL,
  incarnation INTEGER NOT NULL,
  seq INTEGER NOT NULL CHECK (seq >= 1),
  -- 48 bits of milliseconds and a 16-bit counter: above 2^53, so it is read as text.
  hlc INTEGER NOT NULL,
  type TEXT NOT NULL,
  -- Key of the main record, whose mark in the margin waits for this operation.
  entity TEXT NOT NULL,
  scope TEXT NOT NULL,
  actor_no INTEGER NOT NULL,
  cbor BLOB,
  hash TEXT NOT NULL CHECK (length(hash) = 64),
  state TEXT NOT NULL DEFAULT 'queued'
    CHECK (state IN ('queued', 'sent', 'accepted', 'merged', 'held', 'rejected', 'exception', 'withdrawn')),
  verdict_code TEXT,
  verdict_data TEXT,
  case_id TEXT,
  made_at TEXT NOT NULL,
  settled_at TEXT,
  UNIQUE (incarnation, seq),
  CHECK (state NOT IN ('queued', 'sent', 'held') OR cbor IS NOT NULL)
) STRICT;
CREATE INDEX op_entity_mark ON op (entity, state);
CREATE INDEX op_state ON op (state, op_no);
CREATE INDEX op_unsettled ON op (incarnation, seq) WHERE state IN ('queued', 'sent');

CREATE TRIGGER op_as_signed
BEFORE UPDATE OF op_no, incarnation, seq, hlc, type, entity, scope, actor_no, hash, made_at ON op
BEGIN
  SELECT RAISE(ABORT, 'rule/op-append-only');
END;

CREATE TRIGGER op_bytes_as_signed BEFORE UPDATE OF cbor ON op
WHEN NEW.cbor IS NOT NULL OR OLD.state IN ('queued', 'sent', 'held', 'rejected')
BEGIN
  SELECT RAISE(ABORT, 'rule/op-append-only');
END;

CREATE TRIGGER op_never_deleted BEFORE DELETE ON op
BEGIN
  SELECT RAISE(ABORT, 'rule/op-append-only');
END;

CREATE TABLE op_entity (
  table_name TEXT NOT NULL,
  key TEXT NOT NULL,
  op_no INTEGER NOT NULL REFERENCES op (op_no),
  PRIMARY KEY (table_name, key, op_no)
) STRICT, WITHOUT ROWID;
CREATE INDEX op_entity_op ON op_entity (op_no);

CREATE TABLE shadow (
  table_name TEXT NOT NULL,
  key TEXT NOT NULL,
  seq INTEGER NOT NULL CHECK (seq >= 0),
  image TEXT,
  PRIMARY KEY (table_name, key)
) STRICT, WITHOUT ROWID;

-- minSafeVersion: 40
-- What this PC did and what it has heard: its chain of signed operations, the confirmed images behind rows with pending
-- operations, and how far each scope was pulled. These tables exist only here. They lie in the same file as the rows,
-- because work, its operation and the head of the chain must commit together; a second file cannot be atomic with WAL.

-- One operation as it was signed. It is never deleted: after the retention time its bytes and its list of rows go, its
-- number and hash stay, so that the chain can still be shown whole. `state` is the only thing that moves.
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

-- What is to be sent, in order; how many of which state; the margin mark and the history of a record.
CREATE INDEX op_unsettled ON op (incarnation, seq) WHERE state IN ('queued', 'sent');
CREATE INDEX op_state ON op (state, op_no);
CREATE INDEX op_entity_mark ON op (entity, state);

CREATE TRIGGER op_never_deleted BEFORE DELETE ON op
BEGIN
  SELECT RAISE(ABORT, 'rule/op-append-only');
END;

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

-- The rows an operation wrote: tells whether a pulled image may replace a row or must wait in `shadow`. `table_name` is
-- the name of the row schema, here and in `shadow`.
CREATE TABLE op_entity (
  table_name TEXT NOT NULL,
  key TEXT NOT NULL,
  op_no INTEGER NOT NULL REFERENCES op (op_no),
  PRIMARY KEY (table_name, key, op_no)
) STRICT, WITHOUT ROWID;

CREATE INDEX op_entity_op ON op_entity (op_no);

-- First hash, next number and last hash of each incarnation of this device. Several processes may write (the CLI beside the app):
-- read and moved inside the writing transaction, never remembered.
CREATE TABLE chain (
  incarnation INTEGER PRIMARY KEY NOT NULL,
  genesis TEXT NOT NULL CHECK (length(genesis) = 64),
  next_seq INTEGER NOT NULL CHECK (next_seq >= 1),
  head TEXT NOT NULL CHECK (length(head) = 64)
) STRICT;

-- How far each scope was pulled; moves in the same transaction as the rows it stands for.
CREATE TABLE cursor (
  scope TEXT PRIMARY KEY NOT NULL,
  seq INTEGER NOT NULL CHECK (seq >= 0)
) STRICT, WITHOUT ROWID;

-- The confirmed image of a row that has pending operations; `image` NULL = the centre has no such row.
CREATE TABLE shadow (
  table_name TEXT NOT NULL,
  key TEXT NOT NULL,
  seq INTEGER NOT NULL CHECK (seq >= 0),
  image TEXT,
  PRIMARY KEY (table_name, key)
) STRICT, WITHOUT ROWID;

-- minSafeVersion: 50
-- What only this PC needs: the audit trail, replies already given, jobs, drafts, settings, number ranges, refused scans,
-- results of eligibility runs, imports under way and documents on the way to the centre. None of it is replicated;
-- the audit trail is sent to the centre as a copy.

-- Who did what to which record, each row chained to the one before (security design 4.4). No names, no numbers of
-- people: object ids and hashes only.
CREATE TABLE audit (
  seq INTEGER PRIMARY KEY NOT NULL CHECK (seq >= 1),
  at TEXT NOT NULL,
  -- Hybrid clock as decimal text: keeps the order of rows when the PC's clock is set back.
  hlc TEXT NOT NULL,
  actor_no INTEGER NOT NULL,
  device_no INTEGER NOT NULL,
  action TEXT NOT NULL,
  object TEXT NOT NULL,
  purpose TEXT,
  before_sha256 TEXT,
  after_sha256 TEXT,
  prev TEXT NOT NULL CHECK (length(prev) = 64),
  hash TEXT NOT NULL CHECK (length(hash) = 64)
) STRICT;

CREATE TRIGGER audit_never_changed BEFORE UPDATE ON audit
BEGIN
  SELECT RAISE(ABORT, 'rule/audit-append-only');
END;

CREATE TRIGGER audit_never_deleted BEFORE DELETE ON audit
BEGIN
  SELECT RAISE(ABORT, 'rule/audit-append-only');
END;

-- Replies of commands by request id, so that a double click or a retry changes nothing a second time.
CREATE TABLE idempotency (
  request_id TEXT PRIMARY KEY NOT NULL,
  user_id TEXT NOT NULL,
  method TEXT NOT NULL,
  reply TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;

CREATE INDEX idempotency_at ON idempotency (at);

-- Long work, in chunks, so that a crash leaves a job that can be continued or discarded. `beat_at` moves with every
-- chunk: a job whose beat stopped belongs to a process that is gone.
CREATE TABLE job (
  job_id TEXT PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('running', 'done', 'failed', 'cancelled', 'interrupted')),
  done INTEGER NOT NULL DEFAULT 0 CHECK (done >= 0),
  total INTEGER NOT NULL DEFAULT 0 CHECK (total >= 0),
  input TEXT,
  result TEXT,
  error TEXT,
  started_at TEXT NOT NULL,
  started_by INTEGER NOT NULL,
  beat_at TEXT NOT NULL
) STRICT;

CREATE INDEX job_started ON job (started_at);
CREATE INDEX job_running ON job (beat_at) WHERE state = 'running';

CREATE TABLE draft (
  draft_id TEXT PRIMARY KEY NOT NULL,
  user_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  body TEXT,
  saved_at TEXT NOT NULL
) STRICT;

CREATE INDEX draft_user ON draft (user_id, saved_at);

CREATE TABLE setting (
  name TEXT PRIMARY KEY NOT NULL,
  value TEXT
) STRICT;

-- Numbers this device may give out. A series may have several ranges: the next one is granted before the last is used up.
CREATE TABLE number_range (
  series TEXT NOT NULL,
  first_no INTEGER NOT NULL,
  last_no INTEGER NOT NULL,
  next_no INTEGER NOT NULL,
  prefix TEXT NOT NULL,
  PRIMARY KEY (series, first_no),
  CHECK (first_no <= last_no AND next_no BETWEEN first_no AND last_no + 1)
) STRICT, WITHOUT ROWID;

-- Codes that were refused at the counter, for the day's list; the code itself is not kept.
CREATE TABLE scan_refusal (
  refusal_no INTEGER PRIMARY KEY NOT NULL,
  at TEXT NOT NULL,
  code TEXT NOT NULL,
  voucher_id TEXT,
  short_code TEXT,
  user_no INTEGER NOT NULL
) STRICT;

CREATE INDEX scan_refusal_at ON scan_refusal (at);

CREATE TABLE eligibility_run (
  run_id TEXT PRIMARY KEY NOT NULL,
  program_id TEXT NOT NULL,
  program_version INTEGER NOT NULL,
  ran_at TEXT NOT NULL,
  pass_count INTEGER NOT NULL CHECK (pass_count >= 0),
  fail_count INTEGER NOT NULL CHECK (fail_count >= 0),
  unknown_count INTEGER NOT NULL CHECK (unknown_count >= 0),
  by_no INTEGER NOT NULL
) STRICT;

CREATE INDEX eligibility_run_program ON eligibility_run (program_id, ran_at);

-- The latest answer per programme and registrant, with its reasons.
CREATE TABLE eligibility_result (
  program_id TEXT NOT NULL,
  registrant_id TEXT NOT NULL,
  answer TEXT NOT NULL CHECK (answer IN ('pass', 'fail', 'unknown')),
  score REAL,
  trace TEXT NOT NULL,
  inputs_sha256 TEXT NOT NULL,
  run_id TEXT NOT NULL,
  PRIMARY KEY (program_id, registrant_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX eligibility_result_answer ON eligibility_result (program_id, answer, registrant_id);

-- A checked import file, row by row, before anybody is written; the batch has the id of the job that checked it.
CREATE TABLE import_batch (
  batch_id TEXT PRIMARY KEY NOT NULL,
  file_name TEXT NOT NULL,
  file_sha256 TEXT NOT NULL,
  state TEXT NOT NULL
    CHECK (state IN ('checking', 'checked', 'importing', 'done', 'cancelled', 'failed', 'interrupted')),
  ignored_columns TEXT NOT NULL,
  error TEXT,
  made_by INTEGER NOT NULL,
  made_at TEXT NOT NULL
) STRICT;

CREATE TABLE import_row (
  batch_id TEXT NOT NULL REFERENCES import_batch (batch_id) ON DELETE CASCADE,
  row_no INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('ready', 'warning', 'duplicate', 'already', 'refused', 'blank', 'imported')),
  body TEXT,
  issues TEXT NOT NULL,
  registrant_id TEXT,
  PRIMARY KEY (batch_id, row_no)
) STRICT, WITHOUT ROWID;

CREATE INDEX import_row_state ON import_row (batch_id, state, row_no);

-- Encrypted documents of this PC and how far each was sent; the bytes lie in the folder `blobs`.
CREATE TABLE blob (
  sha256 TEXT PRIMARY KEY NOT NULL CHECK (length(sha256) = 64),
  size_bytes INTEGER NOT NULL CHECK (size_bytes >= 0),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent')),
  sent_bytes INTEGER NOT NULL DEFAULT 0 CHECK (sent_bytes BETWEEN 0 AND size_bytes),
  added_at TEXT NOT NULL
) STRICT;

CREATE INDEX blob_unsent ON blob (added_at) WHERE state <> 'sent';

-- Times are milliseconds since 1970 UTC. Columns are BIGINT so that SOCI binds them as 64 bits.
CREATE TABLE journal (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at BIGINT NOT NULL,
  wall BIGINT NOT NULL,
  stage TEXT NOT NULL,
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  rule TEXT NOT NULL,
  start BIGINT NOT NULL,
  obs_seq BIGINT NOT NULL
);
CREATE INDEX journal_ticks ON journal (seq) WHERE kind = 'tick';

CREATE TABLE record (
  id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  version BIGINT NOT NULL,
  at BIGINT NOT NULL,
  number BIGINT NOT NULL,
  year BIGINT NOT NULL,
  content TEXT NOT NULL,
  digest TEXT NOT NULL,
  current BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  audit BIGINT NOT NULL,
  PRIMARY KEY (id, version)
);
CREATE UNIQUE INDEX record_current ON record (kind, key) WHERE current = 1;
CREATE INDEX record_number ON record (kind, year, number);

CREATE TABLE derived (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  rule TEXT NOT NULL,
  start BIGINT NOT NULL,
  finish BIGINT NOT NULL,
  version BIGINT NOT NULL,
  content TEXT NOT NULL,
  digest TEXT NOT NULL,
  current BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  audit BIGINT NOT NULL
);
CREATE UNIQUE INDEX derived_current ON derived (kind, subject, rule, start) WHERE current = 1;
CREATE INDEX derived_rule ON derived (kind, rule, start) WHERE current = 1;
CREATE INDEX derived_audit ON derived (audit);

CREATE TABLE cursor (
  stage TEXT PRIMARY KEY,
  journal_seq BIGINT NOT NULL,
  obs_seq BIGINT NOT NULL
);

CREATE TABLE audit (
  id INTEGER PRIMARY KEY,
  at BIGINT NOT NULL,
  wall BIGINT NOT NULL,
  actor TEXT NOT NULL,
  act TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  payload_digest TEXT NOT NULL,
  prev TEXT NOT NULL,
  hash TEXT NOT NULL
);

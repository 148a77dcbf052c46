-- The form of a history, version 1.

-- event is the chain. Nothing in it is changed or deleted, but for the payload of an
-- audit that a later purge names; its content hash stays, so that the chain still holds.
CREATE TABLE event (
  seq     INTEGER PRIMARY KEY,
  kind    TEXT NOT NULL CHECK (kind IN ('created', 'key', 'audit', 'purge', 'migration')),
  at      TEXT NOT NULL,
  payload TEXT,
  content BLOB NOT NULL CHECK (length(content) = 32),
  prev    BLOB NOT NULL CHECK (length(prev) = 32),
  hash    BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

-- purged names the events whose payload may go, and the purge that says so.
CREATE TABLE purged (
  seq  INTEGER PRIMARY KEY REFERENCES event (seq),
  "by" INTEGER NOT NULL REFERENCES event (seq)
) STRICT;

-- signature holds the signed head after every change.
CREATE TABLE signature (
  seq  INTEGER PRIMARY KEY REFERENCES event (seq),
  note TEXT NOT NULL
) STRICT;

CREATE TABLE audit (
  seq          INTEGER PRIMARY KEY REFERENCES event (seq),
  id           TEXT NOT NULL UNIQUE,
  day          TEXT NOT NULL,
  stored       TEXT NOT NULL,
  scope        TEXT NOT NULL,
  title        TEXT NOT NULL,
  tool         TEXT NOT NULL,
  complete     INTEGER NOT NULL CHECK (complete IN (0, 1)),
  rows         INTEGER NOT NULL,
  skipped      INTEGER NOT NULL,
  persons      INTEGER NOT NULL,
  breaches     INTEGER NOT NULL,
  marked       INTEGER NOT NULL,
  waived       INTEGER NOT NULL,
  not_shown    INTEGER NOT NULL,
  clear        INTEGER NOT NULL,
  not_assessed INTEGER NOT NULL,
  previous     TEXT NOT NULL,
  new          INTEGER NOT NULL,
  reopened     INTEGER NOT NULL,
  fixed        INTEGER NOT NULL
) STRICT;

CREATE INDEX audit_scope ON audit (scope, seq);

-- texts holds what rules say, which many audits share: JSON compressed with zstd, under
-- the hash of the JSON.
CREATE TABLE texts (
  hash BLOB PRIMARY KEY CHECK (length(hash) = 32),
  body BLOB NOT NULL
) STRICT;

-- report holds the rest of the report, in the same way. It is a table of its own so that
-- lists do not read past it.
CREATE TABLE report (
  seq   INTEGER PRIMARY KEY REFERENCES audit (seq) ON DELETE CASCADE,
  texts BLOB NOT NULL REFERENCES texts (hash),
  body  BLOB NOT NULL
) STRICT;

CREATE TABLE pack (
  audit   INTEGER NOT NULL REFERENCES audit (seq) ON DELETE CASCADE,
  n       INTEGER NOT NULL,
  name    TEXT NOT NULL,
  version TEXT NOT NULL,
  rules   INTEGER NOT NULL,
  sha256  TEXT NOT NULL,
  PRIMARY KEY (audit, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE input (
  audit    INTEGER NOT NULL REFERENCES audit (seq) ON DELETE CASCADE,
  n        INTEGER NOT NULL,
  name     TEXT NOT NULL,
  format   TEXT NOT NULL,
  relation TEXT NOT NULL,
  sha256   TEXT NOT NULL,
  bytes    INTEGER NOT NULL,
  rows     INTEGER NOT NULL,
  PRIMARY KEY (audit, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE finding (
  audit       INTEGER NOT NULL REFERENCES audit (seq) ON DELETE CASCADE,
  n           INTEGER NOT NULL,
  rule        TEXT NOT NULL,
  kind        TEXT NOT NULL,
  outcome     TEXT NOT NULL,
  severity    TEXT NOT NULL,
  relation    TEXT NOT NULL,
  dataset     TEXT NOT NULL,
  "table"     TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  state       TEXT NOT NULL,
  waived      INTEGER NOT NULL CHECK (waived IN (0, 1)),
  examined    INTEGER NOT NULL,
  breach      INTEGER NOT NULL,
  not_shown   INTEGER NOT NULL,
  clear       INTEGER NOT NULL,
  PRIMARY KEY (audit, n)
) STRICT, WITHOUT ROWID;

-- place holds the places in code that are in breach.
CREATE TABLE place (
  audit       INTEGER NOT NULL REFERENCES audit (seq) ON DELETE CASCADE,
  finding     INTEGER NOT NULL,
  n           INTEGER NOT NULL,
  file        TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  state       TEXT NOT NULL,
  PRIMARY KEY (audit, finding, n)
) STRICT, WITHOUT ROWID;

-- From here on, what keeps the tables as they are. Rows are added in the order of the
-- chain; INSERT OR REPLACE meets the same wall, since triggers before an insert come
-- before what it would replace.

CREATE TRIGGER event_insert BEFORE INSERT ON event
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM event)
  OR NEW.prev <> coalesce((SELECT hash FROM event ORDER BY seq DESC LIMIT 1), zeroblob(32))
  OR NEW.payload IS NULL
BEGIN SELECT raise(ABORT, 'events are only added at the end of the chain'); END;

CREATE TRIGGER event_update BEFORE UPDATE ON event
WHEN NOT (NEW.seq IS OLD.seq AND NEW.kind IS OLD.kind AND NEW.at IS OLD.at AND NEW.content IS OLD.content
  AND NEW.prev IS OLD.prev AND NEW.hash IS OLD.hash AND NEW.payload IS NULL
  AND OLD.kind = 'audit' AND EXISTS (SELECT 1 FROM purged WHERE seq = OLD.seq))
BEGIN SELECT raise(ABORT, 'events are not changed'); END;

CREATE TRIGGER event_delete BEFORE DELETE ON event
BEGIN SELECT raise(ABORT, 'events are not deleted'); END;

CREATE TRIGGER purged_insert BEFORE INSERT ON purged
WHEN NOT EXISTS (SELECT 1 FROM event WHERE seq = NEW."by" AND kind = 'purge' AND seq = (SELECT max(seq) FROM event))
  OR NOT EXISTS (SELECT 1 FROM event WHERE seq = NEW.seq AND kind = 'audit')
  OR EXISTS (SELECT 1 FROM purged WHERE seq = NEW.seq)
  OR NOT EXISTS (SELECT 1 FROM event e, json_each(e.payload, '$.audits') a
                 WHERE e.seq = NEW."by" AND a.value ->> '$.event' = NEW.seq)
BEGIN SELECT raise(ABORT, 'only what the last event purges is purged'); END;

CREATE TRIGGER purged_update BEFORE UPDATE ON purged
BEGIN SELECT raise(ABORT, 'purges are not changed'); END;

CREATE TRIGGER purged_delete BEFORE DELETE ON purged
BEGIN SELECT raise(ABORT, 'purges are not deleted'); END;

CREATE TRIGGER signature_insert BEFORE INSERT ON signature
WHEN NEW.seq <> (SELECT max(seq) FROM event) OR EXISTS (SELECT 1 FROM signature WHERE seq = NEW.seq)
BEGIN SELECT raise(ABORT, 'only the last event is signed'); END;

CREATE TRIGGER signature_update BEFORE UPDATE ON signature
BEGIN SELECT raise(ABORT, 'signatures are not changed'); END;

CREATE TRIGGER signature_delete BEFORE DELETE ON signature
BEGIN SELECT raise(ABORT, 'signatures are not deleted'); END;

CREATE TRIGGER audit_insert BEFORE INSERT ON audit
WHEN NOT EXISTS (SELECT 1 FROM event WHERE seq = NEW.seq AND kind = 'audit' AND seq = (SELECT max(seq) FROM event))
  OR EXISTS (SELECT 1 FROM audit WHERE seq = NEW.seq OR id = NEW.id)
BEGIN SELECT raise(ABORT, 'an audit is stored with its event'); END;

CREATE TRIGGER audit_update BEFORE UPDATE ON audit
BEGIN SELECT raise(ABORT, 'audits are not changed'); END;

CREATE TRIGGER audit_delete BEFORE DELETE ON audit
WHEN NOT EXISTS (SELECT 1 FROM purged WHERE seq = OLD.seq)
BEGIN SELECT raise(ABORT, 'audits are deleted by a purge alone'); END;

CREATE TRIGGER texts_insert BEFORE INSERT ON texts
WHEN EXISTS (SELECT 1 FROM texts WHERE hash = NEW.hash)
BEGIN SELECT raise(ABORT, 'texts are not changed'); END;

CREATE TRIGGER texts_update BEFORE UPDATE ON texts
BEGIN SELECT raise(ABORT, 'texts are not changed'); END;

CREATE TRIGGER texts_delete BEFORE DELETE ON texts
WHEN EXISTS (SELECT 1 FROM report WHERE texts = OLD.hash)
BEGIN SELECT raise(ABORT, 'texts that a report needs are not deleted'); END;

CREATE TRIGGER report_insert BEFORE INSERT ON report
WHEN NEW.seq <> (SELECT max(seq) FROM event) OR EXISTS (SELECT 1 FROM report WHERE seq = NEW.seq)
BEGIN SELECT raise(ABORT, 'what belongs to an audit is stored with its event'); END;

CREATE TRIGGER report_update BEFORE UPDATE ON report
BEGIN SELECT raise(ABORT, 'what belongs to an audit is not changed'); END;

CREATE TRIGGER report_delete BEFORE DELETE ON report
WHEN NOT EXISTS (SELECT 1 FROM purged WHERE seq = OLD.seq)
BEGIN SELECT raise(ABORT, 'what belongs to an audit is deleted by a purge alone'); END;

CREATE TRIGGER pack_insert BEFORE INSERT ON pack
WHEN NEW.audit <> (SELECT max(seq) FROM event) OR EXISTS (SELECT 1 FROM pack WHERE audit = NEW.audit AND n = NEW.n)
BEGIN SELECT raise(ABORT, 'what belongs to an audit is stored with its event'); END;

CREATE TRIGGER pack_update BEFORE UPDATE ON pack
BEGIN SELECT raise(ABORT, 'what belongs to an audit is not changed'); END;

CREATE TRIGGER pack_delete BEFORE DELETE ON pack
WHEN NOT EXISTS (SELECT 1 FROM purged WHERE seq = OLD.audit)
BEGIN SELECT raise(ABORT, 'what belongs to an audit is deleted by a purge alone'); END;

CREATE TRIGGER input_insert BEFORE INSERT ON input
WHEN NEW.audit <> (SELECT max(seq) FROM event) OR EXISTS (SELECT 1 FROM input WHERE audit = NEW.audit AND n = NEW.n)
BEGIN SELECT raise(ABORT, 'what belongs to an audit is stored with its event'); END;

CREATE TRIGGER input_update BEFORE UPDATE ON input
BEGIN SELECT raise(ABORT, 'what belongs to an audit is not changed'); END;

CREATE TRIGGER input_delete BEFORE DELETE ON input
WHEN NOT EXISTS (SELECT 1 FROM purged WHERE seq = OLD.audit)
BEGIN SELECT raise(ABORT, 'what belongs to an audit is deleted by a purge alone'); END;

CREATE TRIGGER finding_insert BEFORE INSERT ON finding
WHEN NEW.audit <> (SELECT max(seq) FROM event) OR EXISTS (SELECT 1 FROM finding WHERE audit = NEW.audit AND n = NEW.n)
BEGIN SELECT raise(ABORT, 'what belongs to an audit is stored with its event'); END;

CREATE TRIGGER finding_update BEFORE UPDATE ON finding
BEGIN SELECT raise(ABORT, 'what belongs to an audit is not changed'); END;

CREATE TRIGGER finding_delete BEFORE DELETE ON finding
WHEN NOT EXISTS (SELECT 1 FROM purged WHERE seq = OLD.audit)
BEGIN SELECT raise(ABORT, 'what belongs to an audit is deleted by a purge alone'); END;

CREATE TRIGGER place_insert BEFORE INSERT ON place
WHEN NEW.audit <> (SELECT max(seq) FROM event) OR EXISTS (SELECT 1 FROM place WHERE audit = NEW.audit AND finding = NEW.finding AND n = NEW.n)
BEGIN SELECT raise(ABORT, 'what belongs to an audit is stored with its event'); END;

CREATE TRIGGER place_update BEFORE UPDATE ON place
BEGIN SELECT raise(ABORT, 'what belongs to an audit is not changed'); END;

CREATE TRIGGER place_delete BEFORE DELETE ON place
WHEN NOT EXISTS (SELECT 1 FROM purged WHERE seq = OLD.audit)
BEGIN SELECT raise(ABORT, 'what belongs to an audit is deleted by a purge alone'); END;

-- Documents that were taken out: replaced by another content of their file, or removed by a person. No other table but
-- corrections and given_verdicts has rows of them, so that nothing counts them.
CREATE TABLE withdrawn_documents (
  id INTEGER PRIMARY KEY,              -- one may come back, and go again
  document_id TEXT NOT NULL,           -- what it was in documents
  number TEXT,
  number_key TEXT,
  kind TEXT,
  issued_on TEXT,                      -- ISO day
  issuer TEXT,
  subject TEXT,
  source_path TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  text TEXT NOT NULL,
  ingested_at TEXT NOT NULL,           -- ISO, UTC
  withdrawn_at TEXT NOT NULL,          -- ISO, UTC
  cause TEXT NOT NULL CHECK (cause IN ('replaced', 'removed')),
  withdrawn_by TEXT NOT NULL,          -- who removed it, or ran the ingest that replaced it
  reason TEXT,                         -- why it was removed, in that person's words
  replaced_by TEXT                     -- id of the document that replaced it
) STRICT;

CREATE INDEX withdrawn_documents_content ON withdrawn_documents (sha256);

CREATE INDEX withdrawn_documents_document ON withdrawn_documents (document_id);

-- What an ingest asks of each file: which documents were read from it.
CREATE INDEX documents_source ON documents (source_path, id, number, sha256, pipeline_version);

ALTER TABLE runs ADD COLUMN superseded INTEGER NOT NULL DEFAULT 0; -- documents whose file had another content

ALTER TABLE runs ADD COLUMN moved INTEGER NOT NULL DEFAULT 0; -- documents whose file was found at another path

ALTER TABLE runs ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0; -- files that were left out, as a person had removed them

-- Auditors' verdicts on findings: who, when and why; one that is undone, or followed by another, stays on record.
CREATE TABLE given_verdicts (
  id INTEGER PRIMARY KEY,
  fingerprint TEXT NOT NULL,           -- of the finding
  verdict TEXT NOT NULL CHECK (verdict IN ('confirmed', 'explained', 'wrong')),
  given_by TEXT NOT NULL,
  given_at TEXT NOT NULL,              -- ISO, UTC
  reason TEXT NOT NULL,
  document_id TEXT,                    -- of the finding as it was then; the document may be gone
  check_name TEXT,
  message_vi TEXT,
  message_en TEXT,
  undone_at TEXT,                      -- ISO, UTC
  undone_by TEXT,
  carried_at TEXT                      -- ISO, UTC: when it came over from a document that was replaced; null of one given here
) STRICT;

CREATE INDEX given_verdicts_fingerprint ON given_verdicts (fingerprint);

INSERT INTO given_verdicts
  (fingerprint, verdict, given_by, given_at, reason, document_id, check_name, message_vi, message_en)
SELECT v.fingerprint, v.verdict, v.given_by, v.given_at, v.reason, f.document_id, f.check_name, f.message_vi, f.message_en
FROM verdicts v LEFT JOIN findings f ON f.rowid = (SELECT min(g.rowid) FROM findings g WHERE g.fingerprint = v.fingerprint)
ORDER BY v.given_at, v.fingerprint;

DROP TABLE verdicts;

-- The verdict that stands on each finding: the last that was given and not undone.
CREATE VIEW verdicts AS
SELECT g.fingerprint, g.verdict, g.given_by, g.given_at, g.reason FROM given_verdicts g
WHERE g.undone_at IS NULL AND NOT EXISTS (
  SELECT 1 FROM given_verdicts l WHERE l.fingerprint = g.fingerprint AND l.undone_at IS NULL AND l.id > g.id
);

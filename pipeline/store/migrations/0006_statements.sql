-- What each document says of subjects that others speak of too; the checks across documents compare them.
CREATE TABLE statements (
  document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  subject TEXT NOT NULL,               -- 'document:490/qd/ttg', 'project:...', 'money:2018:ocop'
  kind TEXT NOT NULL CHECK (kind IN ('own', 'cited', 'allocated', 'used', 'cost')),
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  day TEXT,                            -- ISO, of the document spoken of
  issuer TEXT,
  relation TEXT,
  whole INTEGER NOT NULL,              -- 0 where only some articles are amended or repealed
  vnd INTEGER,
  precision_vnd INTEGER,
  year INTEGER
) STRICT;

CREATE INDEX statements_document ON statements (document_id);

CREATE INDEX statements_subject ON statements (subject);

-- Subjects whose statements changed since they were last compared.
CREATE TABLE stale_subjects (
  subject TEXT PRIMARY KEY
) STRICT;

ALTER TABLE findings ADD COLUMN subject TEXT; -- what several documents say differently; null inside one document

ALTER TABLE findings ADD COLUMN fingerprint TEXT; -- known by its check and the words that prove it

CREATE INDEX findings_subject ON findings (subject);

CREATE INDEX findings_fingerprint ON findings (fingerprint);

ALTER TABLE runs ADD COLUMN new_findings TEXT NOT NULL DEFAULT '[]'; -- JSON list of the fingerprints first seen in it

-- An auditor's verdict on a finding, kept through every run.
CREATE TABLE verdicts (
  fingerprint TEXT PRIMARY KEY,
  verdict TEXT NOT NULL CHECK (verdict IN ('confirmed', 'explained', 'wrong')),
  given_by TEXT NOT NULL,
  given_at TEXT NOT NULL,              -- ISO, UTC
  reason TEXT NOT NULL
) STRICT;

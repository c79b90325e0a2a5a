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
  undone_by TEXT
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

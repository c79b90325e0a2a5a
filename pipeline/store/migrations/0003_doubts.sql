-- Figures of scans that a person should look at, each as it was read and as it may be read instead.
CREATE TABLE doubts (
  id TEXT PRIMARY KEY,
  document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  page INTEGER NOT NULL,
  text TEXT NOT NULL,                  -- as it was read, and as it stands in the facts
  reading TEXT,                        -- as it may be read instead; null where a second look saw the same
  reason TEXT NOT NULL CHECK (reason IN ('low-confidence', 'sum')), -- OCR was not sure; or a sum fails that the other reading satisfies
  confidence REAL NOT NULL
) STRICT;

CREATE INDEX doubts_document ON doubts (document_id);

-- Documents written since the archive was last settled: what they touch (subjects, citations, sums) is marked for all of them
-- when a run ends (pipeline/store/landing.py).
CREATE TABLE landed_documents (
  document_id TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

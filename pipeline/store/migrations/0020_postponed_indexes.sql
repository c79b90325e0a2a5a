-- Indexes that an archive's first load leaves out, to be made when its rows are there (pipeline/store/postponed.py).
CREATE TABLE postponed_indexes (
  name TEXT PRIMARY KEY,
  sql TEXT NOT NULL                    -- the statement that makes it
) STRICT, WITHOUT ROWID;

-- Each of these begins as another index does, which serves its queries as well.
DROP INDEX citations_document;

DROP INDEX citations_replacing;

DROP INDEX citations_target;

DROP INDEX citations_unheld;

DROP INDEX documents_issued;

-- Of money given, the keys of the documents on which the one that gives it rests: a JSON list.
ALTER TABLE statements ADD COLUMN rests_on TEXT NOT NULL DEFAULT '[]';

-- What the checks tested and answered, a row for each relation, such as a total with its parts. Small relations of one
-- document and answer (each day is one of the calendar) share a row without a place.
CREATE TABLE check_results (
  document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  subject TEXT,                        -- what several documents say; null inside one document
  check_name TEXT NOT NULL,
  answer TEXT NOT NULL CHECK (answer IN ('holds', 'fails', 'cannot tell')),
  "start" INTEGER,                     -- of the relation's words; null for small ones
  "end" INTEGER,
  relations INTEGER NOT NULL,          -- how many the row answers for
  reason_vi TEXT,                      -- why the check cannot tell
  reason_en TEXT
) STRICT;

CREATE INDEX check_results_document ON check_results (document_id);

CREATE INDEX check_results_subject ON check_results (subject) WHERE subject IS NOT NULL;

-- How many relations each check tested, and what it answered.
CREATE VIEW v_checks AS
SELECT check_name, sum(relations) AS tested,
  sum(CASE WHEN answer = 'holds' THEN relations ELSE 0 END) AS holds,
  sum(CASE WHEN answer = 'fails' THEN relations ELSE 0 END) AS fails,
  sum(CASE WHEN answer = 'cannot tell' THEN relations ELSE 0 END) AS cannot_tell,
  count(DISTINCT document_id) AS in_documents
FROM check_results
GROUP BY check_name;

-- Documents that came in, went or changed since citations were last resolved: theirs, and those of their number and kind, are
-- resolved again.
CREATE TABLE stale_citations (
  document_id TEXT NOT NULL,
  number_key TEXT NOT NULL,            -- '' of a document without a number
  kind TEXT NOT NULL,                  -- '' of a document without a kind
  PRIMARY KEY (document_id, number_key, kind)
) STRICT, WITHOUT ROWID;

INSERT INTO stale_citations SELECT id, coalesce(number_key, ''), coalesce(kind, '') FROM documents;

-- Laws cited by name alone.
CREATE INDEX citations_by_name ON citations (kind) WHERE number = '';

-- The writer itself marks the numbers that are cited: a trigger's OR IGNORE does not hold where a deleted document takes its
-- citations along.
DROP TRIGGER citations_cited;

DROP TRIGGER citations_cited_no_more;

DROP TRIGGER citations_resolved;

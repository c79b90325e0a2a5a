-- A document that is cited under a wrong day is not to be looked for: the archive probably holds it.
ALTER TABLE missing_documents ADD COLUMN perhaps_held_id TEXT; -- → documents: the held one of its number, body and year that has another day

INSERT OR IGNORE INTO stale_totals (subject) SELECT 'cited:' || number_key FROM missing_documents WHERE number != '';

DROP VIEW v_missing_documents;

-- Documents cited and not held, each once, with the documents that cite it. perhaps_held is the held document of that number,
-- body and year, with its day, which is probably the one that is cited under a wrong day.
CREATE VIEW v_missing_documents AS
SELECT m.number, m.kind, m.issued_on, m.issuer, m.subject, m.mentions, m.documents,
  (SELECT group_concat(document, ', ') FROM (SELECT DISTINCT coalesce(d.number, d.source_path) AS document FROM citations c
    JOIN documents d ON d.id = c.document_id WHERE c.missing_id = m.id ORDER BY d.issued_on, d.id)) AS cited_by,
  (SELECT h.number || ' (' || h.issued_on || ')' FROM documents h WHERE h.id = m.perhaps_held_id) AS perhaps_held,
  m.number_key, m.id AS missing_id
FROM missing_documents m;

DELETE FROM postponed_indexes WHERE name = 'documents_number';
DROP INDEX IF EXISTS documents_number;
CREATE INDEX documents_number ON documents (number_key, issued_on, issuer, id);

-- The other files of a document (number, day and issuer agree); repeats is 1 where the other goes first, whichever was loaded first.
CREATE VIEW document_copies AS
SELECT d.id AS document_id, e.id AS copy_id, e.id < d.id AS repeats
FROM documents d CROSS JOIN documents e ON e.number_key = d.number_key AND e.issued_on IS d.issued_on AND +e.issuer IS d.issuer
  AND +e.id != d.id;

-- Findings that say of a document's file what another says of one that goes before it: people are told of the first alone, and what
-- they say of one holds for all.
CREATE VIEW repeated_findings AS
SELECT DISTINCT g.id AS finding_id, g.fingerprint, g.document_id, f.id AS first_finding_id, f.fingerprint AS first_fingerprint,
  f.document_id AS first_document_id
FROM document_copies c CROSS JOIN finding_evidence y ON y.document_id = c.document_id CROSS JOIN findings g ON g.id = y.finding_id
CROSS JOIN findings f ON f.document_id = CASE g.document_id WHEN c.document_id THEN c.copy_id ELSE g.document_id END
  AND +f.check_name = g.check_name AND f.message_vi = g.message_vi
CROSS JOIN finding_evidence x ON x.finding_id = f.id AND x.position = y.position AND x.document_id = c.copy_id
WHERE c.repeats;

DROP VIEW v_findings;

-- A finding a row, told once of several files of one document, with its first proof and its verdict. Leave out
-- verdict IN ('explained', 'wrong') to count what is open.
CREATE VIEW v_findings AS
SELECT f.id AS finding_id, f.document_id, coalesce(d.number, d.source_path) AS document, d.issued_on, d.kind, d.issuer,
  f.severity, f.check_name, f.message_vi, f.message_en, f.expected, f.found, f.difference_vnd, f.subject,
  v.verdict, v.given_by, v.reason, f.fingerprint, e.document_id AS evidence_document_id, e."start", e."end",
  (SELECT p.page FROM pages p WHERE p.document_id = e.document_id AND p."start" <= e."start" AND e."start" < p."end") AS page,
  (SELECT trim(replace(substr(t.text, e."start" + 1, min(e."end" - e."start", 160)), char(10), ' '))
    FROM documents t WHERE t.id = e.document_id) AS quote
FROM findings f JOIN documents d ON d.id = f.document_id
LEFT JOIN verdicts v ON v.fingerprint = f.fingerprint
LEFT JOIN finding_evidence e ON e.finding_id = f.id AND e.position = 0
WHERE f.id NOT IN (SELECT r.finding_id FROM repeated_findings r);

ALTER TABLE failures ADD COLUMN refused_by TEXT; -- the version that refuses it again as long as it is unchanged; null where something else may help

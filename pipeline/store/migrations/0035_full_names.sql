-- What a body is called in every document, beside its name as each one writes it: 'Sở Nông nghiệp và Phát triển nông thôn tỉnh Quảng Trị'
-- where one has 'Sở NN&PTNT tỉnh' and another 'Sở Nông nghiệp và PTNT tỉnh Quảng Trị'.
ALTER TABLE entities ADD COLUMN full_name TEXT;
ALTER TABLE documents ADD COLUMN issuer_full_name TEXT;
UPDATE entities SET full_name = name WHERE kind = 'organisation';
UPDATE documents SET issuer_full_name = issuer;
CREATE INDEX entities_full_name ON entities (full_name, document_id) WHERE full_name IS NOT NULL;
CREATE INDEX documents_issuer_full_name ON documents (issuer_full_name, issued_on, id);

DROP VIEW v_organisations;

-- Organisations, each under one name, with the documents that name them and those that they issued.
CREATE VIEW v_organisations AS
SELECT n.name,
  (SELECT count(*) FROM (SELECT e.document_id FROM entities e WHERE e.full_name = n.name
    UNION SELECT d.id FROM documents d WHERE d.issuer_full_name = n.name)) AS documents,
  (SELECT count(*) FROM entities e WHERE e.full_name = n.name) AS mentions,
  (SELECT count(*) FROM documents d WHERE d.issuer_full_name = n.name) AS issued,
  nullif(min(
    coalesce((SELECT min(d.issued_on) FROM entities e JOIN documents d ON d.id = e.document_id WHERE e.full_name = n.name), '~'),
    coalesce((SELECT min(d.issued_on) FROM documents d WHERE d.issuer_full_name = n.name), '~')
  ), '~') AS first_day,
  nullif(max(
    coalesce((SELECT max(d.issued_on) FROM entities e JOIN documents d ON d.id = e.document_id WHERE e.full_name = n.name), ''),
    coalesce((SELECT max(d.issued_on) FROM documents d WHERE d.issuer_full_name = n.name), '')
  ), '') AS last_day
FROM (
  SELECT full_name AS name FROM entities WHERE full_name IS NOT NULL
  UNION SELECT issuer_full_name FROM documents WHERE issuer_full_name IS NOT NULL
) n;

-- The words of a statement, so that those of one subject are compared without reading the texts of all documents that speak of it.
ALTER TABLE statements ADD COLUMN text TEXT NOT NULL DEFAULT '';   -- its words

UPDATE statements SET text = (
  SELECT substr(d.text, statements."start" + 1, statements."end" - statements."start") FROM documents d WHERE d.id = document_id
);

-- Figures of a series are compared only where someone tells how they grew.
CREATE INDEX statements_growth ON statements (subject) WHERE kind = 'growth';

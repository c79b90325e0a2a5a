-- Tables as data. A table that runs over pages is one table; each of its cells knows its page.
ALTER TABLE tables ADD COLUMN last_page INTEGER;
ALTER TABLE tables ADD COLUMN title TEXT; -- the lines over the table
ALTER TABLE tables ADD COLUMN head_rows INTEGER; -- how many rows head it

ALTER TABLE cells ADD COLUMN document_id TEXT REFERENCES documents (id) ON DELETE CASCADE;
ALTER TABLE cells ADD COLUMN page INTEGER;
ALTER TABLE cells ADD COLUMN is_head INTEGER; -- 1 for a heading
ALTER TABLE cells ADD COLUMN header TEXT; -- headings over the column, from the top: 'Kinh phí > Ngân sách tỉnh > 2019'
ALTER TABLE cells ADD COLUMN ordinal TEXT; -- what numbers the row: 'I', '1', 'a', '-'
ALTER TABLE cells ADD COLUMN row_heading TEXT; -- what the row is called
ALTER TABLE cells ADD COLUMN number TEXT; -- exact decimal, in unit
ALTER TABLE cells ADD COLUMN value REAL; -- the same for arithmetic; money is exact in vnd
ALTER TABLE cells ADD COLUMN unit TEXT; -- 'triệu đồng', '%', 'ha'
ALTER TABLE cells ADD COLUMN vnd INTEGER; -- whole đồng
ALTER TABLE cells ADD COLUMN amount_id TEXT REFERENCES amounts (id) ON DELETE SET NULL;
ALTER TABLE cells ADD COLUMN x0 REAL; -- points from the page's top left, where the page is drawn
ALTER TABLE cells ADD COLUMN top REAL;
ALTER TABLE cells ADD COLUMN x1 REAL;
ALTER TABLE cells ADD COLUMN bottom REAL;

CREATE INDEX cells_document ON cells (document_id);

CREATE INDEX cells_amount ON cells (amount_id);

ALTER TABLE amounts ADD COLUMN row_heading TEXT; -- of an amount in a table: 'I.1 Trồng trọt'
ALTER TABLE amounts ADD COLUMN column_heading TEXT; -- of an amount in a table: 'Kinh phí > Ngân sách tỉnh > 2019'

-- Percentages that two other printed figures give; spans into the document's text.
CREATE TABLE ratios (
  id TEXT PRIMARY KEY,
  document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('share', 'growth')),
  rule TEXT NOT NULL,
  "start" INTEGER NOT NULL,            -- of the percentage
  "end" INTEGER NOT NULL,
  part_start INTEGER NOT NULL,
  part_end INTEGER NOT NULL,
  whole_start INTEGER NOT NULL,
  whole_end INTEGER NOT NULL,
  stated TEXT NOT NULL,                -- per cent, as printed
  computed TEXT NOT NULL,              -- per cent, from the two figures
  holds INTEGER NOT NULL CHECK (holds IN (0, 1))
) STRICT;

CREATE INDEX ratios_document ON ratios (document_id);

-- Every filled cell under a table's head, with what heads it and the number that it states.
CREATE VIEW v_cells AS
SELECT d.number AS document, d.issued_on, t.title AS table_title, c.page, c."row", c."column", c.ordinal, c.row_heading,
  c.header AS column_heading, c.text, c.value, c.unit, c.vnd, a.role, a.fund, a.fiscal_year,
  c.table_id, c.document_id, c."start", c."end"
FROM cells c
JOIN tables t ON t.id = c.table_id
JOIN documents d ON d.id = c.document_id
LEFT JOIN amounts a ON a.id = c.amount_id
WHERE c.is_head = 0 AND c.text != '';

-- A part of a total that is held too would count twice.
DROP VIEW v_money_by_year;

-- Money by year and role; rates, parts and sums in words left out, so that nothing counts twice.
CREATE VIEW v_money_by_year AS
SELECT a.fiscal_year AS year, a.role, count(*) AS amounts, sum(a.vnd) AS vnd
FROM amounts a
WHERE a.vnd IS NOT NULL AND a.role NOT IN ('rate', 'words', 'part', 'price')
  AND NOT EXISTS (
    SELECT 1 FROM sum_parts p JOIN sums s ON s.id = p.sum_id JOIN amounts t ON t.id = s.total_amount_id
    WHERE p.amount_id = a.id AND t.role = a.role AND t.fiscal_year IS a.fiscal_year
  )
GROUP BY a.fiscal_year, a.role;

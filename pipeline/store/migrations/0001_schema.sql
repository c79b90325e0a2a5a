-- The archive. Every mention's text is documents.text from "start" to "end" (characters); money is whole đồng.

-- One row a document: its head, its text, and the file that it came from.
CREATE TABLE documents (
  id TEXT NOT NULL UNIQUE,             -- from the file's content: the same file is the same document
  search_rowid INTEGER PRIMARY KEY,    -- the same as an integer, for the search index
  number TEXT,                         -- '78/BC-SNN', its own letters, spaces closed up
  number_key TEXT,                     -- what two spellings of the number share
  kind TEXT,                           -- the decree's abbreviation: BC, QĐ, KH, CV ...
  kind_name TEXT,
  issuer TEXT,
  place TEXT,
  issued_on TEXT,                      -- ISO day
  subject TEXT,
  signer TEXT,
  signer_title TEXT,
  recipients TEXT NOT NULL DEFAULT '[]', -- JSON list
  text TEXT NOT NULL,
  text_folded TEXT NOT NULL,           -- without case and diacritics, as long as text
  text_source TEXT NOT NULL CHECK (text_source IN ('text-layer', 'ocr', 'native')),
  source_path TEXT NOT NULL,           -- the file as it was given
  source_size INTEGER NOT NULL,        -- bytes
  sha256 TEXT NOT NULL UNIQUE,
  media_type TEXT NOT NULL,
  page_count INTEGER NOT NULL,
  ingested_at TEXT NOT NULL,           -- ISO, UTC
  pipeline_version TEXT NOT NULL
) STRICT;

CREATE INDEX documents_number ON documents (number_key, issued_on);

CREATE INDEX documents_issued ON documents (issued_on);

-- Where each page stands in the text, and where its words stand on the page.
CREATE TABLE pages (
  document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  page INTEGER NOT NULL,
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  width REAL,                          -- points
  height REAL,
  ocr_confidence REAL,
  words TEXT,                          -- JSON [[start, end, x0, top, x1, bottom, confidence, other], ...], points from the top left; the last two where OCR read
  PRIMARY KEY (document_id, page)
) STRICT;

-- The numbered parts: 'II.2.1', 'a/', 'Điều 3'.
CREATE TABLE sections (
  id TEXT PRIMARY KEY,
  document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  parent_id TEXT REFERENCES sections (id) ON DELETE CASCADE,
  label TEXT NOT NULL,
  heading TEXT NOT NULL,
  level INTEGER NOT NULL,
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL
) STRICT;

CREATE INDEX sections_document ON sections (document_id);

CREATE INDEX sections_parent ON sections (parent_id);

-- Ruled tables and their cells.
CREATE TABLE tables (
  id TEXT PRIMARY KEY,
  document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  page INTEGER NOT NULL,
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  x0 REAL, top REAL, x1 REAL, bottom REAL,
  row_count INTEGER NOT NULL,
  column_count INTEGER NOT NULL
) STRICT;

CREATE INDEX tables_document ON tables (document_id);

CREATE TABLE cells (
  table_id TEXT NOT NULL REFERENCES tables (id) ON DELETE CASCADE,
  "row" INTEGER NOT NULL,
  "column" INTEGER NOT NULL,
  row_span INTEGER NOT NULL,
  column_span INTEGER NOT NULL,
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (table_id, "row", "column")
) STRICT;

-- Projects, schemes and models, each as one document tells it.
CREATE TABLE projects (
  id TEXT PRIMARY KEY,
  document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  page INTEGER NOT NULL,
  text TEXT NOT NULL,
  rule TEXT NOT NULL,
  confidence REAL NOT NULL,
  name TEXT NOT NULL,
  kind TEXT,
  beneficiary TEXT,
  place TEXT,
  place_code TEXT,                     -- General Statistics Office
  total_vnd INTEGER,
  state_vnd INTEGER,
  year INTEGER
) STRICT;

CREATE INDEX projects_document ON projects (document_id);

-- Sums of money. vnd is null in another currency; vnd_high is the upper end of a range.
CREATE TABLE amounts (
  id TEXT PRIMARY KEY,
  document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  page INTEGER NOT NULL,
  text TEXT NOT NULL,
  rule TEXT NOT NULL,
  confidence REAL NOT NULL,
  section_id TEXT REFERENCES sections (id) ON DELETE SET NULL,
  vnd INTEGER,
  vnd_high INTEGER,
  value TEXT NOT NULL,                 -- exact decimal, in whole units of the currency
  value_high TEXT,
  currency TEXT NOT NULL,              -- ISO 4217
  precision_vnd INTEGER,               -- weight of the last printed digit, in đồng
  qualifier TEXT,                      -- 'khoảng', 'không quá'
  role TEXT NOT NULL,
  per TEXT,                            -- of a rate: 'người/năm'
  fund TEXT,
  fiscal_year INTEGER,
  project_id TEXT REFERENCES projects (id) ON DELETE SET NULL
) STRICT;

CREATE INDEX amounts_document ON amounts (document_id);

CREATE INDEX amounts_year ON amounts (fiscal_year, role);

CREATE INDEX amounts_project ON amounts (project_id);

CREATE INDEX amounts_section ON amounts (section_id);

-- Documents cited; target_document_id where the archive holds the cited one.
CREATE TABLE citations (
  id TEXT PRIMARY KEY,
  document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  page INTEGER NOT NULL,
  text TEXT NOT NULL,
  rule TEXT NOT NULL,
  confidence REAL NOT NULL,
  number TEXT NOT NULL,
  number_key TEXT NOT NULL,
  kind TEXT,
  issued_on TEXT,
  issuer TEXT,
  relation TEXT NOT NULL CHECK (relation IN ('basis', 'implements', 'amends', 'replaces', 'repeals', 'mentions')),
  target_document_id TEXT REFERENCES documents (id) ON DELETE SET NULL
) STRICT;

CREATE INDEX citations_document ON citations (document_id);

CREATE INDEX citations_number ON citations (number_key, issued_on);

CREATE INDEX citations_target ON citations (target_document_id);

-- Days and periods, both ends included; null where no calendar has the printed day.
CREATE TABLE dates (
  id TEXT PRIMARY KEY,
  document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  page INTEGER NOT NULL,
  text TEXT NOT NULL,
  rule TEXT NOT NULL,
  confidence REAL NOT NULL,
  first_day TEXT,
  last_day TEXT,
  precision TEXT NOT NULL CHECK (precision IN ('day', 'month', 'quarter', 'year', 'range'))
) STRICT;

CREATE INDEX dates_document ON dates (document_id);

-- Counted and measured things.
CREATE TABLE quantities (
  id TEXT PRIMARY KEY,
  document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  page INTEGER NOT NULL,
  text TEXT NOT NULL,
  rule TEXT NOT NULL,
  confidence REAL NOT NULL,
  value_low REAL NOT NULL,
  value_high REAL NOT NULL,
  unit TEXT NOT NULL,
  item TEXT,
  role TEXT CHECK (role IN ('target', 'result')),
  qualifier TEXT
) STRICT;

CREATE INDEX quantities_document ON quantities (document_id);

-- People, organisations and places.
CREATE TABLE entities (
  id TEXT PRIMARY KEY,
  document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  page INTEGER NOT NULL,
  text TEXT NOT NULL,
  rule TEXT NOT NULL,
  confidence REAL NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('person', 'organisation', 'place')),
  name TEXT NOT NULL,
  place_code TEXT
) STRICT;

CREATE INDEX entities_document ON entities (document_id);

CREATE INDEX entities_name ON entities (kind, name);

-- Totals and their parts: 'full' parts must add up, 'partial' parts may not exceed.
CREATE TABLE sums (
  id TEXT PRIMARY KEY,
  document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  total_amount_id TEXT NOT NULL REFERENCES amounts (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('full', 'partial')),
  rule TEXT NOT NULL,
  difference_vnd INTEGER NOT NULL,     -- total minus parts
  holds INTEGER NOT NULL CHECK (holds IN (0, 1))
) STRICT;

CREATE INDEX sums_document ON sums (document_id);

CREATE INDEX sums_total ON sums (total_amount_id);

CREATE TABLE sum_parts (
  sum_id TEXT NOT NULL REFERENCES sums (id) ON DELETE CASCADE,
  amount_id TEXT NOT NULL REFERENCES amounts (id) ON DELETE CASCADE,
  PRIMARY KEY (sum_id, amount_id)
) STRICT;

CREATE INDEX sum_parts_amount ON sum_parts (amount_id);

-- What the checks have to say, and the words that prove it.
CREATE TABLE findings (
  id TEXT PRIMARY KEY,
  document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  check_name TEXT NOT NULL,
  severity TEXT NOT NULL CHECK (severity IN ('error', 'warning', 'note')),
  message_vi TEXT NOT NULL,
  message_en TEXT NOT NULL,
  expected TEXT,
  found TEXT,
  difference_vnd INTEGER
) STRICT;

CREATE INDEX findings_document ON findings (document_id);

CREATE TABLE finding_evidence (
  finding_id TEXT NOT NULL REFERENCES findings (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  PRIMARY KEY (finding_id, position)
) STRICT;

CREATE INDEX finding_evidence_document ON finding_evidence (document_id);

-- Files that could not be read, with the reason and what to do about it.
CREATE TABLE failures (
  source_path TEXT PRIMARY KEY,
  sha256 TEXT,
  stage TEXT NOT NULL,
  reason TEXT NOT NULL,                -- in Vietnamese
  reason_en TEXT NOT NULL,
  first_seen TEXT NOT NULL,            -- ISO, UTC
  attempts INTEGER NOT NULL
) STRICT;

-- A person's override of one value, kept through every re-ingest.
CREATE TABLE corrections (
  id INTEGER PRIMARY KEY,
  document_id TEXT NOT NULL,
  table_name TEXT NOT NULL,
  row_id TEXT NOT NULL,
  column_name TEXT NOT NULL,
  old_value TEXT,
  new_value TEXT,
  corrected_by TEXT NOT NULL,
  corrected_at TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT;

-- One row a run.
CREATE TABLE runs (
  id INTEGER PRIMARY KEY,
  command TEXT NOT NULL,
  started_at TEXT NOT NULL,            -- ISO, UTC
  finished_at TEXT,
  seconds REAL,
  pipeline_version TEXT NOT NULL,
  versions TEXT NOT NULL,              -- JSON: package -> version
  added INTEGER NOT NULL DEFAULT 0,
  replaced INTEGER NOT NULL DEFAULT 0,
  unchanged INTEGER NOT NULL DEFAULT 0,
  duplicates INTEGER NOT NULL DEFAULT 0,
  refused INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Full-text search: exact words, and the same without diacritics.
CREATE VIRTUAL TABLE documents_fts USING fts5 (
  number, subject, text, text_folded,
  content = 'documents', content_rowid = 'search_rowid', tokenize = "unicode61 remove_diacritics 0"
);

CREATE TRIGGER documents_fts_insert AFTER INSERT ON documents BEGIN
  INSERT INTO documents_fts (rowid, number, subject, text, text_folded)
  VALUES (new.search_rowid, new.number, new.subject, new.text, new.text_folded);
END;

CREATE TRIGGER documents_fts_delete AFTER DELETE ON documents BEGIN
  INSERT INTO documents_fts (documents_fts, rowid, number, subject, text, text_folded)
  VALUES ('delete', old.search_rowid, old.number, old.subject, old.text, old.text_folded);
END;

CREATE TRIGGER documents_fts_update AFTER UPDATE OF number, subject, text, text_folded ON documents BEGIN
  INSERT INTO documents_fts (documents_fts, rowid, number, subject, text, text_folded)
  VALUES ('delete', old.search_rowid, old.number, old.subject, old.text, old.text_folded);
  INSERT INTO documents_fts (rowid, number, subject, text, text_folded)
  VALUES (new.search_rowid, new.number, new.subject, new.text, new.text_folded);
END;

-- Money by year and role; rates, parts and sums in words left out, so that nothing counts twice.
CREATE VIEW v_money_by_year AS
SELECT a.fiscal_year AS year, a.role, count(*) AS amounts, sum(a.vnd) AS vnd
FROM amounts a
WHERE a.vnd IS NOT NULL AND a.role NOT IN ('rate', 'words', 'part', 'price')
GROUP BY a.fiscal_year, a.role;

-- What was allocated and what was spent or disbursed, by year and fund.
CREATE VIEW v_allocation_vs_spending AS
SELECT a.fiscal_year AS year, a.fund,
  sum(CASE WHEN a.role = 'allocated' THEN a.vnd ELSE 0 END) AS allocated_vnd,
  sum(CASE WHEN a.role IN ('spent', 'disbursed') THEN a.vnd ELSE 0 END) AS spent_vnd
FROM amounts a
WHERE a.vnd IS NOT NULL AND a.role IN ('allocated', 'spent', 'disbursed')
GROUP BY a.fiscal_year, a.fund;

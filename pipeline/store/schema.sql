-- What the migrations make of an empty file, so that a new archive need not run them one by one.
-- Written by docs/make_docs.py; a change of the schema is a new migration.

CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);

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
, place_code TEXT, issuer_full_name TEXT) STRICT;

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

CREATE TABLE tables (
  id TEXT PRIMARY KEY,
  document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  page INTEGER NOT NULL,
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  x0 REAL, top REAL, x1 REAL, bottom REAL,
  row_count INTEGER NOT NULL,
  column_count INTEGER NOT NULL
, last_page INTEGER, title TEXT, head_rows INTEGER) STRICT;

CREATE TABLE cells (
  table_id TEXT NOT NULL REFERENCES tables (id) ON DELETE CASCADE,
  "row" INTEGER NOT NULL,
  "column" INTEGER NOT NULL,
  row_span INTEGER NOT NULL,
  column_span INTEGER NOT NULL,
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  text TEXT NOT NULL, document_id TEXT REFERENCES documents (id) ON DELETE CASCADE, page INTEGER, is_head INTEGER, header TEXT, ordinal TEXT, row_heading TEXT, number TEXT, value REAL, unit TEXT, vnd INTEGER, amount_id TEXT REFERENCES amounts (id) ON DELETE SET NULL, x0 REAL, top REAL, x1 REAL, bottom REAL,
  PRIMARY KEY (table_id, "row", "column")
) STRICT;

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
, project_key TEXT, place_code_34 TEXT, status TEXT, newest INTEGER NOT NULL DEFAULT 1, decision TEXT, decided_by TEXT) STRICT;

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
, row_heading TEXT, column_heading TEXT, fund_kind TEXT, place_code TEXT, state TEXT, counted INTEGER, counted_by_fund INTEGER, counted_by_place INTEGER, told_first INTEGER NOT NULL DEFAULT 1, money_place_code TEXT, decision TEXT, role_rule TEXT, fund_rule TEXT, year_rule TEXT) STRICT;

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
, subject TEXT, missing_id TEXT) STRICT;

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
, full_name TEXT) STRICT;

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
, currency TEXT NOT NULL DEFAULT 'VND', difference TEXT NOT NULL DEFAULT '0') STRICT;

CREATE TABLE sum_parts (
  sum_id TEXT NOT NULL REFERENCES sums (id) ON DELETE CASCADE,
  amount_id TEXT NOT NULL REFERENCES amounts (id) ON DELETE CASCADE,
  PRIMARY KEY (sum_id, amount_id)
) STRICT;

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
, subject TEXT, fingerprint TEXT) STRICT;

CREATE TABLE finding_evidence (
  finding_id TEXT NOT NULL REFERENCES findings (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  PRIMARY KEY (finding_id, position)
) STRICT;

CREATE TABLE failures (
  source_path TEXT PRIMARY KEY,
  sha256 TEXT,
  stage TEXT NOT NULL,
  reason TEXT NOT NULL,                -- in Vietnamese
  reason_en TEXT NOT NULL,
  first_seen TEXT NOT NULL,            -- ISO, UTC
  attempts INTEGER NOT NULL
, refused_by TEXT) STRICT;

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
, "start" INTEGER, "end" INTEGER, words TEXT, nth INTEGER, placed INTEGER NOT NULL DEFAULT 1, undone_at TEXT, undone_by TEXT, origin INTEGER) STRICT;

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
, new_findings TEXT NOT NULL DEFAULT '[]', superseded INTEGER NOT NULL DEFAULT 0, moved INTEGER NOT NULL DEFAULT 0, withdrawn INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE VIRTUAL TABLE documents_fts USING fts5 (
  number, subject, text, text_folded,
  content = 'documents', content_rowid = 'search_rowid', tokenize = "unicode61 remove_diacritics 0"
);

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

CREATE TABLE doubts (
  id TEXT PRIMARY KEY,
  document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  page INTEGER NOT NULL,
  text TEXT NOT NULL,                  -- as it was read, and as it stands in the facts
  reading TEXT,                        -- as it may be read instead; null where a second look saw the same
  reason TEXT NOT NULL CHECK (reason IN ('low-confidence', 'sum')), -- OCR was not sure; or a sum fails that the other reading satisfies
  confidence REAL NOT NULL
) STRICT;

CREATE TABLE stale_subjects (
  subject TEXT PRIMARY KEY
) STRICT;

CREATE TABLE places (
  code TEXT PRIMARY KEY,               -- General Statistics Office
  era TEXT NOT NULL CHECK (era IN ('63', '34')), -- the country that the unit is of: 63 provinces, or 34 since July 2025
  level TEXT NOT NULL CHECK (level IN ('province', 'district', 'commune')),
  kind TEXT NOT NULL,                  -- 'huyện', 'phường'
  name TEXT NOT NULL,                  -- 'Cam Lộ'
  parent_code TEXT REFERENCES places (code), -- the unit that holds it; null of a province and of a unit new since 2025
  district_code TEXT,                  -- the district that it is, or is in
  district TEXT,                       -- its name with its kind: 'huyện Cam Lộ'
  province_code TEXT,                  -- the province that it is, or is in, of 63
  province TEXT,                       -- its name: 'Quảng Bình'
  today_code TEXT NOT NULL,            -- in places_today: the unit that took over the most of it; of a district, its province
  today_province_code TEXT NOT NULL,
  today_province TEXT NOT NULL         -- 'Quảng Trị'
) STRICT, WITHOUT ROWID;

CREATE TABLE places_today (
  code TEXT PRIMARY KEY,               -- General Statistics Office
  level TEXT NOT NULL CHECK (level IN ('province', 'commune')),
  kind TEXT NOT NULL,                  -- 'xã', 'phường', 'đặc khu'
  name TEXT NOT NULL,
  parent_code TEXT REFERENCES places_today (code) -- its province; null of a province
) STRICT, WITHOUT ROWID;

CREATE TABLE place_changes (
  old_code TEXT NOT NULL REFERENCES places (code),
  position INTEGER NOT NULL,           -- from 1; the first took over the most
  new_code TEXT NOT NULL REFERENCES places_today (code),
  PRIMARY KEY (old_code, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE reference_tables (
  name TEXT PRIMARY KEY,               -- 'places'
  edition TEXT NOT NULL                -- the hash of what it was loaded from
) STRICT;

CREATE TABLE stale_tellings (
  subject TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

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

CREATE TABLE seen_files (
  source_path TEXT PRIMARY KEY,        -- of a document: the file, or 'archive.zip!/name'
  file TEXT NOT NULL,                  -- the file on disk
  size INTEGER NOT NULL,               -- of the file on disk, bytes
  modified_ns INTEGER NOT NULL,        -- its content's last change, by the file system's clock
  changed_ns INTEGER NOT NULL,         -- its last change of any kind
  sha256 TEXT                          -- of the document; null where it could not be opened
) STRICT, WITHOUT ROWID;

CREATE TABLE retellings (
  amount_id TEXT PRIMARY KEY REFERENCES amounts (id) ON DELETE CASCADE,
  first_amount_id TEXT NOT NULL REFERENCES amounts (id) ON DELETE CASCADE,
  certain INTEGER NOT NULL CHECK (certain IN (0, 1))
) STRICT;

CREATE TABLE revisions (
  amount_id TEXT PRIMARY KEY REFERENCES amounts (id) ON DELETE CASCADE,
  by_amount_id TEXT NOT NULL REFERENCES amounts (id) ON DELETE CASCADE
, certain INTEGER NOT NULL DEFAULT 1) STRICT;

CREATE TABLE counts (
  id TEXT PRIMARY KEY,
  document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  quantity_id TEXT NOT NULL REFERENCES quantities (id) ON DELETE CASCADE,
  listed INTEGER NOT NULL
) STRICT;

CREATE TABLE count_items (
  count_id TEXT NOT NULL REFERENCES counts (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "start" INTEGER NOT NULL,            -- of the item's words in the document's text
  "end" INTEGER NOT NULL,
  PRIMARY KEY (count_id, position)
) STRICT;

CREATE TABLE "statements" (
  document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  subject TEXT NOT NULL,               -- 'document:490/qd/ttg', 'issued:...', 'project:...', 'money:2018:ocop', 'series:...'
  kind TEXT NOT NULL CHECK (kind IN ('own', 'cited', 'allocated', 'used', 'cost', 'figure', 'growth')),
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  day TEXT,                            -- ISO, of the document spoken of
  issuer TEXT,
  relation TEXT,
  whole INTEGER NOT NULL,              -- 0 where only some articles are amended or repealed
  vnd INTEGER,
  precision_vnd INTEGER,
  year INTEGER,
  rests_on TEXT NOT NULL DEFAULT '[]', -- of money given, the keys of the documents on which the one that gives it rests: a JSON list
  act TEXT,                            -- of money used: 'spent', 'disbursed'
  fund TEXT,                           -- of money: the kind of its fund, else its name, folded; null of any public money
  adds INTEGER NOT NULL DEFAULT 0,     -- of money given: 1 where it comes on top of what was given before
  number TEXT,                         -- of the document spoken of, by the key that its spellings share
  about TEXT,                          -- what that document is about, folded
  value TEXT,                          -- a figure, exact decimal; of growth the later year's
  half TEXT,                           -- half the weight of the figure's last printed digit
  stated TEXT                          -- growth as printed, in per cent: 'growth 12.5', 'share 112'
, text TEXT NOT NULL DEFAULT '', effective TEXT, name TEXT, place TEXT, cost TEXT, caveat TEXT) STRICT;

CREATE TABLE stale_totals (
  subject TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE money_totals (
  year INTEGER,
  state TEXT NOT NULL,
  fund_kind TEXT,
  fund TEXT,                           -- as documents name it, where its kind is not known
  place_code TEXT,                     -- → places
  counted INTEGER NOT NULL CHECK (counted IN (0, 1)),
  counted_by_fund INTEGER NOT NULL CHECK (counted_by_fund IN (0, 1)),
  counted_by_place INTEGER NOT NULL CHECK (counted_by_place IN (0, 1)),
  amounts INTEGER NOT NULL,            -- how many
  vnd INTEGER NOT NULL                 -- đồng
) STRICT;

CREATE TABLE ledger_totals (
  year INTEGER,
  fund_kind TEXT,
  fund TEXT,
  allocated_vnd INTEGER NOT NULL,      -- đồng
  spent_vnd INTEGER NOT NULL,          -- đồng
  disbursed_vnd INTEGER NOT NULL       -- đồng
) STRICT;

CREATE TABLE ledger_lines (
  year INTEGER,
  position INTEGER NOT NULL,           -- from 1, in the year
  amount_id TEXT NOT NULL,             -- → amounts
  account TEXT,                        -- the fund's kind, else its name
  left_vnd INTEGER NOT NULL            -- đồng: allocated less spent in the account, up to and with this line, of what is counted
) STRICT;

CREATE TABLE missing_documents (
  id TEXT PRIMARY KEY,                 -- of its number, and which of the documents of that number: '490/qd/ttg#1'
  number_key TEXT NOT NULL,            -- what two spellings of the number share; of a law cited by its name, kind and name
  number TEXT NOT NULL,                -- '' of a law cited by its name
  kind TEXT,
  issued_on TEXT,                      -- ISO day
  issuer TEXT,                         -- as the citation says that says most
  subject TEXT,                        -- as most citations say
  mentions INTEGER NOT NULL,           -- how often it is cited
  documents INTEGER NOT NULL,          -- by how many documents
  words TEXT NOT NULL                  -- number, its key, issuer and subject without case and diacritics, to look for
, perhaps_held_id TEXT) STRICT;

CREATE TABLE projects_once (
  project_key TEXT PRIMARY KEY,
  project_id TEXT NOT NULL,            -- → projects: as the newest document tells it
  year INTEGER,                        -- as that document says, else the earliest that any says
  place_code TEXT,                     -- → places
  total_vnd INTEGER,                   -- đồng: as that document says, else the highest cost told
  state_vnd INTEGER,                   -- đồng: what the State pays of it
  lowest_vnd INTEGER,                  -- đồng: the lowest cost told
  highest_vnd INTEGER,                 -- đồng
  first_year INTEGER,
  last_year INTEGER,
  decision TEXT,                       -- the number of the decision that gave it money
  decided_by TEXT,                     -- who issued that decision
  sources INTEGER NOT NULL             -- how many documents tell of it
) STRICT, WITHOUT ROWID;

CREATE TABLE stale_citations (
  document_id TEXT NOT NULL,
  number_key TEXT NOT NULL,            -- '' of a document without a number
  kind TEXT NOT NULL,                  -- '' of a document without a kind
  PRIMARY KEY (document_id, number_key, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE postponed_indexes (
  name TEXT PRIMARY KEY,
  sql TEXT NOT NULL                    -- the statement that makes it
) STRICT, WITHOUT ROWID;

CREATE TABLE landed_documents (
  document_id TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE withdrawn_documents (
  id INTEGER PRIMARY KEY,              -- one may come back, and go again
  document_id TEXT NOT NULL,           -- what it was in documents
  number TEXT,
  number_key TEXT,
  kind TEXT,
  issued_on TEXT,                      -- ISO day
  issuer TEXT,
  subject TEXT,
  source_path TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  text TEXT NOT NULL,
  ingested_at TEXT NOT NULL,           -- ISO, UTC
  withdrawn_at TEXT NOT NULL,          -- ISO, UTC
  cause TEXT NOT NULL CHECK (cause IN ('replaced', 'removed')),
  withdrawn_by TEXT NOT NULL,          -- who removed it, or ran the ingest that replaced it
  reason TEXT,                         -- why it was removed, in that person's words
  replaced_by TEXT                     -- id of the document that replaced it
) STRICT;

CREATE TABLE given_verdicts (
  id INTEGER PRIMARY KEY,
  fingerprint TEXT NOT NULL,           -- of the finding
  verdict TEXT NOT NULL CHECK (verdict IN ('confirmed', 'explained', 'wrong')),
  given_by TEXT NOT NULL,
  given_at TEXT NOT NULL,              -- ISO, UTC
  reason TEXT NOT NULL,
  document_id TEXT,                    -- of the finding as it was then; the document may be gone
  check_name TEXT,
  message_vi TEXT,
  message_en TEXT,
  undone_at TEXT,                      -- ISO, UTC
  undone_by TEXT,
  carried_at TEXT                      -- ISO, UTC: when it came over from a document that was replaced; null of one given here
, origin INTEGER) STRICT;

CREATE TABLE counted_elsewhere (
  amount_id TEXT NOT NULL REFERENCES amounts (id) ON DELETE CASCADE,
  way TEXT NOT NULL CHECK (way IN ('year', 'fund', 'place')),
  retelling_id TEXT NOT NULL REFERENCES amounts (id) ON DELETE CASCADE, -- the sum told again whose parts these are, or that tells them more closely
  PRIMARY KEY (amount_id, way, retelling_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE drafts (
  document_id TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
  said INTEGER NOT NULL CHECK (said IN (0, 1)) -- 1 where its head says so, 0 where its number is left open
) STRICT, WITHOUT ROWID;

CREATE TABLE "ledger_entries" (
  amount_id TEXT PRIMARY KEY REFERENCES amounts (id) ON DELETE CASCADE,
  document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  act TEXT NOT NULL CHECK (act IN ('allocated', 'spent', 'disbursed', 'planned', 'requested')),
  counted INTEGER NOT NULL CHECK (counted IN (0, 1)),
  programmes TEXT NOT NULL DEFAULT '[]', -- JSON list of keys: 'ocop', 'ntm'
  purpose TEXT NOT NULL DEFAULT '',    -- the words that tell what it was for, folded
  out_of_amount_id TEXT REFERENCES amounts (id) ON DELETE SET NULL, -- of money used: the allocation of the same document that paid it
  given_by_citation_id TEXT REFERENCES citations (id) ON DELETE SET NULL, -- the cited document that gave the money, or planned it
  revises_vnd INTEGER,                 -- of money given: the sum whose place it takes
  adds INTEGER NOT NULL DEFAULT 0,     -- of money given: 1 where it comes on top of what was given before
  year INTEGER,
  sum_key TEXT,                        -- what entries of one act, year and amount share; null where none is to be compared
  so_far_on TEXT,                      -- ISO: of money used, the day up to which it is added up
  running INTEGER NOT NULL DEFAULT 0,  -- 1 where the words say that it is added up from some earlier day
  so_far_key TEXT                      -- what sums share that one body adds up to some day of a year
) STRICT;

CREATE TABLE programme_sums (
  subject TEXT NOT NULL,               -- year and programme: '2022:ntm'
  amount_id TEXT NOT NULL REFERENCES ledger_entries (amount_id) ON DELETE CASCADE,
  document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  PRIMARY KEY (subject, amount_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE reported (
  subject TEXT NOT NULL,               -- year and programme: '2022:ntm'
  amount_id TEXT NOT NULL REFERENCES amounts (id) ON DELETE CASCADE,
  first_amount_id TEXT NOT NULL REFERENCES amounts (id) ON DELETE CASCADE, -- the first of what the decisions gave, or what is told later
  certain INTEGER NOT NULL CHECK (certain IN (0, 1)),
  left_out INTEGER NOT NULL CHECK (left_out IN (0, 1)), -- 0 of a doubtful sum that counts beside the decisions
  PRIMARY KEY (amount_id, subject)
) STRICT, WITHOUT ROWID;

CREATE TABLE left_out_totals (
  year INTEGER,
  role TEXT NOT NULL,
  why TEXT NOT NULL,
  amounts INTEGER NOT NULL,            -- how many sums
  vnd INTEGER NOT NULL                 -- đồng
) STRICT;

CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");

CREATE INDEX sections_document ON sections (document_id);

CREATE INDEX sections_parent ON sections (parent_id);

CREATE INDEX tables_document ON tables (document_id);

CREATE INDEX projects_document ON projects (document_id);

CREATE INDEX amounts_project ON amounts (project_id);

CREATE INDEX amounts_section ON amounts (section_id);

CREATE INDEX dates_document ON dates (document_id);

CREATE INDEX quantities_document ON quantities (document_id);

CREATE INDEX entities_document ON entities (document_id);

CREATE INDEX sums_document ON sums (document_id);

CREATE INDEX sums_total ON sums (total_amount_id);

CREATE INDEX sum_parts_amount ON sum_parts (amount_id);

CREATE INDEX findings_document ON findings (document_id);

CREATE INDEX finding_evidence_document ON finding_evidence (document_id);

CREATE INDEX cells_document ON cells (document_id);

CREATE INDEX cells_amount ON cells (amount_id);

CREATE INDEX ratios_document ON ratios (document_id);

CREATE INDEX doubts_document ON doubts (document_id);

CREATE INDEX corrections_document ON corrections (document_id);

CREATE INDEX findings_subject ON findings (subject);

CREATE INDEX findings_fingerprint ON findings (fingerprint);

CREATE INDEX places_name ON places (name);

CREATE INDEX places_parent ON places (parent_code);

CREATE INDEX places_today_parent ON places_today (parent_code);

CREATE INDEX place_changes_new ON place_changes (new_code);

CREATE INDEX documents_kind ON documents (kind, issued_on);

CREATE INDEX documents_issuer ON documents (issuer, issued_on, id);

CREATE INDEX documents_written ON documents (number);

CREATE INDEX documents_signer ON documents (signer, issued_on, id, signer_title) WHERE signer IS NOT NULL;

CREATE INDEX amounts_year ON amounts (fiscal_year, state, counted, told_first, vnd, document_id);

CREATE INDEX amounts_fund ON amounts (fiscal_year, state, fund_kind, fund, vnd, document_id)
  WHERE counted_by_fund = 1 AND told_first = 1;

CREATE INDEX amounts_place ON amounts (fiscal_year, state, money_place_code, vnd, document_id)
  WHERE counted_by_place = 1 AND told_first = 1;

CREATE INDEX amounts_money_place ON amounts (money_place_code, counted_by_place, told_first, state, vnd);

CREATE INDEX projects_key ON projects (project_key, year, total_vnd, state_vnd);

CREATE INDEX projects_newest ON projects (year, place_code) WHERE newest = 1;

CREATE INDEX projects_year ON projects (year);

CREATE INDEX projects_place ON projects (place_code);

CREATE INDEX entities_place ON entities (place_code);

CREATE INDEX entities_name ON entities (kind, name, document_id);

CREATE INDEX findings_check ON findings (check_name, severity);

CREATE INDEX check_results_document ON check_results (document_id);

CREATE INDEX check_results_subject ON check_results (subject) WHERE subject IS NOT NULL;

CREATE INDEX seen_files_file ON seen_files (file);

CREATE INDEX documents_held ON documents (sha256, id, number, source_path, pipeline_version);

CREATE INDEX documents_facets ON documents (issued_on, kind, kind_name, issuer);

CREATE INDEX amounts_fund_document ON amounts (fund, document_id) WHERE fund IS NOT NULL;

CREATE INDEX entities_kind_place ON entities (kind, place_code, name, document_id);

CREATE INDEX amounts_confidence ON amounts (confidence);

CREATE INDEX citations_confidence ON citations (confidence);

CREATE INDEX dates_confidence ON dates (confidence);

CREATE INDEX dates_impossible ON dates (document_id) WHERE first_day IS NULL;

CREATE INDEX quantities_confidence ON quantities (confidence);

CREATE INDEX projects_confidence ON projects (confidence);

CREATE INDEX entities_confidence ON entities (confidence);

CREATE INDEX sums_failing ON sums (total_amount_id) WHERE holds = 0;

CREATE INDEX citations_cited ON citations (target_document_id, relation, document_id) WHERE target_document_id IS NOT NULL;

CREATE INDEX citations_missed ON citations (number_key, issued_on, relation, document_id) WHERE target_document_id IS NULL;

CREATE INDEX citations_citing ON citations (document_id, relation);

CREATE INDEX projects_listed ON projects (project_key, total_vnd, year, state_vnd, place_code, id);

CREATE INDEX amounts_largest ON amounts (state, vnd) WHERE counted IS NOT NULL;

CREATE INDEX citations_missed_day ON citations (issued_on, number_key) WHERE target_document_id IS NULL;

CREATE INDEX retellings_first ON retellings (first_amount_id);

CREATE INDEX revisions_by ON revisions (by_amount_id);

CREATE INDEX counts_document ON counts (document_id);

CREATE INDEX counts_quantity ON counts (quantity_id);

CREATE INDEX statements_subject ON statements (subject);

CREATE INDEX statements_given ON statements (subject, year, vnd) WHERE kind = 'allocated';

CREATE INDEX money_totals_year ON money_totals (year);

CREATE INDEX money_totals_by_year ON money_totals (year, state, vnd, amounts) WHERE counted = 1;

CREATE INDEX money_totals_by_fund ON money_totals (fund_kind, fund, state, vnd, amounts) WHERE counted_by_fund = 1;

CREATE INDEX money_totals_by_place ON money_totals (place_code, state, vnd, amounts) WHERE counted_by_place = 1;

CREATE INDEX ledger_totals_year ON ledger_totals (year);

CREATE INDEX ledger_lines_year ON ledger_lines (year, position, account, amount_id, left_vnd);

CREATE INDEX missing_documents_number ON missing_documents (number_key);

CREATE INDEX missing_documents_day ON missing_documents (issued_on, number_key);

CREATE INDEX missing_documents_most ON missing_documents (mentions DESC, number, issued_on, id);

CREATE INDEX missing_documents_kind ON missing_documents (kind, mentions DESC, number, issued_on, id);

CREATE INDEX missing_documents_cited ON missing_documents (documents DESC, id);

CREATE INDEX citations_missing ON citations (missing_id, relation, document_id) WHERE missing_id IS NOT NULL;

CREATE INDEX citations_citing_missing ON citations (document_id, missing_id) WHERE missing_id IS NOT NULL;

CREATE INDEX documents_place ON documents (place_code, id);

CREATE INDEX projects_kind ON projects (kind);

CREATE INDEX amounts_project_fund ON amounts (fund, project_id) WHERE project_id IS NOT NULL;

CREATE INDEX citations_number ON citations (number_key, issued_on, kind, relation, target_document_id, document_id);

CREATE INDEX projects_once_year ON projects_once (year, place_code, total_vnd, state_vnd, decision, decided_by);

CREATE INDEX projects_once_cost ON projects_once (highest_vnd DESC, project_key);

CREATE INDEX projects_once_last ON projects_once (last_year DESC, project_key);

CREATE INDEX citations_by_name ON citations (kind) WHERE number = '';

CREATE INDEX amounts_given ON amounts (document_id, fiscal_year, money_place_code, decision, vnd, fund, project_id, "start", id)
  WHERE state = 'allocated' AND counted_by_place = 1 AND told_first = 1 AND vnd IS NOT NULL;

CREATE INDEX statements_growth ON statements (subject) WHERE kind = 'growth';

CREATE INDEX withdrawn_documents_content ON withdrawn_documents (sha256);

CREATE INDEX withdrawn_documents_document ON withdrawn_documents (document_id);

CREATE INDEX documents_source ON documents (source_path, id, number, sha256, pipeline_version);

CREATE INDEX given_verdicts_fingerprint ON given_verdicts (fingerprint);

CREATE INDEX withdrawn_documents_removed ON withdrawn_documents (source_path) WHERE cause = 'removed';

CREATE INDEX documents_number ON documents (number_key, issued_on, issuer, id);

CREATE INDEX counted_elsewhere_retelling ON counted_elsewhere (retelling_id);

CREATE INDEX entities_full_name ON entities (full_name, document_id) WHERE full_name IS NOT NULL;

CREATE INDEX documents_issuer_full_name ON documents (issuer_full_name, issued_on, id);

CREATE INDEX amounts_document ON amounts (document_id, "start");

CREATE INDEX statements_document ON statements (document_id, "start");

CREATE INDEX ledger_entries_document ON ledger_entries (document_id);

CREATE INDEX ledger_entries_sum ON ledger_entries (sum_key) WHERE sum_key IS NOT NULL;

CREATE INDEX ledger_entries_year ON ledger_entries (year, act);

CREATE INDEX ledger_entries_out_of ON ledger_entries (out_of_amount_id) WHERE out_of_amount_id IS NOT NULL;

CREATE INDEX ledger_entries_given_by ON ledger_entries (given_by_citation_id) WHERE given_by_citation_id IS NOT NULL;

CREATE INDEX ledger_entries_given ON ledger_entries (amount_id, given_by_citation_id) WHERE given_by_citation_id IS NOT NULL;

CREATE INDEX ledger_entries_so_far ON ledger_entries (so_far_key) WHERE so_far_key IS NOT NULL;

CREATE INDEX programme_sums_amount ON programme_sums (amount_id);

CREATE INDEX programme_sums_document ON programme_sums (document_id);

CREATE INDEX reported_first ON reported (first_amount_id);

CREATE INDEX reported_subject ON reported (subject);

CREATE INDEX left_out_totals_year ON left_out_totals (year);

CREATE VIEW v_cells AS
SELECT d.number AS document, d.issued_on, t.title AS table_title, c.page, c."row", c."column", c.ordinal, c.row_heading,
  c.header AS column_heading, c.text, c.value, c.unit, c.vnd, a.role, a.fund, a.fiscal_year,
  c.table_id, c.document_id, c."start", c."end"
FROM cells c
JOIN tables t ON t.id = c.table_id
JOIN documents d ON d.id = c.document_id
LEFT JOIN amounts a ON a.id = c.amount_id
WHERE c.is_head = 0 AND c.text != '';

CREATE VIEW v_documents AS
SELECT d.id AS document_id, d.number, d.kind, d.kind_name, d.issued_on, CAST(substr(d.issued_on, 1, 4) AS INTEGER) AS year,
  d.issuer, d.subject, d.signer, d.signer_title, d.place, d.place_code, u.district, u.province, u.today_province,
  d.page_count, d.text_source, d.source_path,
  (SELECT e.id FROM documents e WHERE e.number_key = d.number_key AND e.issued_on IS d.issued_on AND +e.issuer IS d.issuer
    AND +e.id < d.id ORDER BY e.id LIMIT 1) AS same_as,
  (SELECT coalesce(r.number, r.source_path) FROM citations c JOIN documents r ON r.id = c.document_id
    WHERE c.target_document_id = d.id AND c.relation = 'replaces' ORDER BY r.issued_on LIMIT 1) AS replaced_by,
  (SELECT count(*) FROM amounts a WHERE a.document_id = d.id) AS amounts,
  (SELECT count(*) FROM citations c WHERE c.document_id = d.id) AS citations,
  (SELECT count(*) FROM findings f WHERE f.document_id = d.id) AS findings
FROM documents d LEFT JOIN places u ON u.code = d.place_code;

CREATE VIEW v_citations AS
SELECT c.id AS citation_id, c.document_id, coalesce(d.number, d.source_path) AS document, d.issued_on, d.kind AS citing_kind,
  d.issuer, c.page, c.relation, c.number, c.kind, c.issued_on AS cited_issued_on, c.issuer AS cited_issuer, c.subject,
  c.target_document_id IS NOT NULL AS held, c.target_document_id, c.text,
  trim(replace(substr(d.text, max(1, c."start" - 60), c."end" - c."start" + 120 + min(0, c."start" - 61)), char(10), ' '))
    AS quote,
  c."start", c."end"
FROM citations c JOIN documents d ON d.id = c.document_id;

CREATE VIEW v_people AS
SELECT n.name, (SELECT max(d.signer_title) FROM documents d WHERE d.signer = n.name) AS title,
  (SELECT count(*) FROM (SELECT e.document_id FROM entities e WHERE e.kind = 'person' AND e.name = n.name
    UNION SELECT d.id FROM documents d WHERE d.signer = n.name)) AS documents,
  (SELECT count(*) FROM entities e WHERE e.kind = 'person' AND e.name = n.name) AS mentions,
  (SELECT count(*) FROM documents d WHERE d.signer = n.name) AS signed,
  nullif(min(
    coalesce((SELECT min(d.issued_on) FROM entities e JOIN documents d ON d.id = e.document_id
      WHERE e.kind = 'person' AND e.name = n.name), '~'),
    coalesce((SELECT min(d.issued_on) FROM documents d WHERE d.signer = n.name), '~')
  ), '~') AS first_day,
  nullif(max(
    coalesce((SELECT max(d.issued_on) FROM entities e JOIN documents d ON d.id = e.document_id
      WHERE e.kind = 'person' AND e.name = n.name), ''),
    coalesce((SELECT max(d.issued_on) FROM documents d WHERE d.signer = n.name), '')
  ), '') AS last_day
FROM (
  SELECT name FROM entities WHERE kind = 'person' UNION SELECT signer FROM documents WHERE signer IS NOT NULL
) n;

CREATE VIEW v_places AS
SELECT e.place_code, u.kind || ' ' || u.name AS place, u.level, u.district, u.province, u.today_province,
  t.kind || ' ' || t.name AS today, count(DISTINCT e.document_id) AS documents, count(*) AS mentions
FROM entities e JOIN places u ON u.code = e.place_code JOIN places_today t ON t.code = u.today_code
GROUP BY e.place_code;

CREATE VIEW v_checks AS
SELECT check_name, sum(relations) AS tested,
  sum(CASE WHEN answer = 'holds' THEN relations ELSE 0 END) AS holds,
  sum(CASE WHEN answer = 'fails' THEN relations ELSE 0 END) AS fails,
  sum(CASE WHEN answer = 'cannot tell' THEN relations ELSE 0 END) AS cannot_tell,
  count(DISTINCT document_id) AS in_documents
FROM check_results
GROUP BY check_name;

CREATE VIEW v_projects AS
SELECT o.project_key, l.name, l.kind, l.beneficiary, l.place, o.place_code, l.place_code_34, u.district, u.province,
  u.today_province, o.year, o.total_vnd, o.state_vnd, o.lowest_vnd, o.highest_vnd, o.first_year, o.last_year,
  l.status, o.decision, o.decided_by, o.sources,
  (SELECT group_concat(DISTINCT coalesce(e.number, e.source_path)) FROM projects p JOIN documents e ON e.id = p.document_id
    WHERE p.project_key = o.project_key) AS documents,
  l.document_id, o.project_id
FROM projects_once o LEFT JOIN projects l ON l.id = o.project_id LEFT JOIN places u ON u.code = o.place_code;

CREATE VIEW v_projects_by_year_and_district AS
SELECT o.year, u.today_province, u.province, u.district, count(*) AS projects, sum(o.total_vnd) AS total_vnd,
  sum(o.state_vnd) AS state_vnd, group_concat(DISTINCT o.decision) AS decisions,
  group_concat(DISTINCT o.decided_by) AS decided_by
FROM projects_once o LEFT JOIN places u ON u.code = o.place_code
GROUP BY o.year, u.today_province, u.province, u.district;

CREATE VIEW v_timeline AS
SELECT d.issued_on AS day, 'issued' AS event, coalesce(d.number, d.source_path) AS document,
  coalesce(d.subject, d.kind_name) AS words, NULL AS vnd, d.kind, d.issuer, d.id AS document_id, NULL AS "start", NULL AS "end"
FROM documents d WHERE d.issued_on IS NOT NULL
UNION ALL
SELECT c.issued_on, 'cited', c.number, coalesce(max(c.subject), max(c.issuer)), NULL, c.kind, max(c.issuer), NULL, NULL, NULL
FROM citations c WHERE c.issued_on IS NOT NULL AND c.target_document_id IS NULL
GROUP BY c.number_key, c.issued_on
UNION ALL
SELECT m.issued_on, m.state, m.document, coalesce(nullif(l.row_heading, '') || ': ', '') || m.text || coalesce(' ' || l.unit, '') ||
  coalesce(' (' || m.fund || ')', ''), m.vnd, m.kind, m.issuer, m.document_id, m."start", m."end"
FROM v_money m LEFT JOIN cells l ON l.amount_id = m.amount_id
WHERE m.counted = 1 AND m.state IN ('allocated', 'spent', 'disbursed') AND m.issued_on IS NOT NULL;

CREATE VIEW verdicts AS
SELECT g.fingerprint, g.verdict, g.given_by, g.given_at, g.reason FROM given_verdicts g
WHERE g.undone_at IS NULL AND NOT EXISTS (
  SELECT 1 FROM given_verdicts l WHERE l.fingerprint = g.fingerprint AND l.undone_at IS NULL AND l.id > g.id
);

CREATE VIEW v_missing_documents AS
SELECT m.number, m.kind, m.issued_on, m.issuer, m.subject, m.mentions, m.documents,
  (SELECT group_concat(document, ', ') FROM (SELECT DISTINCT coalesce(d.number, d.source_path) AS document FROM citations c
    JOIN documents d ON d.id = c.document_id WHERE c.missing_id = m.id ORDER BY d.issued_on, d.id)) AS cited_by,
  (SELECT h.number || ' (' || h.issued_on || ')' FROM documents h WHERE h.id = m.perhaps_held_id) AS perhaps_held,
  m.number_key, m.id AS missing_id
FROM missing_documents m;

CREATE VIEW document_copies AS
SELECT d.id AS document_id, e.id AS copy_id, e.id < d.id AS repeats
FROM documents d CROSS JOIN documents e ON e.number_key = d.number_key AND e.issued_on IS d.issued_on AND +e.issuer IS d.issuer
  AND +e.id != d.id;

CREATE VIEW repeated_findings AS
SELECT DISTINCT g.id AS finding_id, g.fingerprint, g.document_id, f.id AS first_finding_id, f.fingerprint AS first_fingerprint,
  f.document_id AS first_document_id
FROM document_copies c CROSS JOIN finding_evidence y ON y.document_id = c.document_id CROSS JOIN findings g ON g.id = y.finding_id
CROSS JOIN findings f ON f.document_id = CASE g.document_id WHEN c.document_id THEN c.copy_id ELSE g.document_id END
  AND +f.check_name = g.check_name AND f.message_vi = g.message_vi
CROSS JOIN finding_evidence x ON x.finding_id = f.id AND x.position = y.position AND x.document_id = c.copy_id
WHERE c.repeats;

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

CREATE VIEW v_money AS
SELECT a.id AS amount_id, a.document_id, coalesce(d.number, d.source_path) AS document, d.issued_on, d.kind, d.issuer,
  a.page, a.text, a.vnd, a.vnd_high, a.role, a.state, a.per, a.fund, a.fund_kind, a.fiscal_year AS year,
  a.project_id, p.name AS project, p.project_key, a.money_place_code AS place_code, u.kind || ' ' || u.name AS place,
  u.district, u.province, u.today_province, a.decision,
  a.counted AND a.told_first AND NOT EXISTS (SELECT 1 FROM counted_elsewhere x WHERE x.amount_id = a.id AND x.way = 'year') AS counted,
  a.counted_by_fund AND a.told_first AND NOT EXISTS (SELECT 1 FROM counted_elsewhere x WHERE x.amount_id = a.id AND x.way = 'fund')
    AS counted_by_fund,
  a.counted_by_place AND a.told_first AND NOT EXISTS (SELECT 1 FROM counted_elsewhere x WHERE x.amount_id = a.id AND x.way = 'place')
    AS counted_by_place,
  trim(replace(substr(d.text, max(1, a."start" - 60), a."end" - a."start" + 120 + min(0, a."start" - 61)), char(10), ' '))
    AS quote,
  a.confidence, a."start", a."end"
FROM amounts a LEFT JOIN documents d ON d.id = a.document_id LEFT JOIN projects p ON p.id = a.project_id
LEFT JOIN places u ON u.code = a.money_place_code;

CREATE VIEW v_money_by_year AS
SELECT fiscal_year AS year, state AS role, count(*) AS amounts, sum(vnd) AS vnd, count(DISTINCT document_id) AS documents
FROM amounts a WHERE counted = 1 AND told_first = 1
  AND NOT EXISTS (SELECT 1 FROM counted_elsewhere x WHERE x.amount_id = a.id AND x.way = 'year')
GROUP BY fiscal_year, state;

CREATE VIEW v_money_by_fund AS
SELECT fiscal_year AS year, state AS role, fund_kind, min(fund) AS fund, count(*) AS amounts, sum(vnd) AS vnd,
  count(DISTINCT document_id) AS documents
FROM amounts a WHERE counted_by_fund = 1 AND told_first = 1
  AND NOT EXISTS (SELECT 1 FROM counted_elsewhere x WHERE x.amount_id = a.id AND x.way = 'fund')
GROUP BY fiscal_year, state, fund_kind, CASE WHEN fund_kind IS NULL THEN fund END;

CREATE VIEW v_money_by_place AS
SELECT a.fiscal_year AS year, a.state AS role, u.today_province, u.province, u.district, count(*) AS amounts,
  sum(a.vnd) AS vnd, count(DISTINCT a.document_id) AS documents
FROM amounts a LEFT JOIN places u ON u.code = a.money_place_code
WHERE a.counted_by_place = 1 AND a.told_first = 1
  AND NOT EXISTS (SELECT 1 FROM counted_elsewhere x WHERE x.amount_id = a.id AND x.way = 'place')
GROUP BY a.fiscal_year, a.state, u.today_province, u.province, u.district;

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

CREATE VIEW v_allocation_vs_spending AS
SELECT year, fund_kind, min(fund) AS fund,
  sum(CASE WHEN act = 'allocated' THEN vnd ELSE 0 END) AS allocated_vnd,
  sum(CASE WHEN act = 'spent' THEN vnd ELSE 0 END) AS spent_vnd,
  sum(CASE WHEN act = 'disbursed' THEN vnd ELSE 0 END) AS disbursed_vnd
FROM (
  SELECT a.fiscal_year AS year, e.act, a.vnd, CASE WHEN o.fund IS NOT NULL THEN o.fund_kind ELSE a.fund_kind END AS fund_kind,
    coalesce(o.fund, a.fund) AS fund
  FROM ledger_entries e JOIN amounts a ON a.id = e.amount_id LEFT JOIN amounts o ON o.id = e.out_of_amount_id
  WHERE e.act IN ('allocated', 'spent', 'disbursed') AND e.counted = 1 AND a.told_first = 1
    AND NOT EXISTS (SELECT 1 FROM counted_elsewhere x WHERE x.amount_id = a.id AND x.way = 'fund')
)
GROUP BY year, fund_kind, CASE WHEN fund_kind IS NULL THEN fund END;

CREATE VIEW v_money_allocated AS
SELECT a.fiscal_year AS year, u.today_province, u.province, u.district, u.kind || ' ' || u.name AS place, u.code AS place_code,
  coalesce(a.decision, CASE WHEN d.kind IN ('QĐ', 'NQ') THEN d.number END) AS decision,
  CASE WHEN coalesce(a.decision, d.number) = d.number AND d.kind IN ('QĐ', 'NQ') THEN d.issuer ELSE coalesce(t.issuer, c.issuer) END AS decided_by,
  coalesce(p.name, nullif(l.row_heading, ''), d.subject) AS purpose, d.subject,
  a.fund, a.fund_kind, a.vnd, coalesce(d.number, d.source_path) AS document, d.issued_on, a.page, a.text,
    CASE WHEN l.amount_id IS NULL THEN trim(replace(substr(d.text, max(1, a."start" - 100), a."end" - a."start" + 200
    + min(0, a."start" - 101)), char(10), ' ')) ELSE coalesce(nullif(l.row_heading, '') || coalesce(', ' || (
      SELECT group_concat(o.text, ', ') FROM (SELECT r.text FROM cells r WHERE r.table_id = l.table_id AND r."row" = l."row"
        AND r.number IS NULL AND r.text NOT IN ('', l.ordinal) AND instr(l.row_heading, r.text) = 0 ORDER BY r."column") o
    ), '') || ': ', '') || a.text || coalesce(' ' || l.unit, '')
  END AS quote, a.document_id, a."start", a."end", a.id AS amount_id, a.state, a.counted_by_place, a.told_first
FROM amounts a JOIN documents d ON d.id = a.document_id LEFT JOIN cells l ON l.amount_id = a.id LEFT JOIN projects p ON p.id = a.project_id
LEFT JOIN places u ON u.code = a.money_place_code LEFT JOIN ledger_entries e INDEXED BY ledger_entries_given
  ON e.amount_id = a.id AND e.given_by_citation_id IS NOT NULL
LEFT JOIN citations c ON c.id = e.given_by_citation_id LEFT JOIN documents t ON t.id = c.target_document_id
WHERE a.state = 'allocated' AND a.vnd IS NOT NULL;

CREATE VIEW v_money_given AS
SELECT year, today_province, province, district, place, place_code, decision, decided_by, purpose, subject, fund, fund_kind, vnd,
  document, issued_on, page, text, quote, document_id, "start", "end", amount_id
FROM v_money_allocated m
WHERE counted_by_place = 1 AND told_first = 1
  AND NOT EXISTS (SELECT 1 FROM counted_elsewhere x WHERE x.amount_id = m.amount_id AND x.way = 'place');

CREATE VIEW v_ledger AS
SELECT a.fiscal_year AS year, a.fund, e.act AS role, d.issued_on, coalesce(d.number, d.source_path) AS document, d.kind,
  a.page, a.text, a.vnd, a.decision,
  coalesce((SELECT coalesce(r.number, r.source_path) FROM citations c JOIN documents r ON r.id = c.document_id
    WHERE c.target_document_id = d.id AND c.relation = 'replaces' ORDER BY r.issued_on, r.id LIMIT 1),
    (SELECT coalesce(r.number, r.source_path) FROM revisions v JOIN amounts b ON b.id = v.by_amount_id
      JOIN documents r ON r.id = b.document_id WHERE v.amount_id = e.amount_id AND v.certain = 1)) AS replaced_by,
  coalesce(CASE WHEN t.certain = 1 THEN coalesce(f.number, f.source_path) END,
    CASE WHEN g.certain = 1 THEN coalesce(h.number, h.source_path) END) AS told_in,
  coalesce(CASE WHEN g.certain = 0 THEN coalesce(h.number, h.source_path) END,
    CASE WHEN t.certain = 0 AND g.certain IS NULL THEN coalesce(f.number, f.source_path) END,
    (SELECT coalesce(r.number, r.source_path) FROM revisions v JOIN amounts b ON b.id = v.by_amount_id
      JOIN documents r ON r.id = b.document_id WHERE v.amount_id = e.amount_id AND v.certain = 0)) AS may_be_told_in,
  e.counted AND a.told_first AND NOT EXISTS (SELECT 1 FROM counted_elsewhere x WHERE x.amount_id = a.id AND x.way = 'fund')
    AS counted,
  CASE WHEN o.fund IS NOT NULL THEN coalesce(o.fund_kind, o.fund)
    ELSE coalesce(a.fund_kind, a.fund) END AS account,
  o.fund AS paid_from, e.programmes, e.out_of_amount_id, e.amount_id, e.document_id, a."start", a."end", a.fund_kind, u.today_province
FROM ledger_entries e JOIN amounts a ON a.id = e.amount_id JOIN documents d ON d.id = e.document_id
LEFT JOIN places u ON u.code = a.money_place_code
LEFT JOIN amounts o ON o.id = e.out_of_amount_id
LEFT JOIN retellings t ON t.amount_id = e.amount_id
LEFT JOIN amounts ta ON ta.id = t.first_amount_id LEFT JOIN documents f ON f.id = ta.document_id
LEFT JOIN reported g ON g.amount_id = coalesce((SELECT x.retelling_id FROM counted_elsewhere x JOIN reported y ON y.amount_id = x.retelling_id
    WHERE x.amount_id = e.amount_id ORDER BY y.left_out DESC, x.retelling_id LIMIT 1), e.amount_id)
  AND g.subject = (SELECT y.subject FROM reported y WHERE y.amount_id = g.amount_id ORDER BY y.left_out DESC, y.certain DESC, y.subject LIMIT 1)
LEFT JOIN amounts ga ON ga.id = g.first_amount_id LEFT JOIN documents h ON h.id = ga.document_id
WHERE e.act IN ('allocated', 'spent', 'disbursed');

CREATE VIEW v_left_out AS
SELECT a.fiscal_year AS year, a.state AS role,
  CASE WHEN same.id IS NOT NULL THEN 'copy'
    WHEN replacing.id IS NOT NULL THEN 'replaced'
    WHEN f.said = 1 THEN 'draft'
    WHEN g.amount_id IS NOT NULL THEN CASE WHEN g.certain THEN 'decided' ELSE 'doubtful' END
    WHEN v.amount_id IS NOT NULL THEN CASE WHEN a.state = 'allocated' THEN 'amended' ELSE 'so far' END
    WHEN t.amount_id IS NOT NULL OR NOT a.told_first THEN 'retold'
    WHEN x.amount_id IS NOT NULL THEN 'detailed'
    ELSE 'within' END AS why,
  a.vnd, a.text, coalesce(d.number, d.source_path) AS document, d.issued_on,
  coalesce(same.number, same.source_path, replacing.number, replacing.source_path, w.number, w.source_path) AS counted_in,
  a.page, a.id AS amount_id, a.document_id, a."start", a."end"
FROM amounts a LEFT JOIN ledger_entries e ON e.amount_id = a.id
LEFT JOIN counted_elsewhere x ON x.amount_id = a.id AND x.way = 'year' AND x.retelling_id = (SELECT min(y.retelling_id)
  FROM counted_elsewhere y WHERE y.amount_id = a.id AND y.way = 'year')
JOIN documents d ON d.id = a.document_id
LEFT JOIN documents same ON same.id = (SELECT min(s.id) FROM documents s WHERE s.number_key = d.number_key AND s.issued_on IS d.issued_on
  AND +s.issuer IS d.issuer AND +s.id < d.id)
LEFT JOIN documents replacing ON replacing.id = (SELECT c.document_id FROM citations c WHERE c.target_document_id = d.id
  AND c.relation = 'replaces' ORDER BY c.id LIMIT 1)
LEFT JOIN drafts f ON f.document_id = d.id
LEFT JOIN reported g ON g.amount_id = a.id AND g.subject = (SELECT y.subject FROM reported y WHERE y.amount_id = a.id AND y.left_out = 1
  ORDER BY y.certain DESC, y.subject LIMIT 1)
LEFT JOIN revisions v ON v.amount_id = a.id AND v.certain = 1
LEFT JOIN retellings t ON t.amount_id = a.id AND t.certain = 1
LEFT JOIN amounts b ON b.id = coalesce(g.first_amount_id, v.by_amount_id, t.first_amount_id, x.retelling_id)
LEFT JOIN documents w ON w.id = b.document_id
WHERE a.vnd IS NOT NULL AND CASE WHEN a.counted THEN NOT a.told_first OR x.amount_id IS NOT NULL
  ELSE e.amount_id IS NOT NULL AND NOT (a.counted_by_fund OR a.counted_by_place) END;

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

CREATE TRIGGER amounts_told AFTER UPDATE OF told_first ON amounts WHEN old.told_first != new.told_first BEGIN
  INSERT OR IGNORE INTO stale_totals (subject) VALUES ('money:' || coalesce(new.fiscal_year, ''));
END;

CREATE TRIGGER counted_elsewhere_no_more AFTER DELETE ON counted_elsewhere BEGIN
  INSERT OR IGNORE INTO stale_totals (subject)
    SELECT 'money:' || coalesce(a.fiscal_year, '') FROM amounts a WHERE a.id = old.amount_id;
END;

INSERT INTO _sqlite_migrations (migration_set, name, applied_at)
SELECT 'vanban', value, strftime('%Y-%m-%d %H:%M:%f+00:00', 'now') FROM json_each('[
  "0001_schema",
  "0002_tables",
  "0003_doubts",
  "0004_citations_and_projects",
  "0005_corrections",
  "0006_statements",
  "0007_ledger",
  "0008_fund_kind",
  "0009_places_and_views",
  "0010_check_results",
  "0011_seen_files",
  "0012_web",
  "0015_web_history",
  "0016_ledger_entries",
  "0017_totals",
  "0018_stale_citations",
  "0020_postponed_indexes",
  "0021_money_given",
  "0022_sums_of_currencies",
  "0023_indexes_of_sums",
  "0024_landed_documents",
  "0025_statement_words",
  "0026_withdrawn_documents",
  "0027_carried_from",
  "0028_perhaps_held",
  "0029_statement_caveats",
  "0030_copies",
  "0031_counted_elsewhere",
  "0032_parts_given",
  "0033_why",
  "0034_differences_and_drafts",
  "0035_full_names",
  "0036_years_of_parts",
  "0037_plans_told_again",
  "0038_left_out"
]');

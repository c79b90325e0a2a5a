-- What is dear to add up, kept as rows and settled at the end of a run (pipeline/store/settled/totals.py).

-- What a document that came, went or was settled anew may have changed: 'money:2018' the money of a year, 'cited:490/qd/ttg'
-- the citations of a number that are of no document held.
CREATE TABLE stale_totals (
  subject TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- The money that may be added up by year, fund or place: amounts that agree in all by which they are grouped, added up.
-- counted, counted_by_fund and counted_by_place tell in which of the three ways they count.
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

CREATE INDEX money_totals_year ON money_totals (year);

CREATE INDEX money_totals_by_year ON money_totals (year, state, vnd, amounts) WHERE counted = 1;

CREATE INDEX money_totals_by_fund ON money_totals (fund_kind, fund, state, vnd, amounts) WHERE counted_by_fund = 1;

CREATE INDEX money_totals_by_place ON money_totals (place_code, state, vnd, amounts) WHERE counted_by_place = 1;

-- v_allocation_vs_spending, as it was settled.
CREATE TABLE ledger_totals (
  year INTEGER,
  fund_kind TEXT,
  fund TEXT,
  allocated_vnd INTEGER NOT NULL,      -- đồng
  spent_vnd INTEGER NOT NULL,          -- đồng
  disbursed_vnd INTEGER NOT NULL       -- đồng
) STRICT;

CREATE INDEX ledger_totals_year ON ledger_totals (year);

-- The lines of v_ledger as a year's ledger has them, account by account.
CREATE TABLE ledger_lines (
  year INTEGER,
  position INTEGER NOT NULL,           -- from 1, in the year
  amount_id TEXT NOT NULL,             -- → amounts
  account TEXT,                        -- the fund's kind, else its name
  left_vnd INTEGER NOT NULL            -- đồng: allocated less spent in the account, up to and with this line, of what is counted
) STRICT;

CREATE INDEX ledger_lines_year ON ledger_lines (year, position, account, amount_id, left_vnd);

-- Documents cited and not held: those of one number are of one document where neither days nor issuers contradict.
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
) STRICT;

CREATE INDEX missing_documents_number ON missing_documents (number_key);

CREATE INDEX missing_documents_day ON missing_documents (issued_on, number_key);

CREATE INDEX missing_documents_most ON missing_documents (mentions DESC, number, issued_on, id);

CREATE INDEX missing_documents_kind ON missing_documents (kind, mentions DESC, number, issued_on, id);

CREATE INDEX missing_documents_cited ON missing_documents (documents DESC, id);

ALTER TABLE citations ADD COLUMN missing_id TEXT; -- → missing_documents, where the cited document is not held

CREATE INDEX citations_missing ON citations (missing_id, relation, document_id) WHERE missing_id IS NOT NULL;

CREATE INDEX citations_citing_missing ON citations (document_id, missing_id) WHERE missing_id IS NOT NULL;

DROP INDEX documents_place;

CREATE INDEX documents_place ON documents (place_code, id);

CREATE INDEX projects_kind ON projects (kind);

CREATE INDEX amounts_project_fund ON amounts (fund, project_id) WHERE project_id IS NOT NULL;

DROP INDEX citations_number;

-- A list of citations is narrowed without reading the rows themselves.
CREATE INDEX citations_number ON citations (number_key, issued_on, kind, relation, target_document_id, document_id);

CREATE TRIGGER citations_cited AFTER INSERT ON citations BEGIN
  INSERT OR IGNORE INTO stale_totals (subject) VALUES ('cited:' || new.number_key);
END;

CREATE TRIGGER citations_cited_no_more AFTER DELETE ON citations BEGIN
  INSERT OR IGNORE INTO stale_totals (subject) VALUES ('cited:' || old.number_key);
END;

CREATE TRIGGER citations_resolved AFTER UPDATE OF target_document_id ON citations
WHEN old.target_document_id IS NOT new.target_document_id BEGIN
  INSERT OR IGNORE INTO stale_totals (subject) VALUES ('cited:' || new.number_key);
END;

CREATE TRIGGER amounts_told AFTER UPDATE OF told_first ON amounts WHEN old.told_first != new.told_first BEGIN
  INSERT OR IGNORE INTO stale_totals (subject) VALUES ('money:' || coalesce(new.fiscal_year, ''));
END;

INSERT INTO stale_totals SELECT DISTINCT 'cited:' || number_key FROM citations
UNION SELECT DISTINCT 'money:' || coalesce(fiscal_year, '') FROM amounts;

-- Each project once, with what all documents say of it: settled with its newest telling.
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

CREATE INDEX projects_once_year ON projects_once (year, place_code, total_vnd, state_vnd, decision, decided_by);

CREATE INDEX projects_once_cost ON projects_once (highest_vnd DESC, project_key);

CREATE INDEX projects_once_last ON projects_once (last_year DESC, project_key);

INSERT OR IGNORE INTO stale_tellings SELECT DISTINCT 'project:' || project_key FROM projects WHERE project_key IS NOT NULL;

DROP VIEW v_projects_by_year_and_district;

DROP VIEW v_projects;

-- Each project once, as the newest document tells it, with all that tell of it: so its cost counts once. lowest_vnd and
-- highest_vnd are the costs that they tell; state_vnd what the State pays of it. decision is the decision that gave the
-- money: the document's own number where it decides, else the last one before the project that the document says
-- gave money for that year; decided_by who issued it.
CREATE VIEW v_projects AS
SELECT o.project_key, l.name, l.kind, l.beneficiary, l.place, o.place_code, l.place_code_34, u.district, u.province,
  u.today_province, o.year, o.total_vnd, o.state_vnd, o.lowest_vnd, o.highest_vnd, o.first_year, o.last_year,
  l.status, o.decision, o.decided_by, o.sources,
  (SELECT group_concat(DISTINCT coalesce(e.number, e.source_path)) FROM projects p JOIN documents e ON e.id = p.document_id
    WHERE p.project_key = o.project_key) AS documents,
  l.document_id, o.project_id
FROM projects_once o LEFT JOIN projects l ON l.id = o.project_id LEFT JOIN places u ON u.code = o.place_code;

-- Projects by year and district, each once: how many, what they cost, what the State pays, and by whose decisions.
CREATE VIEW v_projects_by_year_and_district AS
SELECT o.year, u.today_province, u.province, u.district, count(*) AS projects, sum(o.total_vnd) AS total_vnd,
  sum(o.state_vnd) AS state_vnd, group_concat(DISTINCT o.decision) AS decisions,
  group_concat(DISTINCT o.decided_by) AS decided_by
FROM projects_once o LEFT JOIN places u ON u.code = o.place_code
GROUP BY o.year, u.today_province, u.province, u.district;

DROP VIEW v_missing_documents;

-- Documents cited and not held, each once, with the documents that cite it.
CREATE VIEW v_missing_documents AS
SELECT m.number, m.kind, m.issued_on, m.issuer, m.subject, m.mentions, m.documents,
  (SELECT group_concat(document, ', ') FROM (SELECT DISTINCT coalesce(d.number, d.source_path) AS document FROM citations c
    JOIN documents d ON d.id = c.document_id WHERE c.missing_id = m.id ORDER BY d.issued_on, d.id)) AS cited_by,
  m.number_key, m.id AS missing_id
FROM missing_documents m;

-- Administrative units by the code that facts carry: the provinces, districts and communes of June 2025 (63
-- provinces), and the few codes that are new since. A group is named as of then and as of today.
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

CREATE INDEX places_name ON places (name);

CREATE INDEX places_parent ON places (parent_code);

-- The 34 provinces and their communes, since July 2025; a code may have been another unit's before.
CREATE TABLE places_today (
  code TEXT PRIMARY KEY,               -- General Statistics Office
  level TEXT NOT NULL CHECK (level IN ('province', 'commune')),
  kind TEXT NOT NULL,                  -- 'xã', 'phường', 'đặc khu'
  name TEXT NOT NULL,
  parent_code TEXT REFERENCES places_today (code) -- its province; null of a province
) STRICT, WITHOUT ROWID;

CREATE INDEX places_today_parent ON places_today (parent_code);

-- What became of each province and commune in July 2025; a commune that was divided has several rows.
CREATE TABLE place_changes (
  old_code TEXT NOT NULL REFERENCES places (code),
  position INTEGER NOT NULL,           -- from 1; the first took over the most
  new_code TEXT NOT NULL REFERENCES places_today (code),
  PRIMARY KEY (old_code, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX place_changes_new ON place_changes (new_code);

-- Which edition of each table of reference the database holds.
CREATE TABLE reference_tables (
  name TEXT PRIMARY KEY,               -- 'places'
  edition TEXT NOT NULL                -- the hash of what it was loaded from
) STRICT;

ALTER TABLE documents ADD COLUMN place_code TEXT; -- of the unit that issued it: its issuer's, else its province; null of a central body

ALTER TABLE amounts ADD COLUMN place_code TEXT; -- where the money goes, as its clause, row, table or subject tells; null where the text does not say

ALTER TABLE amounts ADD COLUMN state TEXT; -- the role; of a part, its total's: what the money is for when it is added up

ALTER TABLE amounts ADD COLUMN counted INTEGER; -- 1 where the document's money by year adds it up; of a total and its parts one side, and a sum told again not

ALTER TABLE amounts ADD COLUMN counted_by_fund INTEGER; -- the same by fund: the parts where they tell the funds and the total does not

ALTER TABLE amounts ADD COLUMN counted_by_place INTEGER; -- the same by place

ALTER TABLE amounts ADD COLUMN told_first INTEGER NOT NULL DEFAULT 1; -- 0 where another document of the archive tells the same money, or replaces this one: not to be added up

ALTER TABLE amounts ADD COLUMN money_place_code TEXT; -- place_code, else where the document comes from

ALTER TABLE amounts ADD COLUMN decision TEXT; -- of an allocation: the number of the document that gave it, as this document says

ALTER TABLE projects ADD COLUMN newest INTEGER NOT NULL DEFAULT 1; -- 1 in the newest document that tells of the project

ALTER TABLE projects ADD COLUMN decision TEXT; -- the number of the decision that gave it money, as this document says

ALTER TABLE projects ADD COLUMN decided_by TEXT; -- who issued that decision

-- What the archive tells several times and a document that came or went may have changed: amounts told first, the
-- newest telling of a project ('document:78/bc/snn', 'project:...'; 'id:...' a document).
CREATE TABLE stale_tellings (
  subject TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

INSERT INTO stale_tellings
SELECT 'document:' || number_key FROM documents WHERE number_key IS NOT NULL
UNION SELECT subject FROM statements WHERE kind = 'allocated' AND subject LIKE 'document:%'
UNION SELECT 'project:' || project_key FROM projects WHERE project_key IS NOT NULL
UNION SELECT 'id:' || target_document_id FROM citations WHERE relation = 'replaces' AND target_document_id IS NOT NULL;

-- Until a document is read again: totals, and amounts that are no part.
UPDATE amounts SET state = role, counted = vnd IS NOT NULL AND role NOT IN ('rate', 'words', 'part', 'price')
  AND NOT EXISTS (
    SELECT 1 FROM sum_parts p JOIN sums s ON s.id = p.sum_id JOIN amounts t ON t.id = s.total_amount_id
    WHERE p.amount_id = amounts.id AND t.role = amounts.role AND t.fiscal_year IS amounts.fiscal_year
  );

UPDATE amounts SET counted_by_fund = counted, counted_by_place = counted;

CREATE INDEX documents_place ON documents (place_code);

CREATE INDEX documents_kind ON documents (kind, issued_on);

CREATE INDEX documents_issuer ON documents (issuer, issued_on, id);

CREATE INDEX documents_written ON documents (number);

CREATE INDEX documents_signer ON documents (signer, issued_on, id, signer_title) WHERE signer IS NOT NULL;

DROP INDEX amounts_year;

CREATE INDEX amounts_year ON amounts (fiscal_year, state, counted, told_first, vnd, document_id);

CREATE INDEX amounts_fund ON amounts (fiscal_year, state, fund_kind, fund, vnd, document_id)
  WHERE counted_by_fund = 1 AND told_first = 1;

CREATE INDEX amounts_place ON amounts (fiscal_year, state, money_place_code, vnd, document_id)
  WHERE counted_by_place = 1 AND told_first = 1;

CREATE INDEX amounts_money_place ON amounts (money_place_code, counted_by_place, told_first, state, vnd);

DROP INDEX projects_key;

CREATE INDEX projects_key ON projects (project_key, year, total_vnd, state_vnd);

CREATE INDEX projects_newest ON projects (year, place_code) WHERE newest = 1;

CREATE INDEX projects_year ON projects (year);

CREATE INDEX projects_place ON projects (place_code);

CREATE INDEX entities_place ON entities (place_code);

DROP INDEX entities_name;

CREATE INDEX entities_name ON entities (kind, name, document_id);

CREATE INDEX statements_given ON statements (subject, year, vnd) WHERE kind = 'allocated';

CREATE INDEX citations_replacing ON citations (target_document_id) WHERE relation = 'replaces';

CREATE INDEX findings_check ON findings (check_name, severity);

DROP VIEW v_allocation_vs_spending;

DROP VIEW v_ledger;

DROP VIEW v_money_by_year;

DROP VIEW v_projects;

-- A document a row, with its place as it was and as it is today. same_as names the one of several files of one document
-- (number, day and issuer agree) that stands for it, whatever was read first; replaced_by the document that replaces it.
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

-- An amount a row, with the words that say it. Add up vnd only where counted = 1 (by fund counted_by_fund, by place
-- counted_by_place) and within one state: then a total and its parts, a sum told again, a sum in words, a rate, a
-- replaced decision, and an allocation or a project's cost that several documents tell count once. decision is the
-- number of the document that gave an allocation; place is where the money goes, else where the document comes from.
CREATE VIEW v_money AS
SELECT a.id AS amount_id, a.document_id, coalesce(d.number, d.source_path) AS document, d.issued_on, d.kind, d.issuer,
  a.page, a.text, a.vnd, a.vnd_high, a.role, a.state, a.per, a.fund, a.fund_kind, a.fiscal_year AS year,
  a.project_id, p.name AS project, p.project_key, a.money_place_code AS place_code, u.kind || ' ' || u.name AS place,
  u.district, u.province, u.today_province, a.decision, a.counted AND a.told_first AS counted,
  a.counted_by_fund AND a.told_first AS counted_by_fund, a.counted_by_place AND a.told_first AS counted_by_place,
  trim(replace(substr(d.text, max(1, a."start" - 60), a."end" - a."start" + 120 + min(0, a."start" - 61)), char(10), ' '))
    AS quote,
  a.confidence, a."start", a."end"
FROM amounts a LEFT JOIN documents d ON d.id = a.document_id LEFT JOIN projects p ON p.id = a.project_id
LEFT JOIN places u ON u.code = a.money_place_code;

-- Money by year and state, each sum once: in a document the total and not its parts, of several documents that tell one
-- sum the first. Never add up rows of two states: what is planned, allocated and spent may be the same money.
CREATE VIEW v_money_by_year AS
SELECT fiscal_year AS year, state AS role, count(*) AS amounts, sum(vnd) AS vnd, count(DISTINCT document_id) AS documents
FROM amounts WHERE counted = 1 AND told_first = 1
GROUP BY fiscal_year, state;

-- The same by fund: where the parts of a total tell their funds and the total does not, the parts; else the total.
-- fund_kind is the fund's kind ('central', 'province', 'counterpart' ...), fund a name that documents give it.
CREATE VIEW v_money_by_fund AS
SELECT fiscal_year AS year, state AS role, fund_kind, min(fund) AS fund, count(*) AS amounts, sum(vnd) AS vnd,
  count(DISTINCT document_id) AS documents
FROM amounts WHERE counted_by_fund = 1 AND told_first = 1
GROUP BY fiscal_year, state, fund_kind, CASE WHEN fund_kind IS NULL THEN fund END;

-- The same by place, named as it was until June 2025 (district, province) and as it is today (today_province): where the
-- parts of a total tell their places and the total does not, the parts; else the total.
CREATE VIEW v_money_by_place AS
SELECT a.fiscal_year AS year, a.state AS role, u.today_province, u.province, u.district, count(*) AS amounts,
  sum(a.vnd) AS vnd, count(DISTINCT a.document_id) AS documents
FROM amounts a LEFT JOIN places u ON u.code = a.money_place_code
WHERE a.counted_by_place = 1 AND a.told_first = 1
GROUP BY a.fiscal_year, a.state, u.today_province, u.province, u.district;

-- Money given and used, a row for each time that a document says so. counted is 0 where the row would count
-- money twice: a part of a total of the same role, a total told again, a sum that another document told or gave, a
-- replaced decision.
CREATE VIEW v_ledger AS
SELECT m.year, m.fund, m.state AS role, m.issued_on, m.document, m.kind, m.page, m.text, m.vnd, m.decision,
  (SELECT coalesce(r.number, r.source_path) FROM citations c JOIN documents r ON r.id = c.document_id
    WHERE c.target_document_id = m.document_id AND c.relation = 'replaces' ORDER BY r.issued_on LIMIT 1) AS replaced_by,
  m.counted, m.amount_id, m.document_id, m."start", m."end", m.fund_kind, m.today_province
FROM v_money m
WHERE m.vnd IS NOT NULL AND m.state IN ('allocated', 'spent', 'disbursed') AND (m.role = m.state OR m.counted = 1);

-- What was allocated, spent and disbursed, by year and fund, each sum once.
CREATE VIEW v_allocation_vs_spending AS
SELECT fiscal_year AS year, fund_kind, min(fund) AS fund,
  sum(CASE WHEN state = 'allocated' THEN vnd ELSE 0 END) AS allocated_vnd,
  sum(CASE WHEN state = 'spent' THEN vnd ELSE 0 END) AS spent_vnd,
  sum(CASE WHEN state = 'disbursed' THEN vnd ELSE 0 END) AS disbursed_vnd
FROM amounts
WHERE counted_by_fund = 1 AND told_first = 1 AND state IN ('allocated', 'spent', 'disbursed')
GROUP BY fiscal_year, fund_kind, CASE WHEN fund_kind IS NULL THEN fund END;

-- Each project once, as the newest document tells it, with all that tell of it: so its cost counts once. lowest_vnd and
-- highest_vnd are the costs that they tell; state_vnd what the State pays of it. decision is the decision that gave the
-- money: the document's own number where it decides, else the last one before the project that the document says
-- gave money for that year; decided_by who issued it.
CREATE VIEW v_projects AS
SELECT l.project_key, l.name, l.kind, l.beneficiary, l.place, l.place_code, l.place_code_34, u.district, u.province,
  u.today_province, coalesce(l.year, (SELECT min(p.year) FROM projects p WHERE p.project_key = l.project_key)) AS year,
  coalesce(l.total_vnd, (SELECT max(p.total_vnd) FROM projects p WHERE p.project_key = l.project_key)) AS total_vnd,
  coalesce(l.state_vnd, (SELECT max(p.state_vnd) FROM projects p WHERE p.project_key = l.project_key)) AS state_vnd,
  (SELECT min(p.total_vnd) FROM projects p WHERE p.project_key = l.project_key) AS lowest_vnd,
  (SELECT max(p.total_vnd) FROM projects p WHERE p.project_key = l.project_key) AS highest_vnd,
  (SELECT min(p.year) FROM projects p WHERE p.project_key = l.project_key) AS first_year,
  (SELECT max(p.year) FROM projects p WHERE p.project_key = l.project_key) AS last_year,
  l.status, l.decision, l.decided_by,
  (SELECT count(DISTINCT p.document_id) FROM projects p WHERE p.project_key = l.project_key) AS sources,
  (SELECT group_concat(DISTINCT coalesce(e.number, e.source_path)) FROM projects p JOIN documents e ON e.id = p.document_id
    WHERE p.project_key = l.project_key) AS documents,
  l.document_id, l.id AS project_id
FROM projects l LEFT JOIN places u ON u.code = l.place_code
WHERE l.newest = 1;

-- Projects by year and district, each once: how many, what they cost, what the State pays, and by whose decisions.
CREATE VIEW v_projects_by_year_and_district AS
SELECT year, today_province, province, district, count(*) AS projects, sum(total_vnd) AS total_vnd,
  sum(state_vnd) AS state_vnd, group_concat(DISTINCT decision) AS decisions, group_concat(DISTINCT decided_by) AS decided_by
FROM v_projects
GROUP BY year, today_province, province, district;

-- Every citation with the words that make it; held is 1 where the archive has the cited document.
CREATE VIEW v_citations AS
SELECT c.id AS citation_id, c.document_id, coalesce(d.number, d.source_path) AS document, d.issued_on, d.kind AS citing_kind,
  d.issuer, c.page, c.relation, c.number, c.kind, c.issued_on AS cited_issued_on, c.issuer AS cited_issuer, c.subject,
  c.target_document_id IS NOT NULL AS held, c.target_document_id, c.text,
  trim(replace(substr(d.text, max(1, c."start" - 60), c."end" - c."start" + 120 + min(0, c."start" - 61)), char(10), ' '))
    AS quote,
  c."start", c."end"
FROM citations c JOIN documents d ON d.id = c.document_id;

-- Documents cited and not held, by number and day; `vanban missing` also joins the citations without a day.
CREATE VIEW v_missing_documents AS
SELECT c.number, max(c.kind) AS kind, c.issued_on, max(c.issuer) AS issuer, max(c.subject) AS subject, count(*) AS mentions,
  count(DISTINCT c.document_id) AS documents, group_concat(DISTINCT coalesce(d.number, d.source_path)) AS cited_by,
  c.number_key
FROM citations c JOIN documents d ON d.id = c.document_id
WHERE c.target_document_id IS NULL
GROUP BY c.number_key, c.issued_on;

-- What happened when: documents issued, documents cited that are not held, money given and used (each sum once, under
-- its document's day).
CREATE VIEW v_timeline AS
SELECT d.issued_on AS day, 'issued' AS event, coalesce(d.number, d.source_path) AS document,
  coalesce(d.subject, d.kind_name) AS words, NULL AS vnd, d.kind, d.issuer, d.id AS document_id, NULL AS "start", NULL AS "end"
FROM documents d WHERE d.issued_on IS NOT NULL
UNION ALL
SELECT c.issued_on, 'cited', c.number, coalesce(max(c.subject), max(c.issuer)), NULL, c.kind, max(c.issuer), NULL, NULL, NULL
FROM citations c WHERE c.issued_on IS NOT NULL AND c.target_document_id IS NULL
GROUP BY c.number_key, c.issued_on
UNION ALL
SELECT m.issued_on, m.state, m.document, m.text || coalesce(' (' || m.fund || ')', ''), m.vnd, m.kind, m.issuer,
  m.document_id, m."start", m."end"
FROM v_money m
WHERE m.counted = 1 AND m.state IN ('allocated', 'spent', 'disbursed') AND m.issued_on IS NOT NULL;

-- The audit's findings, each with its first words of proof and what an auditor said of it.
CREATE VIEW v_findings AS
SELECT f.id AS finding_id, f.document_id, coalesce(d.number, d.source_path) AS document, d.issued_on, d.kind, d.issuer,
  f.severity, f.check_name, f.message_vi, f.message_en, f.expected, f.found, f.difference_vnd, f.subject,
  v.verdict, v.given_by, v.reason, f.fingerprint, e.document_id AS evidence_document_id, e."start", e."end",
  (SELECT p.page FROM pages p WHERE p.document_id = e.document_id AND p."start" <= e."start" AND e."start" < p."end") AS page,
  (SELECT trim(replace(substr(t.text, e."start" + 1, min(e."end" - e."start", 160)), char(10), ' '))
    FROM documents t WHERE t.id = e.document_id) AS quote
FROM findings f JOIN documents d ON d.id = f.document_id
LEFT JOIN verdicts v ON v.fingerprint = f.fingerprint
LEFT JOIN finding_evidence e ON e.finding_id = f.id AND e.position = 0;

-- People by their name as written, in the documents that name or that they signed; two people of one name are one row.
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

-- Organisations by their name as written, with the documents that name them and those that they issued.
CREATE VIEW v_organisations AS
SELECT n.name,
  (SELECT count(*) FROM (SELECT e.document_id FROM entities e WHERE e.kind = 'organisation' AND e.name = n.name
    UNION SELECT d.id FROM documents d WHERE d.issuer = n.name)) AS documents,
  (SELECT count(*) FROM entities e WHERE e.kind = 'organisation' AND e.name = n.name) AS mentions,
  (SELECT count(*) FROM documents d WHERE d.issuer = n.name) AS issued,
  nullif(min(
    coalesce((SELECT min(d.issued_on) FROM entities e JOIN documents d ON d.id = e.document_id
      WHERE e.kind = 'organisation' AND e.name = n.name), '~'),
    coalesce((SELECT min(d.issued_on) FROM documents d WHERE d.issuer = n.name), '~')
  ), '~') AS first_day,
  nullif(max(
    coalesce((SELECT max(d.issued_on) FROM entities e JOIN documents d ON d.id = e.document_id
      WHERE e.kind = 'organisation' AND e.name = n.name), ''),
    coalesce((SELECT max(d.issued_on) FROM documents d WHERE d.issuer = n.name), '')
  ), '') AS last_day
FROM (
  SELECT name FROM entities WHERE kind = 'organisation' UNION SELECT issuer FROM documents WHERE issuer IS NOT NULL
) n;

-- Administrative units that documents name, as they were until June 2025 and as they are today.
CREATE VIEW v_places AS
SELECT e.place_code, u.kind || ' ' || u.name AS place, u.level, u.district, u.province, u.today_province,
  t.kind || ' ' || t.name AS today, count(DISTINCT e.document_id) AS documents, count(*) AS mentions
FROM entities e JOIN places u ON u.code = e.place_code JOIN places_today t ON t.code = u.today_code
GROUP BY e.place_code;

-- Sums that are added up to a later and a later day of a year: the latest counts. And of money that several documents tell in
-- parts, each way of adding up counts the parts of one document.
ALTER TABLE ledger_entries ADD COLUMN so_far_on TEXT; -- ISO: of money used, the day up to which it is added up

ALTER TABLE ledger_entries ADD COLUMN running INTEGER NOT NULL DEFAULT 0; -- 1 where the words say that it is added up from some earlier day

ALTER TABLE ledger_entries ADD COLUMN so_far_key TEXT; -- what sums share that one body adds up to some day of a year

CREATE INDEX ledger_entries_so_far ON ledger_entries (so_far_key) WHERE so_far_key IS NOT NULL;

ALTER TABLE revisions ADD COLUMN certain INTEGER NOT NULL DEFAULT 1; -- 0 where a later sum of its body may hold it: it counts, and is marked

-- Parts of money that another document tells more closely, or told before: not to be counted in one way of adding up.
CREATE TABLE counted_elsewhere (
  amount_id TEXT NOT NULL REFERENCES amounts (id) ON DELETE CASCADE,
  way TEXT NOT NULL CHECK (way IN ('year', 'fund', 'place')),
  retelling_id TEXT NOT NULL REFERENCES amounts (id) ON DELETE CASCADE, -- the sum told again whose parts these are, or that tells them more closely
  PRIMARY KEY (amount_id, way, retelling_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX counted_elsewhere_retelling ON counted_elsewhere (retelling_id);

CREATE TRIGGER counted_elsewhere_now AFTER INSERT ON counted_elsewhere BEGIN
  INSERT OR IGNORE INTO stale_totals (subject)
    SELECT 'money:' || coalesce(a.fiscal_year, '') FROM amounts a WHERE a.id = new.amount_id;
END;

CREATE TRIGGER counted_elsewhere_no_more AFTER DELETE ON counted_elsewhere BEGIN
  INSERT OR IGNORE INTO stale_totals (subject)
    SELECT 'money:' || coalesce(a.fiscal_year, '') FROM amounts a WHERE a.id = old.amount_id;
END;

INSERT OR IGNORE INTO stale_tellings SELECT 'sum:' || e.sum_key FROM retellings r JOIN ledger_entries e ON e.amount_id = r.amount_id
WHERE e.sum_key IS NOT NULL;

DROP VIEW v_money;

-- An amount a row, with the words that say it. Add up vnd only where counted = 1 (by fund counted_by_fund, by place
-- counted_by_place) and within one state: then a total and its parts, a sum told again, a sum in words, a rate, a
-- replaced decision, and an allocation or a project's cost that several documents tell count once. decision is the
-- number of the document that gave an allocation; place is where the money goes, else where the document comes from.
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

DROP VIEW v_money_by_year;

-- Money by year and state, each sum once: in a document the total and not its parts, of several documents that tell one
-- sum the first. Never add up rows of two states: what is planned, allocated and spent may be the same money.
CREATE VIEW v_money_by_year AS
SELECT fiscal_year AS year, state AS role, count(*) AS amounts, sum(vnd) AS vnd, count(DISTINCT document_id) AS documents
FROM amounts a WHERE counted = 1 AND told_first = 1
  AND NOT EXISTS (SELECT 1 FROM counted_elsewhere x WHERE x.amount_id = a.id AND x.way = 'year')
GROUP BY fiscal_year, state;

DROP VIEW v_money_by_fund;

-- The same by fund: where the parts of a total tell their funds and the total does not, the parts; else the total.
-- fund_kind is the fund's kind ('central', 'province', 'counterpart' ...), fund a name that documents give it.
CREATE VIEW v_money_by_fund AS
SELECT fiscal_year AS year, state AS role, fund_kind, min(fund) AS fund, count(*) AS amounts, sum(vnd) AS vnd,
  count(DISTINCT document_id) AS documents
FROM amounts a WHERE counted_by_fund = 1 AND told_first = 1
  AND NOT EXISTS (SELECT 1 FROM counted_elsewhere x WHERE x.amount_id = a.id AND x.way = 'fund')
GROUP BY fiscal_year, state, fund_kind, CASE WHEN fund_kind IS NULL THEN fund END;

DROP VIEW v_money_by_place;

-- The same by place, named as it was until June 2025 (district, province) and as it is today (today_province): where the
-- parts of a total tell their places and the total does not, the parts; else the total.
CREATE VIEW v_money_by_place AS
SELECT a.fiscal_year AS year, a.state AS role, u.today_province, u.province, u.district, count(*) AS amounts,
  sum(a.vnd) AS vnd, count(DISTINCT a.document_id) AS documents
FROM amounts a LEFT JOIN places u ON u.code = a.money_place_code
WHERE a.counted_by_place = 1 AND a.told_first = 1
  AND NOT EXISTS (SELECT 1 FROM counted_elsewhere x WHERE x.amount_id = a.id AND x.way = 'place')
GROUP BY a.fiscal_year, a.state, u.today_province, u.province, u.district;

DROP VIEW v_ledger;

-- Money given and used, a row for each time that a document says so. counted is 0 where the row would count
-- money twice: a total beside the parts that tell its fund, or the other way round, a sum that another document told or
-- gave (told_in), a decision that another replaced, a sum that a later decision amends or that its body later adds up further
-- (replaced_by). may_be_told_in is the document that may have told it before, or may tell it with more: to be looked at.
-- account is the fund's kind, else its name; of money used that of the allocation that paid it (its fund: paid_from), where
-- the document tells it.
CREATE VIEW v_ledger AS
SELECT a.fiscal_year AS year, a.fund, e.act AS role, d.issued_on, coalesce(d.number, d.source_path) AS document, d.kind,
  a.page, a.text, a.vnd, a.decision,
  coalesce((SELECT coalesce(r.number, r.source_path) FROM citations c JOIN documents r ON r.id = c.document_id
    WHERE c.target_document_id = d.id AND c.relation = 'replaces' ORDER BY r.issued_on LIMIT 1),
    (SELECT coalesce(r.number, r.source_path) FROM revisions v JOIN amounts b ON b.id = v.by_amount_id
      JOIN documents r ON r.id = b.document_id WHERE v.amount_id = e.amount_id AND v.certain = 1)) AS replaced_by,
  CASE WHEN t.certain = 1 THEN coalesce(f.number, f.source_path) END AS told_in,
  coalesce(CASE WHEN t.certain = 0 THEN coalesce(f.number, f.source_path) END,
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
LEFT JOIN amounts ta ON ta.id = t.first_amount_id LEFT JOIN documents f ON f.id = ta.document_id;

DROP VIEW v_allocation_vs_spending;

-- What was allocated, spent and disbursed, by year and fund, each sum once; money used stands under the fund of the
-- allocation that paid it, where its document tells that.
CREATE VIEW v_allocation_vs_spending AS
SELECT year, fund_kind, min(fund) AS fund,
  sum(CASE WHEN act = 'allocated' THEN vnd ELSE 0 END) AS allocated_vnd,
  sum(CASE WHEN act = 'spent' THEN vnd ELSE 0 END) AS spent_vnd,
  sum(CASE WHEN act = 'disbursed' THEN vnd ELSE 0 END) AS disbursed_vnd
FROM (
  SELECT a.fiscal_year AS year, e.act, a.vnd, CASE WHEN o.fund IS NOT NULL THEN o.fund_kind ELSE a.fund_kind END AS fund_kind,
    coalesce(o.fund, a.fund) AS fund
  FROM ledger_entries e JOIN amounts a ON a.id = e.amount_id LEFT JOIN amounts o ON o.id = e.out_of_amount_id
  WHERE e.counted = 1 AND a.told_first = 1
    AND NOT EXISTS (SELECT 1 FROM counted_elsewhere x WHERE x.amount_id = a.id AND x.way = 'fund')
)
GROUP BY year, fund_kind, CASE WHEN fund_kind IS NULL THEN fund END;

DROP VIEW v_money_given;

-- Sums allocated, a row each, those that may be added up by place: how much was given, when, where, for what, by which decision
-- (decision, decided_by): the one that the document names, else the document itself where it decides. A total whose parts tell
-- their places is not among them, nor a sum told again. purpose is the project's name, else what the table's row is called, else
-- what the document is about; place is where the money goes, else where the document comes from. quote is the words with what
-- stands around them, of a table's money its row.
CREATE VIEW v_money_given AS
SELECT a.fiscal_year AS year, u.today_province, u.province, u.district, u.kind || ' ' || u.name AS place, u.code AS place_code,
  coalesce(a.decision, CASE WHEN d.kind IN ('QĐ', 'NQ') THEN d.number END) AS decision,
  CASE WHEN coalesce(a.decision, d.number) = d.number AND d.kind IN ('QĐ', 'NQ') THEN d.issuer ELSE coalesce(t.issuer, c.issuer) END AS decided_by,
  coalesce(p.name, nullif(l.row_heading, ''), d.subject) AS purpose, d.subject,
  a.fund, a.fund_kind, a.vnd, coalesce(d.number, d.source_path) AS document, d.issued_on, a.page, a.text,
    CASE WHEN l.amount_id IS NULL THEN trim(replace(substr(d.text, max(1, a."start" - 100), a."end" - a."start" + 200
    + min(0, a."start" - 101)), char(10), ' ')) ELSE coalesce(nullif(l.row_heading, '') || ': ', '') || a.text || coalesce(' ' || l.unit, '')
  END AS quote, a.document_id, a."start", a."end", a.id AS amount_id
FROM amounts a JOIN documents d ON d.id = a.document_id LEFT JOIN cells l ON l.amount_id = a.id LEFT JOIN projects p ON p.id = a.project_id
LEFT JOIN places u ON u.code = a.money_place_code LEFT JOIN ledger_entries e INDEXED BY ledger_entries_given
  ON e.amount_id = a.id AND e.given_by_citation_id IS NOT NULL
LEFT JOIN citations c ON c.id = e.given_by_citation_id LEFT JOIN documents t ON t.id = c.target_document_id
WHERE a.state = 'allocated' AND a.counted_by_place = 1 AND a.told_first = 1 AND a.vnd IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM counted_elsewhere x WHERE x.amount_id = a.id AND x.way = 'place');

-- Money that documents say was given or used (act 'allocated', 'spent', 'disbursed'), as a ledger books it, and what they say is planned or
-- asked for ('planned', 'requested'), decided once: the checks, the ledger and the charts read it here. Of a total and its parts one
-- side is counted: the one that tells the fund. Plans stand here so that each counts once whatever tells it again: v_ledger,
-- v_allocation_vs_spending and what is made of them leave them out, and whoever adds up entries has to name the acts.
CREATE TABLE ledger_entries_again (
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

INSERT INTO ledger_entries_again (amount_id, document_id, act, counted, programmes, purpose, out_of_amount_id, given_by_citation_id, revises_vnd, adds, year, sum_key,
  so_far_on, running, so_far_key)
SELECT amount_id, document_id, act, counted, programmes, purpose, out_of_amount_id, given_by_citation_id, revises_vnd, adds, year, sum_key,
  so_far_on, running, so_far_key FROM ledger_entries;

DROP VIEW v_ledger;

DROP VIEW v_allocation_vs_spending;

DROP VIEW v_money_given;

DROP VIEW v_money_allocated;

DROP TABLE ledger_entries;

ALTER TABLE ledger_entries_again RENAME TO ledger_entries;

CREATE INDEX ledger_entries_document ON ledger_entries (document_id);

CREATE INDEX ledger_entries_sum ON ledger_entries (sum_key) WHERE sum_key IS NOT NULL;

CREATE INDEX ledger_entries_year ON ledger_entries (year, act);

CREATE INDEX ledger_entries_out_of ON ledger_entries (out_of_amount_id) WHERE out_of_amount_id IS NOT NULL;

CREATE INDEX ledger_entries_given_by ON ledger_entries (given_by_citation_id) WHERE given_by_citation_id IS NOT NULL;

CREATE INDEX ledger_entries_given ON ledger_entries (amount_id, given_by_citation_id) WHERE given_by_citation_id IS NOT NULL;

CREATE INDEX ledger_entries_so_far ON ledger_entries (so_far_key) WHERE so_far_key IS NOT NULL;

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
LEFT JOIN amounts ta ON ta.id = t.first_amount_id LEFT JOIN documents f ON f.id = ta.document_id
WHERE e.act IN ('allocated', 'spent', 'disbursed');

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
  WHERE e.act IN ('allocated', 'spent', 'disbursed') AND e.counted = 1 AND a.told_first = 1
    AND NOT EXISTS (SELECT 1 FROM counted_elsewhere x WHERE x.amount_id = a.id AND x.way = 'fund')
)
GROUP BY year, fund_kind, CASE WHEN fund_kind IS NULL THEN fund END;

-- Sums allocated, a row each, with all that v_money_given tells of those that count: totals beside their parts, and what other
-- documents tell too. Never to be added up as it is.
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

-- Sums allocated, a row each, those that may be added up by place: how much was given, when, where, for what, by which decision
-- (decision, decided_by): the one that the document names, else the document itself where it decides. A total whose parts tell their places is not among them, nor a sum told again. purpose is the
-- project's name, else what the table's row is called, else what the document is about; place is where the money goes, else
-- where the document comes from. quote is the words with what stands around them, of a table's money its row.
CREATE VIEW v_money_given AS
SELECT year, today_province, province, district, place, place_code, decision, decided_by, purpose, subject, fund, fund_kind, vnd,
  document, issued_on, page, text, quote, document_id, "start", "end", amount_id
FROM v_money_allocated m
WHERE counted_by_place = 1 AND told_first = 1
  AND NOT EXISTS (SELECT 1 FROM counted_elsewhere x WHERE x.amount_id = m.amount_id AND x.way = 'place');

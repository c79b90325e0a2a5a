-- Money that documents say was given or used, as a ledger books it, decided once: the checks, the ledger and the charts read
-- it here. Of a total and its parts one side is counted: the one that tells the fund.
CREATE TABLE ledger_entries (
  amount_id TEXT PRIMARY KEY REFERENCES amounts (id) ON DELETE CASCADE,
  document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  act TEXT NOT NULL CHECK (act IN ('allocated', 'spent', 'disbursed')),
  counted INTEGER NOT NULL CHECK (counted IN (0, 1)),
  programmes TEXT NOT NULL DEFAULT '[]', -- JSON list of keys: 'ocop', 'ntm'
  purpose TEXT NOT NULL DEFAULT '',    -- the words that tell what it was for, folded
  out_of_amount_id TEXT REFERENCES amounts (id) ON DELETE SET NULL, -- of money used: the allocation of the same document that paid it
  given_by_citation_id TEXT REFERENCES citations (id) ON DELETE SET NULL, -- of money given: the cited document that gave it
  revises_vnd INTEGER,                 -- of money given: the sum whose place it takes
  adds INTEGER NOT NULL DEFAULT 0,     -- of money given: 1 where it comes on top of what was given before
  year INTEGER,
  sum_key TEXT                         -- what entries of one act, year and amount share; null where none is to be compared
) STRICT;

CREATE INDEX ledger_entries_document ON ledger_entries (document_id);

CREATE INDEX ledger_entries_sum ON ledger_entries (sum_key) WHERE sum_key IS NOT NULL;

CREATE INDEX ledger_entries_year ON ledger_entries (year, act);

CREATE INDEX ledger_entries_out_of ON ledger_entries (out_of_amount_id) WHERE out_of_amount_id IS NOT NULL;

CREATE INDEX ledger_entries_given_by ON ledger_entries (given_by_citation_id) WHERE given_by_citation_id IS NOT NULL;

-- Sums that one document tells again after another: certain 1 where it is the same money, 0 where the words leave it open.
CREATE TABLE retellings (
  amount_id TEXT PRIMARY KEY REFERENCES amounts (id) ON DELETE CASCADE,
  first_amount_id TEXT NOT NULL REFERENCES amounts (id) ON DELETE CASCADE,
  certain INTEGER NOT NULL CHECK (certain IN (0, 1))
) STRICT;

CREATE INDEX retellings_first ON retellings (first_amount_id);

-- Allocations that a later decision, which amends theirs, puts another sum in the place of.
CREATE TABLE revisions (
  amount_id TEXT PRIMARY KEY REFERENCES amounts (id) ON DELETE CASCADE,
  by_amount_id TEXT NOT NULL REFERENCES amounts (id) ON DELETE CASCADE
) STRICT;

CREATE INDEX revisions_by ON revisions (by_amount_id);

-- Counts said ('03 dự án ..., gồm:') and the items listed after them.
CREATE TABLE counts (
  id TEXT PRIMARY KEY,
  document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  quantity_id TEXT NOT NULL REFERENCES quantities (id) ON DELETE CASCADE,
  listed INTEGER NOT NULL
) STRICT;

CREATE INDEX counts_document ON counts (document_id);

CREATE INDEX counts_quantity ON counts (quantity_id);

CREATE TABLE count_items (
  count_id TEXT NOT NULL REFERENCES counts (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "start" INTEGER NOT NULL,            -- of the item's words in the document's text
  "end" INTEGER NOT NULL,
  PRIMARY KEY (count_id, position)
) STRICT;

-- Until a document is read again: what its amounts' states tell.
INSERT INTO ledger_entries (amount_id, document_id, act, counted, year, sum_key)
SELECT id, document_id, state, coalesce(counted_by_fund, 0), fiscal_year, CASE WHEN 1 IN (counted, counted_by_fund)
  THEN state || ':' || fiscal_year || ':' || vnd END
FROM amounts
WHERE vnd IS NOT NULL AND state IN ('allocated', 'spent', 'disbursed') AND (role = state OR 1 IN (counted, counted_by_fund));

INSERT OR IGNORE INTO stale_tellings SELECT DISTINCT 'id:' || target_document_id FROM citations
WHERE relation = 'amends' AND target_document_id IS NOT NULL;

INSERT OR IGNORE INTO stale_tellings SELECT 'sum:' || sum_key FROM ledger_entries WHERE sum_key IS NOT NULL;

-- What each document says of subjects that others speak of too, figures of a year and how they grew among them; the checks
-- across documents compare them.
CREATE TABLE statements_again (
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
) STRICT;

INSERT INTO statements_again (document_id, subject, kind, "start", "end", day, issuer, relation, whole, vnd, precision_vnd, year,
  rests_on)
SELECT document_id, subject, kind, "start", "end", day, issuer, relation, whole, vnd, precision_vnd, year, rests_on FROM statements;

DROP VIEW v_ledger;

DROP VIEW v_allocation_vs_spending;

DROP TABLE statements;

ALTER TABLE statements_again RENAME TO statements;

CREATE INDEX statements_document ON statements (document_id);

CREATE INDEX statements_subject ON statements (subject);

CREATE INDEX statements_given ON statements (subject, year, vnd) WHERE kind = 'allocated';

-- Money given and used, a row for each time that a document says so. counted is 0 where the row would count
-- money twice: a total beside the parts that tell its fund, or the other way round, a sum that another document told or
-- gave (told_in), a decision that another replaced, a sum that a later decision amends (replaced_by). may_be_told_in is the document that may have told it before: to be looked at.
-- account is the fund's kind, else its name; of money used that of the allocation that paid it (its fund: paid_from), where
-- the document tells it.
CREATE VIEW v_ledger AS
SELECT a.fiscal_year AS year, a.fund, e.act AS role, d.issued_on, coalesce(d.number, d.source_path) AS document, d.kind,
  a.page, a.text, a.vnd, a.decision,
  coalesce((SELECT coalesce(r.number, r.source_path) FROM citations c JOIN documents r ON r.id = c.document_id
    WHERE c.target_document_id = d.id AND c.relation = 'replaces' ORDER BY r.issued_on LIMIT 1),
    (SELECT coalesce(r.number, r.source_path) FROM revisions v JOIN amounts b ON b.id = v.by_amount_id
      JOIN documents r ON r.id = b.document_id WHERE v.amount_id = e.amount_id)) AS replaced_by,
  CASE WHEN t.certain = 1 THEN coalesce(f.number, f.source_path) END AS told_in,
  CASE WHEN t.certain = 0 THEN coalesce(f.number, f.source_path) END AS may_be_told_in,
  e.counted AND a.told_first AS counted, CASE WHEN o.fund IS NOT NULL THEN coalesce(o.fund_kind, o.fund)
    ELSE coalesce(a.fund_kind, a.fund) END AS account,
  o.fund AS paid_from, e.programmes, e.out_of_amount_id, e.amount_id, e.document_id, a."start", a."end", a.fund_kind, u.today_province
FROM ledger_entries e JOIN amounts a ON a.id = e.amount_id JOIN documents d ON d.id = e.document_id
LEFT JOIN places u ON u.code = a.money_place_code
LEFT JOIN amounts o ON o.id = e.out_of_amount_id
LEFT JOIN retellings t ON t.amount_id = e.amount_id
LEFT JOIN amounts ta ON ta.id = t.first_amount_id LEFT JOIN documents f ON f.id = ta.document_id;

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
)
GROUP BY year, fund_kind, CASE WHEN fund_kind IS NULL THEN fund END;

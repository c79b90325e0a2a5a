-- What papers that decide nothing say was given to a programme is held against the decisions that gave it; and what is left out of
-- the totals by year says why.

-- Money given to a programme in a year, in decisions and in what tells of them: which sums are held against each other.
CREATE TABLE programme_sums (
  subject TEXT NOT NULL,               -- year and programme: '2022:ntm'
  amount_id TEXT NOT NULL REFERENCES ledger_entries (amount_id) ON DELETE CASCADE,
  document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  PRIMARY KEY (subject, amount_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX programme_sums_amount ON programme_sums (amount_id);

CREATE INDEX programme_sums_document ON programme_sums (document_id);

-- What is held already is held against each other too, by the programmes that its entries name; a document that is written again
-- also by the one that its subject tells.
INSERT INTO programme_sums (subject, amount_id, document_id)
SELECT DISTINCT e.year || ':' || p.value, e.amount_id, e.document_id FROM ledger_entries e, json_each(e.programmes) p
WHERE e.act = 'allocated' AND e.year IS NOT NULL;

INSERT OR IGNORE INTO stale_tellings (subject) SELECT DISTINCT 'given:' || subject FROM programme_sums;

-- Sums that a report, a plan or a letter tells of a programme and year without naming the decision that gave them, and that decisions
-- held gave: certain where they come to the sum or to each of its parts. One that its body later tells again in the same words, and
-- no less, is doubtful and left out too; any other sum of a whole programme beside decisions is doubtful and counts.
CREATE TABLE reported (
  subject TEXT NOT NULL,               -- year and programme: '2022:ntm'
  amount_id TEXT NOT NULL REFERENCES amounts (id) ON DELETE CASCADE,
  first_amount_id TEXT NOT NULL REFERENCES amounts (id) ON DELETE CASCADE, -- the first of what the decisions gave, or what is told later
  certain INTEGER NOT NULL CHECK (certain IN (0, 1)),
  left_out INTEGER NOT NULL CHECK (left_out IN (0, 1)), -- 0 of a doubtful sum that counts beside the decisions
  PRIMARY KEY (amount_id, subject)
) STRICT, WITHOUT ROWID;

CREATE INDEX reported_first ON reported (first_amount_id);

CREATE INDEX reported_subject ON reported (subject);

INSERT OR IGNORE INTO stale_totals (subject) SELECT DISTINCT 'money:' || coalesce(fiscal_year, '') FROM amounts;

DROP VIEW v_ledger;

-- Money given and used, a row for each time that a document says so. counted is 0 where the row would count
-- money twice: a total beside the parts that tell its fund, or the other way round, a sum that another document told or
-- gave (told_in), a decision that another replaced, a sum that a later decision amends or that its body later adds up further
-- (replaced_by), and what a report tells of a programme that decisions held gave it. may_be_told_in is the document that
-- may have told it before, or may tell it with more: to be looked at. account is the fund's kind, else its name; of money used that
-- of the allocation that paid it (its fund: paid_from), where the document tells it. Why a sum is left out stands in v_left_out.
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

-- Sums that the totals by year leave out, a row each, and why: 'copy' another file of a document held, 'replaced' of a document that
-- another replaced, 'draft', 'amended' by a later decision or letter, 'so far' what its body later adds up further, 'retold' what another
-- document told first, 'decided' what a paper tells of a programme that decisions held gave, 'doubtful' what its body
-- later tells again of a whole programme, no less, 'detailed' parts that another document tells more closely or told before, 'within' a
-- total beside its parts, or what the same document tells twice. counted_in is the document that counts instead. Of money that no
-- ledger books (a revenue, a norm) it has what other documents held keep out of v_money_by_year, not the totals beside their parts.
-- By fund, as the ledger counts, and by place other rows may be left out.
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

-- The same added up, as it was settled: how much is left out of a year and why.
CREATE TABLE left_out_totals (
  year INTEGER,
  role TEXT NOT NULL,
  why TEXT NOT NULL,
  amounts INTEGER NOT NULL,            -- how many sums
  vnd INTEGER NOT NULL                 -- đồng
) STRICT;

CREATE INDEX left_out_totals_year ON left_out_totals (year);

-- What was given for some words may be parts of sums that count as a whole.
DROP VIEW v_money_given;

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

-- Money given and used, a row for each time that a document says so. counted is 0 where the row would count
-- money twice: a part of a total of the same role, a total told again, a sum that another document told or gave, a
-- replaced decision.
CREATE VIEW v_ledger AS
WITH given AS (
  SELECT s.document_id, s."start", s.year, s.vnd, substr(s.subject, 10) AS decision_key, d.number_key AS own_key,
    d.issued_on
  FROM statements s JOIN documents d ON d.id = s.document_id
  WHERE s.kind = 'allocated' AND s.subject LIKE 'document:%'
), inside AS (
  SELECT p.amount_id FROM sum_parts p JOIN sums u ON u.id = p.sum_id JOIN amounts t ON t.id = u.total_amount_id
    JOIN amounts a ON a.id = p.amount_id
  WHERE t.role = a.role
)
SELECT a.fiscal_year AS year, a.fund, a.role, d.issued_on, coalesce(d.number, d.source_path) AS document, d.kind,
  a.page, a.text, a.vnd, g.decision_key AS decision,
  (SELECT coalesce(r.number, r.source_path) FROM citations c JOIN documents r ON r.id = c.document_id
    WHERE c.target_document_id = d.id AND c.relation = 'replaces' ORDER BY r.issued_on LIMIT 1) AS replaced_by,
  a.id NOT IN inside AND NOT EXISTS (
    SELECT 1 FROM amounts b
    WHERE b.document_id = a.document_id AND b.role = a.role AND b.vnd = a.vnd AND b.fiscal_year IS a.fiscal_year
      AND b."start" < a."start" AND b.id NOT IN inside
      AND EXISTS (SELECT 1 FROM sums u WHERE u.total_amount_id IN (a.id, b.id))
  ) AND NOT EXISTS (
    SELECT 1 FROM citations c WHERE c.target_document_id = d.id AND c.relation = 'replaces'
  ) AND NOT EXISTS (
    SELECT 1 FROM given o
    WHERE g.decision_key IS NOT NULL AND o.decision_key = g.decision_key AND o.year IS g.year
      AND o.document_id != g.document_id AND g.decision_key IS NOT g.own_key
      AND (o.own_key IS o.decision_key OR (o.vnd = g.vnd AND (o.issued_on, o.document_id) < (g.issued_on, g.document_id)))
  ) AS counted,
  a.id AS amount_id, a.document_id, a."start", a."end"
FROM amounts a JOIN documents d ON d.id = a.document_id
LEFT JOIN given g ON g.document_id = a.document_id AND g."start" = a."start"
WHERE a.vnd IS NOT NULL AND a.role IN ('allocated', 'spent', 'disbursed');

DROP VIEW v_allocation_vs_spending;

-- What was allocated, spent and disbursed, by year and fund, each sum once.
CREATE VIEW v_allocation_vs_spending AS
SELECT year, fund,
  sum(CASE WHEN role = 'allocated' THEN vnd ELSE 0 END) AS allocated_vnd,
  sum(CASE WHEN role = 'spent' THEN vnd ELSE 0 END) AS spent_vnd,
  sum(CASE WHEN role = 'disbursed' THEN vnd ELSE 0 END) AS disbursed_vnd
FROM v_ledger WHERE counted
GROUP BY year, fund;

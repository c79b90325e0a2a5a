ALTER TABLE citations ADD COLUMN subject TEXT; -- what the cited document is about, as the citing text says

CREATE INDEX citations_unheld ON citations (number_key) WHERE target_document_id IS NULL;

ALTER TABLE projects ADD COLUMN project_key TEXT; -- what one project in several documents shares: name, beneficiary, place

ALTER TABLE projects ADD COLUMN place_code_34 TEXT; -- the unit that the place became in 2025, in the country of 34 provinces

ALTER TABLE projects ADD COLUMN status TEXT; -- planned, ongoing, done, stopped; null where the text does not say

CREATE INDEX projects_key ON projects (project_key);

-- Each project once, with the documents that tell of it.
CREATE VIEW v_projects AS
SELECT p.project_key, min(p.name) AS name, max(p.kind) AS kind, max(p.beneficiary) AS beneficiary, max(p.place) AS place,
  max(p.place_code) AS place_code, max(p.place_code_34) AS place_code_34, min(p.total_vnd) AS lowest_vnd,
  max(p.total_vnd) AS highest_vnd, max(p.state_vnd) AS state_vnd, min(p.year) AS first_year, max(p.year) AS last_year,
  count(DISTINCT p.document_id) AS sources, group_concat(DISTINCT coalesce(d.number, d.source_path)) AS documents
FROM projects p JOIN documents d ON d.id = p.document_id
GROUP BY p.project_key;

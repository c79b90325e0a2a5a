-- What the pages of projects, citations and findings ask for, without reading the rows themselves.
CREATE INDEX citations_cited ON citations (target_document_id, relation, document_id) WHERE target_document_id IS NOT NULL;

CREATE INDEX citations_missed ON citations (number_key, issued_on, relation, document_id) WHERE target_document_id IS NULL;

CREATE INDEX citations_citing ON citations (document_id, relation);

CREATE INDEX projects_listed ON projects (project_key, total_vnd, year, state_vnd, place_code, id);

-- The largest amounts first; its condition keeps it from queries that do not ask for it.
CREATE INDEX amounts_largest ON amounts (state, vnd) WHERE counted IS NOT NULL;

CREATE INDEX citations_missed_day ON citations (issued_on, number_key) WHERE target_document_id IS NULL;

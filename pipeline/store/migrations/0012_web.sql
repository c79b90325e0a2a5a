-- What the web page asks for on every visit, without reading the documents themselves.
CREATE INDEX documents_facets ON documents (issued_on, kind, kind_name, issuer);

CREATE INDEX amounts_fund_document ON amounts (fund, document_id) WHERE fund IS NOT NULL;

CREATE INDEX entities_kind_place ON entities (kind, place_code, name, document_id);

-- The queue of doubtful values, least sure first.
CREATE INDEX amounts_confidence ON amounts (confidence);

CREATE INDEX citations_confidence ON citations (confidence);

CREATE INDEX dates_confidence ON dates (confidence);

CREATE INDEX dates_impossible ON dates (document_id) WHERE first_day IS NULL;

CREATE INDEX quantities_confidence ON quantities (confidence);

CREATE INDEX projects_confidence ON projects (confidence);

CREATE INDEX entities_confidence ON entities (confidence);

CREATE INDEX sums_failing ON sums (total_amount_id) WHERE holds = 0;

-- Whoever writes counted_elsewhere says which years are to be added up again, all at once: a trigger took longer than the rows.
DROP TRIGGER counted_elsewhere_now;

-- Sums and what is said of them are looked up by where they stand: documents of many have many to look through.
DROP INDEX amounts_document;

DROP INDEX statements_document;

CREATE INDEX amounts_document ON amounts (document_id, "start");

CREATE INDEX statements_document ON statements (document_id, "start");

-- A correction finds its mention again by span, or by words where offsets moved; undone ones are kept.

ALTER TABLE corrections ADD COLUMN "start" INTEGER; -- of the mention; null for a document's head
ALTER TABLE corrections ADD COLUMN "end" INTEGER;
ALTER TABLE corrections ADD COLUMN words TEXT; -- the mention's words
ALTER TABLE corrections ADD COLUMN nth INTEGER; -- which of the places where these words stand, from 1
ALTER TABLE corrections ADD COLUMN placed INTEGER NOT NULL DEFAULT 1; -- 0: the mention is not found any more
ALTER TABLE corrections ADD COLUMN undone_at TEXT; -- ISO, UTC
ALTER TABLE corrections ADD COLUMN undone_by TEXT;

CREATE INDEX corrections_document ON corrections (document_id);

-- What a person said of a document that was replaced is copied to the one in its place: all copies have one origin, so that
-- what is undone in one is undone in all.
ALTER TABLE corrections ADD COLUMN origin INTEGER; -- the correction that this is a copy of; null of one made here

ALTER TABLE given_verdicts ADD COLUMN origin INTEGER; -- the verdict that this is a copy of; null of one given here

-- Whether a file's document was removed by a person is asked of each file that is read.
CREATE INDEX withdrawn_documents_removed ON withdrawn_documents (source_path) WHERE cause = 'removed';

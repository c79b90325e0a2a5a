-- Files that an ingest has met: one with the same size and times holds what it held, and is not opened again.
CREATE TABLE seen_files (
  source_path TEXT PRIMARY KEY,        -- of a document: the file, or 'archive.zip!/name'
  file TEXT NOT NULL,                  -- the file on disk
  size INTEGER NOT NULL,               -- of the file on disk, bytes
  modified_ns INTEGER NOT NULL,        -- its content's last change, by the file system's clock
  changed_ns INTEGER NOT NULL,         -- its last change of any kind
  sha256 TEXT                          -- of the document; null where it could not be opened
) STRICT, WITHOUT ROWID;

CREATE INDEX seen_files_file ON seen_files (file);

-- Whether a content is held, told without going over the documents' texts.
CREATE INDEX documents_held ON documents (sha256, id, number, source_path, pipeline_version);

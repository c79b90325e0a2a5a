"""From official Vietnamese documents to an auditable database; see docs/architecture.md."""

PIPELINE_VERSION = "1"
"""Changes when the same file would give other rows; an ingest then reads it again."""

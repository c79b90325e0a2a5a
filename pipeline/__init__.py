"""From official Vietnamese documents to an auditable database; see docs/architecture.md."""

READ_VERSION = "11"
"""Changes when `read` or `normalize` would give a file another text: an ingest then reads the file again."""
FACTS_VERSION = "19"
"""Changes when a later room would give a text other rows: an ingest then takes the text from the archive."""
PIPELINE_VERSION = f"{READ_VERSION}.{FACTS_VERSION}"
"""What a document's rows were made by."""

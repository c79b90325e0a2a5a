"""Flows: Prefect runs the rooms over many files; no reading or parsing happens here.

`process` takes one file through the rooms; `ingest` and `audit` are the flows; `runtime` keeps Prefect
on this machine and quiet, and must be entered before either flow is imported.
"""

"""Faults put into documents that agree: how many the audit finds, and how often it cries wolf. `python benchmarks/audit.py`.

Prints, by fault, how many of 1,000 were found at their place, the errors and warnings on the clean documents,
and the seconds for an archive of many documents: whole, and after one more document has come in.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from consistent import Archive, archives, faults  # noqa: E402

from flows.process import examine  # noqa: E402
from pipeline.audit import check_document  # noqa: E402
from pipeline.audit.archive import check_subject  # noqa: E402
from pipeline.records import Document, Finding, PageSpan, Source, Statement, Text  # noqa: E402
from pipeline.store import Database  # noqa: E402


def _document(name: str, text: str) -> Document:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    source = Source(Path(name), sha256, "text/plain", len(text.encode()))
    return examine(source, Text(text, (PageSpan(1, 0, len(text)),), "native"))


def audit(archive: Archive) -> tuple[dict[str, Document], list[Finding]]:
    """The documents of an archive by name, and all that the audit says of them beyond notes."""
    documents = {name: _document(name, text) for name, text in archive.documents.items()}
    said: dict[str, list[Statement]] = {}
    for document in documents.values():
        for statement in document.statements:
            said.setdefault(statement.subject, []).append(statement)
    found = [finding for document in documents.values() for finding in document.findings]
    found += [finding for statements in said.values() for finding in check_subject(statements)]
    return documents, [finding for finding in found if finding.severity != "note"]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--faults", type=int, default=1000)
    parser.add_argument("--archives", type=int, default=200)
    parser.add_argument("--documents", type=int, default=10_000, help="documents of the timed archive")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    false_alarms(options)
    found_faults(options)
    timing(options)


def false_alarms(options: argparse.Namespace) -> None:
    """Errors and warnings on documents that hold none."""
    count, alarms = 0, Counter[str]()
    for archive in archives(options.seed, options.archives):
        documents, findings = audit(archive)
        count += len(documents)
        alarms.update(f"{finding.severity} {finding.check_name}" for finding in findings)
        if options.verbose:
            for finding in findings:
                print("  false:", finding.message_vi)
    print(f"clean documents {count}: {sum(alarms.values())} false alarms {dict(alarms) or ''}")


def found_faults(options: argparse.Namespace) -> None:
    """The share of faults that a finding's evidence touches."""
    rng = random.Random(options.seed)
    made, found = Counter[str](), Counter[str]()
    for archive in archives(options.seed + 1, options.faults):
        for fault in faults(archive, rng):
            if sum(made.values()) >= options.faults:
                break
            made[fault.kind] += 1
            documents, findings = audit(fault.archive)
            id_ = documents[fault.document].id
            touched = any(
                evidence.document_id == id_ and evidence.start < fault.end and fault.start < evidence.end
                for finding in findings
                for evidence in finding.evidence
            )
            found[fault.kind] += touched
            if options.verbose and not touched:
                print("  missed:", fault.kind, repr(fault.archive.documents[fault.document][fault.start : fault.end]))
    for kind in sorted(made):
        print(f"{kind:14} {found[kind]:>5} of {made[kind]:>5}  {found[kind] / made[kind]:.3f}")
    print(
        f"{'all':14} {sum(found.values()):>5} of {sum(made.values()):>5}  {sum(found.values()) / sum(made.values()):.3f}"
    )


def timing(options: argparse.Namespace) -> None:
    """Seconds of the checks alone: all documents, and one more."""
    with tempfile.TemporaryDirectory() as folder, Database(Path(folder) / "x.db") as database:
        seconds, count, last = 0.0, 0, None
        for archive in archives(options.seed + 2, options.documents):
            for name, text in archive.documents.items():
                last = _document(f"{count}-{name}", f"{text}\n{count}\n")
                database.save(last)
                started = time.perf_counter()
                check_document(last)
                seconds += time.perf_counter() - started
                count += 1
            if count >= options.documents:
                break
        started = time.perf_counter()
        database.compare(check_subject)
        seconds += time.perf_counter() - started
        print(f"{count} documents checked, alone and across, in {seconds:.1f} s")
        assert last is not None
        database.save(last)
        started = time.perf_counter()
        database.compare(check_subject)
        print(f"after one more document: {time.perf_counter() - started:.3f} s")


if __name__ == "__main__":
    main()

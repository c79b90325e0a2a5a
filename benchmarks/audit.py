"""Faults put into documents that agree: how many the audit finds, and how often it cries wolf. `python -m benchmarks.audit`.

Prints, by fault, how many of 1,000 were found at their place and by which checks; the same for files that are written as
DOCX and PDF and go through the readers; the errors and warnings on clean documents; and the seconds for an archive of
10,000 documents: whole, and after one more document has come in.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.documents import as_document, audited
from benchmarks.varied import archives, faults
from benchmarks.written import WRITERS
from flows.process import process_file
from pipeline.audit import check_document
from pipeline.audit.archive import check_subject
from pipeline.records import Document, Finding
from pipeline.store import Database, prepare

Documents = dict[str, Document]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--faults", type=int, default=1000)
    parser.add_argument("--archives", type=int, default=200)
    parser.add_argument(
        "--files", type=int, default=100, help="faulty archives that are also written and read as files"
    )
    parser.add_argument("--documents", type=int, default=10_000, help="documents of the timed archive")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    false_alarms(options)
    found_faults(options)
    timing(options)


def grave(documents: Documents) -> list[Finding]:
    """What the audit says of some documents beyond notes."""
    return [finding for finding in audited(documents.values()) if finding.severity != "note"]


def as_texts(texts: dict[str, str]) -> Documents:
    """Texts as documents, without a file."""
    return {name: as_document(text, name) for name, text in texts.items()}


def as_files(texts: dict[str, str], suffix: str) -> Documents:
    """Texts written as files of some format and read again."""
    documents: Documents = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, text in texts.items():
            path = (Path(folder) / name).with_suffix(suffix)
            path.write_bytes(WRITERS[suffix](text))
            document = process_file(path, "never")
            assert isinstance(document, Document), document.reason_en
            documents[name] = document
    return documents


def false_alarms(options: argparse.Namespace) -> None:
    """Errors and warnings on documents that hold none."""
    for label, count, ways in (("texts", options.archives, [""]), ("files", options.files, list(WRITERS))):
        documents, alarms = 0, Counter[str]()
        for index, archive in enumerate(archives(options.seed, count)):
            suffix = ways[index % len(ways)]
            read = as_files(archive.documents, suffix) if suffix else as_texts(archive.documents)
            documents += len(read)
            for finding in grave(read):
                alarms[f"{finding.severity} {finding.check_name}"] += 1
                if options.verbose:
                    print("  false:", archive.template, suffix, finding.message_vi)
        print(f"clean {label}: {documents} documents, {sum(alarms.values())} false alarms {dict(alarms) or ''}")


def found_faults(options: argparse.Namespace) -> None:
    """The share of faults that a finding's evidence touches, in texts and in files."""
    rng = random.Random(options.seed)
    made, found = Counter[str](), Counter[str]()
    by: dict[str, Counter[str]] = defaultdict(Counter)
    in_files = Counter[bool]()
    for archive in archives(options.seed + 1, options.faults):
        for fault in faults(archive, rng):
            if sum(made.values()) >= options.faults:
                break
            texts = fault.archive.documents
            said = texts[fault.document][fault.start : fault.end]
            documents = as_texts(texts)
            own = documents[fault.document].id
            touching = {
                finding.check_name
                for finding in grave(documents)
                if any(e.document_id == own and e.start < fault.end and fault.start < e.end for e in finding.evidence)
            }
            number = sum(made.values())
            made[fault.kind] += 1
            found[fault.kind] += bool(touching)
            by[fault.kind].update(touching)
            if options.verbose and not touching:
                print("  missed:", fault.kind, repr(said))
            if number % max(1, options.faults // max(1, options.files)) == 0:
                suffix = list(WRITERS)[number % 7 % len(WRITERS)]
                read = as_files(texts, suffix)
                seen = any(said_of(words, said) for words in quotes(read, read[fault.document].id))
                in_files[seen] += 1
                if options.verbose and touching and not seen:
                    print("  missed in a file:", suffix, fault.kind, repr(said))
    for kind in sorted(made):
        checks = ", ".join(f"{name} {count}" for name, count in by[kind].most_common())
        print(f"{kind:14} {found[kind]:>5} of {made[kind]:>5}  {found[kind] / made[kind]:.3f}  {checks}")
    total = sum(made.values())
    print(f"{'all':14} {sum(found.values()):>5} of {total:>5}  {sum(found.values()) / total:.3f}")
    print(
        f"in files       {in_files[True]:>5} of {in_files.total():>5}  {in_files[True] / max(1, in_files.total()):.3f}"
    )


def quotes(documents: Documents, of: str) -> Iterator[str]:
    """The words of one document that grave findings quote."""
    texts = {document.id: document.text.text for document in documents.values()}
    for finding in grave(documents):
        for evidence in finding.evidence:
            if evidence.document_id == of:
                yield texts[of][evidence.start : evidence.end]


def said_of(quoted: str, fault: str) -> bool:
    """Whether quoted words are those of a fault, wherever their lines break."""
    one, other = (" ".join(words.split()) for words in (quoted, fault))
    return one in other or other in one


def timing(options: argparse.Namespace) -> None:
    """Seconds of the checks alone: all documents, and one more."""
    with tempfile.TemporaryDirectory() as folder, Database(Path(folder) / "x.db") as database:
        seconds, count, last = 0.0, 0, None
        for last in _copies(options.seed + 2, options.documents):
            started = time.perf_counter()
            checked = check_document(last)
            seconds += time.perf_counter() - started
            database.land([prepare(replace(last, checked=checked))])
            count += 1
        started = time.perf_counter()
        database.compare(check_subject)
        across = time.perf_counter() - started
        print(f"{count} documents: checked one by one in {seconds:.1f} s, across in {across:.1f} s")
        assert last is not None
        started = time.perf_counter()
        database.land([prepare(replace(last, checked=check_document(last)))])
        database.compare(check_subject)
        print(f"one more document checked, written and compared in {time.perf_counter() - started:.3f} s")


def _copies(seed: int, count: int) -> Iterable[Document]:
    """Documents of some hundred archives, each archive many times over under ids and subjects of its own.

    Reading is not what is timed here, so each text is read once.
    """
    read = [list(as_texts(archive.documents).values()) for archive in archives(seed, 220)]
    made = 0
    while made < count:
        for documents in read:
            for document in documents:
                yield _copy(document, made)
                made += 1
                if made == count:
                    return


def _copy(document: Document, copy: int) -> Document:
    id_ = f"{int(document.id, 16) ^ (copy // 300 + 1) << 8:016x}"
    source = replace(document.source, path=Path(f"{copy}-{document.source.path}"), sha256=id_ * 4)
    statements = tuple(
        said._replace(document_id=id_, subject=f"{said.subject}#{copy // 300}") for said in document.statements
    )
    return replace(document, id=id_, source=source, statements=statements)


if __name__ == "__main__":
    main()

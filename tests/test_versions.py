"""A version is raised with what it stands for: held documents are read, or their facts found, again only where it was.

`PYTHONPATH=. python tests/test_versions.py` writes what the present versions give into tests/versions.toml, and refuses to give a version
that is there another meaning.
"""

from __future__ import annotations

import hashlib
import itertools
import re
import tomllib
from pathlib import Path

from conftest import ROOT

from benchmarks.accuracy.gold import documents
from flows.process import examine, process_file
from pipeline import FACTS_VERSION, READ_VERSION
from pipeline.records import Document

VERSIONS = Path(__file__).with_name("versions.toml")
_BY_OTHERS = (".odt", ".ods")
"""Read by LibreOffice, whose versions differ."""
_CONFIDENCE = re.compile(r"confidence=[\d.e-]+")


def texts_read() -> str:
    """A hash of what reading makes of the corpus and of files of other formats: words, pages, tables."""
    digest = hashlib.sha256()
    folders = (ROOT / "corpus", *(ROOT / "tests" / "read" / name for name in ("files", "legacy")))
    for path in sorted(path for folder in folders for path in folder.glob("*.*") if path.suffix not in _BY_OTHERS):
        document = process_file(path)
        if isinstance(document, Document):
            pages = [(page.start, page.end, page.tables) for page in document.text.pages]
            digest.update(repr((path.name, document.text.text, pages)).encode())
    return digest.hexdigest()[:16]


def facts_found() -> str:
    """A hash of the facts, the checks and the statements of the annotated dev set; confidence, which counting changes and no
    rule, aside.
    """
    digest = hashlib.sha256()
    for gold in documents("dev"):
        document = examine(gold.source, gold.text)
        told = (document.outline, document.facts, document.checked, document.statements)
        digest.update(_CONFIDENCE.sub("", repr(told)).encode())
    return digest.hexdigest()[:16]


def test_texts_change_with_the_version_of_reading() -> None:
    known = tomllib.loads(VERSIONS.read_text(encoding="utf-8"))["read"]
    assert texts_read() == known.get(READ_VERSION), (
        "raise READ_VERSION, then: PYTHONPATH=. python tests/test_versions.py"
    )


def test_facts_change_with_their_version() -> None:
    known = tomllib.loads(VERSIONS.read_text(encoding="utf-8"))["facts"]
    assert facts_found() == known.get(FACTS_VERSION), (
        "raise FACTS_VERSION, then: PYTHONPATH=. python tests/test_versions.py"
    )


def main() -> None:
    known = tomllib.loads(VERSIONS.read_text(encoding="utf-8"))
    for room, version, found in (("read", READ_VERSION, texts_read()), ("facts", FACTS_VERSION, facts_found())):
        if known[room].setdefault(version, found) != found:
            raise SystemExit(f"{room}: version {version} stands for another result; raise it in pipeline/__init__.py")
    rows = (
        (f"[{room}]", *(f'{version} = "{found}"' for version, found in of.items()), "") for room, of in known.items()
    )
    VERSIONS.write_text("\n".join(itertools.chain(*rows)), encoding="utf-8")


if __name__ == "__main__":
    main()

"""The archive against its originals: which are as they were read, which are changed, moved or gone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline.read import storage
from pipeline.read.files import contents, identify, walk_files
from pipeline.read.refusals import ReadError
from pipeline.records.paths import address
from pipeline.store import connect_read_only

State = Literal["same", "moved", "changed", "missing"]


@dataclass(frozen=True, slots=True)
class Original:
    """A document's original: where it was read, what became of it, where the same content stands if elsewhere (of one that
    is changed: an intact copy).
    """

    document_id: str
    number: str | None
    path: str
    state: State
    now: str | None = None


def verify(db: Path, folders: Sequence[Path] = ()) -> Iterator[Original]:
    """Compare each document's original with the hash that it was read by, in the order of their paths.

    What is not where it was is looked for where an ingest met the same content, then under `folders`.
    """
    with closing(connect_read_only(db)) as connection:
        documents = connection.execute(
            "SELECT id, number, source_path, sha256, source_size FROM documents ORDER BY source_path"
        ).fetchall()
        met: dict[str, list[str]] = defaultdict(list)
        for sha256, path in connection.execute("SELECT sha256, source_path FROM seen_files WHERE sha256 IS NOT NULL"):
            met[sha256].append(path)
    elsewhere: dict[str, str] | None = None
    for id_, number, path, sha256, _ in documents:
        found = _hash(Path(path))
        if found == sha256:
            yield Original(id_, number, path, "same")
            continue
        now = next((other for other in met[sha256] if other != path and _hash(Path(other)) == sha256), None)
        if now is None:
            if elsewhere is None:
                elsewhere = _search(folders, {size for *_, size in documents})
            now = elsewhere.get(sha256)
        yield Original(id_, number, path, "changed" if found else "moved" if now else "missing", now)


def _hash(path: Path) -> str | None:
    """The hash of a document on disk; None where it cannot be opened."""
    try:
        return identify(path).sha256
    except ReadError:
        return None


def _search(folders: Sequence[Path], sizes: set[int]) -> dict[str, str]:
    """Hash -> path of the documents under some folders; a file that has no document's size is not read."""
    found: dict[str, str] = {}
    for file in walk_files(folders):
        for path in contents(file):
            if path == file and (stamp := storage.asked_stamp(file)) and stamp.size not in sizes:
                continue
            sha256 = _hash(path)
            if sha256:
                found.setdefault(sha256, address(path))
    return found

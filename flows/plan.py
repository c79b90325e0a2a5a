"""What an ingest has to do: which files are new, changed, refused before, or read by an older version.

A file whose size and times are those of the last look is not opened; any other is hashed. Nothing heavy is imported
here, so that an unchanged folder costs next to nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline import PIPELINE_VERSION, READ_VERSION
from pipeline.errors import ProgramFault, VanbanError
from pipeline.read import storage
from pipeline.read.files import contents, identify, walk_files
from pipeline.records import Failure, Source
from pipeline.records.paths import address, printable
from pipeline.store import Database, HeldDocument, SeenFile

log = logging.getLogger("vanban")
_REMEMBERED_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Job:
    """A document to read, or with `held` to find the facts of again, from the text in the archive."""

    path: str
    size: int
    media_type: str
    document_id: str
    held: bool = False


@dataclass(slots=True)
class Plan:
    """The documents under some paths, by what is to be done about them."""

    jobs: list[Job] = field(default_factory=list)
    unchanged: int = 0
    duplicates: list[tuple[str, str]] = field(default_factory=list)
    """Path, and the number or path of the document that the archive holds, or will, with the same content."""
    refused: list[Failure] = field(default_factory=list)

    @property
    def total(self) -> int:
        """How many documents there are."""
        return len(self.jobs) + self.unchanged + len(self.duplicates) + len(self.refused)


def make_plan(
    database: Database, paths: Sequence[Path], force: bool = False, has_work: Callable[[], None] | None = None
) -> Plan:
    """Look at the files under some paths; the archive remembers how they are. The first that is to be read is told."""
    return _Look(database, force, has_work).over(walk_files(paths))


class _Look:
    def __init__(self, database: Database, force: bool, has_work: Callable[[], None] | None) -> None:
        self._database = database
        self._force = force
        self._has_work = has_work
        self._plan = Plan()
        self._first: dict[str, str] = {}
        """Hash of a document -> the path where this look met it first."""

    def over(self, files: Iterable[Path]) -> Plan:
        changed: list[SeenFile] = []
        for file in files:
            stamp = storage.asked_stamp(file)
            before = self._database.seen(printable(file)) if stamp else None
            if before and before.stamp == stamp and not self._force and self._is_held(before):
                continue
            now = tuple((printable(path), self._open(path)) for path in _contents(file))
            if stamp and stamp == storage.asked_stamp(file):
                changed.append(SeenFile(printable(file), stamp, now))
            if len(changed) >= _REMEMBERED_AT_ONCE:
                self._database.remember(changed)
                changed.clear()
        self._database.remember(changed)
        return self._plan

    def _is_held(self, file: SeenFile) -> bool:
        """Whether the archive has all that a file holds, by this version; then it is counted."""
        found = [(path, sha256, self._database.held(sha256) if sha256 else None) for path, sha256 in file.contents]
        if not all(held and held.pipeline_version == PIPELINE_VERSION for _, _, held in found):
            return False
        for path, sha256, held in found:
            if held and not self._repeats(path, str(sha256), held):
                self._plan.unchanged += 1
        return True

    def _open(self, path: Path) -> str | None:
        """Identify a document and say what is to be done about it; its hash."""
        try:
            source = identify(path)
        except VanbanError as error:
            self._refuse(path, error.stage, error)
            return None
        except Exception as error:
            log.error("%s: read", path, exc_info=error)
            self._refuse(path, "read", ProgramFault("read", type(error).__name__))
            return None
        held = self._database.held(source.sha256)
        if not self._repeats(address(path), source.sha256, held):
            self._settle(source, held)
        return source.sha256

    def _refuse(self, path: Path, stage: str, why: VanbanError) -> None:
        self._plan.refused.append(Failure(Path(printable(path)), None, stage, why.vi, why.en))

    def _settle(self, source: Source, held: HeldDocument | None) -> None:
        if held and not self._force and held.pipeline_version == PIPELINE_VERSION:
            self._plan.unchanged += 1
            return
        same_text = held is not None and not self._force and held.pipeline_version.split(".")[0] == READ_VERSION
        if self._has_work and not self._plan.jobs:
            self._has_work()
        self._plan.jobs.append(
            Job(address(source.path), source.size, source.media_type, source.document_id, held=same_text)
        )

    def _repeats(self, path: str, sha256: str, held: HeldDocument | None) -> bool:
        """Whether another path has this content; then it is a duplicate."""
        first = self._first.setdefault(sha256, path)
        if first == path and (held is None or held.source_path == path):
            return False
        self._plan.duplicates.append((path, (held and (held.number or held.source_path)) or first))
        return True


def _contents(file: Path) -> list[Path]:
    """The documents in a file; one that makes the program fail stands for itself."""
    try:
        return contents(file)
    except Exception:
        log.exception("%s: contents", file)
        return [file]

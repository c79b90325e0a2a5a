"""What an ingest has to do: which files are new, changed, refused before, or read by an older version.

A file whose size and times are those of the last look is not opened; any other is hashed. Nothing heavy is imported
here, so that an unchanged folder costs next to nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline import PIPELINE_VERSION, READ_VERSION
from pipeline.errors import NotHeld, ProgramFault, VanbanError
from pipeline.read import storage
from pipeline.read.files import INSIDE, Passed, contents, identify, walk_files
from pipeline.records import Failure, Source
from pipeline.records.paths import address, storable
from pipeline.store import Database, HeldDocument, SeenFile, Version

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
    replaces: tuple[Version, ...] = ()
    """The held documents that its file had for content before; whether it is one of them is told when it is read."""
    back: bool = False
    """Whether it comes in even where a person removed it."""


@dataclass(slots=True)
class Plan:
    """The documents under some paths, by what is to be done about them."""

    jobs: list[Job] = field(default_factory=list)
    unchanged: int = 0
    duplicates: list[tuple[str, str]] = field(default_factory=list)
    """Path, and the number or path of the document that the archive holds, or will, with the same content."""
    withdrawn: list[tuple[str, str]] = field(default_factory=list)
    """Path, and the number or path of the document with the same content that a person took out of the archive."""
    moved: dict[str, tuple[HeldDocument, str]] = field(default_factory=dict)
    """Documents whose file is at another path now, by id: each as it was, and the path."""
    refused: list[Failure] = field(default_factory=list)
    still_refused: list[Failure] = field(default_factory=list)
    """What was refused by this version for what it is, and is unchanged: it is not opened again."""
    left_out: Passed = field(default_factory=lambda: Passed(list))
    """Names of the files of the folders that no document is expected in, by their suffixes."""

    @property
    def total(self) -> int:
        """How many documents there are."""
        return len(self.jobs) + self.done + len(self.refused) + len(self.still_refused)

    @property
    def done(self) -> int:
        """With how many of them there is nothing to do."""
        return self.unchanged + len(self.moved) + len(self.duplicates) + len(self.withdrawn)


def make_plan(
    database: Database, paths: Sequence[Path], force: bool = False, has_work: Callable[[], None] | None = None
) -> Plan:
    """Look at the files under some paths; the archive remembers how they are, and where they are. The first that is to be
    read is told.
    """
    look = _Look(database, force, frozenset(paths), has_work)
    files = walk_files(paths, look.plan.left_out)
    look.over(files)
    look.forget_failures(files)
    return look.plan


def held_plan(database: Database) -> Plan:
    """Every held document's facts to be found again in its text; no file is looked at."""
    return Plan([Job(path, size, kind, id_, held=True) for id_, path, size, kind in database.sources()])


class _Look:
    def __init__(
        self, database: Database, force: bool, named: frozenset[Path], has_work: Callable[[], None] | None
    ) -> None:
        self._database = database
        self._force = force
        self._named = named
        self._has_work = has_work
        self._refused = {address(one.path): one for one in database.lasting_failures()}
        self.plan = Plan()
        self._homes: dict[str, str] = {}
        """Hash of a document that this look met -> the path that it is read from; others are duplicates."""
        self._asked: dict[str, int] = {}
        """Hash of a document that there is a job for -> which."""
        self._displaced: list[tuple[str, HeldDocument]] = []
        """Hash of what a path has for content now, and a held document that was read from there."""

    def over(self, files: Iterable[Path]) -> None:
        """Say what is to be done about each document in some files."""
        changed: list[SeenFile] = []
        for file in files:
            stamp = storage.asked_stamp(file)
            before = self._database.seen(storable(file)) if stamp else None
            if before and before.stamp == stamp and not self._force and self._is_settled(before):
                continue
            back = self._force and file in self._named
            now = tuple((storable(path), self._open(path, back)) for path in _contents(file))
            if stamp and stamp == storage.asked_stamp(file):
                changed.append(SeenFile(storable(file), stamp, now))
            if len(changed) >= _REMEMBERED_AT_ONCE:
                self._database.remember(changed)
                changed.clear()
        self._database.remember(changed)
        self._settle_paths()

    def forget_failures(self, files: Iterable[Path]) -> None:
        """Let no path stay refused that was met and holds what is not, or that is gone from the folders."""
        met = {storable(file) for file in files}
        refused = (*self.plan.refused, *self.plan.still_refused)
        still = {job.path for job in self.plan.jobs} | {address(failure.path) for failure in refused}
        self._database.forget_failures(
            [
                path
                for path in self._database.refused()
                if path not in still and ((file := path.partition(INSIDE)[0]) in met or self._is_gone(Path(file)))
            ]
        )

    def _is_gone(self, file: Path) -> bool:
        """Whether a file that was not met lies no more in the folders; a folder that was closed can be looked into by now."""
        if not any(file.is_relative_to(path) for path in self._named):
            return False
        try:
            if storage.is_folder(file):
                return True
            storage.stamp(file)
        except (FileNotFoundError, NotADirectoryError):
            return True
        except (OSError, ValueError):
            pass
        return False

    def _is_settled(self, file: SeenFile) -> bool:
        """Whether this version has loaded or lastingly refused all that a file holds; then it is counted."""
        found = [(path, sha256, self._database.held(sha256) if sha256 else None) for path, sha256 in file.contents]
        refused = {path: self._refused[path] for path, _, held in found if held is None and path in self._refused}
        if not all(path in refused or (held and held.pipeline_version == PIPELINE_VERSION) for path, _, held in found):
            return False
        self.plan.still_refused += refused.values()
        for path, sha256, held in found:
            if held and not self._repeats(path, str(sha256), held):
                self._count(held)
        return True

    def _open(self, path: Path, back: bool) -> str | None:
        """Identify a document and say what is to be done about it; its hash. What a person took out comes `back` or not."""
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
        removed = None if back else self._database.removed(source.document_id)
        if removed:
            self.plan.withdrawn.append((address(path), removed))
        elif not self._repeats(address(path), source.sha256, held):
            self._settle(source, held, back)
        return source.sha256

    def _refuse(self, path: Path, stage: str, why: VanbanError) -> None:
        self.plan.refused.append(Failure(Path(storable(path)), None, stage, why.vi, why.en, why.lasting))

    def _settle(self, source: Source, held: HeldDocument | None, back: bool) -> None:
        if held and not self._force and held.pipeline_version == PIPELINE_VERSION:
            self._count(held)
        else:
            self._do(source, held, back)

    def _count(self, held: HeldDocument) -> None:
        """There is nothing to do about a document; one that has moved is counted as such."""
        self.plan.unchanged += held.id not in self.plan.moved

    def _do(self, source: Source, held: HeldDocument | None, back: bool) -> None:
        self._asked[source.sha256] = len(self.plan.jobs)
        same_text = held is not None and not self._force and held.pipeline_version.split(".")[0] == READ_VERSION
        if self._has_work and not self.plan.jobs:
            self._has_work()
        self.plan.jobs.append(
            Job(address(source.path), source.size, source.media_type, source.document_id, same_text, back=back)
        )

    def _repeats(self, path: str, sha256: str, held: HeldDocument | None) -> bool:
        """Whether the document with this content is read from another path; then this one is a duplicate."""
        self._displaced += ((sha256, other) for other in self._database.read_from(path) if other.sha256 != sha256)
        home = self._homes.get(sha256)
        if home is None:
            stays = held is not None and (held.source_path == path or self._lies_at(held.source_path, sha256))
            home = self._homes[sha256] = held.source_path if held and stays else path
            if held and not stays:
                self._move(held, path)
        if home == path:
            return False
        self.plan.duplicates.append((path, (held and (held.number or held.source_path)) or home))
        return True

    def _move(self, held: HeldDocument, path: str) -> None:
        self.plan.moved[held.id] = held, path

    def _lies_at(self, path: str, sha256: str) -> bool:
        """Whether a path has a content; a file that is as it was when it was last looked at is not opened."""
        file = path.partition(INSIDE)[0]
        before, stamp = self._database.seen(file), storage.asked_stamp(Path(file))
        if before and before.stamp == stamp:
            return (path, sha256) in before.contents
        try:
            return identify(Path(path)).sha256 == sha256
        except VanbanError:
            return False
        except Exception:
            log.exception("%s: read", path)
            return False

    def _settle_paths(self) -> None:
        """What was read from paths that have another content now: it has moved where another path has it, else it may
        be replaced, by what is new to the archive.
        """
        paths = self._database.paths_of(other.sha256 for _, other in self._displaced) if self._displaced else {}
        replaced: dict[str, list[Version]] = {}
        for sha256, other in self._displaced:
            if other.sha256 in self._homes:
                continue
            now = (path for path in paths[other.sha256] if path != other.source_path)
            path = next((path for path in now if self._lies_at(path, other.sha256)), None)
            if path:
                self._move(other, path)
            else:
                replaced.setdefault(sha256, []).append(Version(other.id, other.number))
        self._database.move({id_: path for id_, (_, path) in self.plan.moved.items()})
        for sha256, versions in replaced.items():
            held = self._database.held(sha256)
            if held:  # from another copy that was changed before
                versions = self._versions_of(held, versions)
            if versions and sha256 in self._asked:
                job = self._asked[sha256]
                self.plan.jobs[job] = replace(self.plan.jobs[job], replaces=tuple(versions))

    def _versions_of(self, held: HeldDocument, others: list[Version]) -> list[Version]:
        """Those of some documents that a held one is evidently another version of; where there are any, it is to be written again."""
        try:
            same = self._database.versions_of(held.id, [other.id for other in others])
            if same and held.sha256 not in self._asked:
                source, _ = self._database.load(held.id)
                self._do(source, held, back=False)
        except NotHeld:  # removed meanwhile: it takes nobody's place
            return []
        return [other for other in others if other.id in same]


def _contents(file: Path) -> list[Path]:
    """The documents in a file; one that makes the program fail stands for itself."""
    try:
        return contents(file)
    except Exception:
        log.exception("%s: contents", file)
        return [file]

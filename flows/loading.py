"""The documents of an ingest on their way into the archive: what is decided of each, what is written, what is reported."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from flows.plan import Job, Plan
from flows.runners import Options, do_batch
from flows.worker import Answer, Question
from pipeline.errors import NotHeld, ProgramFault
from pipeline.read.files import Passed
from pipeline.records import Failure
from pipeline.records.paths import address
from pipeline.store import Database, Prepared, Replacing, Tally, Version

if TYPE_CHECKING:
    from pipeline.store.copies import Copy
    from pipeline.store.corrections import Correction
    from pipeline.store.verdicts import GivenVerdict

Listener = Callable[["Progress"], None]

_OPENED_BYTES = 4 << 20
"""Rows that are opened and written together; open they take twice as much."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an ingest has come, in documents; `last` is the one just done; `seconds` are ahead."""

    done: int
    total: int
    last: str = ""
    seconds: float | None = None


@dataclass(slots=True)
class Report:
    """What became of the files of an ingest."""

    tally: Tally = field(default_factory=Tally)
    duplicates: list[tuple[str, str]] = field(default_factory=list)
    """Path, and the number or path of the document that the archive holds with the same content."""
    withdrawn: list[tuple[str, str]] = field(default_factory=list)
    """Path, and the number or path of the document with the same content that a person took out of the archive."""
    left_out: Passed = field(default_factory=lambda: Passed(list))
    """Names of the files of the folders that no document is expected in, by their suffixes."""
    replaced: list[tuple[str, Version, Version]] = field(default_factory=list)
    """Path, the document that it had before, and the new version that has its place."""
    others: list[tuple[str, Version, Version]] = field(default_factory=list)
    """Path, the document that it had before, and another document that it has now: both are held."""
    moved: list[tuple[Version, str, str]] = field(default_factory=list)
    """A document, the path that it was read from before, and the one where it lies now."""
    carried_corrections: list[tuple[str, Correction]] = field(default_factory=list)
    """What people corrected of replaced documents and is of the new ones too, with the file."""
    left_corrections: list[tuple[str, Correction]] = field(default_factory=list)
    """What people corrected of replaced documents and does not fit the new ones, with the file."""
    landed: list[str] = field(default_factory=list)
    """The ids of the documents that were read from their files."""
    copies: list[Copy] = field(default_factory=list)
    """Other files of these documents that the archive holds."""
    left_verdicts: list[GivenVerdict] = field(default_factory=list)
    """Verdicts on replaced documents that fit no finding of the new ones."""
    failures: list[Failure] = field(default_factory=list)
    still_refused: list[Failure] = field(default_factory=list)
    """What was refused before, is as it was and was not tried again."""
    run: int = 0
    """The number of the run."""
    seconds: float = 0.0
    stopped: bool = False
    """Whether the ingest was asked to end before all was done."""

    @property
    def is_empty(self) -> bool:
        """Whether no document was met at all."""
        tally = self.tally
        return not (tally.changes or tally.unchanged or tally.duplicates or tally.withdrawn or tally.refused)


class Loading:
    """The documents of one ingest on their way into the archive."""

    def __init__(self, database: Database, plan: Plan, options: Options, listener: Listener | None) -> None:
        self.report = Report(
            duplicates=plan.duplicates,
            withdrawn=plan.withdrawn,
            left_out=plan.left_out,
            still_refused=plan.still_refused,
            moved=[(Version(held.id, held.number), held.source_path, path) for held, path in plan.moved.values()],
        )
        self.options = options
        self.settling = database.settle_ahead()
        """What is settled while the last documents are awaited, step by step."""
        self._database = database
        self._listener = listener
        self._total = plan.total
        self._done = plan.done + len(plan.still_refused)
        self.report.tally.unchanged = plan.unchanged
        self.report.tally.duplicates = len(plan.duplicates)
        self.report.tally.moved = len(plan.moved)
        self.report.tally.withdrawn = len(plan.withdrawn)
        self.report.tally.refused = len(plan.still_refused)
        for failure in plan.refused:
            self._refuse(failure, None)
        self._tell("", None)

    def question(self, job: Job, document_id: str | None = None) -> Question:
        """What a worker is asked about a document; it is another by now where its file has changed since the plan was made."""
        held = None
        if job.held:
            with suppress(NotHeld):  # whether it may come back is asked when it is read
                held = self._database.load(job.document_id)
        corrections = self._database.corrections(document_id or job.document_id, [old.id for old in job.replaces])
        return Question(Path(job.path), self.options.ocr, held, tuple(corrections))

    def do(self, questions: Sequence[Question]) -> Sequence[Answer]:
        """Have documents done by the workers of this process."""
        return do_batch(questions, self.options.limits, self.options.most)

    def take(self, jobs: Sequence[Job], answers: Sequence[Answer], seconds: float | None) -> None:
        """Write what came back of a batch, some megabytes of documents in one transaction."""
        opened: list[tuple[Job, Prepared]] = []
        size = 0
        for job, answer in zip(jobs, answers, strict=False):
            if isinstance(answer.result, Failure):
                self._refuse(answer.result, seconds)
                continue
            opened.append((job, pickle.loads(answer.result)))
            size += len(answer.result)
            if size > _OPENED_BYTES:
                self._land(opened, seconds)
                opened, size = [], 0
        self._land(opened, seconds)

    def _land(self, documents: Sequence[tuple[Job, Prepared]], seconds: float | None) -> None:
        # The search index begins another part of itself wherever a document comes after one with a later id.
        documents = sorted(documents, key=lambda one: one[1].id)
        documents = [one for one in map(self._judged, documents) if not self._was_removed(*one, seconds)]
        try:
            by_id = {document.id: [old.id for old in job.replaces] for job, document in documents}
            again = frozenset(document.id for job, document in documents if job.held)
            replacing = Replacing(by_id, self.options.who, again)
            landed = self._database.land([document for _, document in documents], replacing)
        except ProgramFault as fault:
            if len(documents) > 1:
                for one in documents:
                    self._land([one], seconds)
                return
            (job, _), *_ = documents
            self._refuse(Failure(Path(job.path), None, "store", fault.vi, fault.en), seconds)
            return
        for (job, document), outcome in zip(documents, landed, strict=True):
            if outcome == "outdated":
                self.take([job], self.do([self.question(job, document.id)]), seconds)
                continue
            if not job.held:
                self.report.landed.append(document.id)
            if job.replaces:
                self._tell_replaced(job, document)
            else:
                self.report.tally.added += outcome == "added"
                self.report.tally.replaced += outcome == "replaced"
            self._count(document.source_path, seconds)

    def _judged(self, read: tuple[Job, Prepared]) -> tuple[Job, Prepared]:
        """A document that was read, in the place of what it is evidently a version of and of nothing else."""
        job, document = read
        if not job.replaces:
            return read
        same = self._database.same_held(document.known, [old.id for old in job.replaces])
        others = (old for old in job.replaces if old.id not in same and old.id != document.id)
        self.report.others += ((document.source_path, old, _version(document)) for old in others)
        return replace(job, replaces=tuple(old for old in job.replaces if old.id in same)), document

    def _was_removed(self, job: Job, document: Prepared, seconds: float | None) -> bool:
        """Whether a person took a document out, since the plan was made, or one that it is a new version of; then it is left
        out, and told of.
        """
        removed = None if job.back else self._database.removed(document.id)
        if removed is None and not (job.back or job.held or job.replaces):
            removed = self._database.leave_removed(document)
        if removed is None:
            return False
        self.report.tally.withdrawn += 1
        self.report.withdrawn.append((document.source_path, removed))
        self._count(document.source_path, seconds)
        return True

    def _tell_replaced(self, job: Job, document: Prepared) -> None:
        path = document.source_path
        self.report.tally.superseded += len(job.replaces)
        self.report.replaced += ((path, old, _version(document)) for old in job.replaces)
        self.report.carried_corrections += ((path, one) for one in document.carried)
        self.report.left_corrections += ((path, one) for one in document.left)

    def _refuse(self, failure: Failure, seconds: float | None) -> None:
        self._database.record_failure(failure)
        self.report.tally.refused += 1
        self.report.failures.append(failure)
        self._count(address(failure.path), seconds)

    def _count(self, path: str, seconds: float | None) -> None:
        self._done += 1
        self._tell(path, seconds)

    def _tell(self, last: str, seconds: float | None) -> None:
        if self._listener:
            self._listener(Progress(self._done, self._total, last, seconds))


def _version(document: Prepared) -> Version:
    """A document that was read, by its number as corrections carried to it have it."""
    numbers = (one.value for one in document.carried if one.table == "documents" and one.column == "number")
    return Version(document.id, [document.known.number, *numbers][-1])

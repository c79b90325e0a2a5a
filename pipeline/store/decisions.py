"""The decision to which one document attributes each of its allocations."""

from __future__ import annotations

from collections import defaultdict

from pipeline.link.documents import document_key
from pipeline.records import Citation, Document, Facts, Project
from pipeline.structure.bodies import short_name
from pipeline.structure.number.docnumber import number_key
from pipeline.structure.tables import deciding_kinds

_SUBJECT = "document:"


class Decisions:
    """The decisions that a document says gave money; a decision's own number where it decides itself."""

    def __init__(self, document: Document) -> None:
        self._head = document.outline.letterhead
        self._given = [s for s in document.statements if s.kind == "allocated" and s.subject.startswith(_SUBJECT)]
        self._by_start = {statement.start: statement.subject.removeprefix(_SUBJECT) for statement in self._given}
        self._give_to_parts(document.facts)
        self._cited: dict[str, list[Citation]] = {}
        for citation in document.facts.mentions.citations:
            self._cited.setdefault(document_key(citation) or "", []).append(citation)

    def _give_to_parts(self, facts: Facts) -> None:
        """What gave a total gave its parts."""
        amounts = facts.mentions.amounts
        parts: dict[int, list[int]] = defaultdict(list)
        for relation in facts.sums:
            parts[amounts[relation.total].start] += [amounts[part].start for part in relation.parts]
        waiting = list(self._by_start)
        while waiting:
            total = waiting.pop()
            for part in parts[total]:
                if part not in self._by_start:
                    self._by_start[part] = self._by_start[total]
                    waiting.append(part)

    def of_amount(self, start: int) -> str | None:
        """The number of what gave the allocation, or the part of one, that stands at `start`; None where the document does not say."""
        key = self._by_start.get(start)
        if key is None:
            return None
        own = self._head.number.value if self._head.number else None
        if key in self._cited:
            return self._cited[key][0].number
        return own if own and number_key(own) == key else key

    def of_project(self, project: Project) -> tuple[str | None, str | None]:
        """The number and the issuer of what gave a project's money: the last that gave some for its year before it."""
        if self._head.kind in deciding_kinds():
            number, issuer = self._head.number, self._head.issuer
            return number.value if number else None, short_name(issuer.value) if issuer else None
        before = [s for s in self._given if s.year == project.year and s.start < project.start]
        if project.year is None or not before:
            return None, None
        cited = self._cited.get(before[-1].subject.removeprefix(_SUBJECT), [])
        return (cited[0].number if cited else None), next((short_name(c.issuer) for c in cited if c.issuer), None)

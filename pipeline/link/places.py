"""Where money goes: the place that an amount's own words or row name, else what stands over it, else the whole document.

A part goes where its total does. Of several places the smallest unit that holds them all is meant; where that is a
province, or none, the words tell of no one place and nothing farther off is asked.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.places.names import holders_of, place_code, province_code
from pipeline.link.leads import Span
from pipeline.link.ledger.aside import REVISED_TO
from pipeline.link.ledger.entries import is_deciding
from pipeline.link.row_places import SEVERAL, RowPlaces, code_told, one_place
from pipeline.normalize.place_names import COMMUNES, split_level
from pipeline.records import Amount, Citation, Mentions, Outline, SumRelation
from pipeline.structure.bodies import COUNCIL
from pipeline.structure.sentences import sentences_of

_OWNER = re.compile(
    rf"(?<!\w)(?:của|do)\s+(?:các\s+)?(?:Chủ tịch\s+|Thường trực\s+)?{COUNCIL}\s+$",
    re.IGNORECASE,
)
"""Before a place: an office that writes, asks or decides."""
_LOCATED = re.compile(r"(?<!\w)(?:địa điểm|địa bàn|nơi thực hiện)[^.;\n]{0,60}$", re.IGNORECASE)
_CUTS = (",", ";", " và ", "(")
_REACH = 60
_LOOK_BACK = 400
_JOINED = re.compile(r"\s*(?:,|và|;)?\s*(?:các\s)?\s*", re.IGNORECASE)


def placed(
    text: str,
    outline: Outline,
    mentions: Mentions,
    sums: Sequence[SumRelation],
    leads: Sequence[Sequence[Span]],
    rows: RowPlaces,
    province: str | None,
) -> tuple[Amount, ...]:
    """The amounts of a document with the codes of their places; None where nothing tells one."""
    return _Reader(text, outline, mentions, sums, leads, rows, province).amounts()


class _Reader:
    def __init__(
        self,
        text: str,
        outline: Outline,
        mentions: Mentions,
        sums: Sequence[SumRelation],
        leads: Sequence[Sequence[Span]],
        rows: RowPlaces,
        province: str | None,
    ) -> None:
        self._text, self._outline = text, outline
        self._mentions, self._sums = mentions, sums
        self._leads, self._rows = leads, rows
        self._sentences = sentences_of(text)
        home = province_code(province) if province else None
        cited = _Spans(mentions.citations)
        self._units = [
            (entity, code)
            for entity in mentions.entities
            if entity.kind == "place"
            and (code := code_told(entity, province)) != home
            and (code or split_level(entity.name)[0] in COMMUNES)
            and not entity.is_province_alone
            and not cited.hold(entity.start)
            and not _OWNER.search(text, max(0, entity.start - _REACH), entity.start)
        ]
        self._starts = [entity.start for entity, _ in self._units]

    def amounts(self) -> tuple[Amount, ...]:
        amounts = self._mentions.amounts
        own = [self._own(index) for index in range(len(amounts))]
        whole_of = {part: relation.total for relation in self._sums for part in relation.parts}
        parted = self._parted(own)
        known = [code for code in own if code is not None]
        document, article = self._of_document(known), self._of_article(known)
        codes: list[str | None] = []
        for index, told in enumerate(own):
            if told is None and index in whole_of:
                told = own[whole_of[index]]
            if told is None and index not in parted:
                told = self._over(index)
                told = document if told is None else told
                told = article if told is None and not self._names_another(index) else told
            codes.append(told or None)
        return tuple(
            replace(amount, place_code=code) if code != amount.place_code else amount
            for amount, code in zip(amounts, codes, strict=True)
        )

    def _parted(self, own: Sequence[str | None]) -> set[int]:
        """The totals of which some part, or part of a part, tells a place."""
        over: dict[int, list[int]] = defaultdict(list)
        for relation in self._sums:
            for part in relation.parts:
                over[part].append(relation.total)
        found, waiting = set[int](), [index for index, code in enumerate(own) if code is not None]
        while waiting:
            above = [total for total in over[waiting.pop()] if total not in found]
            found.update(above)
            waiting += above
        return found

    def _own(self, index: int) -> str | None:
        """What an amount's project, its row or its clause tells."""
        amount = self._mentions.amounts[index]
        if amount.project is not None and (code := self._mentions.projects[amount.project].place_code):
            return code
        if self._rows.hold(amount):
            return self._rows.of(amount)
        before, after = (self._nearest(*span) for span in self._clause(index))
        if before and after and before in holders_of(after):
            return after
        return before if before is not None else after

    def _clause(self, index: int) -> tuple[tuple[int, int, bool], tuple[int, int, bool]]:
        """The words before and after an amount in its sentence, up to the marks that part it from the amounts beside it."""
        amounts = self._mentions.amounts
        amount = amounts[index]
        start, stop = self._sentences.at(amount.start)
        start = max(start, amount.start - _LOOK_BACK)
        first = index
        while first and start < amounts[first - 1].end and self._takes_the_place(first):
            first -= 1
        if first and amounts[first - 1].end > start:
            start = self._cut(amounts[first - 1].end, amounts[first].start)
        after, following = amount.end, index + 1
        if following < len(amounts) and amounts[following].role == "words" and amounts[following].start < stop:
            after, following = amounts[following].end, following + 1
        if following < len(amounts) and amounts[following].start < stop:
            stop = self._cut(after, amounts[following].start)
        return (start, amount.start, True), (after, max(after, stop), False)

    def _takes_the_place(self, index: int) -> bool:
        """Whether a sum follows the one that it takes the place of: 'huyện A từ 20 triệu đồng xuống còn 18 triệu đồng'."""
        amounts = self._mentions.amounts
        return REVISED_TO.fullmatch(self._text, amounts[index - 1].end, amounts[index].start) is not None

    def _cut(self, start: int, stop: int) -> int:
        """Where the words between two amounts go over from the first to the second."""
        return max([start, *(self._text.rfind(mark, start, stop) for mark in _CUTS)])

    def _nearest(self, start: int, stop: int, last: bool) -> str | None:
        """What the first run of places between two offsets tells, or the last: 'xã Cam Nghĩa, huyện Cam Lộ'."""
        held = self._held(start, stop)
        run: list[int] = []
        for at in reversed(held) if last else held:
            if run and not self._are_joined(*sorted((at, run[-1]))):
                break
            run.append(at)
        return one_place([self._units[at][1] for at in run])

    def _are_joined(self, one: int, other: int) -> bool:
        between = self._text[self._units[one][0].end : self._units[other][0].start]
        return len(between) <= _REACH and _JOINED.fullmatch(between) is not None

    def _over(self, index: int) -> str | None:
        """What the lines and headings over an amount tell, the nearest first."""
        told = (self._all_of(*lead) for lead in self._leads[index])
        return next((code for code in told if code is not None), None)

    def _all_of(self, start: int, stop: int) -> str | None:
        return one_place(self._between(start, stop))

    def _between(self, start: int, stop: int) -> list[str]:
        return [self._units[at][1] for at in self._held(start, stop)]

    def _held(self, start: int, stop: int) -> range:
        """The places between two offsets."""
        return range(bisect_left(self._starts, start), bisect_left(self._starts, stop))

    def _of_document(self, own: Sequence[str]) -> str | None:
        """What the document's subject tells, else where its works lie.

        These, as the first article, tell of no one place where the amounts, by their `own` words, go to several.
        """
        subject = self._outline.letterhead.subject
        if subject and (code := self._all_of(subject.start, subject.end)) is not None:
            return code
        works = [project.place_code for project in self._mentions.projects if project.place_code]
        located = [
            code
            for unit, code in self._units
            if _LOCATED.search(self._text, max(0, unit.start - 2 * _REACH), unit.start)
        ]
        return (one_place([*works, *located, *own]) or SEVERAL) if works or located else None

    def _of_article(self, own: Sequence[str]) -> str | None:
        """What the first article of a decision tells."""
        if not is_deciding(self._outline):
            return None
        first = next((section for section in self._outline.sections if section.label == "Điều 1"), None)
        told = self._between(first.start, first.end) if first else []
        return one_place([*told, *own]) if told else None

    def _names_another(self, index: int) -> bool:
        """Whether an amount's clause names a commune that only another province has: no place of its article holds that."""
        spans = [self._held(start, stop) for start, stop, _ in self._clause(index)]
        units = [self._units[at] for held in spans for at in held]
        return any(not code and place_code(unit.name, None) for unit, code in units)


class _Spans:
    """Whether citations hold an offset; they are in order and apart."""

    def __init__(self, citations: Sequence[Citation]) -> None:
        self._spans = sorted((citation.start, citation.end) for citation in citations)

    def hold(self, offset: int) -> bool:
        at = bisect_left(self._spans, (offset + 1, 0)) - 1
        return at >= 0 and self._spans[at][1] > offset

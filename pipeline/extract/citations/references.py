"""Documents that the text has told before, named again by less than their number.

'Kế hoạch 4565' and 'Nghị định số 57' by the serial, 'Nghị định 57/2018' by serial and year, 'Quyết định
nêu trên' by the kind alone. A serial that no whole number of the text completes is still a citation
where its day or issuer follows.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from pipeline.extract.citations.issuers import issuer_after, issuer_before
from pipeline.extract.citations.relations import relation_after, relation_before
from pipeline.extract.citations.words import day_after, subject_after
from pipeline.extract.passage import Passage, Spans
from pipeline.records import Citation
from pipeline.structure.number.docnumber import kind_named, number_key
from pipeline.structure.openings import Opened
from pipeline.structure.tables import kind_names

_SHORT = Opened(
    re.compile(
        rf"(?<!\w)(?P<kind>{kind_names()})(?P<said>\s+số\s*:?)?\s+(?P<serial>\d{{1,5}}[a-z]?)"
        rf"(?:\s?/\s?(?P<year>(?:19|20)\d\d))?(?![\w/%]|[.,]\d|\s?[-–]\s?(?:\d|[A-ZĐ]{{2}}))",
        re.IGNORECASE,
    ),
)
_SAID_ABOVE = Opened(
    re.compile(
        rf"(?<!\w)(?P<kind>{kind_names()})\s+(?:này|nêu trên|nói trên|trên đây|đã nêu|kể trên|trên)(?!\w)",
        re.IGNORECASE,
    ),
)
_TAIL = re.compile(r"\s+(?:này|nêu trên|nói trên|đã nêu)(?!\w)")
_NOT_ABOVE = re.compile(r"\s+(?:địa bàn|cơ sở|toàn|thế giới|phạm vi|cả nước|các|mạng|\d)")
_DEFINED = re.compile(r"(?:gọi|viết)\s+(?:tắt\s+)?là:?\s+[“\"]?$")
"""Before the short name that the text gives a document, which cites none."""
_WITHOUT_NUMBER = {"L", "PL", "HP", "SL"}
_STANDS_ALONE = {"NQ", "QĐ", "CT", "TB", "HD", "KH", "BC", "TTr", "CV", "NĐ", "TT", "TTLT", "SL", "PL", "KL", "CĐ"}

_SHORT_KINDS = {"TTLT": "TT", "TTLN": "TT", "NQLT": "NQ"}
"""What a joint document calls itself ('Thông tư này')."""


def find_references(passage: Passage, cited: Sequence[Citation]) -> Iterator[Citation]:
    """The mentions by less than a number; `cited` are the text's other citations, in order."""
    spans = Spans(cited)
    whole: dict[tuple[str, str], dict[str, Citation]] = defaultdict(dict)
    for citation in cited:
        number = number_key(citation.number)
        if citation.kind and (serial := re.match(r"\d+[a-z]?", number)):
            whole[citation.kind, serial[0]].setdefault(number, citation)
    for match in passage.find(_SHORT):
        defined = _DEFINED.search(passage.before(match.start(), 24)) is not None
        if not (defined or spans.overlap(*match.span())) and (found := _by_serial(passage, match, whole)):
            yield found
    last: dict[str | None, Citation] = {}
    following = iter(cited)
    waiting = next(following, None)
    for match in passage.find(_SAID_ABOVE):
        while waiting and waiting.end <= match.start():
            if waiting.number:
                last[waiting.kind] = last["CV"] = waiting
            waiting = next(following, None)
        if not spans.overlap(*match.span()) and not _NOT_ABOVE.match(passage.text, match.end()):
            found = _by_kind(passage, match, last)
            if found:
                yield found


def _by_serial(
    passage: Passage, match: re.Match[str], whole: Mapping[tuple[str, str], Mapping[str, Citation]]
) -> Citation | None:
    text = passage.text
    kind = kind_named(match["kind"])
    if kind is None or (text[match.start()].islower() and not match["said"]):
        return None
    told_year = f"/{match['year']}" if match["year"] else ""
    held = whole.get((kind.code, match["serial"].lstrip("0").lower()), {})
    fitting = [citation for number, citation in held.items() if told_year in number]
    told = day_after(text, match.end())
    issuer, end = issuer_after(passage, told.end, joint=kind.code == "TTLT")
    if issuer and told.day is None and told.printed is None:
        told = day_after(text, end)
    issuer = issuer or issuer_before(passage, match.start(), None)
    same = fitting[0] if len(fitting) == 1 else None
    if same is None and (kind.code not in _STANDS_ALONE or not (told.day or (issuer and match["said"]))):
        return None
    end = max(end, told.end)
    if same and (tail := _TAIL.match(text, end)):
        end = tail.end()
    number = same.number if same else match["serial"] + told_year
    return Citation(
        start=match.start(),
        end=end,
        text=text[match.start() : end],
        rule="citation.serial",
        confidence=0.9 if same else 0.8,
        number=number,
        kind=kind.code,
        issued_on=told.day or (same.issued_on if same and not told.printed else None),
        issuer=issuer or (same.issuer if same else None),
        relation=relation_after(text, end) or relation_before(passage, match.start()),
        subject=subject_after(passage, end)[0] or (same.subject if same else None),
        impossible_date=told.printed,
    )


def _by_kind(passage: Passage, match: re.Match[str], last: Mapping[str | None, Citation]) -> Citation | None:
    """'Quyết định nêu trên': the last document of that kind; one of the document's own kind is itself."""
    kind = kind_named(match["kind"])
    here = match[0].lower().endswith("này")
    own = passage.outline.letterhead.kind
    if kind is None or kind.code in _WITHOUT_NUMBER or (here and kind.code in (own, _SHORT_KINDS.get(own or ""))):
        return None
    if here and own in (None, "VBHN"):  # a consolidated text speaks as what it consolidates
        return None
    same = last.get(kind.code)
    if same is None:
        return None
    return Citation(
        start=match.start(),
        end=match.end(),
        text=match[0],
        rule="citation.above",
        confidence=0.75,
        number=same.number,
        kind=same.kind,
        issued_on=same.issued_on,
        issuer=same.issuer,
        relation=relation_before(passage, match.start()),
        subject=same.subject,
    )

"""Laws, codes and ordinances cited by name: 'Luật Ngân sách nhà nước ngày 25 tháng 6 năm 2015'.

The names are a table (`data/laws.toml`); another name counts where a number, a day or a year follows it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from pipeline.extract.data_folder import DATA
from pipeline.extract.passage import Passage
from pipeline.normalize.fold import fold
from pipeline.normalize.letters import UPPER
from pipeline.structure.alternatives import alternatives
from pipeline.structure.calendar import DAY, day_of
from pipeline.structure.number.docnumber import kind_named
from pipeline.structure.openings import Opened
from pipeline.structure.tables import Kind, kind_names

_HEAD = Opened(
    re.compile(r"(?<!\w)(?P<kind>Bộ [Ll]uật|Luật|Pháp lệnh|Hiến pháp|BỘ LUẬT|LUẬT|PHÁP LỆNH|HIẾN PHÁP)(?!\w)"),
)
_AMENDING = r"sửa\s+đổi\s*,?\s*bổ\s+sung\s+(?:một\s+số\s+điều\s+)?(?:của\s+)?(?:các\s+)?(?:Bộ luật|Luật|Pháp lệnh)\s+"
_FOLDED_AMENDING = fold(_AMENDING)
_MORE = (
    r"(?:(?:(?:,|,?\s+va)\s+(?:bo luat|luat|phap lenh)\s+{names}(?!\w)){{1,4}}"
    r"(?=\s*(?:so\s*:?\s*\d|ngay\s*\d|nam\s*(?:19|20)\d\d)))?"
)
"""The other laws that one law amends, before what tells it: 'Luật sửa đổi, bổ sung một số điều của Luật A và Luật B ngày ...'."""
_UNLISTED = re.compile(
    rf"\s+(?P<name>(?:(?i:{_AMENDING}))?[{UPPER}][^;.:()\n\d\"“”]{{2,110}}?)(?=\s+(?:số\s*:?\s*\d|ngày\s*\d|năm\s*(?:19|20)\d\d))"
)
_NOT_IN_NAME = re.compile(rf"(?<!\w)(?:được|đã|căn cứ|theo|tại|và các|(?i:{kind_names()}))(?!\w)")
_REVISED = re.compile(r"\s*\(\s*(?:sửa đổi|năm \d{4})\s*\)")
_DAY_LEAD = re.compile(
    r"\s*,?\s*(?:đã\s+)?(?:được\s+)?(?:Quốc hội[^;.\n]{0,70}?\s)?(?:\(?\s*thông qua\s+)?\(?(?=ngày\s*\d)", re.IGNORECASE
)
_YEAR = re.compile(r"\s*,?\s*\(?\s*năm\s*(?P<year>(?:19|20)\d\d)(?!\d)")
_TOLD = re.compile(r"(?:\s*\((?:sửa đổi|năm \d{4})\))?\s*(?:số\s*:?\s*\d|ngày\s*\d|năm\s*(?:19|20)\d\d)")
_ISSUERS = {"L": "Quốc hội", "HP": "Quốc hội", "PL": "Ủy ban Thường vụ Quốc hội"}
_WINDOW = 160


@dataclass(frozen=True, slots=True)
class LawName:
    """A law named at `start:end`: the name without its kind, its day or year where told."""

    start: int
    end: int
    kind: Kind
    name: str
    day: date | None
    year: int | None

    @property
    def issuer(self) -> str:
        """Who passes such laws."""
        return _ISSUERS[self.kind.code]


@cache
def _listed() -> re.Pattern[str]:
    """The table's names, folded, after the kind's name."""
    names = tomllib.loads((DATA / "laws.toml").read_text(encoding="utf-8"))["names"]
    folded = alternatives(tuple(fold(name) for name in names))
    return re.compile(rf"\s+(?:{_FOLDED_AMENDING}{folded}(?!\w){_MORE.format(names=folded)}|{folded}(?!\w))")


def find_laws(passage: Passage) -> Iterator[LawName]:
    """Every law that is named in the text, in order."""
    position = 0
    for head in passage.find(_HEAD):
        law = _law_at(passage.text, head) if head.start() >= position else None
        if law:
            position = law.end
            yield law


def _law_at(text: str, head: re.Match[str]) -> LawName | None:
    kind = kind_named(head["kind"])
    if kind is None:
        return None
    name_end = _name_end(text, head, kind)
    if name_end is None:
        return None
    name = re.sub(r"\s+", " ", text[head.end() : name_end]).strip()
    whole = f"{head['kind']} {name}".strip() if head["kind"].lower() in ("bộ luật", "hiến pháp") else name
    revised = _REVISED.match(text, name_end)
    end = revised.end() if revised else name_end
    if (lead := _DAY_LEAD.match(text, end)) and (match := DAY.match(text, lead.end())):
        return LawName(head.start(), match.end(), kind, whole, day_of(match), None)
    year = _YEAR.match(text, name_end)
    if not year and not name:
        return None
    return LawName(head.start(), year.end() if year else end, kind, whole, None, int(year["year"]) if year else None)


def _name_end(text: str, head: re.Match[str], kind: Kind) -> int | None:
    if kind.code == "HP":
        return head.end()
    listed = _listed().match(fold(text[head.end() : head.end() + _WINDOW]))
    # A listed name that begins with a small letter is a common noun ('luật đầu tư ra sao').
    if listed and text[head.end() : head.end() + listed.end()].lstrip()[:1].isupper():
        return head.end() + listed.end()
    told = _TOLD.match(text, head.end() + listed.end()) if listed else None
    amending = listed is not None and fold(text[head.end() : head.end() + 20]).lstrip().startswith("sua doi")
    if listed and (amending or told):
        return head.end() + listed.end()
    unlisted = _UNLISTED.match(text, head.end(), head.end() + _WINDOW)
    if unlisted and not _NOT_IN_NAME.search(re.sub(_AMENDING, "", unlisted["name"], flags=re.IGNORECASE)):
        return unlisted.end("name")
    return None

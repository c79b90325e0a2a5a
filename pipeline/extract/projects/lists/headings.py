"""Projects that head a numbered part: '2. Bệnh viện Đa khoa X, quy mô 220 giường', the cost in the part's own line or below."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from pipeline.extract.passage import Passage
from pipeline.extract.places.finder import UNIT
from pipeline.extract.projects.costs.sums import GIVEN_FOR, NO_COST, first_cost, stated_between
from pipeline.extract.projects.names.mentions import project_at
from pipeline.extract.projects.names.works import NATIONAL, has_proper_name, name_at, names_work
from pipeline.normalize.tones import compiled
from pipeline.records import Amount, Project

_LABEL = re.compile(
    r"^[ \t]*(?:(?P<number>\d{1,2}(?:\.\d{1,2}){0,3}[.)]?|\(\d{1,2}\)|\d{1,2}/|[IVX]{1,5}[.)]|[A-HĐ][.)])|[a-zđ][.)]|[*•])[ \t]+(?=[^\W\d_])"
    r"|^[ \t]*(?=(?:Tiểu dự án|Dự án|Hợp phần|Đề tài|Mô hình|Công trình|Hạng mục)(?: thành phần)?\s(?:số\s)?\d{1,2}\s?[:.–-])",
    re.MULTILINE,
)
_KIND = re.compile(
    rf"(?!{NATIONAL.pattern})(?:(?:Tiểu )?(?:Dự án|Công trình|Hạng mục|Hợp phần)"
    r"|(?P<scheme>Mô hình|Đề án|Đề tài|Chương trình|Nhiệm vụ(?= [Xx]ây)))(?: thành phần| SXTN| sản xuất thử nghiệm"
    rf"| KH&CN)?(?P<number> (?:số )?(?:\d{{1,2}}|[IVX]{{1,4}})(?=\s?[:.–-]))?(?: đầu tư(?: xây dựng)?)?\s?[:.–-]?\s"
    r"(?=[^\W\d_])",
    re.IGNORECASE,
)
_ACTS = re.compile(
    r"\s(?:hướng dẫn|chủ trì|phối hợp|tổ chức|chịu trách nhiệm|tham mưu|theo dõi|rà soát|báo cáo|trình|ký hợp đồng)\s",
    re.IGNORECASE,
)
"""What a body does whose name the words begin with."""
_TELLS = compiled(
    r"(?:đã|đang|mới|chưa|đến nay|hiện|còn|mua|chi)\s|(?:UBND|Ủy ban|HĐND|Huyện|Xã|Tỉnh|Thị xã|Thành phố|Phường"
    r"|Thị trấn|Sở|Ban|Phòng|Công ty|HTX|Hợp tác xã|Hội)\s[^,;:\n]{2,60}?\s(?:là|đã|đang|sẽ|được|chưa|mới|hỗ trợ|cấp"
    r"|giao|chi|mua|lập|làm|xây|xây dựng|đầu tư|thực hiện|triển khai|bố trí|tổ chức|chậm|trình|duyệt|phê duyệt)(?!\w)",
    re.IGNORECASE,
)
"""What opens a sentence on a part, and no name of it: 'Dự án 1: huyện X hỗ trợ nhà ở cho 260 hộ', 'Hợp phần 2: đã xong 06 tuyến'."""
_LED = re.compile(r"\s*(?:\([^()\n]*\))?\s*[-–:]\s*[^.;\n]{0,20}")
_CATALOGUE = re.compile(r"DANH MỤC\b.*\b(?:DỰ ÁN|CÔNG TRÌNH)")
_TITLE = re.compile(r"^[^\n]{12,200}$", re.MULTILINE)
_LONGEST, _REACH, _TITLE_WORDS = 300, 1_500, 4


def find_headed_projects(passage: Passage) -> Iterator[Project]:
    """The works that head a part which tells their cost, or a part of a catalogue; annexes, which the outline leaves out, too."""
    text = passage.text
    labels = list(_LABEL.finditer(text))
    catalogues = _catalogues(text)
    numbered = marked = len(text)  # where the next number or project stands, and the next label of either kind
    for label in reversed(labels):
        end = numbered if label["number"] else marked
        kind = _KIND.match(text, label.end())
        numbered, marked = label.start() if label["number"] or kind else numbered, label.start()
        line_end = text.find("\n", label.end(), end)
        stop = min(line_end if line_end >= 0 else end, label.end() + _LONGEST)
        if not text[label.end()].isupper() or "\t" in text[label.start() : stop]:
            continue
        start = kind.end() if kind else label.end()
        name = name_at(text, start, stop)
        if _TELLS.match(name) or not (names_work(name, True) or (kind and len(name.split()) >= _TITLE_WORDS)):
            continue
        at = bisect_right(catalogues, start, key=lambda stretch: stretch[0]) - 1
        listed = at >= 0 and start < catalogues[at][1]
        part = kind is not None and kind["number"] is not None
        scheme = kind is not None and kind["scheme"] is not None
        if not listed and not part and not scheme and (not has_proper_name(name) or _ACTS.search(name)):
            continue
        cost = _cost(passage, start + len(name), stop, min(end, start + _REACH))
        if cost or listed or part:
            place = UNIT.search(text, start + len(name), stop)
            yield project_at(passage, start, start + len(name), "project.headed", cost, place)


def _catalogues(text: str) -> list[tuple[int, int]]:
    """The stretches under a heading 'DANH MỤC DỰ ÁN ...', up to the next heading in capitals, in order."""
    titles = [line for line in _TITLE.finditer(text) if line[0].isupper()]
    ends = [line.start() for line in titles[1:]]
    stretches = zip(titles, [*ends, len(text)], strict=False)
    return [(line.end(), end) for line, end in stretches if _CATALOGUE.search(line[0])]


def _cost(passage: Passage, end: int, line_end: int, stop: int) -> Amount | None:
    """What the part calls the cost; else the one sum of its first line where a dash or colon leads it in."""
    called = first_cost(passage, end, stop, "costs")
    if called:
        return called
    own = list(stated_between(passage, end, line_end))
    if len(own) != 1 or GIVEN_FOR.match(passage.text, own[0].end) or NO_COST.search(passage.text, end, own[0].start):
        return None
    return own[0] if _LED.fullmatch(passage.text, end, own[0].start) else None

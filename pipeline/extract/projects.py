"""Projects: passage in, `Project` mentions out.

A project is an item or sentence that opens with 'Dự án', 'Mô hình' and the like and tells its cost, its
beneficiary or its place: 'Dự án hỗ trợ thiết bị ... cho X, tổng kinh phí 90 triệu đồng, địa điểm tại Y'.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.passage import Passage, Spans
from pipeline.extract.places import UNIT
from pipeline.extract.project_items import find_project_items
from pipeline.extract.project_tables import find_projects_in_tables
from pipeline.normalize.letters import UPPER
from pipeline.records import Amount, Project

_LOWER_KINDS = "tiểu dự án|dự án|mô hình|công trình|đề án"
_KINDS = "Tiểu dự án|Dự án|Mô hình|Công trình|Đề án|Đề tài|Phương án sản xuất|Nhiệm vụ|Hạng mục"
_AFTER_VERB = (
    r"(?:phê duyệt|thực hiện|triển khai|đầu tư|hỗ trợ|khởi công|hoàn thành|bố trí (?:vốn )?cho|giao|xây dựng)\s+"
)
_OPENING = re.compile(
    rf"(?:(?:^|(?<=\n)|(?<=\t)|(?<=[.;:] ))[ \t]{{0,40}}(?:[-+*•–]\s*|\(?\d{{1,2}}[.)]\s*|[a-zđ][.)]\s*)?"
    rf"|(?<!\w){_AFTER_VERB}(?:chủ trương đầu tư\s+)?)(?P<name>(?P<kind>{_KINDS}|(?<=[^\n][^\n] )(?:{_LOWER_KINDS}))(?!\w)"
    r"(?!\s+(?:(?:này|trên|nêu|đã|được|là|có|của|do|gồm|đầu tư (?:công|trên|từ|của)|khác|nào|mới|và|phải|theo|tại|trong|thuộc)\b|số \d))[^\n;]*)",
)
_NAME_END = re.compile(
    r"\s*[,.;:(–-]?\s+(?:với\s+)?(?:(?:tổng\s+)?(?:số\s+)?(?:kinh phí|vốn|mức đầu tư|giá trị)|tổng (?:mức|cộng|kinh)|địa điểm|địa chỉ|thực hiện tại|thời gian|do\s"
    r"|quy mô|trong đó|đơn vị (?:thực hiện|chủ trì)|chủ (?:đầu tư|trì|thể))|\s*[,:;(]|\.\s|\.$",
    re.IGNORECASE,
)
_BENEFICIARY = re.compile(
    rf"(?<!\w)cho\s+(?P<beneficiary>(?:các\s+|nhóm\s+)?(?:\d+\s+)?(?:hộ|HTX|Hợp tác xã|hợp tác xã|Công ty|công ty|doanh nghiệp|Doanh nghiệp|DNTN|tổ hợp tác|Tổ hợp tác|THT|cơ sở|Cơ sở"
    rf"|nhóm|làng nghề|trang trại|chủ thể|bà con|người dân|nông dân|xã|thôn|ông|bà|[{UPPER}]).*)$"
)
_PLACE = re.compile(
    r"(?:địa điểm(?:\s+thực hiện)?|địa chỉ|thực hiện|triển khai|thuộc)?\s*(?::|tại|ở)\s*(?:địa bàn\s+)?(?=\S)",
    re.IGNORECASE,
)
_STATE = re.compile(r"(?:ngân sách|nhà nước|nguồn vốn nhà nước|NSNN|NSTW)[^,;.]{0,40}$", re.IGNORECASE)
_YEAR = re.compile(r"\bnăm\s+((?:19|20)\d\d)")


def find_projects(passage: Passage) -> tuple[Project, ...]:
    """Every project that the text describes, in order."""
    found: list[Project] = []
    for more in (find_project_items(passage), _find(passage), find_projects_in_tables(passage)):
        taken = Spans(found)
        found += [project for project in more if not taken.overlap(project.start, project.end)]
    return tuple(sorted(found, key=lambda project: project.start))


def _find(passage: Passage) -> Iterator[Project]:
    for match in _OPENING.finditer(passage.text):
        start, stop = match.start("name"), match.end("name")
        end_match = _NAME_END.search(passage.text, start + len(match["kind"]) + 1, stop)
        end = end_match.start() if end_match else stop
        end = start + len(passage.text[start:end].rstrip(" ,.;:-–"))
        name = passage.text[start:end]
        if len(name.split()) < 4:
            continue
        told = _details(passage, name, end, stop)
        if told:
            beneficiary, place, total, state = told
            year = _YEAR.search(passage.text, start, stop)
            yield Project(
                start=start,
                end=end,
                text=name,
                rule="project.item",
                confidence=0.95 if total and (beneficiary or place) else 0.8,
                name=re.sub(r"\s+", " ", name),
                kind=match["kind"].capitalize(),
                beneficiary=beneficiary,
                place=place,
                total_vnd=total.vnd if total else None,
                state_vnd=state.vnd if state else None,
                year=int(year[1]) if year else None,
            )


def _details(
    passage: Passage, name: str, end: int, stop: int
) -> tuple[str | None, str | None, Amount | None, Amount | None] | None:
    """Beneficiary, place, cost and the state's share; None where the text tells none of them."""
    held = _BENEFICIARY.search(name)
    beneficiary = held["beneficiary"] if held else None
    place = _place(passage.text, end, stop)
    amounts = [a for a in passage.found.amounts if end <= a.start < stop and a.role == "stated"]
    shares = [a for a in amounts if _STATE.search(passage.text[end : a.start])]
    total = next((a for a in amounts if a not in shares), None)
    if not (total or (beneficiary and place)):
        return None
    return beneficiary, place, total, shares[0] if shares else None


def _place(text: str, start: int, stop: int) -> str | None:
    """The units after 'tại' or 'địa điểm'."""
    for lead in _PLACE.finditer(text, start, stop):
        unit = UNIT.match(text, lead.end(), stop)
        if unit:
            return unit[0]
    return None

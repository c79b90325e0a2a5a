"""Projects told in a row: passage in, `Project` mentions out.

'04 dự án (Đường ven biển X, Kè Y)', 'hoàn thành các công trình: đường A, cầu B (12 tỷ đồng)', 'gồm: (1) Cầu C; (2) Hồ D'.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, zip_longest

from pipeline.extract.passage import Passage
from pipeline.extract.projects.costs.sums import last_sum, newer, sums_between
from pipeline.extract.projects.lists.items import NO_TITLE
from pipeline.extract.projects.names.mentions import work_at
from pipeline.extract.projects.names.works import (
    FULL_STOP,
    MANY,
    has_proper_name,
    name_said_of,
    names_one_work,
    names_own_work,
    names_work,
    work_words,
    works_verbs,
)
from pipeline.normalize.letters import UPPER
from pipeline.records import Amount, Project
from pipeline.structure.alternatives import alternatives
from pipeline.structure.openings import Opened, opened

_SENTENCE_END = re.compile(rf"{FULL_STOP}|\n|$")
_SEPARATOR = re.compile(r"[;()]|,(?!\d)|\svà(?=\s)")
_BEGINS = re.compile(
    r"\s*(?:và\s+)?(?P<mark>\((?:\d{1,2}|[ivx]{1,4}|[a-zđ])\)|\d{1,2}[.)]|[a-zđ]\))?\s*(?:(?:đã|đang)\s+)?"
    r"(?:(?:khởi công|hoàn thành|thi công|triển khai|khánh thành|đưa vào sử dụng|việc)\s+){0,2}"
    r"(?P<kind>(?:tiểu dự án|dự án|công trình|hạng mục|mô hình)(?: đầu tư)?:?\s+)?[“\"]?",
    re.IGNORECASE,
)
_LED = re.compile(
    r"\([^()\d]{0,20}$|^\s?\([^()]{1,60}\)\s?:?\s*$|\([^();]{1,40},\s$"
    r"|^[\s(,:]*(?:(?:dự kiến|khoảng|là|hết|mất|tốn)\s)*$|(?<!\w)(?:tổng mức(?: đầu tư)?|TMĐT"
    r"|tổng (?:vốn|kinh phí|dự toán)|kinh phí|vốn(?: đầu tư| đăng ký)?|trị giá|dự toán|khái toán|quyết toán"
    r"|thành tiền)(?: (?:là|khoảng|dự kiến))?:?\s*$",
    re.IGNORECASE,
)
_SAYS_WHICH = re.compile(rf"\s(?:[{UPPER}]|\d+\s(?:hộ|xã|thôn|bản|trường))")
_GOES_INTO = re.compile(r",?\sgồm:?\s?")
_MANY_BEFORE = re.compile(r"(?:các|những|hai|ba|bốn|năm|\d{1,3})\s$", re.IGNORECASE)
_COST = re.compile(
    r"(?<!\w)(?:kinh phí|tổng mức đầu tư|TMĐT|dự toán|giá trị|vốn đầu tư)(?: (?:là|khoảng|xây dựng|thực hiện))?\s$",
    re.IGNORECASE,
)
_THERE = re.compile(rf"\s(?:tại|ở)\s(?:[^\W\d]+\s){{1,4}}(?<=\s)(?=[{UPPER}])")
_LONGEST, _FEWEST_WORDS, _NEAR = 900, 3, 40


@cache
def _opening() -> Opened:
    """What leads a row in: the word for works up to a colon, a bracket or 'như'; or, of many, right before the first."""
    works = alternatives((*work_words("works"), *work_words("bodies")))
    return opened(
        r"(?<!\w)(?:(?:dự án|công trình|hạng mục|XDCB|xây dựng cơ bản),?"
        rf"(?:[ ](?:[^\W\d_]{{1,10}}|\d[\w.,/-]{{0,24}}),?){{0,18}}?(?:[ ]\(\d{{1,3}}\))?(?:[ ]?:|[ ]?\("
        r"|[ ](?:như|gồm|là)(?!\w)[ ]?:?)[ ]?"
        rf"|(?:khởi công|hoàn thành|đầu tư|xây dựng|xây mới|sửa chữa|nâng cấp|cải tạo)(?:[ ][^\W\d_]{{1,10}}){{0,3}}"
        rf"(?:[ ]\d{{1,3}}(?:[ ][^\W\d_]{{1,10}}){{1,4}})?,?(?:[ ]gồm)?[ ]?:[ ]?"
        r"|(?:trong đó:?|(?:(?<=các )|(?<=những )|(?<=\d ))(?:dự án|công trình|hạng mục))[ ]"
        rf"(?={works}(?!\w)))",
    )


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of a row: where its name stands, where the next piece begins, whether a semicolon or a mark sets it apart, a sum stands in it, a word like 'mô hình' opens it, and 'tại X' follows its name."""

    start: int
    name: str
    stop: int
    apart: bool
    costed: bool
    called: bool
    placed: bool


def find_projects_in_series(passage: Passage) -> Iterator[Project]:
    """The works of every row that holds two at least, in order."""
    reached = 0
    leads = list(passage.find(_opening()))
    for lead, following_lead in zip_longest(leads, leads[1:]):
        if lead.end() < reached:
            continue
        if lead[0].lower().startswith("trong đó") and not _in_cost(passage, lead.start()):
            continue
        sentence = _SENTENCE_END.search(passage.text, lead.end(), lead.end() + _LONGEST)
        stop = sentence.start() if sentence else min(len(passage.text), lead.end() + _LONGEST)
        if following_lead and following_lead[0].rstrip().endswith(":"):
            stop = min(stop, following_lead.start())
        pieces = list(_pieces(passage, lead.end(), stop, lead[0].rstrip().endswith("(")))
        works = _works(pieces, titles=lead[0].lower().startswith("dự án") and lead[0].rstrip().endswith(":"))
        if _parts_of_one(passage, lead):
            works = [piece for piece in works if has_proper_name(piece.name)]
        for piece, following in pairwise([*works, None]):
            if piece is None:
                continue
            end = piece.start + len(piece.name)
            cost = _cost(passage, end, following.start if following else _last_of(passage.text, end, piece.stop, stop))
            reached = piece.stop
            yield work_at(passage, piece.start, piece.name, "project.listed", cost)


def _in_cost(passage: Passage, at: int) -> bool:
    """Whether 'trong đó' stands behind what a work costs: 'Đường X dài 21 km, kinh phí 512 tỷ đồng, trong đó cầu Y 96 tỷ đồng'."""
    cost = last_sum(passage, max(0, at - _NEAR), at)
    return (
        cost is not None
        and passage.text[cost.end : at] in (", ", " (")
        and _COST.search(passage.before(cost.start)) is not None
    )


def _parts_of_one(passage: Passage, lead: re.Match[str]) -> bool:
    """Whether what a row tells is what one work's cost is made of: 'dự án này 28,7 tỷ đồng, gồm san nền ..., đường nội bộ ...'."""
    if lead[0].lower().startswith("trong đó"):
        return True
    cost = last_sum(passage, *lead.span())
    joined = cost is not None and _GOES_INTO.fullmatch(passage.text, cost.end, lead.end())
    return bool(joined) and not _MANY_BEFORE.search(passage.before(lead.start(), 20))


def _last_of(text: str, end: int, piece_end: int, stop: int) -> int:
    """Where what is told of the last work ends: 'Trang trại bò X, vốn đăng ký 520 tỷ đồng; ...' behind its comma."""
    if not text.startswith(",", piece_end):
        return piece_end
    semicolon = text.find(";", end, stop)
    return semicolon if semicolon >= 0 else stop


def _works(pieces: Sequence[_Piece], titles: bool) -> list[_Piece]:
    """The pieces that name works, two at least by names of their own; beside them titles that semicolons set apart, and works by common nouns with a sum.

    Behind 'dự án:' titles with a sum are names of their own.
    """
    own = [
        piece
        for piece in pieces
        if (_is_own(piece) or (titles and piece.costed and _titled(piece.name))) and not MANY.search(piece.name)
    ]
    if len(own) + sum(piece.costed and piece not in own and names_work(piece.name, True) for piece in pieces) < 2:
        return []
    return [
        piece
        for piece in pieces
        if piece in own
        or (piece.apart and piece.name[:1].isupper() and len(piece.name.split()) >= _FEWEST_WORDS)
        or (piece.costed and (names_work(piece.name, True) or _titled(piece.name)) and not MANY.search(piece.name))
    ]


def _is_own(piece: _Piece) -> bool:
    """Whether a piece tells which work it is: by a name of its own, or by a common one and the place behind it."""
    return (
        names_one_work(piece.name)
        or (piece.costed and names_own_work(piece.name))
        or _called(piece)
        or (piece.placed and names_work(piece.name, True))
    )


def _called(piece: _Piece) -> bool:
    """Whether a piece is called a project and says of what or for how many: 'mô hình bếp cải tiến cho 240 hộ'."""
    return piece.called and len(piece.name.split()) >= _FEWEST_WORDS and _SAYS_WHICH.search(piece.name) is not None


def _titled(name: str) -> bool:
    """Whether a piece that tells its cost may be a project that builds nothing: 'Rà phá bom mìn tuyến biên giới'."""
    return name[:1].isupper() and len(name.split()) > _FEWEST_WORDS and not NO_TITLE.match(name)


@cache
def _next_one() -> re.Pattern[str]:
    """What begins a further piece behind 'và': a capital, a work, what is done to one, or the word for one."""
    words = alternatives(
        (*work_words("works"), *work_words("bodies"), *work_words("verbs"), "dự án", "mô hình", "đề", "việc")
    )
    return re.compile(rf"[{UPPER}\d(“\"]|(?i:{words})(?!\w)")


@cache
def _only_verbs() -> re.Pattern[str]:
    """'Sửa chữa' before 'nâng cấp hồ X': no piece of its own."""
    return re.compile(rf"{_BEGINS.pattern}{works_verbs()}(?:,?\s{works_verbs()}){{0,3}}\s?", re.IGNORECASE)


def _pieces(passage: Passage, start: int, stop: int, bracketed: bool) -> Iterator[_Piece]:
    depth, begin, apart = 0, start, False
    for mark in [*_SEPARATOR.finditer(passage.text, start, stop), None]:
        sign = mark[0] if mark else ""
        if sign == "(":
            depth += 1
            continue
        if sign == ")" and depth:
            depth -= 1
            continue
        if depth and mark:
            continue
        if sign.endswith("và") and mark and not _next_one().match(passage.text, mark.end() + 1, stop):
            continue
        if sign.startswith(",") and _only_verbs().fullmatch(passage.text, begin, mark.start() if mark else stop):
            continue
        end = mark.start() if mark else stop
        closed = bracketed and sign == ")"
        following = apart or sign == ";"
        if piece := _piece(passage, begin, end, following):
            yield piece
        if closed:
            return
        begin, apart = (mark.end() if mark else stop), sign == ";"


def _piece(passage: Passage, begin: int, end: int, apart: bool) -> _Piece | None:
    lead = _BEGINS.match(passage.text, begin, end)
    if lead is None:
        return None
    cost = next(sums_between(passage, lead.end(), end), None)
    name = name_said_of(passage.text, lead.end(), cost.start if cost else end)
    placed = _THERE.search(passage.text, lead.end() + len(name), end) is not None
    marked = apart or lead["mark"] is not None
    return _Piece(lead.end(), name, end, marked, cost is not None, bool(lead["kind"]), placed) if name else None


def _cost(passage: Passage, end: int, stop: int) -> Amount | None:
    """The first sum behind a name: alone, in brackets, or called its cost."""
    sums = sums_between(passage, end, stop)
    amount = next(sums, None)
    if amount is None or amount.role not in ("stated", "part") or not _LED.search(passage.text[end : amount.start]):
        return None
    return newer(passage, amount, next(sums, None))

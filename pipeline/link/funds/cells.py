"""The fund of a cell: the headings of its column, its row's name and the rows over it in, the fund's name out.

A budget's level and the money's nature are told apart, either over the other: 'Ngân sách trung ương > Vốn đầu tư'.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import repeat

from pipeline.link.cues import kind_of
from pipeline.link.funds.over import fund_in_title
from pipeline.link.funds.words import is_giver
from pipeline.link.heading_words import opens, role_of
from pipeline.link.told import Told
from pipeline.normalize.place_names import LEVEL

BUDGETS = ("state", "central", "province", "district", "commune", "local")
"""Kinds of fund that are a budget."""
_BRACKET = re.compile(r"\s*\([^()]*\)\s*$")
_OPENED = re.compile(r"^\s*(?:(?:trong đó|chia ra|gồm)\s*:?\s*)?(?:từ\s+(?:nguồn\s+)?)?", re.IGNORECASE)
_GIVEN = re.compile(r"(?<!\w)(?:đối ứng|đóng góp|dân góp|tự có)$", re.IGNORECASE)
_AFTER_LEVEL = re.compile(
    rf"(?:(?:\s*[,/+–-]\s*|\s+và\s+)(?:trung ương|TW|{LEVEL}|người dân|nhân dân|dân|HTX|doanh nghiệp))*"
    r"(?:\s+(?:đóng góp|góp|hỗ trợ|đối ứng)(?:\s*\([^()]*\))?)?$",
    re.IGNORECASE,
)
"""'Tỉnh, huyện', 'Huyện hỗ trợ'."""
_WHO_GIVES = re.compile(
    r"(?:(?:nhân |người )?dân|cộng đồng|doanh nghiệp|trung ương|TW|tỉnh|huyện|xã|thôn)(?:[\s,]+(?:hiến|tự|đóng góp|góp|hỗ trợ|cấp))+(?!\w)",
    re.IGNORECASE,
)
_GIVES_IN_HEAD = re.compile(
    r"(?:dự kiến|nhu cầu|phần|số (?:tiền|vốn|kinh phí))\s(?P<who>trung ương|TW|tỉnh|huyện|xã)\shỗ trợ\s*(?:\([^()]*\))?$",
    re.IGNORECASE,
)
"""'Dự kiến TW hỗ trợ'."""
_NO_NAME = re.compile(r"vốn (?:kế hoạch|giao|đã)", re.IGNORECASE)
_ABROAD = re.compile(r"(?:vốn\s+)?(?:nước ngoài|ngoài nước)", re.IGNORECASE)
_CLOSES = re.compile(r"^(?:tổng cộng|cộng|tổng số)\s(?:từ|nguồn|vốn từ)\s", re.IGNORECASE)
"""'Tổng cộng từ ngân sách'."""
_TRADE = re.compile(r"sự nghiệp\s+\w", re.IGNORECASE)
"""'Sự nghiệp giáo dục' names what a row's money is spent on."""


def fund_of_cell(path: tuple[str, ...], label: str, over: Sequence[str], told: str | None) -> Told[str] | None:
    """The fund of a cell: what its row tells under 'Nguồn vốn' (`told`), else the column's, the row's or that of the rows
    over it; a level with its nature. A row's own goes before a column 'Vốn đầu tư', which may be any.
    """
    column, row = column_fund(path), _fund_of_row(_CLOSES.sub("", label))
    if told or (row and column and column.lower() == "vốn đầu tư"):
        column = None
    names = zip(
        (told, column, row, *map(_fund_of_row, over)),
        ("fund.row-head", "fund.column", "fund.row", *repeat("fund.rows-over", len(over))),
        strict=True,
    )
    found = [Told(name, rule) for name, rule in names if name]
    fund = _joined([one.value for one in found])
    return Told(fund, found[0].rule) if fund else None


def parts_a_budget(fund: str) -> bool:
    """Whether a fund parts one that a title may name: by its nature, or by where it comes from."""
    return _is_nature(fund) or _ABROAD.fullmatch(fund) is not None


@lru_cache(maxsize=4096)
def fund_named(words: str) -> str | None:
    """The fund that one heading is, without its unit: 'Ngân sách tỉnh'; None for another heading."""
    name = _OPENED.sub("", _BRACKET.sub("", words)).strip(" :-+–*•")
    if _GIVEN.search(name) and len(name.split()) <= 8:
        return name
    if not opens("funds").match(name) or len(name.split()) > 12 or role_of((name,)):
        return None
    level, fund = opens("levels").match(name), opens("funds").match(name)
    if level and fund and fund.end() > level.end():
        # 'Xã hội hoá' is no commune's.
        level = None
    if level and not _AFTER_LEVEL.match(name, level.end()):
        return None
    if opens("no_fund").fullmatch(name) or _NO_NAME.match(name):
        return None
    return name


@lru_cache(maxsize=4096)
def column_fund(path: tuple[str, ...]) -> str | None:
    """The fund that the headings of a column name, the lowest first."""
    for index in range(len(path) - 1, -1, -1):
        if given := _GIVES_IN_HEAD.match(path[index]):
            return given["who"]
        uppers = [fund for words in reversed(path[:index]) if (fund := _fund_over(words))]
        name = path[index] if _is_who_gives(path[index], index + 1 == len(path)) else fund_named(path[index])
        if name is None and opens("natures").fullmatch(path[index]) and uppers:
            name = path[index]
        if name is None:
            continue
        if opens("levels").fullmatch(name):
            upper = _BRACKET.sub("", path[index - 1]) if index else ""
            if opens("budgets").fullmatch(upper):
                return f"{upper} {name}"
            if counterpart := next((fund for fund in uppers if kind_of(fund) == "counterpart"), None):
                return f"{counterpart} {name}"
            if len(path) == 1 and name.lower() in ("khác", "tỉnh", "huyện", "xã"):
                return None if name.lower() == "khác" else name
        return _joined([name, *uppers])
    return next((fund for words in reversed(path) if (fund := fund_in_title(words, of_accounts=False))), None)


def _is_who_gives(heading: str, lowest: bool) -> bool:
    return ("," in heading and is_giver(heading)) or (lowest and heading.lower() == "nhà nước")


def _fund_over(words: str) -> str | None:
    return fund_named(words) or fund_in_title(words, of_accounts=False)


def _fund_of_row(label: str) -> str | None:
    if (given := _BRACKET.sub("", label)) and _WHO_GIVES.fullmatch(given):
        return given
    if opens("levels").match(label) or _TRADE.match(label):
        return None
    return fund_named(label)


def _joined(names: Sequence[str]) -> str | None:
    """The nearest fund, a level with the nearest nature and a nature with the nearest level: 'Vốn đầu tư NSTW'."""
    if not names:
        return None
    name, others = names[0], names[1:]
    if _is_nature(name):
        level = next((other for other in others if kind_of(other) in (*BUDGETS, "counterpart")), None)
        return f"{name} {level}" if level else name
    if kind_of(name) in BUDGETS:
        nature = next((other for other in others if _is_nature(other)), None)
        return f"{nature} {name}" if nature else name
    return name


def _is_nature(name: str) -> bool:
    """Whether a name tells what money may be spent on, or that it is from home, and not whose it is."""
    return opens("natures").match(name) is not None and kind_of(name) in ("operating", "investment", None)

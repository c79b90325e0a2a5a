"""Amounts of money in figures and in words: passage in, `Amount` mentions out.

Covers compounds ('2 tỷ 300 triệu đồng', '1 tỷ rưỡi'), ranges ('3 - 5 tỷ đồng'), rates
('triệu đồng/người/năm'), other currencies, a unit said once for several figures ('lần lượt là
237; 90 và 229,4 triệu đồng') and sums written out. 'triệu tấn' and 'tỷ kWh' are no money.
What an amount is for (role, fund, year) is the link room's to say.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from pipeline.extract.amounts.bare_parts import find_bare_parts
from pipeline.extract.amounts.figures import Figure, Figures, money_figures
from pipeline.extract.amounts.money_words import (
    after_bare_pattern,
    bound_after_pattern,
    context_pattern,
    each_pattern,
    qualifier_pattern,
)
from pipeline.extract.amounts.rates import rate_at
from pipeline.extract.amounts.record import amount_of
from pipeline.extract.amounts.shared_units import shared_before
from pipeline.extract.amounts.written import find_written_amounts
from pipeline.extract.numerals import writes_english_billions, writes_english_marks
from pipeline.extract.passage import Passage, Spans, within
from pipeline.extract.projects.works import starts_of_works
from pipeline.extract.tables.columns import unit_column
from pipeline.normalize.letters import UPPER
from pipeline.records import Amount
from pipeline.structure.table.grid import Grid

_NEXT_LABELLED = re.compile(r"\s?[;,]\s[^\d;:\n]{1,60}:\s\d[\d.,]*\s(?:triệu|t[ỷỉ])(?!\w)", re.IGNORECASE)
"""'Huyện A: 12.345 triệu; huyện B: 13.200 triệu': members of one list are of one kind."""
_OF_EACH = frozenset(("con", "lần", "hộ", "người", "suất", "căn", "nhà", "em", "khẩu"))
"""What a bare 'triệu' per one of is money: no one counts millions of anything of it."""
_AND_A_SHARE = re.compile(r"\s?(?:\+|cộng(?: với)?)\s?\d[\d.,]*\s?%", re.IGNORECASE)
"""'13,5 triệu + 0,5% giá trị vượt': a fee."""
_MEASURED = re.compile(r"(?<!\w)(?:dân số|số dân|sản lượng|năng suất)(?!\w)", re.IGNORECASE)
"""'dân số 3 triệu/hộ', 'năng suất 5 triệu/con' are none all the same."""
_CLOSED = re.compile(rf"\.\s+(?!Nhà xuất bản|N[Xx][Bb])[{UPPER}]")
"""'góp 2.500tr. Đến 30/6': the point of a unit that closes its sentence too."""
_OF_A_BOOK = re.compile(r"(?:(?<!năm )(?:19|20)\d\d|(?:Nhà xuất bản|NXB)(?!\w)[^.;\n]{0,40})[,:.]\s$", re.IGNORECASE)
"""'Nxb Thống kê, 2010, 250 tr. Hà Nội': pages."""
_ENDS_LINE = re.compile(r"\s?[;,.]?\s*(?:\n|$|\()")
_IN_TURN = re.compile(r"(?<!\w)lần lượt(?: là)?\s(?:\d[\d.,]* (?:triệu|tỷ|tỉ)(?:, | và ))*$", re.IGNORECASE)
"""'Hai trụ sở sửa mái, lần lượt 95 triệu và 105 triệu'."""
_ENDS_PART = re.compile(r"\s?(?:[;,.)\n]|$|và\s)")
_COUNTED = re.compile(r"\d\s?(?:triệu|t[ỷỉ])\s(?!đồng|và\s)[^\W\d]", re.IGNORECASE)
_PARTS = re.compile(r"(?:trong đó|gồm|chia ra)(?!\w)", re.IGNORECASE)
_MONEY = re.compile(r"\d\s?(?:triệu|t[ỷỉ]|nghìn|ngàn)\sđồng(?!\w)", re.IGNORECASE)
_SET_APART = re.compile(rf"(?:[,–-]|(?<!\w)(?:mất|cần|hết|lần lượt|\d triệu và)|(?<!\w)[{UPPER}][^\W\d_]*)\s$")
"""What stands before a sum that is told of what precedes it: a comma, a dash, a name."""
_COUNTED_IN_BILLIONS = re.compile(
    r"\s*(?:kwh|m3|m³|mét|lít|lượt|con|cây|người|dân|usd|sdr|đô|eur|yên|jpy|nhân dân tệ|tấn|viên|liều|cổ|phiếu|tham số|tin|sản phẩm|đơn vị"
    r"|bản|năm|khối|tế bào|hạt|trứng|quả|lần|giao dịch|tài khoản|khách|mẫu|lá|bài|cuộc|thiết bị|cử tri)(?!\w)",
    re.IGNORECASE,
)
"""What a bare 'tỷ' may count; else it is money where money is spoken of."""
_BILLION = Decimal(1_000_000_000)
_GIVEN = re.compile(
    r"(?:(?<!\w)(?:cho|góp|số dư|trả được|thu được|vay|nộp|ứng|đòi|lỗ|lãi|giữ|thực thu|tồn quỹ|hỗ trợ|thưởng|bù|đóng)"
    r"(?:\s(?:thêm|lại|được|gần|hơn|khoảng|trên))?"
    r"|(?<!\w)mỗi (?:xã|thôn|bản|ấp|xóm|nhà|hộ|huyện|trường|công trình)|\sx)\s$",
    re.IGNORECASE,
)
"""What stands before a bare 'triệu' that is given: 'Xã cho 200 triệu,', 'mỗi xã 20 triệu'."""
_OF_MILLIONS = re.compile(
    r"(?<!\w)(?:dân số|số dân|người|khách|lượt|con giống|cây giống|tấn|sản lượng|liều|thuê bao|truy cập|năng suất"
    r"|theo dõi|kWh|lít|cử tri|tài khoản|giao dịch|cá thể|trứng)(?!\w)",
    re.IGNORECASE,
)
"""What is counted in millions too."""
_TIMES = re.compile(r"[^\W\d_]\s?[x×*]\s?$")
"""'(bốn hộ x hai triệu đồng)': the words are what one is multiplied by."""
_TO = re.compile(r"\s+(?:đến|tới)\s+(?:dưới\s+)?", re.IGNORECASE)
_IN_LETTERS = re.compile(r"(?<!\w)chữ(?!\w)", re.IGNORECASE)
_EXACTLY = ("chẵn", "tròn")
_THOUSANDS = re.compile(r"\d[.,]\d{3}(?!\d)")
_WORD = re.compile(r"[^\W\d_]{2}")
_POWER_OF_TEN = re.compile(r"1[.,]?000(?:[.,]?000)?(?!\d)")
_EACH = ("mỗi", "trên một", "trên 1")
_BESIDE, _NEAR, _FAR = 20, 500, 1_500


def find_amounts(passage: Passage) -> tuple[Amount, ...]:
    """Every amount of money of the text, in order."""
    english = writes_english_marks(passage.text)
    figures = Figures(passage.text, english, english and writes_english_billions(passage.text))
    in_figures = tuple(_without_units(passage, _in_figures(passage, figures)))
    written = tuple(_in_words(passage, in_figures))
    told = [*in_figures, *written]
    told += _apart(find_bare_parts(passage, figures, sorted(told, key=lambda amount: amount.start)), Spans(told))
    taken = Spans(told)
    explained = (_explained(figures, words) for words in written if words.role == "words")
    found = [*told, *(amount for amount in explained if amount and not taken.overlap(amount.start, amount.end))]
    return tuple(sorted(found, key=lambda amount: amount.start))


def _without_units(passage: Passage, amounts: Iterable[Amount]) -> Iterator[Amount]:
    """The amounts but '1.000đ' in a table's column of units."""
    units: dict[int, list[tuple[int, int]]] = {}
    for amount in amounts:
        at = _table_at(passage, amount) if _POWER_OF_TEN.match(amount.text) else None
        if at is not None and at not in units:
            grid = Grid(passage.text, passage.tables[at])
            column = unit_column(grid)
            units[at] = [(cell.start, cell.end) for cell in grid.table.cells if cell.column == column]
        if at is None or not any(start <= amount.start < end for start, end in units[at]):
            yield amount


def _table_at(passage: Passage, amount: Amount) -> int | None:
    """The table that an amount stands in."""
    at = bisect_right(passage.tables, amount.start, key=lambda table: table.start) - 1
    return at if at >= 0 and amount.end <= passage.tables[at].end else None


def _apart(amounts: Iterable[Amount], taken: Spans) -> Iterable[Amount]:
    """Each amount once, but those that overlap what is taken."""
    return {amount.start: amount for amount in amounts if not taken.overlap(amount.start, amount.end)}.values()


def _in_words(passage: Passage, in_figures: Sequence[Amount]) -> Iterator[Amount]:
    """The sums in words: those that digits tell too of role `words`, else told as those in figures are, a range as one."""
    low: Amount | None = None
    values = {amount.value for amount in in_figures}
    for amount in find_written_amounts(passage.text):
        if low and _TO.fullmatch(passage.text, low.end, amount.start) and (high := _range_of(passage, low, amount)):
            low = high
            continue
        if low:
            yield _told(passage, low, in_figures, values)
        low = amount
    if low:
        yield _told(passage, low, in_figures, values)


def _told(passage: Passage, words: Amount, in_figures: Sequence[Amount], values: Container[str]) -> Amount:
    """A sum in words, its role by whether digits tell it too: of a range none do but those before its bracket."""
    if _TIMES.search(passage.before(words.start, 8)):
        again = False
    elif words.value_high:
        again = _in_brackets(passage.before(words.start, _FAR))
    else:
        again = words.value in values or _beside_digits(passage, words, in_figures)
    return words if again else _as_in_figures(passage, words)


def _in_brackets(before: str) -> bool:
    return before.rfind("(") > before.rfind(")")


def _beside_digits(passage: Passage, words: Amount, in_figures: Sequence[Amount]) -> bool:
    """Whether words may say again what digits say; else no figure of money precedes them in their line and the one above."""
    text = passage.text
    before = passage.before(words.start, _FAR)
    exact = words.text.lower().endswith(_EXACTLY)
    if _in_brackets(before) or exact or not _WORD.search(before) or _IN_LETTERS.search(before):
        return True
    line = words.start - len(before)
    lines = text[max(0, line - _FAR) : line].rstrip()
    above = lines[lines.rfind("\n") + 1 :]
    top = max(0, line - _FAR) + len(lines) - len(above)
    at = bisect_left(passage.tables, words.start, key=lambda table: table.start) - 1
    under_a_table = at >= 0 and passage.tables[at].end > top
    return (
        under_a_table
        or next(within(in_figures, top, words.start), None) is not None
        or _THOUSANDS.search(above + before) is not None
    )


def _range_of(passage: Passage, low: Amount, high: Amount) -> Amount | None:
    if low.value_high or low.currency != high.currency or Decimal(low.value) >= Decimal(high.value):
        return None
    text = passage.text[low.start : high.end]
    return replace(low, end=high.end, text=text, value_high=high.value, vnd_high=high.vnd)


def _as_in_figures(passage: Passage, words: Amount) -> Amount:
    """A sum that is told in words alone, with what it is per and its bound."""
    each = _each_before(passage.before(words.start, 60).lower())
    rate = rate_at(passage.text, words.end)
    per = rate.per if rate else (each["thing"] or each["measure"]) if each else None
    end = rate.end if rate else words.end
    text = passage.text[words.start : end]
    bound = _qualifier(passage, words.start, end)
    return replace(words, end=end, text=text, role="rate" if per else "stated", per=per, qualifier=bound)


def _explained(figures: Figures, words: Amount) -> Amount | None:
    figure = figures.before_words(words)
    if figure is None:
        return None
    span = (figure.start, figure.end)
    return amount_of(figures.text, span, figure, None, figure.unit, rule="money.with-words", confidence=0.9)


def _in_figures(passage: Passage, figures: Figures) -> Iterator[Amount]:
    text = passage.text
    position = 0
    while match := money_figures().search(text, position):
        figure = figures.at(match)
        if figure is None:
            # A spaced run that is no amount may still hold one: 'năm 2018 500 triệu đồng'.
            position = match.start() + len(match[0].split(" ")[0].split("\u00a0")[0])
            continue
        amounts = list(_amounts(passage, figures, figure))
        position = max([figure.start + 1, match.end(), *(amount.end for amount in amounts)])
        yield from amounts


def _amounts(passage: Passage, figures: Figures, low: Figure) -> Iterator[Amount]:
    """The amount that a figure opens: alone, as the low end of a range, or the last of a shared unit."""
    text = passage.text
    high = figures.high_end(low)
    end = high.end if high else low.end
    unit = high.unit if high else low.unit
    if unit.currency is None and not _is_money_without_currency(passage, low, end):
        return
    repaired = low.number.repaired or (high is not None and high.number.repaired)
    if repaired and unit.factor is None:
        return
    per = None
    if rate := rate_at(text, end):
        per, end = rate.per, rate.end
    elif each := _each_before(passage.before(low.start, 60).lower()):
        per = each["thing"] or each["measure"]
    yield from shared_before(passage, figures, low, unit, per)
    amount = amount_of(
        text,
        (low.start, end),
        low,
        high,
        unit,
        rule="money.rate" if per else "money.range" if high else "money.figures",
        confidence=0.6 if repaired else 0.99 if unit.currency else 0.8,
        role="rate" if per else "stated",
        per=per,
        qualifier=_qualifier(passage, low.start, end),
    )
    if amount:
        yield amount


def _each_before(words: str) -> re.Match[str] | None:
    return each_pattern().search(words) if any(word in words for word in _EACH) else None


def _is_money_without_currency(passage: Passage, figure: Figure, end: int) -> bool:
    """'500 triệu' is money where nothing counted follows and money is spoken of before."""
    before = passage.before(figure.start, _BESIDE)
    around = _speaks_of_money(passage.text, figure.start - _FAR, figure.start + _FAR)
    billions = (
        around
        and figure.unit.factor == _BILLION
        and not _COUNTED_IN_BILLIONS.match(passage.text, end)
        and not _OF_MILLIONS.search(before)
    )
    rate = rate_at(passage.text, end)
    if rate and rate.per.partition("/")[0] in _OF_EACH and not _MEASURED.search(before):
        return True
    if _AND_A_SHARE.match(passage.text, end):
        return True
    closed = _CLOSED.match(passage.text, end - 1) and not _OF_A_BOOK.search(passage.before(figure.start, 60))
    if not (rate or closed or after_bare_pattern().match(passage.text, end)):
        return billions
    before = passage.sentence_before(figure.start)
    if context_pattern().search(before):
        return True
    parts = _PARTS.search(before) and not _COUNTED.search(before)
    if parts and _speaks_of_money(passage.text, figure.start - _NEAR, figure.start):
        # 'Cấp 1 tỷ 240 triệu đồng. Trong đó: trồng mới 780 triệu, bảo vệ 460 triệu'
        return _ENDS_PART.match(passage.text, end) is not None
    # 'Tổng thiệt hại 286 tỷ đồng, trong đó:\n- Nông nghiệp: 98 tỷ', 'chợ huyện (1,1 tỷ)'
    labelled = passage.before(figure.start, 3).rstrip().endswith(":") and (
        _ENDS_LINE.match(passage.text, end) or _NEXT_LABELLED.match(passage.text, end)
    )
    bracketed = passage.text[figure.start - 1] == "(" and passage.text.startswith((")", ",", ";"), end)
    if (labelled or bracketed) and _speaks_of_money(passage.text, figure.start - _NEAR, figure.start):
        return True
    if billions:
        return True
    if _IN_TURN.search(before):
        return around
    if _COUNTED.search(before) or _OF_MILLIONS.search(before):
        return False
    # 'Cống Ba Xã thay 02 cánh cống hết 1.265 triệu.', 'Trạm y tế xã A 296 triệu, Trạm y tế xã B 141 triệu'
    works = starts_of_works(passage.text)
    if bisect_left(works, figure.start - len(before)) < bisect_left(works, figure.start):
        return True
    if not _ENDS_PART.match(passage.text, end):
        return False
    words = passage.before(figure.start, 30)
    return around and (_SET_APART.search(words) or _GIVEN.search(words)) is not None


def _speaks_of_money(text: str, start: int, end: int) -> bool:
    """Whether a sum with its currency opens between two offsets."""
    sums = _sums_of(text)
    index = bisect_left(sums, start)
    return index < len(sums) and sums[index] < end


@lru_cache(maxsize=2)
def _sums_of(text: str) -> list[int]:
    """Where sums with their currency stand."""
    return [match.start() for match in _MONEY.finditer(text)]


def _qualifier(passage: Passage, start: int, end: int) -> str | None:
    match = qualifier_pattern().search(passage.before(start, 30)) or bound_after_pattern().match(passage.text, end)
    return " ".join(match["qualifier"].lower().split()) if match else None

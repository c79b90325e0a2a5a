"""Counted and measured things: passage in, `Quantity` mentions out ('09 hội chợ', 'khoảng 3 - 5 sản phẩm').

What is counted comes from the table; after a bound ('ít nhất') or a figure that only counts ('03', '1.326'),
any noun will do, cut as underthesea cuts it. Money, dates and numbers of documents are none.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from pipeline.extract.figures import with_thousands_of
from pipeline.extract.money import DATA
from pipeline.extract.numerals import DIGITS, NUMBER_WORD, Number, parse_number, plain
from pipeline.extract.openings import Opened, first_words
from pipeline.extract.passage import Passage, Spans
from pipeline.extract.words import Cue
from pipeline.normalize.letters import LOWER
from pipeline.records import Quantity, QuantityRole
from pipeline.structure.tables import alternatives
from pipeline.structure.within import Within

_RANGE = re.compile(r"(?P<percent> ?%)?(?:[ \u00a0]?[-–—]|\s(?:đến|tới)(?!\w))\s?(?=\d)")
_LABEL_BEFORE = re.compile(
    r"(?<!\w)(?:điều|khoản|điểm|mục|phần|chương|năm|tháng|quý|ngày|(?<!dân )(?<!tổng )(?<!thiểu )(?<!trong )số|lần thứ|thứ|nhóm|bảng|biểu|phụ lục|mẫu|lớp|khóa|khoá|kỳ"
    r"|quốc lộ|tỉnh lộ|đường|tổ|thôn|khu phố|khối|phường|quận|đội|tiểu khu|lô|thửa|QLDA|chương trình|quyết định|nghị quyết|nghị định|luật|thông tư|công văn|kế hoạch|phương án|đề án|trang)\s*$",
    re.IGNORECASE,
)
_EACH_BEFORE = re.compile(r"(?<!\w)mỗi\s+\w+\s*$", re.IGNORECASE)
"""'mỗi lô 200 m2' labels nothing."""
_CHANGES = re.compile(r"(?:tăng|giảm|nâng|hạ|mở rộng|thu hẹp|rút|chuyển)(?!\w)", re.IGNORECASE)
_FROM = re.compile(r"(?<!\w)từ\s$", re.IGNORECASE)
_OF_THE_WHOLE = re.compile(r"/\d[\d.]*(?=\s)")
_IN_WORDS = re.compile(rf" \((?:{NUMBER_WORD}\s?){{1,6}}\)(?= )", re.IGNORECASE)
_A_TIME = (
    r"(?:\s?/\s?(?:năm|tháng|ngày đêm|ngày|giờ|vụ|quý|giây|người|hộ|khẩu|ha|lao động|mẻ|ca|cây|con|chuyến|lượt|đợt|lứa|sào|m2|m3|lít"
    r"|mô hình|cơ sở|xã|thôn|học sinh|trẻ|suất))?"
)
_SPACE = r"[ \u00a0]"
_SPELLED_BEFORE = re.compile(rf"(?<!\w){NUMBER_WORD}(?:\s{NUMBER_WORD}){{0,3}} ?\($", re.IGNORECASE)
_PERCENT = re.compile(r"\s?[%‰](?:\s?/\s?(?:năm|tháng|quý|ngày))?")

_OPENS = re.compile(r"\s{0,2}[^\W\d_]|\s?[%‰]")
"""What may be counted begins with a letter, or is a share: a cheap look, since most figures count nothing."""

_COUNTED_AFTER = r"(?:\s{0,2}[^\W\d_]|\s?[%‰]| \([^\W\d_]|\)\s{0,2}[^\W\d_]|\)\s?[%‰]|/\d[\d.]*\s)"
_MAY_COUNT = re.compile(
    rf"(?>{DIGITS.pattern})(?={_COUNTED_AFTER}|[ \u00a0]?[-–—]\s?(?>\d+(?:[.,]\d+)*){_COUNTED_AFTER})"
)
"""Figures before what may be counted, or before the upper end of a range: `re` passes over the others quickest."""
_LONGEST_NOUN = 40
_GOES_ON = re.compile(rf" [{LOWER}]")
"""After a noun that may be the beginning of a longer one: words are cut for no other."""


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((DATA / "quantities.toml").read_text(encoding="utf-8"))


@cache
def _measure() -> re.Pattern[str]:
    """A measure; 'm' is a metre, 'M' none, longer names are read whatever their case."""
    names = _table()["measures"]
    long, short = (tuple(n for n in names if (len(n) > 1) is wanted) for wanted in (True, False))
    return re.compile(
        rf"{_SPACE}{{0,2}}(?P<unit>(?:(?i:{alternatives(long)})|{alternatives(short)}){_A_TIME})(?![\w²³]|/\w)"
    )


@cache
def _measure_names() -> dict[str, str]:
    return {name.lower(): name for name in _table()["measures"]}


@cache
def _counted() -> re.Pattern[str]:
    """A counted noun; after a line's end too, where the figure before it stands in a sentence."""
    return re.compile(
        rf"(?:{_SPACE}{{1,2}}|\n)(?P<item>{alternatives(tuple(_table()['counted']))})(?!\w)", re.IGNORECASE
    )


@cache
def _each() -> re.Pattern[str]:
    """'02 sản phẩm/huyện', '1.600 cây/ha': what it is counted for."""
    names = (*_table()["counted"], *_table()["measures"], "năm", "tháng", "quý", "tuần", "ngày", "giờ", "khóa")
    return re.compile(rf"\s?/\s?(?:0?1\s)?(?P<each>{alternatives(names)})(?![\w²³])", re.IGNORECASE)


@cache
def _share_of() -> re.Pattern[str]:
    """'75% số xã', '90 % tổng số hộ': whose share it is."""
    names = alternatives(tuple(_table()["counted"]))
    return re.compile(rf"{_SPACE}(?:tổng\s+)?(?:số\s+)?(?P<item>{names})(?!\w)", re.IGNORECASE)


@cache
def _scale() -> re.Pattern[str]:
    scales = alternatives(tuple(_table()["scales"]))
    return re.compile(rf"{_SPACE}(?P<scale>{scales})(?=\s)(?!\s+(?:lệ|trọng|suất|số)(?!\w))")


@cache
def _qualifier() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?P<qualifier>{alternatives(tuple(_table()['qualifiers']))})\s$", re.IGNORECASE)


@cache
def _bound_after() -> re.Pattern[str]:
    return re.compile(rf"\s+(?P<qualifier>{alternatives(tuple(_table()['after']))})(?!\w)", re.IGNORECASE)


@cache
def _cue(role: str) -> Opened:
    names = tuple(_table()["roles"][role])
    return Opened(first_words(names), re.compile(rf"(?<!\w){alternatives(names)}(?!\w)", re.IGNORECASE))


@cache
def _counted_time() -> re.Pattern[str]:
    names = alternatives(tuple(_table()["counted_from_thousand"]))
    return re.compile(rf"{_SPACE}(?P<item>{names})(?!\w)", re.IGNORECASE)


@cache
def _no_item() -> re.Pattern[str]:
    return re.compile(rf"\s?{alternatives(tuple(_table()['not_items']))}(?!\w)", re.IGNORECASE)


@cache
def noun_cue() -> Cue:
    """Where a figure may count a noun that no table has."""
    return Cue(re.compile(rf"\d (?=[{LOWER}])"), _LONGEST_NOUN)


def find_quantities(passage: Passage) -> tuple[Quantity, ...]:
    """Every quantity of the text, in order."""
    found = passage.found
    taken = Spans(found.amounts, found.citations, found.dates)
    return tuple(_find(passage, taken))


def _find(passage: Passage, taken: Spans) -> Iterator[Quantity]:
    text = passage.text
    roles = _Roles(passage)
    position = 0
    while match := _MAY_COUNT.search(text, position):
        position = match.end()
        low = parse_number(match[0])
        if low is None or taken.overlap(*match.span()) or _is_denominator(text, match):
            continue
        quantity = _quantity(passage, roles, match, low)
        if quantity and not taken.overlap(quantity.start, quantity.end):
            position = quantity.end
            yield quantity


def _is_denominator(text: str, match: re.Match[str]) -> bool:
    """'9/9 đơn vị' has one figure, '320 hộ/1.250 khẩu' two; '5 kg/100 m2' is per a measure."""
    start = match.start()
    if not text.startswith("/", start - 1):
        return False
    return not (text[max(0, start - 2)].isalpha() and match[0] != "1" and _counted().match(text, match.end()))


def _high_end(text: str, low: Number, end: int) -> tuple[Number, Number | None, int]:
    """Both ends of a range, the lower with the noughts of the upper ('50 - 100.000 ha'), and where it ends."""
    between = _RANGE.match(text, end)
    match = DIGITS.match(text, between.end()) if between else None
    high = parse_number(match[0]) if match else None
    if between is None or match is None or high is None:
        return low, None, end
    if between["percent"] and not _PERCENT.match(text, match.end()):
        return low, None, end
    return with_thousands_of(low, high), high, match.end()


def _quantity(passage: Passage, roles: _Roles, match: re.Match[str], low: Number) -> Quantity | None:
    text = passage.text
    before = passage.before(match.start(), 30)
    worded = before.rstrip()[-1:].isalpha()
    bound = _qualifier().search(before) if worded else None
    if (
        worded
        and not bound
        and "," not in match[0]
        and _LABEL_BEFORE.search(before)
        and not _EACH_BEFORE.search(before)
    ):
        return None
    spelled_before = _SPELLED_BEFORE.search(before) if before.endswith("(") else None
    low, high, end = _high_end(text, low, match.end())
    if whole := _OF_THE_WHOLE.match(text, end):
        end = whole.end()
    if spelled := _IN_WORDS.match(text, end):
        end = spelled.end()
    end += bool(spelled_before) and text.startswith(")", end)
    factor = Decimal(1)
    if scaled := _scale().match(text, end):
        factor, end = Decimal(_table()["scales"][" ".join(scaled["scale"].split())]), scaled.end()
    thing = _thing(passage, match, end, bounded=bound is not None or factor > 1)
    if thing is not None and high is None and factor == 1:
        high, thing = _same_again(passage, match, low, thing)
    top = high or low
    if thing is None or top.value < low.value:
        return None
    first = bound or spelled_before
    start = match.start() - (len(before) - first.start()) if first else match.start()
    after = None if bound else _bound_after().match(text, thing.end)
    told = bound or after
    return Quantity(
        start=start,
        end=thing.end,
        text=text[start : thing.end],
        rule=thing.rule,
        confidence=0.75 if thing.rule == "quantity.noun" else 0.93,
        value_low=plain(low.value * factor),
        value_high=plain(top.value * factor),
        unit=thing.unit,
        item=thing.item,
        role=roles.of(start, match.start()),
        qualifier=" ".join(told["qualifier"].lower().split()) if told else None,
    )


def _same_again(passage: Passage, match: re.Match[str], low: Number, thing: _Thing) -> tuple[Number | None, _Thing]:
    """The upper end of a range that says its unit twice: 'từ 50 ha đến 100 ha'; what grows 'từ ... đến' is none."""
    before = passage.before(match.start(), 40)
    between = _RANGE.match(passage.text, thing.end) if _FROM.search(before) and not _CHANGES.search(before) else None
    second = DIGITS.match(passage.text, between.end()) if between else None
    high = parse_number(second[0]) if second else None
    again = _thing(passage, second, second.end(), bounded=False) if second and high else None
    if high is None or again is None or not again.unit.startswith(thing.unit) or again.rule == "quantity.percent":
        return None, thing
    return (high, again) if high.value > low.value else (None, thing)


@dataclass(frozen=True, slots=True)
class _Thing:
    """What is counted or measured, and where its words end."""

    end: int
    unit: str
    item: str | None
    rule: str


def _thing(passage: Passage, match: re.Match[str], end: int, bounded: bool) -> _Thing | None:
    text = passage.text
    if not _OPENS.match(text, end):
        return None
    if percent := _PERCENT.match(text, end):
        per = re.sub(r"\s", "", percent[0])
        counted = _share_of().match(text, percent.end()) if per == "%" else None
        if counted is None or counted["item"][0].isupper():
            return _Thing(percent.end(), per, None, "quantity.percent")
        end, item = _whole_words(passage, counted)
        return _Thing(end, "%", item, "quantity.percent")
    if measure := _measure().match(text, end):
        name, _, per = re.sub(r"\s*/\s*", "/", measure["unit"]).partition("/")
        whole = _measure_names().get(f"{name}/{per}".lower())
        unit = whole or _measure_names().get(name.lower(), name) + (f"/{per.lower()}" if per else "")
        return _Thing(measure.end(), unit, None, "quantity.measure")
    counted = _counted().match(text, end)
    if not counted and (of_time := _counted_time().match(text, end)) and _in_thousands(match[0]):
        return _Thing(of_time.end(), of_time["item"], of_time["item"], "quantity.counted")
    if not (counted and " " in counted["item"]) and _no_item().match(text, end):
        return None
    if counted:
        if not _counts(passage, match, counted):
            return None
        end, item = _whole_words(passage, counted)
        if item in _table()["not_items"]:
            return None
        each = _each().match(text, end)
        unit = f"{item}/{each['each'].lower()}" if each else item
        return _Thing(each.end() if each else end, unit, item, "quantity.counted")
    noun = _noun(passage, match, end, bounded)
    return _Thing(text.index(noun, end) + len(noun), noun, noun, "quantity.noun") if noun else None


def _counts(passage: Passage, match: re.Match[str], counted: re.Match[str]) -> bool:
    """Whether a figure counts the noun after it: '14' alone on its line is a page's number, '7.1' a heading's."""
    if "\n" in counted[0] and counted["item"][0].isupper():
        return False
    alone = not re.search(r"\w", passage.before(match.start(), 300))
    return not (alone and ("\n" in counted[0] or re.fullmatch(r"\d+(?:\.\d{1,2})+", match[0])))


def _whole_words(passage: Passage, counted: re.Match[str]) -> tuple[int, str]:
    """Where a counted noun ends, as underthesea cuts words: 'con số' is no 'con'."""
    start, end = counted.span("item")
    span = passage.words.at(end - 1) if _GOES_ON.match(passage.text, end) else None
    if span and start <= span[0] and span[1] > end:
        longer = passage.text[start : span[1]]
        added = longer[end - start :].split()
        if added[:1] and added[0] in _table()["no_longer"]:
            return end, passage.text[start:end]
        if re.fullmatch(rf"[{LOWER}]+(?: [{LOWER}]+){{0,4}}", longer):
            return span[1], longer
    return end, passage.text[start:end]


def _noun(passage: Passage, match: re.Match[str], end: int, bounded: bool) -> str | None:
    """The word after a figure that can only count: bounded, with a nought before ('03') or in thousands ('1.326')."""
    padded = len(match[0]) == 2 and match[0][0] == "0"
    if not (bounded or padded or _in_thousands(match[0])) or passage.text[end : end + 1] != " ":
        return None
    span = passage.words.at(end + 1)
    word = passage.text[span[0] : span[1]] if span and span[0] == end + 1 else ""
    if word.partition(" ")[0] in _table()["not_nouns"]:
        return None
    return word if re.fullmatch(rf"[{LOWER}]{{2,}}(?: [{LOWER}]+)*", word) else None


def _in_thousands(figures: str) -> bool:
    return re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+", figures) is not None


class _Roles:
    """Tells targets from results; the cue words of the text are looked up once."""

    def __init__(self, passage: Passage) -> None:
        self._passage = passage
        self._within = Within(passage.outline.sections)
        self._ends = {role: [cue.end() for cue in passage.find(_cue(role))] for role in ("target", "result")}

    def of(self, start: int, end: int) -> QuantityRole | None:
        """By the words of the clause, then by the headings above it."""
        sentence = start - len(self._passage.sentence_before(start))
        clause = max(sentence, self._passage.text.rfind(";", sentence, start) + 1)
        target, result = self._last("target", clause, end), self._last("result", clause, end)
        if target or result:
            return "target" if target >= result else "result"
        for index in self._within.over(start):
            heading = self._passage.outline.sections[index].heading
            if _cue("target").pattern.search(heading):
                return "target"
            if _cue("result").pattern.search(heading):
                return "result"
        return "target" if self._passage.outline.letterhead.kind in ("KH", "CTr", "ĐA") else None

    def _last(self, role: str, start: int, end: int) -> int:
        """Where the last cue between two offsets ends; 0 where there is none."""
        ends = self._ends[role]
        index = bisect_right(ends, end) - 1
        return ends[index] if index >= 0 and ends[index] > start else 0

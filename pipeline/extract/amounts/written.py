"""Sums written out ('Sáu tỷ, bốn trăm triệu đồng'): text in, `Amount` mentions out, role `words`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from pipeline.extract.amounts.money_words import money_table, to_vnd, unit_at
from pipeline.extract.numerals import NUMBER_WORD, parse_words, plain
from pipeline.normalize.fold import fold
from pipeline.records import Amount
from pipeline.structure.openings import opened, openings_of

_CURRENCY = opened(
    r"(?<=\s)(?P<currency>đồng(?:[^\S\n]+Việt\s+Nam|\s+Việt\s+Nam(?=\s*[.,;)]))?|đô[\s-]?la(?:\s+Mỹ)?|VNĐ|VND|USD)(?!\w)(?![^\S\n]+(?:chí|bào|thời|bộ)\b)",
)
_ROUND = re.compile(r"\s{0,3}(?:chẵn|tròn)(?!\w)", re.IGNORECASE)
_SCALE_WORD = re.compile(r"\b(?:mươi|mười|chục|trăm|nghìn|ngàn|triệu|t[ỷỉ])\b", re.IGNORECASE)
_ONE_WORD = re.compile(NUMBER_WORD, re.IGNORECASE)
_IN_FIGURES = re.compile(r"\d\s?(?:t[ỷỉ]|triệu|nghìn|ngàn)?\Z", re.IGNORECASE)
"""What stands before most currencies: figures, with a power or without."""
_OPENING = re.compile(r"(?:[(:])(?P<words>[^():;.\d\n]+)\Z")
_TOLD_AGAIN = re.compile(r"(?:\([^()\n]*|bằng chữ[^\n]{0,20})\Z", re.IGNORECASE)
"""Where words say again what figures say: there alone worn ones are mended."""
_TOLD_WITHIN = 40
_JOINED = re.compile(r"(?<!\w)(?:đến|tới|hoặc|và)\s+(?:dưới\s+)?\Z", re.IGNORECASE)
"""What joins two sums: 'một triệu hoặc ba triệu đồng'."""
_MONEY = re.compile(r"(?<!\w)(?:đồng|đô)(?!\w)", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]+")
_TO = re.compile(r"\s+(?:đến|tới)\s+(?:dưới\s+)?$", re.IGNORECASE)
_THOUSANDS = re.compile(r"\b(?:nghìn|ngàn|triệu|t[ỷỉ])\b", re.IGNORECASE)
_POWER = 8
_LONGEST = 300
_WIDEST_GAP = 20
LARGEST = 2**63 - 1


def find_written_amounts(text: str) -> Iterator[Amount]:
    """Every sum in words, with at least one power of ten, in order."""
    position = 0
    for unit in openings_of(text).find(_CURRENCY):
        end = unit.start()
        while end > position and text[end - 1].isspace() and unit.start() - end < _WIDEST_GAP:
            end -= 1
        if _IN_FIGURES.search(text, max(position, end - _POWER), end):
            continue
        start = exact = _start_of_number(text, position, end)
        value = None
        if worn := _with_worn_words(text, position, exact, end):
            start, words = worn
            value = _worth(words)
        if value is None:
            start, value = exact, _worth(text[exact:end])
        if value is None or not 0 < value <= LARGEST or _tells_many(text, start) or _is_a_tail(text, start):
            continue
        confidence = 0.97 if start == exact else 0.85
        low = _low_end(text, position, start, value)
        start = low[0] if low else start
        dollars = re.search(r"la|USD", unit["currency"], re.IGNORECASE)
        named = unit_at(text, unit.start() - 1) if dollars else None  # 'đô la Úc'
        closes = named.end if named else unit.end()
        rounded = _ROUND.match(text, closes)
        position = rounded.end() if rounded else closes
        yield Amount(
            start=start,
            end=position,
            text=text[start:position],
            rule="money.words",
            confidence=confidence,
            value=plain(low[1] if low else value),
            value_high=plain(value) if low else None,
            currency=(named and named.currency) or ("USD" if dollars else "VND"),
            vnd=None if dollars else to_vnd(low[1] if low else value),
            vnd_high=to_vnd(value) if low and not dollars else None,
            role="words",
        )


def _worth(words: str) -> Decimal | None:
    """The number that words say, of tens at least."""
    return parse_words(words) if _SCALE_WORD.search(words) else None


def _low_end(text: str, after: int, start: int, high: Decimal) -> tuple[int, Decimal] | None:
    """Where a range opens that the number at `start` closes, and its low end: 'năm triệu' of 'năm triệu đến mười triệu đồng'."""
    to = _TO.search(text, max(after, start - _WIDEST_GAP), start)
    if to is None:
        return None
    begin = _start_of_number(text, after, to.start())
    words = text[begin : to.start()]
    low = parse_words(words) if _THOUSANDS.search(words) else None
    return (begin, low) if low is not None and 0 < low < high else None


def _start_of_number(text: str, after: int, end: int) -> int:
    """Where the number words that end at `end` begin; `end` where there are none.

    A year's 'năm' is no five: 'trong năm hai trăm triệu đồng'.
    """
    begin, floor = end, max(after, end - _LONGEST)
    while word := _word_before(text, floor, begin):
        at, word_end = word
        link = text[word_end:begin]
        if not _ONE_WORD.fullmatch(text, at, word_end) or (
            begin != end and not re.fullmatch(r",?[^\S\t]+|\s?[-–]\s?", link)
        ):
            break
        if begin == end and link:
            break
        begin = at
    if re.match(r"năm\s", text[begin:end], re.IGNORECASE) and re.search(
        r"(?:trong|mỗi|một|hàng|các|từng)\s$", text[max(0, begin - 7) : begin], re.IGNORECASE
    ):
        begin += len("năm ")
    return begin


@cache
def _meant() -> dict[str, str]:
    """Words of numbers by their letters without marks."""
    return {fold(word): word for word in money_table()["words"]["worn_numbers"]}


def _worn_word(word: str) -> str | None:
    """The word of a number that has lost or changed its marks ('trảm', 'bổn'), but for those that are other words too ('trạm')."""
    return None if word.lower() in money_table()["words"]["own_words"] else _meant().get(fold(word))


def _with_worn_words(text: str, after: int, start: int, end: int) -> tuple[int, str] | None:
    """Where a number begins that a worn word parts, and its words as they are meant: 'hai trảm bốn mươi lăm'."""
    words, begin = text[start:end], start
    while (worn := _word_before(text, max(after, end - _LONGEST), begin)) and (meant := _worn_word(text[slice(*worn)])):
        before = _start_of_number(text, after, worn[0] - 1) if text[worn[0] - 1] == " " else worn[0]
        if before >= worn[0] - 1 or text[worn[1] : begin].strip(" ,\n"):
            break
        words = f"{text[before : worn[0]]}{meant}{text[worn[1] : begin]}{words}"
        begin = before
    told_again = begin < start and _TOLD_AGAIN.search(text, max(0, begin - _TOLD_WITHIN), begin)
    return (begin, words) if told_again else None


def _is_a_tail(text: str, start: int) -> bool:
    """Whether a sum in words is only the end of one of which a word is misread: '(Hai trăm ba mưxi lăm triệu đồng)'."""
    if _JOINED.search(text, max(0, start - _WIDEST_GAP), start):
        return False
    opening = _OPENING.search(text, max(0, start - _LONGEST), start)
    words = _LETTERS.findall(opening["words"]) if opening else []
    return not _MONEY.search(" ".join(words)) and 2 * sum(
        _ONE_WORD.fullmatch(word) is not None for word in words
    ) > len(words)


def _word_before(text: str, floor: int, begin: int) -> tuple[int, int] | None:
    """The span of the last word between two offsets."""
    end = begin
    while end > floor and not _is_letter(text[end - 1]):
        end -= 1
    start = end
    while start > floor and _is_letter(text[start - 1]):
        start -= 1
    return (start, end) if start < end else None


def _is_letter(char: str) -> bool:
    return char.isalnum() and not char.isdecimal()


def _tells_many(text: str, start: int) -> bool:
    """'hàng trăm triệu đồng' is no sum, '2 trăm triệu đồng' one in figures."""
    return re.search(r"(?:hàng|vài|mấy|nhiều|chục|\d)\s$", text[max(0, start - 7) : start], re.I) is not None

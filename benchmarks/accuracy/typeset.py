"""A gold text as the paper that it is: letterhead and signature in columns, titles in the middle, paragraphs, ruled tables.

Nothing here is taken from the readers or the grammar.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from benchmarks.accuracy.paper import Block, Frame, Paragraph, Ruled, Turn
from benchmarks.accuracy.typeset_tables import ruled

_STATE = re.compile(r"CỘNG H(?:ÒA|OÀ) XÃ HỘI|ĐẢNG CỘNG SẢN VIỆT NAM")
_MOTTO = re.compile(r"Độc lập\s*[-–]\s*Tự do|ĐẢNG CỘNG SẢN VIỆT NAM")
_NUMBER = re.compile(r"Số\b\s*:?")
_PLACE_AND_DATE = re.compile(r"[^\d;:]+,\s*ngày[\s\d.…]+tháng[\s\d.…]+năm[\s\d.…]+")
_RULE = re.compile(r"[-_*=\s]+")
_COLUMNS = re.compile(r"\s{3,}")
_HEAD_LINES = 20
_RIGHT_HALF = 20
"""Blanks before a line that make it one of the right column."""
_LABEL = re.compile(r"(?:[IVX]+|[A-Z]|\d+(?:\.\d+)*)[.)/-]+\s|Điều \d+[.:]\s?")
_ITEM = re.compile(r"[a-zđ][.)/]")
_PART = re.compile(r"(?:Chương|Mục|Phần) (?:[IVX]+|\d+)\b", re.IGNORECASE)
_UNIT = re.compile(r"\(?(?:ĐVT|Đơn vị(?: tính)?)\b.{0,40}", re.IGNORECASE)
_ANNEX = re.compile(r"PHỤ LỤC|Phụ lục (?:[IVX]+|\d+)\b|BIỂU\b")
_RECIPIENTS = re.compile(r"Nơi nhận|NƠI NHẬN")
_WIDE = 8
"""Columns from which a table of an annex stands on a page laid across."""
_LONGEST_TITLE = 160
_TYPED = 90
"""Letters that a typewriter's line holds at the most."""


def paper_of(raw: str, signer: str | None) -> list[Block]:
    """The blocks of a gold text; `signer` is who the annotation says signed it."""
    lines = raw.splitlines()
    end = _end_of_letterhead(lines)
    foot = _foot(lines, end, signer)
    return [
        _letterhead(lines[:end]),
        *_title_and_body(lines[end : foot.start]),
        *foot.frame,
        *_annexes(lines[foot.end :]),
    ]


def is_capital(line: str) -> bool:
    """Whether a line is written in capitals."""
    return line == line.upper() and any(char.isalpha() for char in line)


def _end_of_letterhead(lines: Sequence[str]) -> int:
    """After the motto, the number with what a letter is about under it, and the place and date, as far as they are there."""
    end = 0
    wanted = {"motto", "number", "date"}
    for index, line in enumerate(lines[:_HEAD_LINES]):
        for cell in _COLUMNS.split(line.strip()):
            for name, pattern in (
                ("motto", _MOTTO.match),
                ("number", _NUMBER.match),
                ("date", _PLACE_AND_DATE.fullmatch),
            ):
                if name in wanted and pattern(cell):
                    wanted.discard(name)
                    end = index + 1
        if "motto" not in wanted and _RULE.fullmatch(line) and end == index:
            end = index + 1
        if not wanted:
            break
    while end < len(lines) and end and _is_subject(lines, end):
        end += 1
    return end


def _is_subject(lines: Sequence[str], index: int) -> bool:
    """Whether a line goes on with the letter's number above it: 'V/v ...' and the lines to the next blank."""
    above = [line.strip() for line in lines[max(0, index - 6) : index]]
    return (
        bool(lines[index].strip())
        and (lines[index].startswith("V/v") or any(line.startswith("V/v") for line in above))
        and bool(above[-1])
    )


def _letterhead(lines: Sequence[str]) -> Frame:
    """Two rows: who issues it beside the motto, the number beside the place and date."""
    left: list[str] = []
    right: list[str] = []
    last = left
    for line in lines:
        cells = _COLUMNS.split(line.strip())
        if len(cells) == 2:
            left.append(cells[0])
            right.append(cells[1])
        elif cells[0]:
            across = len(line) - len(line.lstrip()) >= _RIGHT_HALF
            if not _RULE.fullmatch(cells[0]) or across:
                is_right = (
                    across or any(p.match(cells[0]) for p in (_STATE, _MOTTO)) or _PLACE_AND_DATE.fullmatch(cells[0])
                )
                last = right if is_right else left
            last.append(cells[0])
    number = next((i for i, line in enumerate(left) if _NUMBER.match(line)), len(left))
    date = next((i for i, line in enumerate(right) if _PLACE_AND_DATE.fullmatch(line)), len(right))
    below = left[number : number + 1] + [" ".join(left[number + 1 :])] * (number + 1 < len(left))
    return Frame(
        (
            (_middle(left[:number], 1), _middle(right[:date], 0)),
            (_middle(below, len(below)), tuple(Paragraph(line, "center", italic=True) for line in right[date:])),
        )
    )


def _middle(lines: Sequence[str], thin: int) -> tuple[Paragraph, ...]:
    """Lines in the middle of a cell, bold from the line `thin` on."""
    return tuple(
        Paragraph(line, "center", 0 if at < thin < len(lines) or thin == len(lines) else len(line))
        for at, line in enumerate(lines)
    )


@dataclass(frozen=True, slots=True)
class _Foot:
    """Where the recipients and the signature stand, and the frame that holds them."""

    start: int
    end: int
    frame: tuple[Block, ...] = ()


def _foot(lines: Sequence[str], body: int, signer: str | None) -> _Foot:
    """Recipients on the left, the signature on the right; several signers side by side; none where there is none."""
    beside = [
        i
        for i in range(body + 2, len(lines))
        if len(_COLUMNS.split(lines[i].strip())) > 1 and not lines[i].startswith(("|", "Kính gửi"))
    ]
    if beside:
        runs = [_COLUMNS.split(lines[i].strip()) for i in beside]
        cells = tuple(_signature([row[at] for row in runs if at < len(row)]) for at in range(max(map(len, runs))))
        return _Foot(beside[0], beside[-1] + 1, (Frame((cells,)),))
    signed = _signed(lines, body, signer)
    recipients = _recipients(lines, body)
    spans = [span for span in (recipients, signed) if span[0] < span[1]]
    if not spans:
        return _Foot(len(lines), len(lines))
    left = [line.strip() for line in lines[slice(*recipients)]]
    names = tuple(Paragraph(line, "left", len(line) if _RECIPIENTS.match(line) else 0) for line in left)
    right = _signature([line.strip() for line in lines[slice(*signed)]])
    return _Foot(min(spans)[0], max(spans)[1], (Frame(((names, right),)),))


def _recipients(lines: Sequence[str], body: int) -> tuple[int, int]:
    start = next((i for i in range(body, len(lines)) if _RECIPIENTS.match(lines[i])), len(lines))
    return start, next((i for i in range(start, len(lines)) if not lines[i].strip()), len(lines))


def _signed(lines: Sequence[str], body: int, signer: str | None) -> tuple[int, int]:
    """From the signer's titles to the name, which stands alone on a line."""
    name = next((i for i in range(len(lines) - 1, body, -1) if signer and lines[i].strip() == signer), None)
    if name is None:
        return len(lines), len(lines)
    start = _top_of_block(lines, _under_blanks(lines, name))
    while is_capital(lines[_under_blanks(lines, start) - 1]):
        start = _top_of_block(lines, _under_blanks(lines, start))
    return start, name + 1


def _under_blanks(lines: Sequence[str], at: int) -> int:
    """The first of the blank lines right above a line; the line itself where there are none."""
    while not lines[at - 1].strip():
        at -= 1
    return at


def _top_of_block(lines: Sequence[str], at: int) -> int:
    while lines[at - 1].strip():
        at -= 1
    return at


def _signature(lines: Sequence[str]) -> tuple[Paragraph, ...]:
    """Titles and name in the middle and bold, with room for the signature above the name."""
    words = [line for line in lines if line]
    last = (
        [Paragraph("", "center")] * 3 + [Paragraph(words[-1], "center", len(words[-1]))]
        if not is_capital(words[-1])
        else []
    )
    titles = words[:-1] if last else words
    return (*(Paragraph(line, "center", len(line) * is_capital(line), not is_capital(line)) for line in titles), *last)


def _title_and_body(lines: Sequence[str]) -> Iterator[Block]:
    """The kind and what it is about in the middle of the page, then the body."""
    start = next((i for i, line in enumerate(lines) if line.strip()), len(lines))
    end = next((i for i in range(start, len(lines)) if not lines[i].strip()), len(lines))
    title = [line.strip() for line in lines[start:end]]
    if title and is_capital(title[0]) and not (len(title) == 1 and _LABEL.match(title[0])):
        yield from (Paragraph(line, "center", len(line)) for line in _joined(title))
        start = end
    yield from _body(lines[start:])


def _joined(title: Sequence[str]) -> list[str]:
    """The lines of a title, what it is about on one line however it was broken."""
    joined: list[str] = []
    for line in title:
        goes_on = len(joined) > 1 and not (line.startswith("(") or _RULE.fullmatch(line) or _RULE.fullmatch(joined[-1]))
        if goes_on and is_capital(line) == is_capital(joined[-1]):
            joined[-1] += f" {line}"
        else:
            joined.append(line)
    return joined


def _body(lines: Sequence[str]) -> Iterator[Block]:
    """Paragraphs one a line, and tables."""
    addressed = False
    for is_table, run in groupby(lines, key=lambda line: line.startswith("|")):
        if is_table:
            yield ruled(list(run))
            continue
        for line in _unwrapped(run):
            words = line.strip()
            if not words:
                addressed = False
                continue
            addressed |= words.startswith("Kính gửi")
            yield Paragraph(_COLUMNS.sub(" ", words), "left", indent=True) if addressed else _paragraph(words)


def _unwrapped(run: Iterable[str]) -> Iterator[str]:
    """The lines, those of a typist's one paragraph as one: a small letter goes on with a line that ends nothing.

    Where all lines were cut at one width, so does what had no room in the line above.
    """
    lines = list(run)
    width = max(map(len, lines), default=0)
    held, above = "", ""
    for line in lines:
        word = line.partition(" ")[0]
        no_room = width <= _TYPED and word and len(above) + 1 + len(word) > width
        small = held[-1:].strip(".;:") and line[:1].islower() and not _ITEM.match(line)
        if held and (small or (no_room and not line.startswith("-"))):
            held += f" {line}"
        else:
            yield held
            held = line
        above = line
    yield held


def _paragraph(words: str) -> Paragraph:
    if _UNIT.fullmatch(words):
        return Paragraph(words, "right", italic=True)
    label = _LABEL.match(words)
    if len(words) < _LONGEST_TITLE and not label and (is_capital(words) or _PART.match(words)):
        return Paragraph(words, "center", len(words))
    if label and is_capital(words.partition(" ")[2] or "a"):
        return Paragraph(words, "left", len(words))
    return Paragraph(words, "justify", label.end() if label and words.startswith("Điều") else 0)


def _annexes(lines: Sequence[str]) -> Iterator[Block]:
    """What follows the signature, each annex on pages of its own, across where a table is wide."""
    starts = [i for i, line in enumerate(lines) if _ANNEX.match(line) and not (i and lines[i - 1].strip())]
    first = next((i for i, line in enumerate(lines) if line.strip()), len(lines))
    cuts = sorted({first, *starts})
    for start, end in zip(cuts, [*cuts[1:], len(lines)], strict=True):
        blocks = list(_annex(lines[start:end]))
        if blocks:
            yield Turn(any(isinstance(block, Ruled) and block.columns >= _WIDE for block in blocks))
            yield from blocks


def _annex(lines: Sequence[str]) -> Iterator[Block]:
    """The heading's lines in the middle, then a body."""
    end = next((i for i, line in enumerate(lines) if not line.strip()), len(lines))
    for line in lines[:end]:
        yield Paragraph(line.strip(), "center", 0 if line.startswith("(") else len(line.strip()), line.startswith("("))
    yield from _body(lines[end:])

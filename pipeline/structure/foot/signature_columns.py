"""Signatures that stand side by side: the pieces of a document's foot in, out the same parted at columns and signer by signer."""

from __future__ import annotations

import itertools
import re
from functools import cache

from pipeline.normalize.letters import LOWER, UPPER
from pipeline.normalize.place_names import LEVEL
from pipeline.normalize.tones import compiled
from pipeline.structure.alternatives import alternatives
from pipeline.structure.foot.signed_names import signed_name
from pipeline.structure.form import Chunk, chunks, words
from pipeline.structure.signing_titles import is_title, on_behalf

_GAP = re.compile(r"[ \u00a0]{5,}")
_SAME_MARK = re.compile(r"(?:KT|TM|TL|TUQ)(?=\s?[./])")
_DEPUTY = re.compile(r"KT\s?[./]")
"""What only a deputy's own title may stand under: 'KT. GIÁM ĐỐC' over 'PHÓ GIÁM ĐỐC'."""
_NAME_AT_END = re.compile(
    rf"\s+(?P<said>(?P<mark>[(\[]?(?i:đã ký)[)\]]?[:.]?\s+)?[{UPPER}][{LOWER}]+(?: [{UPPER}][{LOWER}]+){{1,4}}(?P<after>\s*[-–(]\s*(?i:đã ký)\s*\)?)?)$"
)
_NO_NAMES_END = (";", ".", ",", ":")
_LEVEL_AT_END = re.compile(rf"(?<!\w)(?:{LEVEL})$", re.IGNORECASE)
_OF_BOARD = compiled(r"(?:PHÓ )?TRƯỞNG (?:BAN|ĐOÀN)|ỦY VIÊN|(?:PHÓ )?TỔ|THƯ KÝ|(?:PHÓ )?CHỦ TỊCH HỘI ĐỒNG")
"""Titles that a list of members has before names."""
_FEWEST_CELLS = 3
_IN_LIST = re.compile(r"(?:số )?(?:s?tt|thứ tự)|[ivx]{1,5}\b.{0,2}|[a-hđ]|\(?\d[\d., ]*\)?", re.IGNORECASE)
"""The cell of a list's row: what numbers it or heads the numbers, or a figure."""
_SHORTEST_UNMARKED = 3
_ROOM_TO_SIGN = 8


@cache
def _chiefs() -> re.Pattern[str]:
    """Titles in capitals: 'GIÁM ĐỐC SỞ Y TẾ GIÁM ĐỐC SỞ TÀI CHÍNH' has one twice."""
    return re.compile(rf"(?<!\w){alternatives([title.upper() for title in words('signing_titles')])}(?!\w)")


@cache
def _title_after_recipient() -> re.Pattern[str]:
    """The blank before a title that has run into a recipient's line."""
    titles = alternatives([title.upper() for title in words("signing_titles")])
    return re.compile(
        rf"[.;,)](?P<gap>\s+)(?=(?:(?:K/?T|T/?M|TL|TUQ)\s?[./]?\s?[{UPPER}]{{2,}}|{titles}(?!\w))[{UPPER}\s,-]*$)"
    )


def pieces_between(text: str, start: int, stop: int) -> list[Chunk]:
    """The pieces of the lines between two offsets but for the rows of lists, where 'Chủ đầu tư' is a column and 'Hồ Chè' a work."""
    found: list[Chunk] = []
    for _, line in itertools.groupby(chunks(text, start, stop), key=lambda chunk: chunk.line):
        row = list(line)
        cells = [part.text for chunk in row for part in columns_of(chunk)]
        if len(cells) < _FEWEST_CELLS or not any(map(_IN_LIST.fullmatch, cells)):
            found += row
    return found


def by_signer(text: str, pieces: list[Chunk]) -> list[Chunk]:
    """The pieces with signers who stand side by side put one under the other: each column from its title to its name."""
    found: list[Chunk] = []
    at = 0
    while at < len(pieces):
        line = [chunk for chunk in pieces[at : at + 3] if chunk.line == pieces[at].line]
        if len(line) < 2 or not (all(is_title(chunk.text) for chunk in line) or _over_names(line, pieces[at:])):
            found.append(pieces[at])
            at += 1
            continue
        beside: list[list[Chunk]] = [[] for _ in line]
        while at < len(pieces) and not all(map(_is_signed, beside)):
            parts = [chunk for chunk in pieces[at : at + len(line)] if chunk.line == pieces[at].line]
            columns = _placed(text, line, parts)
            if columns is None:
                break
            for column, chunk in columns:
                beside[column].append(chunk)
            at += len(parts)
        found += [chunk for column in beside for chunk in column]
    return found


def _over_names(line: list[Chunk], pieces: list[Chunk]) -> bool:
    """Whether a line with a title stands over one of as many names: 'Kế toán | Thủ trưởng' over two names."""
    below = pieces[len(line) : 2 * len(line) + 1]
    names = [chunk for chunk in below if chunk.line == below[0].line <= line[0].line + _ROOM_TO_SIGN]
    return (
        len(names) == len(line)
        and any(is_title(chunk.text) for chunk in line)
        and not any(map(signed_name, line[:1]))
        and not any(chunk.text.isupper() or is_title(chunk.text) or signed_name(chunk) is None for chunk in names)
    )


def _is_signed(column: list[Chunk]) -> bool:
    """Whether a column has come to its name; one in capitals may be more of the title."""
    last = column[-1] if column else None
    return last is not None and not (last.text.isupper() or is_title(last.text)) and signed_name(last) is not None


def _placed(text: str, titles: list[Chunk], parts: list[Chunk]) -> list[tuple[int, Chunk]] | None:
    """Each piece of a line with the column of the titles above that it stands in; None where that cannot be told."""
    if len(parts) == 1:
        parts = _shares(parts[0], len(titles))
    if len(parts) == len(titles):
        return list(enumerate(parts))
    deputed = [column for column, chunk in enumerate(titles) if _DEPUTY.match(chunk.text)]
    if len(parts) == 1 and len(deputed) == 1 and is_title(parts[0].text):
        return [(deputed[0], parts[0])]
    above = [_tabs(text, chunk) for chunk in titles]
    own = [_tabs(text, chunk) for chunk in parts]
    return (
        [(above.index(tabs), chunk) for tabs, chunk in zip(own, parts, strict=True)]
        if (max(own) > 0 and set(own) <= set(above) and len(set(above)) == len(above))
        else None
    )


def _tabs(text: str, chunk: Chunk) -> int:
    """How many columns stand before it on its line."""
    return text.count("\t", text.rfind("\n", 0, chunk.start) + 1, chunk.start)


def _shares(chunk: Chunk, count: int) -> list[Chunk]:
    """Titles or names of as many words that became one piece: 'THỨ TRƯỞNG THỨ TRƯỞNG'."""
    found = list(re.finditer(r"\S+", chunk.text))
    share = len(found) // count
    if len(found) % count or share < 2:
        return [chunk]
    groups = [found[at : at + share] for at in range(0, len(found), share)]
    spans = [(group[0].start(), group[-1].end()) for group in groups]
    same = len({chunk.text[start:end] for start, end in spans}) == 1
    if not (same or all(word[0][0].isupper() for word in found)):
        return [chunk]
    return [Chunk(chunk.start + a, chunk.start + b, chunk.text[a:b], chunk.line) for a, b in spans]


def columns_of(chunk: Chunk) -> list[Chunk]:
    """A chunk cut at wide gaps, where its columns are set apart by spaces, and before the same mark again: 'KT. X KT. Y'.

    A title may have run into the last recipient's line: '- Lưu: VT, NN (2b). KT. THỦ TƯỚNG', and the name into the title's.
    """
    if signed := _signed_in_line(chunk):
        return signed
    cut: list[Chunk] = []
    start = 0
    wide = "  " in chunk.text or "\u00a0" in chunk.text
    gaps = [match.span() for match in _GAP.finditer(chunk.text)] if wide else []
    if chunk.listed and not gaps and (beside := _title_after_recipient().search(chunk.text)):
        gaps = [beside.span("gap")]
    marks = [] if gaps else _same_marks(chunk.text)
    if len(marks) > 1 and len({mark[0] for mark in marks}) == 1:
        gaps = [(len(chunk.text[: mark.start()].rstrip()), mark.start()) for mark in marks[1:]]
    if not gaps:
        return [chunk]
    for gap in (*gaps, (len(chunk.text), len(chunk.text))):
        words = chunk.text[start : gap[0]]
        if words:
            cut.append(Chunk(chunk.start + start, chunk.start + gap[0], words, chunk.line, chunk.listed and not start))
        start = gap[1]
    return cut


def _same_marks(words: str) -> list[re.Match[str]]:
    """The marks or the titles of chiefs in a piece that opens with one."""
    if _SAME_MARK.match(words):
        return list(_SAME_MARK.finditer(words))
    return list(_chiefs().finditer(words)) if _chiefs().match(words) and not _SAME_MARK.search(words) else []


def _signed_in_line(chunk: Chunk) -> list[Chunk]:
    """A title in capitals and the name behind it: 'KT. BỘ TRƯỞNG THỨ TRƯỞNG (Đã ký) Lê Văn Mẫu'; what stands before is a recipient's."""
    name = None if chunk.text.endswith(_NO_NAMES_END) else _NAME_AT_END.search(chunk.text)
    if name is None:
        return []
    before = chunk.text[: name.start()]
    run_in = None if before.isupper() else _title_after_recipient().search(before)
    begin = run_in.end("gap") if run_in else 0
    title = before[begin:]
    if not title.isupper() or not is_title(title) or _LEVEL_AT_END.search(title) or (chunk.listed and not begin):
        return []
    marked = name["mark"] or name["after"] or on_behalf(title)
    if not marked and (_OF_BOARD.match(title) or len(name["said"].split()) < _SHORTEST_UNMARKED):
        return []
    spans = [(0, run_in.start("gap"))] if run_in else []
    spans += [(begin, name.start()), name.span("said")]
    return [
        Chunk(chunk.start + a, chunk.start + b, chunk.text[a:b], chunk.line, chunk.listed and b < begin)
        for a, b in spans
    ]

"""The foot of a document: recipients ('Nơi nhận') and the signature block."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from pipeline.normalize.letters import LOWER, UPPER
from pipeline.normalize.place_names import LEVEL
from pipeline.normalize.tones import in_first_way
from pipeline.records import Field, Signature
from pipeline.structure.alternatives import alternatives
from pipeline.structure.foot.signature_columns import by_signer, columns_of, pieces_between
from pipeline.structure.foot.signed_names import bears_signed_mark, is_signed_mark, signed_name, stamped_name
from pipeline.structure.form import Chunk, chunks, stamp, words
from pipeline.structure.issuer import is_authority
from pipeline.structure.second_heads import second_heads
from pipeline.structure.signing_titles import RECIPIENTS, is_title, is_whole_title, tidy_title
from pipeline.structure.spelling import longest_at, plain
from pipeline.structure.tables import sectors

_FOOT_LENGTH = 4000
_MOST_HEADS = 3
"""Further documents above whose heads the signature is looked for; a file of forms has hundreds."""
_LONGEST_GAP = 14
_LINES_AFTER = 4
_LONGEST_BESIDE = 4
_BODY_LINE = re.compile(
    r"(?:căn cứ|xét|theo đề nghị|điều \d|chương [ivx\d]|quyết định\s*:|nghị quyết\s*:|quyết nghị\s*:|nghị định\s*:"
    r"|[ivx]+\s?[./]\s?\D|\d{1,2}\s?[.)]\s?\D|[a-zđ]\s?[).]\s)",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(r"\[\d{1,3}\]|[^\n]* có căn cứ ban hành như sau\s*:")
_ANNEX = re.compile(rf"\(?(?:{alternatives(words('annexes'))})(?!\w)", re.IGNORECASE)
_ANNEX_TITLE = re.compile(rf"(?:{alternatives(words('annex_titles'))})(?!\w)")
HEADS_OF_ANNEXES = re.compile(
    rf"^[ *]*(?={_ANNEX_TITLE.pattern}|PHỤ LỤC|DANH MỤC|BIỂU|MẪU|Phụ lục|\(?(?:Ban hành k|K)èm theo)", re.MULTILINE
)
_ABOVE_ANNEX = 600
_LAST_LENGTH = 400
_AT_END = re.compile(
    rf"(?:\w[ ,)]+|(?:(?<!\w)VT|;)[ .;,]+)(?P<name>[{UPPER}][{LOWER}]+(?: [{UPPER}][{LOWER}]*){{2,3}})$"
)
_ALL_CAPITALISED = re.compile(rf"\W*[{UPPER}][{LOWER}]+(?: [{UPPER}][{LOWER}]*)*")
"""A whole name, of which nothing may be cut off, or a body's."""
_NO_SIGNER_AFTER = re.compile(
    rf"(?:{LEVEL}|ông|bà|đồng chí|đ/c|tướng|trưởng|tịch|đốc|thư|P?CT|P?TT|TTg|P?BT|P?CVP|P?GĐ|viên)\s+$",
    re.IGNORECASE,
)
_HEADS = ("THỦ TRƯỞNG", "Thủ trưởng")
_OF_WHOM = re.compile(r"(?:cơ quan|đơn vị|tổ chức)(?!\w)", re.IGNORECASE)
"""The next line of such a title: 'THỦ TRƯỞNG' over 'Cơ quan chủ trì đề tài'."""
_WITH_MIDDLE_NAME = re.compile(r"\w+ (?:VĂN|THỊ) \w+$")
_COPY = re.compile(r"(?:Sao (?:y|lục)|Trích sao|Chứng thực bản sao)(?!\w)", re.IGNORECASE)
_PREPARER = re.compile(rf"(?:{alternatives(words('preparers'))})(?!\w)", re.IGNORECASE)
_AND_OR_PLACE = re.compile(rf"(?:VÀ|{LEVEL}|KHU VỰC)(?!\w)", re.IGNORECASE)
_OF_TEAM = re.compile(rf"(?:{alternatives(words('team_titles'))})(?!\w)", re.IGNORECASE)


def read_foot(text: str, start: int) -> tuple[tuple[Field, ...], int, Signature]:
    """Recipients, where they begin (the text's length if nowhere), and the signature after `start`.

    Where another document's head follows, they stand above it; what follows is signed for itself.
    """
    for head in itertools.islice(second_heads(text, start), _MOST_HEADS):
        found = _read_foot(text[:head], start)
        if found[2].signer:
            return found
    return _read_foot(text, start)


def _read_foot(text: str, start: int) -> tuple[tuple[Field, ...], int, Signature]:
    mark = RECIPIENTS.search(text, start)
    foot = mark.start() if mark else max(start, len(text) - _FOOT_LENGTH)
    # A signature block may stand above the recipients where its column came first.
    above = max(start, foot - 400) if mark else foot
    pieces = _without_copyist(pieces_between(text, above, min(len(text), foot + _FOOT_LENGTH)))
    signature = _signature(text, by_signer(text, [part for chunk in pieces for part in columns_of(chunk)]))
    if not mark and not signature.signer:
        signature = _above_annex(text, start, min(len(text), foot + _ABOVE_ANNEX)) or signature
    if mark and not signature.signer:
        signature = _run_together(text, pieces, mark.start(), signature)
    recipients = _recipients(text, mark.end(), signature) if mark else ()
    return recipients, mark.start() if mark else len(text), signature


def _above_annex(text: str, start: int, stop: int) -> Signature | None:
    """The first signature that stands right above an annex's head: a long annex parts it from the text's end."""
    for head in HEADS_OF_ANNEXES.finditer(text, start, stop):
        pieces = pieces_between(text, max(start, head.start() - _ABOVE_ANNEX), head.start())
        signature = _signature(text, by_signer(text, [part for chunk in pieces for part in columns_of(chunk)]))
        if signature.signer:
            return signature
        start = head.start()
    return None


def _without_copyist(pieces: list[Chunk]) -> list[Chunk]:
    """The foot up to 'SAO Y BẢN CHÍNH', under which who copied it signs; all where nobody signs above."""
    copied = next((at for at, chunk in enumerate(pieces) if _COPY.match(chunk.text)), None)
    if copied is None or not any(block[2] for block in _blocks(pieces[:copied])):
        return pieces
    return pieces[:copied]


def _run_together(text: str, pieces: list[Chunk], foot: int, signature: Signature) -> Signature:
    """The signature whose column ran into the recipients' lines; an annex behind the foot may be signed whole."""
    if not signature.title:
        by_foot = ((title, end) for first, title, _, end in _blocks(pieces) if first.start <= foot)
        title, end = next(by_foot, (None, 0))
        above = [chunk for chunk in pieces[end + 1 :] if chunk.start < foot]
        title = None if _body_follows(above) else title
        signature = Signature(title, None, title.start) if title else signature
    last = _signature(text, pieces_between(text, max(foot, len(text) - _LAST_LENGTH), len(text)))
    signer = _beside_recipients(pieces, foot) if signature.title else None
    return replace(signature, signer=signer or (last.signer if signature.title and last.title else None))


def _beside_recipients(pieces: list[Chunk], start: int) -> Field | None:
    """The name that closes a recipient's line: '- Sở, Ban ngành TP Võ Văn A', where two columns became one."""
    below = [chunk for chunk in pieces if chunk.start > start]
    for chunk in itertools.takewhile(lambda chunk: not _opens_annex(chunk), below):
        name = None if _ALL_CAPITALISED.fullmatch(chunk.text) else _AT_END.search(chunk.text)
        if name and not _NO_SIGNER_AFTER.search(chunk.text, 0, name.start("name")) and "Hồ Chí Minh" not in name[0]:
            return Field(name["name"], chunk.start + name.start("name"), chunk.start + name.end("name"))
    return None


def _signature(text: str, pieces: list[Chunk]) -> Signature:
    """The last title block ('KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC') with a name under it and no body after it."""
    blocks = list(_blocks(pieces))
    # Who leads a team signs its paper; in a list behind another's decision he signs nothing.
    if any(not (_OF_TEAM.match(block[1].value) or _PREPARER.match(block[1].value)) for block in blocks):
        blocks = [block for block in blocks if not _OF_TEAM.match(block[1].value)]
    for index in range(len(blocks) - 1, -1, -1):
        first, title, signer, last = blocks[index]
        if signer and not _body_follows(pieces[last + 1 : last + 1 + _LINES_AFTER]):
            # Of a joint document's signers, one block right under the other, the first who has not just drawn it up.
            above = index
            while above and blocks[above - 1][2] and _right_under(pieces, blocks[above - 1][3], blocks[above][0]):
                above -= 1
            heads = [block for block in blocks[above : index + 1] if not _PREPARER.match(block[1].value)]
            first, title, signer, _ = heads[0] if heads else blocks[index]
            party = _party_above(pieces, first)
            return Signature(None, None, party.start) if party else Signature(title, signer, first.start)
    if signer := _signed_alone(pieces) or _signed_in_one(pieces):
        return Signature(None, signer, signer.start)
    # A form that only who fills it in would sign is signed by nobody.
    unnamed = [block for block in blocks if block[2] is None and not _PREPARER.fullmatch(block[1].value)]
    if unnamed and not _body_follows(pieces[unnamed[-1][3] + 1 :]):
        first, title, _, _ = unnamed[-1]
        return Signature(title, None, first.start)
    return Signature(None, None, len(text))


def _signed_alone(pieces: list[Chunk]) -> Field | None:
    """The name right above or below '(Đã ký)' under no title, as sites print old texts; of several the first.

    Under capitals ('ĐẠI DIỆN BÊN A', 'NGƯỜI KHAI') nobody signs for the document.
    """
    for above, one, other, below in zip((None, *pieces), pieces, pieces[1:], (*pieces[2:], None), strict=False):
        if above and above.text.isupper():
            continue
        for mark, name in ((other, one), (one, other)):
            signer = signed_name(name) if is_signed_mark(mark) and not name.text.isupper() else None
            if signer and not (below and _body_follows(pieces[pieces.index(below) :][:_LINES_AFTER])):
                return signer
    return None


def _signed_in_one(pieces: list[Chunk]) -> Field | None:
    """The first name with '(Đã ký)' on its line, under no title."""
    for at, chunk in enumerate(pieces):
        titled = at > 0 and pieces[at - 1].text.isupper()
        signer = signed_name(chunk) if bears_signed_mark(chunk) and not titled else None
        if signer and not _body_follows(pieces[at + 1 :][:_LINES_AFTER]):
            return signer
    return None


def _body_follows(pieces: list[Chunk]) -> bool:
    """Whether the body goes on under a block; an annex below has its own, and footnotes quote others'."""
    own = itertools.takewhile(lambda chunk: not (_opens_annex(chunk) or _FOOTNOTE.match(chunk.text)), pieces)
    return any(_BODY_LINE.match(chunk.text) for chunk in own)


def _opens_annex(chunk: Chunk) -> bool:
    return (_ANNEX.match(chunk.text) or _ANNEX_TITLE.match(chunk.text)) is not None


def _party_above(pieces: list[Chunk], first: Chunk) -> Chunk | None:
    """'ĐẠI DIỆN BÊN A' over a name right above a block: the parties sign side by side, and nobody for the document."""
    at = pieces.index(first)
    party = pieces[at - 2] if at > 1 and signed_name(pieces[at - 1]) else None
    return party if party and party.text.isupper() and party.text.startswith("ĐẠI DIỆN") else None


def _right_under(pieces: list[Chunk], last: int, first: Chunk) -> bool:
    """Whether only recipients or a gazette's foot stand between a block's last piece and the next one's first."""
    between = itertools.takewhile(lambda chunk: chunk is not first, pieces[last + 1 :])
    return all(chunk.listed or RECIPIENTS.match(chunk.text) or stamp().match(chunk.text) for chunk in between)


def _blocks(pieces: list[Chunk]) -> Iterator[tuple[Chunk, Field, Field | None, int]]:
    """Title lines close together, the first name under them, and the index of the block's last chunk."""
    index = 0
    while index < len(pieces):
        if not _is_title(pieces[index]):
            index += 1
            continue
        lines, signer, last = [pieces[index]], None, index
        stamped: Field | None = None
        for at in range(index + 1, min(index + 16, len(pieces))):
            following = pieces[at]
            titled = _is_title(following)
            body = _BODY_LINE.match(following.text) and not titled
            if body or _ANNEX.match(following.text) or following.line > lines[-1].line + _LONGEST_GAP:
                break
            if at > last + 1 and _ANNEX_TITLE.match(following.text):
                break
            of_whom = at == last + 1 and lines[-1].text in _HEADS and _OF_WHOM.match(following.text)
            wrapped = at == last + 1 and _is_wrapped(lines[-1], following, pieces[at + 1 : at + 4])
            capitals = following.text.isupper() and not following.listed
            if of_whom or wrapped or titled or (capitals and is_authority(following)):
                lines.append(following)
                last = at
            elif at == last + 1 and (parted := _titled_name(following)):
                lines.append(parted[0])
                signer, last = parted[1], at
                break
            elif name := signed_name(following):
                signer, last = name, at
                break
            else:
                stamped = stamped or stamped_name(following)
        signer = signer or stamped
        title = " ".join(tidy_title(line.text) for line in lines)
        yield lines[0], Field(title, lines[0].start, lines[-1].end), signer, last
        index = last + 1


def _is_title(chunk: Chunk) -> bool:
    """Whether a piece is a title and no recipient: '- Thủ tướng Chính phủ' in a list."""
    return is_title(chunk.text) and (not chunk.listed or chunk.text.isupper())


def _titled_name(chunk: Chunk) -> tuple[Chunk, Field] | None:
    """A title and the name on its line: 'Thứ trưởng: Lê Văn Mẫu' under 'K/T Bộ trưởng'."""
    colon = chunk.text.find(":")
    if colon < 0 or not is_title(chunk.text[:colon]) or chunk.listed or _PREPARER.match(chunk.text):
        return None
    begin = colon + 1 + len(chunk.text[colon + 1 :]) - len(chunk.text[colon + 1 :].lstrip())
    title = replace(chunk, end=chunk.start + colon, text=chunk.text[:colon])
    name = signed_name(replace(chunk, start=chunk.start + begin, text=chunk.text[begin:]))
    # Of two signers' names that ran together neither can be told.
    return (title, name) if name and len(name.value.split()) <= _LONGEST_BESIDE else None


def _is_wrapped(above: Chunk, chunk: Chunk, below: list[Chunk]) -> bool:
    """Whether capitals right under a title go on with it ('... TỈNH LAM' / 'TRẠCH').

    They do where they are no name, where a title comes right below, where a body's name goes on with such words, and where
    under an office's name another name follows, in small letters.
    """
    if not chunk.text.isupper() or not above.text.isupper() or chunk.line != above.line + 1 or chunk.listed:
        return False
    if is_signed_mark(chunk):
        return False
    if signed_name(chunk) is None or any(one.line == chunk.line + 1 and is_title(one.text) for one in below[:1]):
        return True
    return _goes_on_with_office(chunk.text) or (
        not (is_whole_title(above.text) or _WITH_MIDDLE_NAME.match(chunk.text)) and _small_name_below(below)
    )


def _goes_on_with_office(words: str) -> bool:
    """Whether words go on with a body's name and open no person's: 'VÀ MÔI TRƯỜNG', 'TỈNH BẾN MẪU', 'NÔNG THÔN MỚI TỈNH'."""
    return _AND_OR_PLACE.match(words) is not None or longest_at(in_first_way(words), 0, _sectors_of_words()) > 0


@cache
def _sectors_of_words() -> frozenset[str]:
    return frozenset(plain(name) for name in sectors() if " " in name)


def _small_name_below(below: list[Chunk]) -> bool:
    """Whether the first piece under more capitals and '(Đã ký)' is a name in small letters."""
    first = next((chunk for chunk in below if not (is_signed_mark(chunk) or chunk.text.isupper())), None)
    told = first is None or _ANNEX.match(first.text) or is_title(first.text)
    return first is not None and not told and signed_name(first) is not None


def _recipients(text: str, start: int, signature: Signature) -> tuple[Field, ...]:
    """The lines '- UBND tỉnh (B/cáo);' after 'Nơi nhận:', the signature's column beside them left out."""
    found = []
    beside = "\t" in text[start : signature.start] or "\n" not in text[start : signature.start]
    stop = signature.start if signature.start > start and not beside else len(text)
    for chunk in chunks(text, start, min(stop, start + _FOOT_LENGTH)):
        if _ANNEX.match(chunk.text) or (signature.signer and not beside and chunk.start >= signature.signer.end):
            break
        if chunk.listed and not is_title(chunk.text):
            # A title on the line of the last ones is none of them.
            before = signature.start - chunk.start if chunk.start < signature.start < chunk.end else None
            value = chunk.text[:before].rstrip(" ;.,")
            found.append(Field(value, chunk.start, chunk.start + len(value)))
    return tuple(found)

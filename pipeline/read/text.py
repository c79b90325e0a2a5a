"""Plain text. In: bytes in UTF-8, UTF-16, UTF-32, Windows-1258 or another encoding that is certain.
Out: a page for each form feed; runs of three spaces and more, which stand for columns, become tabs.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from charset_normalizer import from_bytes

from pipeline.errors import UnknownEncoding
from pipeline.read.letters import demand_unicode
from pipeline.records import Page, Reading

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_COLUMNS = re.compile(r"(?<=\S)[ \u00a0]{3,}(?=\S)|(?<=\S)[ \u00a0]*\t[ \t\u00a0]*(?=\S)")
_CONTROL_SHARE = 0.02
_VIETNAMESE = re.compile(r"[\u1ea0-\u1ef9đĐơưƠƯ]")


def read_text(data: bytes) -> Reading:
    """The text of a file; raises `UnknownEncoding` or `LegacyLetters`."""
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n")
    demand_unicode(unicodedata.normalize("NFC", text))
    text = _COLUMNS.sub("\t", text)
    pages = text.rstrip("\f").split("\f")
    return Reading(tuple(Page(number, page) for number, page in enumerate(pages, 1)), "native")


def decode(data: bytes) -> str:
    """Bytes as text: by their mark, as UTF-8, by their zeros, as Windows-1258, else as detected with certainty."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding) or _refuse()
    for encoding in ("utf-8", *_wide(data)):
        text = _strict(data, encoding)
        if text is not None and _is_text(text):
            return text
    text = _strict(data, "cp1258")
    if (
        text is not None
        and _is_text(text)
        and len(_VIETNAMESE.findall(unicodedata.normalize("NFC", text))) > len(text) / 50
    ):
        return text
    best = from_bytes(data).best()
    guess = _strict(data, best.encoding) if best is not None else None
    # Old Vietnamese fonts decode as Latin-1; `demand_unicode` then names them.
    latin = _strict(data, "latin-1")
    for text in (latin, guess):
        if text is not None and _is_text(text):
            return text
    return _refuse()


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _wide(data: bytes) -> tuple[str, ...]:
    """UTF-16 without a mark has zeros in every other byte of its spaces and digits."""
    head = data[:4000]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) < len(head) / 10:
        return ()
    return ("utf-16-le",) if odd > even else ("utf-16-be",)


def _is_text(text: str) -> bool:
    """Not binary: hardly any control characters."""
    controls = sum(1 for char in text if unicodedata.category(char) in ("Cc", "Cn", "Co") and char not in "\t\n\r\f\v")
    return controls <= len(text) * _CONTROL_SHARE


def _refuse() -> str:
    raise UnknownEncoding

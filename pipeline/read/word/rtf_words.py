"""What the words and signs of Rich Text Format stand for, after Microsoft's RTF specification 1.9.1."""

from __future__ import annotations

import codecs
import re

TOKEN = re.compile(
    rb"\\([A-Za-z]{1,32})(-?[0-9]{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z])|([{}])|[\r\n\x00]+|([^\\{}\r\n\x00]+)",
    re.DOTALL,
)
"""A control word and its number, a byte by its digits, a control sign, a brace, line ends (nothing), plain letters."""
CODE_PAGES = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
"""The code pages of fonts' character sets (`fcharset`)."""
SIGNS = {
    "tab": "\t", "line": "\n", "softline": "\n", "page": "\f", "column": "\n", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "endash": "–", "emdash": "—", "enspace": " ", "emspace": " ",
}  # fmt: skip
ESCAPES = {b"~": "\xa0", b"_": "-", b"-": "\xad", b"\\": "\\", b"{": "{", b"}": "}", b"\t": "\t"}
LEFT_OUT = frozenset((
    "colortbl", "stylesheet", "info", "pict", "objdata", "nonshppict", "shprslt", "fldinst", "header", "headerl",
    "headerr", "headerf", "footer", "footerl", "footerr", "footerf", "xe", "tc", "txe", "rxe", "bkmkstart",
    "bkmkend", "annotation", "atnid", "atnauthor", "sp", "nonesttables", "ftnsep", "ftnsepc", "ftncn", "aftnsep",
    "aftnsepc", "aftncn", "comment", "template", "private1", "revtbl", "listtable", "rsidtbl", "upr",
))  # fmt: skip
"""Groups whose letters are no part of the text."""
OPENED = {"shptxt": True, "shpinst": False, "nesttableprops": False, "ud": True}
"""Groups marked as optional that are read all the same, and whether their own letters show."""


def windows_1252(byte: int) -> str:
    """A byte as Windows reads it, one that stands for nothing as the control character of its number."""
    return bytes((byte,)).decode("cp1252", "ignore") or chr(byte)


def code_page(number: int) -> str:
    """A code page that Python knows, else Windows' own."""
    try:
        codec = codecs.lookup(f"cp{number}")
    except LookupError:
        return "cp1252"
    return codec.name

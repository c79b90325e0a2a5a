"""Whether letters are Vietnamese in Unicode, or one of the encodings from before it (TCVN3, VNI, VIQR).

Text in old encodings decodes without an error to Latin letters and signs ('céng hoµ', 'coäng hoøa'), so
it is told by what such words look like. The bounds are wide apart: real Unicode Vietnamese has next to
none of these patterns, old text has them in a third of its words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.errors import LegacyLetters

_WORD = re.compile(r"[^\s\d]{2,}")
_TCVN3 = re.compile(
    r"[A-Za-z][¨©ª«¬®¯°±²³´µ¶·¸¹»¼½¾¿\u00ad]|[¨©«¬®µ¶·¸¹\u00ad][A-Za-z]|[A-Za-z][ÆÇÐÑ×ØÜÞßæçîïñ÷øûþ][A-Za-z]?\b"
)
_VNI = re.compile(r"[aeiouyöôAEIOUYÖÔ][øùûõïåäëãØÙÛÕÏÅÄËÃ]|ñ[aeiouöô]|[öô][øùûõïùn]")
_VIQR = re.compile(r"[aeouAEOU]\^|[aA]\(|[uoUO][+*]|\b[dD][dD][aeiouy]|[aeiouy\^(+][`?~](?=[a-z\s])", re.ASCII)
_UNICODE = re.compile(r"[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")
_ENCODINGS = {"TCVN3": _TCVN3, "VNI": _VNI, "VIQR": _VIQR}
_ENOUGH = 8
_SHARE = 0.12


@dataclass(frozen=True, slots=True)
class Run:
    """Letters set in one font, as the file holds them: bytes from before Unicode decoded as Windows-1252."""

    text: str
    font: str | None = None


def unicode_runs(runs: Sequence[Run]) -> list[str]:
    """The text of each run of a document in Unicode; raises `LegacyLetters` where that cannot be had."""
    demand_unicode("".join(run.text for run in runs))
    return [run.text for run in runs]


def demand_unicode(text: str) -> None:
    """Raise `LegacyLetters` where the words are Vietnamese in an encoding from before Unicode."""
    words = _WORD.findall(text[:200_000])
    if len(words) < _ENOUGH:
        return
    modern = sum(1 for word in words if _UNICODE.search(word))
    if modern > len(words) * _SHARE:
        return
    marked = {name: sum(1 for word in words if pattern.search(word)) for name, pattern in _ENCODINGS.items()}
    name = max(marked, key=lambda encoding: marked[encoding])
    if marked[name] > len(words) * _SHARE:
        raise LegacyLetters(name)

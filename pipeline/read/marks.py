"""Words of the form that stand over every document: by them a head is known, in whatever letters it is set."""

from __future__ import annotations

import re

STATE, COUNTRY = "cộng hòa xã hội chủ nghĩa", "việt nam"
"""The State's title; a narrow column sets the country's name on a line of its own."""
MOTTO = ("độc lập", "tự do")
PARTY = f"đảng cộng sản {COUNTRY}"
_MARKED = re.compile(r"[^\x00-\x7f]+")


def in_any_letters(words: str) -> str:
    """A regular expression whose words are found in Unicode and in the encodings before it too.

    There a letter with a mark is up to three characters, and one of two may be lost.
    """
    return _MARKED.sub(lambda m: f".{{1,{3 * len(m[0])}}}", words)

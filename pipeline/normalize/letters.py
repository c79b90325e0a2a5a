"""Vietnamese letters as classes for regular expressions.

A range such as 'À-Ỹ' mixes both cases, because Unicode lays the letters out in pairs.
"""

_LATIN_1 = "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ"
_EXTENDED = "ĂĐĨŨƠƯ"
_TONES = "".join(chr(code) for code in range(0x1EA0, 0x1EFA, 2))

UPPER = "A-Z" + _LATIN_1 + _EXTENDED + _TONES
"""Capital letters, for use inside brackets."""

LOWER = "a-z" + (_LATIN_1 + _EXTENDED + _TONES).lower()
"""Small letters, for use inside brackets."""

NOT_ABOUT = r"(?!V ?/ ?[Vv](?!\w))"
"""Before a syllable of a name: 'V/v' ('về việc') opens what a document is about."""

AS_FIGURES = str.maketrans("lIO", "110")
"""The letters that machines without a 1 or a 0 had for them, and that OCR reads for them."""

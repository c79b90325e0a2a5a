"""A series of like parts that comes short of its total by little: 'trong đó: huyện A 1.200; huyện B 700; huyện C 450' of 2.400.

'Trong đó' leaves open whether every part is told, so the sum holds; but who names three or more of one kind behind a
colon mostly names them all, and a small gap is then a slip of typing. A bare bracket leaves it open too: '95 tỷ đồng (nhà cửa
30 tỷ đồng, lúa 25 tỷ đồng)' may name what stands out, or have lost a part.
"""

from __future__ import annotations

import re

from pipeline.link.sums.relations import worth
from pipeline.link.sums.some_told import tells_some
from pipeline.normalize.fold import fold
from pipeline.records import Document, SumRelation

_LEADS_IN = re.compile(r"[^.;:]{0,40}trong đó\s*:", re.IGNORECASE)
_BARE_BRACKET = re.compile(r"\s*\((?![^()]{0,60}trong (?:số )?đó(?!\w))", re.IGNORECASE)
_GOES_ON = re.compile(r"\s*(?:[,;]|(?:và|còn)(?!\w))", re.IGNORECASE)
"""Behind the last part that was read: the series has more, of which no sum was read."""
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_UNIT = re.compile(r"[\d.,\s]+")
_FEWEST = 3
_LEAST_SHARE = 20
"""A gap is small that is less than one twentieth of the total."""


def comes_short(document: Document, relation: SumRelation) -> bool:
    """Whether parts that need not be all look like all: a series that comes short of its total by little, or a bare bracket."""
    if relation.kind == "full" or len(relation.parts) < 2 or relation.difference <= 0:
        return False
    amounts, text = document.facts.mentions.amounts, document.text.text
    total, parts = amounts[relation.total], [amounts[part] for part in relation.parts]
    if tells_some(text, total, parts[0], parts[-1]):
        return False
    if _BARE_BRACKET.match(text, total.end, parts[0].start):
        return True
    if len(parts) < _FEWEST:
        return False
    if relation.difference * _LEAST_SHARE >= worth(total) or any(one.qualifier for one in (total, *parts)):
        return False
    leads_in = _LEADS_IN.match(text, total.end, parts[0].start)
    if leads_in is None or _GOES_ON.match(text, parts[-1].end):
        return False
    begins = (leads_in.end(), *(part.end for part in parts))
    labels = (_FIRST_WORD.search(text, begin, part.start) for begin, part in zip(begins, parts, strict=False))
    kinds = {fold(label[0]) if label else None for label in labels}
    units = {_UNIT.sub(" ", part.text).strip() for part in (total, *parts)}
    return len(kinds) == len(units) == 1 and None not in kinds

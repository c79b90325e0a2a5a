"""What of a text is the document's own: a site's menus, links and imprint stand over its head and under its foot."""

from __future__ import annotations

import itertools

from pipeline.records import Outline
from pipeline.structure.foot.imprint import imprint_start
from pipeline.structure.foot.signature import HEADS_OF_ANNEXES
from pipeline.structure.number.labels import labelled_numbers
from pipeline.structure.second_heads import second_heads


def own_part(text: str, outline: Outline) -> tuple[int, int]:
    """Where the document begins and ends; its annexes, and what is signed by nobody, go on to the text's end."""
    head, foot = outline.letterhead, outline.signature
    start = min((field.start for field in (head.issuer, head.number) if field and field.start < field.end), default=0)
    if foot.signer is None or foot.signer.start < max(foot.start, start):
        return start, imprint_start(text, head.end)
    end = max(field.end for field in (foot.signer, *outline.recipients))
    further = itertools.chain(second_heads(text, end), labelled_numbers(text, end, len(text)))
    more = HEADS_OF_ANNEXES.search(text, end) or next(further, None) is not None
    return start, imprint_start(text, end) if more else end

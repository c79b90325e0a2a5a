"""An e-mail above the document that it forwards: 'Từ: ...', 'Chủ đề: ...', a few words, '---- Forwarded message ----'."""

from __future__ import annotations

import re

from pipeline.structure.alternatives import alternatives
from pipeline.structure.form import words

_LABELS = re.compile(rf"(?:[ *>]*(?:{alternatives(words('mail_labels'))})[ *]*:[^\n]*\n\s*){{2,}}")
_FORWARDED = re.compile(rf"-{{3,}}[ ]*(?:{alternatives(words('mail_forwards'))})[^\n]{{0,20}}\n\s*", re.IGNORECASE)
_LONGEST_WORDS = 2000


def past_mail(text: str, start: int) -> int:
    """Where the document begins under an e-mail's head; `start` where there is none."""
    head = _LABELS.match(text, start)
    if head is None:
        return start
    forwarded = _FORWARDED.search(text, head.end(), head.end() + _LONGEST_WORDS)
    if forwarded is None:
        return head.end()
    again = _LABELS.match(text, forwarded.end())
    return again.end() if again else forwarded.end()

"""Organisations: passage in, organisation `Entity` mentions out; names by their grammar and the tables."""

from __future__ import annotations

import re
from functools import cache

from pipeline.extract.organisation_names import head_pattern, name_at
from pipeline.extract.passage import Passage
from pipeline.records import Entity
from pipeline.structure.tables import common_words, complete_heads

@cache
def _common() -> re.Pattern[str]:
    """What begins as a head does and names no body: 'Báo cáo', 'Hội nghị', 'Ban hành'."""
    return re.compile(common_words())


def find_organisations(passage: Passage) -> tuple[Entity, ...]:
    """Every organisation of the text, in order."""
    text = passage.text
    found: list[Entity] = []
    position = 0
    while head := head_pattern().search(text, position):
        position = head.end()
        if _common().match(text, head.start()) or text.endswith(("Phó ", "phó "), 0, head.start()):
            continue
        name = name_at(text, passage.words, head)
        if name.bare and head[0] not in complete_heads():
            continue
        position = name.end
        found.append(
            Entity(
                start=name.start,
                end=name.end,
                text=text[name.start : name.end],
                rule="organisation.firm" if name.firm else "organisation.organ",
                confidence=0.8 if name.bare else 0.92,
                kind="organisation",
                name=re.sub(r"\s+", " ", text[name.start : name.end]),
            )
        )
    return tuple(found)

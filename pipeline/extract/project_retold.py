"""A document's projects, each once: mentions in, the first of each out, with what the later ones add to it.

A school that is a project, 'Trường THCS X' in a list of works, is no organisation of that document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.extract.project_names import name_key
from pipeline.extract.works import names_building
from pipeline.records import Entity, Project

_ADDED = ("beneficiary", "place", "total_vnd", "state_vnd", "year", "status")
_IN_TABLES = "project.row"
_FIRST = ("project.label", "project.subject")
"""What the document itself is about goes before what it also tells of it."""


def once(projects: Iterable[Project]) -> tuple[Project, ...]:
    """The projects in order, without those told before under the same name, or in prose under a longer or shorter one."""
    kept: list[Project] = []
    told: dict[str, int] = {}
    for project in sorted(projects, key=lambda one: (one.rule not in _FIRST, one.start)):
        key = name_key(project.name)
        first = _before(key, told, kept, project.rule == _IN_TABLES)
        if first is not None:
            missing = {name: getattr(project, name) for name in _ADDED if getattr(kept[first], name) is None}
            kept[first] = replace(kept[first], **missing)
            continue
        for beginning in _beginnings(key):
            told.setdefault(beginning, len(kept))
        kept.append(project)
    return tuple(sorted(kept, key=lambda one: one.start))


def _before(key: str, told: dict[str, int], kept: list[Project], in_table: bool) -> int | None:
    """Which project a name was told of: a row's by the whole name, any other's by one that begins with it or that it begins with."""
    first = told.get(key)
    if in_table or (first is not None and kept[first].rule == _IN_TABLES):
        return first if first is not None and name_key(kept[first].name) == key else None
    if first is not None:
        return first
    for beginning in _beginnings(key):
        index = told.get(beginning)
        if index is not None and name_key(kept[index].name) == beginning:
            return index
    return None


def _beginnings(key: str) -> Iterator[str]:
    """What a name begins with, word by word, from its second: itself at last."""
    words = key.split()
    return (" ".join(words[:count]) for count in range(min(2, len(words)), len(words) + 1))


def without_built(entities: Iterable[Entity], projects: Iterable[Project]) -> tuple[Entity, ...]:
    """The entities but for schools and the like that are a project of a list; what the whole document is about may act too."""
    built = {name_key(project.name) for project in projects if project.rule not in _FIRST}
    return tuple(
        entity
        for entity in entities
        if not (entity.kind == "organisation" and names_building(entity.name) and name_key(entity.name) in built)
    )

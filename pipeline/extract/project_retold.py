"""Projects told more than once in a document: names in, whether another mention tells of the same one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline.normalize.fold import fold
from pipeline.records import Project

_KIND = re.compile(r"^(?:tieu du an|du an|cong trinh|mo hinh|de an)\s+(?:dau tu\s+)?(?:xay dung\s+)?")
_MEASURES = re.compile(r"\s?,\s(?:chieu )?(?:dai|rong|quy mo|cong suat|dien tich|l ?=)\s.*$", re.DOTALL)
_NO_LETTERS = re.compile(r"[^a-z0-9]+")
_TAIL, _MOST = 2, 20


def name_key(name: str) -> str:
    """A name folded, without the word 'dự án' before it and the measures behind it."""
    return _NO_LETTERS.sub(" ", _KIND.sub("", _MEASURES.sub("", fold(name)))).strip()


def not_told_yet(named: Iterable[Project], others: Sequence[Project]) -> Iterator[Project]:
    """The named projects that no other mention tells of, under the same name or a longer or shorter one."""
    told = _Told()
    for project in others:
        told.add(name_key(project.name))
    for project in named:
        key = name_key(project.name)
        if key not in told:
            told.add(key)
            yield project


class _Told:
    """The names that were told, by what they begin and end with."""

    def __init__(self) -> None:
        self._whole, self._opened = set[str](), set[str]()
        self._ending: dict[tuple[str, ...], list[list[str]]] = {}

    def add(self, key: str) -> None:
        words = key.split()
        self._whole.add(key)
        self._opened.update(_beginnings(key))
        self._ending.setdefault(tuple(words[-_TAIL:]), []).append(words)

    def __contains__(self, key: str) -> bool:
        if key in self._opened or not self._whole.isdisjoint(_beginnings(key)):
            return True
        words = key.split()
        alike = self._ending.get(tuple(words[-_TAIL:]), ())[:_MOST]
        return any(_within(words, other) or _within(other, words) for other in alike)


def _within(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether the words of one name stand in another in their order: 'cầu Nà Pán' in 'Xây dựng cầu dân sinh Nà Pán'."""
    rest = iter(long)
    return all(word in rest for word in short)


def _beginnings(key: str) -> Iterator[str]:
    """What a name begins with, word by word: itself at last."""
    words = key.split()
    return (" ".join(words[:count]) for count in range(1, len(words) + 1))

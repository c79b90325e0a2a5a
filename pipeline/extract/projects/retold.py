"""Projects told more than once in a document: mentions in, out those that tell of something that no other tells better."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from pipeline.extract.passage import Passage
from pipeline.extract.projects.costs.sums import called_whole
from pipeline.extract.projects.names.works import has_proper_name, without_deed
from pipeline.normalize.fold import fold
from pipeline.records import Project

_KIND = re.compile(r"^(?:tieu du an|du an|cong trinh|mo hinh|de an)\s+(?:dau tu\s+)?(?:xay dung\s+)?")
_MEASURES = re.compile(r"\s?,\s(?:chieu )?(?:dai|rong|quy mo|cong suat|dien tich|l ?=)\s.*$", re.DOTALL)
_PHASE = re.compile(r"\s?\((?:chuyen tiep|khoi cong moi|hoan thanh|kcm|ct|ht)\)\s*$")
_NO_LETTERS = re.compile(r"[^a-z0-9]+")
_APART = re.compile(r"\s(?:\d|so|giai doan|phan|hang muc|[ivx]+\b)")
_LEADS_TO = ("vao", "voi", "den", "toi", "ra", "di")
_BUILT = frozenset(
    (
        *("tram", "nha", "cong", "be", "duong", "cau", "ke", "san", "ham", "lo", "bai", "he", "khu", "cho", "gieng"),
        *("muong", "kenh"),
    )
)
_HOLDS = frozenset(("kcn", "ccn", "khu", "cum", "hem", "xa", "truong", "benh", "thi", "thon", "ap", "ban", "phuong"))
"""What is built at a place, and what holds it."""
_TAIL, _MOST, _SAYS_WHICH = 2, 20, 3


@lru_cache(maxsize=256)
def name_key(name: str) -> str:
    """A name folded, without the word 'dự án' before it and the measures behind it."""
    return _NO_LETTERS.sub(" ", _KIND.sub("", _MEASURES.sub("", _PHASE.sub("", fold(name))))).strip()


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


def each_once(passage: Passage, found: Sequence[Project]) -> Iterator[Project]:
    """Of the mentions of a project the one that tells its whole cost, else the first in running text that tells a cost, else all rows."""
    mentions: dict[str, list[Project]] = {}
    for project in found:
        mentions.setdefault(name_key(project.name), []).append(project)
    retold = _shorter(mentions)
    for key, same in mentions.items():
        if key in retold and not any(called_whole(passage, project) for project in same):
            continue
        costed = [project for project in same if project.total_vnd is not None]
        wholes = [project for project in costed if called_whole(passage, project)]
        told = [project for project in costed if not project.in_row]
        yield from (wholes or told)[:1] or costed or same[:1]


def without_retellings(found: Sequence[Project]) -> Iterator[Project]:
    """The projects without those of which one that costs something says more: they tell no cost, or the same before it.

    'Cầu tàu Đảo Bé: mất 1 nhịp. Đề nghị cấp tiền sửa cầu tàu Đảo Bé, khái toán 2,3 tỷ' speaks of one project.
    """
    costed: dict[str, list[tuple[Project, list[str]]]] = {}
    for project in found:
        if project.total_vnd is not None:
            words = _bare(project)
            for word in dict.fromkeys(words):
                costed.setdefault(word, []).append((project, words))
    for project in found:
        words = _bare(project)
        says_which = len(words) >= _SAYS_WHICH and not project.in_row and has_proper_name(project.name)
        others = costed.get(words[-1], ())[:_MOST] if says_which else ()
        if not any(_is_told_by(project, other) and _tells_of(words, more) for other, more in others):
            yield project


def _is_told_by(project: Project, other: Project) -> bool:
    """Whether another project with a cost may be the same, by their costs."""
    if project.total_vnd is None:
        return True
    return project.total_vnd == other.total_vnd and project.start < other.start


def _bare(project: Project) -> list[str]:
    """The words of a project's name without what is done."""
    return name_key(without_deed(project.name)).split()


def _tells_of(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether a name says the same as another: both begin alike, as a school and its gate do not, the longer is no pair, and
    no number or stage behind it tells the two apart.
    """
    if short[0] != long[0] or "va" in {*long} - {*short}:
        return False
    return _within(short, long) and not (
        long[: len(short)] == short and _APART.match(" ".join(("", *long[len(short) :])))
    )


def _shorter(keys: Iterable[str]) -> set[str]:
    """The names that another, longer one begins with; a number or a stage behind tells two projects apart."""
    ordered = sorted(keys)
    return {
        short
        for short, long in pairwise(ordered)
        if long.startswith(f"{short} ") and len(short.split()) > 2 and not _APART.match(long, len(short))
    }


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
    """Whether the words of one name stand in another in their order: 'cầu Nà Pán' in 'Xây dựng cầu dân sinh Nà Pán'.

    Where a road leads is another work: 'khu tái định cư X' in 'đường vào khu tái định cư X'; so is what something is built in:
    'CCN X' in 'Trạm xử lý nước thải CCN X'.
    """
    rest = iter(long)
    if not all(word in rest for word in short):
        return False
    at = long.index(short[0]) if short else 0  # names in other scripts have no words here
    held = at > 1 and long[0] in _BUILT and short[0] in _HOLDS
    return at == 0 or not (held or long[at - 1] in _LEADS_TO)


def _beginnings(key: str) -> Iterator[str]:
    """What a name begins with, word by word: itself at last."""
    words = key.split()
    return (" ".join(words[:count]) for count in range(1, len(words) + 1))

"""The administrative units of the country of 63 provinces (to June 2025) and of 34 (since), by name and code.

Codes are the General Statistics Office's. `data/units63.csv` and `data/units34.csv` are made by
`data/make_units.py` from the package vietnamadminunits.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

from pipeline.extract.data_folder import DATA
from pipeline.normalize.fold import fold, folded
from pipeline.normalize.place_names import COMMUNES, split_level

_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_JOINTS = str.maketrans("", "", " '’-–")


class Unit(NamedTuple):
    """An administrative unit; `parent` is the code of the one that holds it, '' for a province."""

    code: str
    parent: str
    kind: str
    name: str
    successors: tuple[str, ...] = ()


class Gazetteer:
    """The units of one era, found by name; spellings differ in case, tone placement and diacritics."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._units = {unit.code: unit for unit in units}
        self._by_name: dict[str, list[Unit]] = defaultdict(list)
        names = folded("\n".join(unit.name for unit in units))  # in one go: there are ten thousand
        self._folded = dict(zip(self._units, names.split("\n"), strict=True))
        for unit, key in zip(units, _key(names).split("\n"), strict=True):
            self._by_name[key].append(unit)

    @property
    def units(self) -> Collection[Unit]:
        """Every unit, in order of code, larger ones first."""
        return self._units.values()

    @cached_property
    def provinces(self) -> dict[str, Unit]:
        """Provinces by folded name."""
        return {fold(unit.name): unit for unit in self._units.values() if not unit.parent}

    def province_of(self, unit: Unit) -> Unit:
        """The province that holds a unit."""
        while unit.parent:
            unit = self._units[unit.parent]
        return unit

    @cached_property
    def _province_successors(self) -> dict[str, str]:
        """The province that each one became, told by its communes' successors."""
        found: dict[str, str] = {}
        later = gazetteer("34")
        for unit in self._units.values():
            province = self.province_of(unit).code if unit.successors else ""
            if province and province not in found and (successor := later.unit(unit.successors[0])):
                found[province] = later.province_of(successor).code
        return found

    def has(self, kind: str, name: str) -> bool:
        """Whether there is a unit of a name, wherever: several wards are called 'Lê Hồng Phong'."""
        return any(unit.kind == kind and unit.name == name for unit in self._by_name.get(_key(fold(name)), ()))

    def unit(self, code: str) -> Unit | None:
        """The unit of a code."""
        return self._units.get(code)

    def successor_code(self, unit: Unit) -> str | None:
        """The code that a unit of the 63 provinces has since 2025: its one successor's, else its province's."""
        if len(unit.successors) == 1:
            return unit.successors[0]
        return self._province_successors.get(self.province_of(unit).code)

    def resolve(self, place: str, province: str | None = None) -> Unit | None:
        """The smallest unit named in 'xã Cam Nghĩa, huyện Cam Lộ', within its superiors or a province.

        None where no unit fits, or several do. A commune with other diacritics than those typed ('xã Cẩm Thủy' for 'xã Cam
        Thủy') is meant only where a superior or the province holds it: communes are many. Nor is one meant of another province
        than the one that is told, which names it not.
        """
        parts = [split_level(part) for part in re.split(r"\s*,\s*", place) if part.strip()]
        if not parts:
            return None
        (kind, name), superiors = parts[0], parts[1:]
        candidates = [unit for unit in self._by_name.get(_key(fold(name)), ()) if not kind or unit.kind == kind]
        for _, superior in superiors:
            candidates = [unit for unit in candidates if self._within(unit, fold(superior))] or candidates
        if len(candidates) > 1 and province:
            candidates = [unit for unit in candidates if self._within(unit, fold(province))] or candidates
        if len(candidates) > 1:
            exact = [unit for unit in candidates if unit.name == name]
            candidates = exact if len(exact) == 1 else [unit for unit in candidates if not unit.parent]
        if len(candidates) != 1:
            return None
        unit = candidates[0]
        holders = [fold(superior) for _, superior in superiors] + ([fold(province)] if province else [])
        if unit.kind not in COMMUNES or any(self._within(unit, holder) for holder in holders):
            return unit
        if province and is_province(province) and not self._went_to(unit, fold(province)):
            return None
        sure = fold(name) == name.lower() or _typed(unit.name) == _typed(name)
        return unit if sure else None

    def _went_to(self, unit: Unit, folded: str) -> bool:
        """Whether the province of a unit became part of one in 2025."""
        later = gazetteer("34").unit(self._province_successors.get(self.province_of(unit).code, ""))
        return later is not None and fold(later.name) == folded

    def _within(self, unit: Unit, folded: str) -> bool:
        while unit.parent:
            unit = self._units[unit.parent]
            if self._folded[unit.code] == folded:
                return True
        return False


def _typed(name: str) -> str:
    """The letters of a name and the tone of each word, on whichever vowel it stands: 'Thuỷ' is 'Thủy', and not 'Thúy'."""
    words = unicodedata.normalize("NFD", name.lower()).replace("-", " ").replace("’", "").replace("'", "").split()
    return "".join(_TONES.sub("", word) + "".join(_TONES.findall(word)) for word in words)


def _key(folded: str) -> str:
    """What the spellings of one name share: 'Đa Krông' is 'Đakrông', 'Ea H'leo' is 'Ea Hleo'."""
    return folded.translate(_JOINTS)


def is_province(name: str) -> bool:
    """Whether a name is that of a province of either era."""
    return any(fold(name) in gazetteer(era).provinces for era in ("63", "34"))


def unit_files() -> tuple[Path, ...]:
    """The files that the units are read from."""
    return tuple(DATA / f"units{era}.csv" for era in ("63", "34"))


@cache
def gazetteer(era: str = "63") -> Gazetteer:
    """The units of the 63 provinces ('63') or of the 34 ('34'), read once."""
    with (DATA / f"units{era}.csv").open(encoding="utf-8", newline="") as file:
        _, *rows = csv.reader(file)
    return Gazetteer(
        [
            Unit(code, parent, kind, name, tuple(" ".join(successors).split()))
            for code, parent, kind, name, *successors in rows
        ]
    )

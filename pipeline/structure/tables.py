"""The tables of document kinds and issuing bodies (`data/*.toml`), read once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.normalize.fold import fold
from pipeline.normalize.tones import both_ways
from pipeline.structure.alternatives import alternatives

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document: its abbreviation ('QĐ'), its name, and other spellings of both."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()
    decides: bool = False
    """Whether such documents give money by themselves."""
    plans: bool = False
    """Whether their own money is still to be spent."""
    ends: bool = False
    """Whether such a document can end another; others only tell that it ended."""
    tells: bool = False
    """Whether such a document may be all that tells what others gave."""
    titled: bool = False
    """Whether the kind's name always stands above the subject."""
    passed: bool = False
    """Whether an assembly passes them, on the day that is theirs."""


@dataclass(frozen=True, slots=True)
class Issuer:
    """A body that issues documents under `symbol`; `local` ones exist once in every place."""

    symbol: str
    name: str
    full: str
    local: bool


@cache
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


@cache
def kinds() -> tuple[Kind, ...]:
    """Every kind of document, in the order of the decree's annex."""
    return tuple(
        Kind(
            *(row["code"], row["name"], tuple(row.get("aliases", ())), tuple(row.get("symbols", ()))),
            **{flag: row.get(flag, False) for flag in ("decides", "plans", "ends", "tells", "titled", "passed")},
        )
        for row in _table("kinds.toml")["kind"]
    )


@cache
def deciding_kinds() -> frozenset[str]:
    """The codes of the kinds that give money by themselves."""
    return frozenset(kind.code for kind in kinds() if kind.decides)


@cache
def planning_kinds() -> frozenset[str]:
    """The codes of the kinds whose own money is still to be spent."""
    return frozenset(kind.code for kind in kinds() if kind.plans)


@cache
def ending_kinds() -> frozenset[str]:
    """The codes of the kinds that can replace or repeal another document."""
    return frozenset(kind.code for kind in kinds() if kind.ends)


@cache
def telling_kinds() -> frozenset[str]:
    """The codes of the kinds that may be all that tells what others gave."""
    return frozenset(kind.code for kind in kinds() if kind.tells)


@cache
def kind_by_name() -> dict[str, Kind]:
    """Kinds by their name and aliases, folded ('quyet dinh')."""
    return {fold(name): kind for kind in kinds() for name in (kind.name, *kind.aliases)}


@cache
def kind_by_symbol() -> dict[str, Kind]:
    """Kinds by the abbreviation in a number, folded ('qd'): 'QD' typed for 'QĐ' is found too."""
    return {fold(symbol): kind for kind in reversed(kinds()) for symbol in (kind.code, *kind.symbols)}


@cache
def no_symbols() -> frozenset[str]:
    """What stands behind a stroke and is no number's symbol, folded: 'ha'."""
    return frozenset(map(fold, _table("kinds.toml")["no_symbols"]))


@cache
def kinds_by_spelling() -> dict[str, Kind]:
    """Kinds by the abbreviation in a number, as it is spelled."""
    return {symbol: kind for kind in kinds() for symbol in (kind.code, *kind.symbols)}


@cache
def form_kind_names() -> str:
    """The kinds that stand as a line of their own above the subject: all but the letter."""
    told = [kind for kind in kinds() if kind.code != "CV"]
    return alternatives([kind.name for kind in told] + [name for kind in told for name in kind.aliases if " " in name])


@cache
def kind_names() -> str:
    """A regular expression of every kind's name, longest first, for use without case."""
    names = [name for kind in kinds() for name in (kind.name, *kind.aliases)]
    return alternatives(names)


@cache
def issuers() -> dict[str, Issuer]:
    """Issuing bodies by folded symbol ('ubnd')."""
    return {
        fold(row["symbol"]): Issuer(
            row["symbol"], row["name"], row.get("full", row["name"]), row.get("scope") == "local"
        )
        for row in _table("issuers.toml")["issuer"]
    }


@cache
def old_bodies() -> dict[str, Issuer]:
    """Ministries by the symbols that they used before 1998 ('TC/QĐ', 'TT/BCN'), as spelled."""
    return {symbol: Issuer(symbol, name, name, False) for symbol, name in _table("issuers.toml")["old"].items()}


@cache
def organisation_heads() -> tuple[str, ...]:
    """Words that open the name of an organ of state or the Party, longest first."""
    heads = _table("issuers.toml")["heads"]
    return _longest_first(both_ways([*heads["organs"], *heads["whole"], *heads["alone"]]))


@cache
def heads_that(tell: str) -> tuple[str, ...]:
    """Heads of which one thing is true, by its name in `[heads_that]`."""
    return both_ways(_table("issuers.toml")["heads_that"][tell])


@cache
def small_heads() -> tuple[str, ...]:
    """Heads of organs as typists set them in small letters before a name, longest first."""
    return _longest_first(both_ways(_table("issuers.toml")["heads"]["small"]))


@cache
def firm_heads() -> tuple[str, ...]:
    """Words that open the name of a company, cooperative or household business, longest first."""
    return _longest_first(_table("issuers.toml")["heads"]["firms"])


@cache
def canonical_spellings() -> dict[str, str]:
    """Heads and sectors by `same_name`; of several spellings ('Ủy', 'Uỷ') the one that the table has first."""
    return {same_name(name): name for name in reversed(_spelled_names())}


@cache
def _spellings_by_letters() -> dict[str, str]:
    """The same by what `same_name` keeps and the diacritics, either way."""
    return {way: name for name in reversed(_spelled_names()) for way in both_ways([_same_letters(name)])}


def _spelled_names() -> list[str]:
    heads = _table("issuers.toml")["heads"]
    return [name for key in ("whole", "alone", "organs", "sectors", "spellings") for name in heads[key]]


def as_listed(name: str) -> str:
    """A head or a sector as the table spells it, by its letters or else without diacritics: 'Quân đoàn' is no 'Quận đoàn'."""
    return _spellings_by_letters().get(_same_letters(name)) or canonical_spellings().get(same_name(name), name)


@cache
def letters_of_bodies() -> dict[str, str]:
    """Letters and spellings that bodies' names are told by, with the words that they are written out in."""
    return dict(_table("issuers.toml")["letters"])


@cache
def acronyms() -> frozenset[str]:
    """Letters for words in bodies' names, in small ones: 'ubnd'."""
    return frozenset(word.lower() for word in _table("issuers.toml")["heads"]["acronyms"])


@cache
def letters_within_texts() -> dict[str, str]:
    """Those of them by which a text's own bodies are known to be one."""
    return {letters: letters_of_bodies()[letters] for letters in _table("issuers.toml")["heads"]["in_letters"]}


@cache
def whole_sectors() -> tuple[str, ...]:
    """Sectors written out of which letters tell: 'LĐTBXH' is one of them."""
    return tuple(_table("issuers.toml")["heads"]["whole_sectors"])


@cache
def common_words() -> str:
    """Words that begin as a head does and name no body ('Báo cáo', 'Ban hành'), as a regular expression."""
    return alternatives(_table("issuers.toml")["heads"]["common"]) + r"(?!\w)"


@cache
def complete_heads() -> frozenset[str]:
    """Heads that name a body without more words, beyond a place: 'Chính phủ', 'UBND'."""
    heads = _table("issuers.toml")["heads"]
    return frozenset(both_ways([*heads["whole"], *heads["whole_before_levels"]]))


@cache
def lone_heads() -> frozenset[str]:
    """Heads that a text uses alone after the whole name: 'Ban Chỉ đạo'."""
    return frozenset(both_ways(_table("issuers.toml")["heads"]["alone"]))


@cache
def name_openers() -> tuple[str, ...]:
    """Words of work in bodies' names whose object goes on in small letters, longest first."""
    return _longest_first(_table("issuers.toml")["heads"]["openers"])


@cache
def added_work() -> tuple[str, ...]:
    """Work that an office's name adds after 'và': 'Phòng Pháp chế và Giải quyết khiếu nại'."""
    return tuple(_table("issuers.toml")["heads"]["added_work"])


@cache
def words_after_names() -> frozenset[str]:
    """Verbs and small words that follow a body's name and are no part of it."""
    return frozenset(both_ways(_table("issuers.toml")["heads"]["after"]))


@cache
def verbs_before_capitals() -> frozenset[str]:
    """Verbs that follow a name where a capital or a figure comes next, and are part of nouns elsewhere."""
    return frozenset(both_ways(_table("issuers.toml")["heads"]["after_before_capitals"]))


@cache
def verbs_before_figures() -> frozenset[str]:
    """Verbs of two words that follow a name where a figure comes next, and are work in a name elsewhere."""
    return frozenset(both_ways(_table("issuers.toml")["heads"]["after_before_figures"]))


@cache
def words_of_names() -> frozenset[str]:
    """Pairs of words that belong to names although one of them alone follows names: 'xã hội', 'nhà ở'."""
    return frozenset(both_ways(_table("issuers.toml")["heads"]["joined"]))


@cache
def words_within_names() -> tuple[str, ...]:
    """Words of two syllables inside names whose first alone has a capital: 'Cao đẳng'."""
    return tuple(_table("issuers.toml")["heads"]["within"])


@cache
def brands() -> tuple[str, ...]:
    """Bodies told by letters or a trade name ('EVN', 'Viettel'), longest first."""
    return _longest_first(_table("issuers.toml")["heads"]["brands"])


@cache
def trades() -> tuple[str, ...]:
    """What companies do, as their names say it ('Khai thác công trình thủy lợi'), longest first."""
    return _longest_first(both_ways(_table("issuers.toml")["heads"]["trades"]))


@cache
def small_sectors() -> tuple[str, ...]:
    """Sectors as typists set them in small letters: 'sở tài chính'."""
    return tuple(_table("issuers.toml")["heads"]["small_sectors"])


@cache
def sectors() -> tuple[str, ...]:
    """Sectors of ministries and departments as written in running text, longest first."""
    return _longest_first(both_ways(_table("issuers.toml")["heads"]["sectors"]))


@cache
def sector_names() -> str:
    """Sectors as a regular expression: 'Thương mại và Du lịch' is 'Thương mại - Du lịch' and 'Thương mại Du lịch' too.

    Nothing joins two of them over the end of a line: 'Sở Tài chính' may close one and 'Kế hoạch năm 2014' open the next.
    """
    joined = r"(?:\s*[-–&]\s*|\s+và\s+| )"
    return alternatives(sectors(), {" - ": joined, " và ": joined})


def _longest_first(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


def same_name(name: str) -> str:
    """A name without case, diacritics and what `alternatives` leaves open: blanks, and which dash stands between words."""
    return _same_letters(fold(name))


def _same_letters(name: str) -> str:
    """The same with diacritics."""
    return re.sub(r"\s*[-–]\s*", "-", " ".join(name.lower().split()))

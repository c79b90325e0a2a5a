"""The table of meanings (`data/meaning.toml`) as patterns, built once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, cast

from pipeline.extract.amounts.money_words import money_table
from pipeline.records import AmountRole
from pipeline.structure.alternatives import alternatives
from pipeline.structure.openings import ListsOfNames, words_in
from pipeline.structure.shared_words import read_words
from pipeline.structure.tables import deciding_kinds, planning_kinds


@cache
def table() -> dict[str, Any]:
    """`data/meaning.toml`."""
    return read_words(Path(__file__).parent / "data" / "meaning.toml")


def plan_words(*names: str) -> str:
    """Lists of `[plans]` as a regular expression for use without case."""
    return alternatives([word for name in names for word in table()["plans"][name]])


@cache
def fund_kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Kinds of fund (`data/funds.toml`) with the words that tell them, in order of trial."""
    rows = tomllib.loads((Path(__file__).parent / "data" / "funds.toml").read_text(encoding="utf-8"))["fund"]
    exact = {row["kind"]: rf"^{alternatives(tuple(row['exact']))}$|" for row in rows if "exact" in row}
    return tuple(
        (row["kind"], re.compile(exact.get(row["kind"], "") + whole(row["words"]), re.IGNORECASE)) for row in rows
    )


@lru_cache(maxsize=2048)
def kind_of(fund: str) -> str | None:
    """The kind of a fund by its name; None where no word of the table stands in it."""
    return next((kind for kind, words_of in fund_kinds() if words_of.search(fund)), None)


@dataclass(frozen=True, slots=True)
class RoleCue:
    """A role, the words that tell it, and those beside which they don't; `kinds` are the documents it is said in."""

    role: AmountRole
    cues: re.Pattern[str]
    not_with: re.Pattern[str] | None = None
    kinds: frozenset[str] = frozenset()
    weak: bool = False
    """Whether what stands over the figure goes before it."""

    def tells(self, before: str, kind: str | None = None) -> bool:
        """Whether the words before a figure tell this role in a document of some kind."""
        if self.kinds and kind not in self.kinds:
            return False
        return self.cues.search(before) is not None and not (self.not_with and self.not_with.search(before))


@lru_cache(maxsize=4096)
def role_told(before: str, kind: str | None = None, *, weak: bool = False) -> AmountRole | None:
    """The role that the words before a figure tell; 'stated' where they say that it is none, None where nothing.

    What stands after the last semicolon goes before what stands before it.
    """
    end, small = "", before.lower()
    before = _ANSWERED.sub("", before) if "nghị" in small else before
    before = _POLITE.sub("", before) if "xin" in small or "kính" in small else before
    while before:
        before, cut, last = before.rpartition(";")
        last = (last.lstrip() if cut else last) + end
        # No figure follows right after what stands before a semicolon.
        end = ";"
        may_tell = map(_role_cue, _names_of_roles().told_by(words_in(last)))
        if role := next((cue.role for cue in may_tell if cue.weak is weak and cue.tells(last, kind)), None):
            return role
    return None


_ANSWERED = re.compile(
    r"^(?=.{0,160}(?:kiến nghị|đề nghị))\W{0,4}(?:trả lời|về|đối với)\s[^:;\n]{5,200}:(?=[^:]*\S)", re.IGNORECASE
)
"""'Về kiến nghị của cử tri đề nghị nâng cấp cầu Đá: ...': what follows is the answer, and asks for nothing."""
_POLITE = re.compile(
    r"(?<!\w)(?:xin|kính) (?=(?:được )?(?:báo cáo|trả lời|thông báo|thông tin|nêu|gửi|cảm ơn|cám ơn|ý kiến|nhận|chúc|hứa|nói|mời)(?!\w))",
    re.IGNORECASE,
)
"""'Xin báo cáo như sau' asks for nothing."""


def role_cues() -> Iterator[RoleCue]:
    """Roles with the words that tell them, in order of trial."""
    return map(_role_cue, range(len(table()["role"])))


@cache
def _role_cue(place: int) -> RoleCue:
    """A row of the table, made where a text has words of it: their patterns are large."""
    row = table()["role"][place]
    return RoleCue(
        cast(AmountRole, row["name"]),
        _role_pattern(row),
        pattern(tuple(row["not_with"])) if "not_with" in row else None,
        frozenset().union(*(_kinds()[kind] for kind in row.get("kinds", ()))),
        row.get("weak", False),
    )


def _kinds() -> dict[str, frozenset[str]]:
    return {"plans": planning_kinds(), "decides": deciding_kinds()}


@cache
def _names_of_roles() -> ListsOfNames:
    """The cues of the same roles."""
    ways = ("cues", "clause", "opens", "right_before")
    return ListsOfNames([word for way in ways for word in row.get(way, ())] for row in table()["role"])


def _role_pattern(row: dict[str, Any]) -> re.Pattern[str]:
    not_after = "".join(rf"(?<!\b{re.escape(word)} )" for word in row.get("not_after", ()))
    ways = []
    if "cues" in row:
        ways.append(rf"(?<!\w){not_after}{_spaced(row['cues'])}(?!\w)")
    if "clause" in row:
        ways.append(rf"(?<!\w){not_after}{_spaced(row['clause'])}(?!\w)[^,;:\n]*$")
    if "opens" in row:
        not_then = rf"(?!\s+{alternatives(tuple(row['not_then']))}(?!\w))" if "not_then" in row else ""
        ways.append(rf"{_CLAUSE_START}{_spaced(row['opens'])}(?!\w){not_then}")
    if "right_before" in row:
        bounds = alternatives(tuple(word for kind in ("about", "low") for word in money_table()["qualifiers"][kind]))
        small = alternatives(tuple(table()["words"]["between"]))
        ways.append(
            rf"(?<!\w){not_after}{alternatives(tuple(row['right_before']))}(?:\s+{small}){{0,2}}(?:\s+{bounds})?\s*[:(]?\s*$"
        )
    return re.compile("|".join(ways), re.IGNORECASE)


_CLAUSE_START = r"(?:^(?!\s)|[;,:.(\n]|(?<![^\W\d] )[-–+*•]|(?<!\w)[a-zđ\d]{1,2}[.)])[ \t]*(?:(?:và|trong đó|riêng|số|tổng số|phần)[ \t]+)?"


def _spaced(cues: Sequence[str]) -> str:
    """Cues as alternatives; ' … ' in one stands for up to six words of the same clause, ' …… ' for sixteen."""
    return alternatives(cues, {" … ": r"(?:\s+[^\s,;:()]+){0,6}\s+", " …… ": r"(?:\s+[^\s;:()]+){0,16}\s+"})


@cache
def pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of some words, whole, whatever their case."""
    return re.compile(whole(words), re.IGNORECASE)


def whole(words: Sequence[str]) -> str:
    """The same as a regular expression, for a larger one."""
    return rf"(?<!\w){alternatives(words)}(?!\w)"


@cache
def cue(section: str, *names: str) -> re.Pattern[str]:
    """Any word of some lists of the table, e.g. `cue("sum", "full")`."""
    return pattern(tuple(word for name in names for word in table()[section][name]))


@cache
def words(section: str, name: str) -> str:
    """One list of the table as alternatives for a larger expression."""
    return alternatives(tuple(table()[section][name]))

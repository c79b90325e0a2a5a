"""Found facts against annotated ones: each is right, missed or false; `README.md` says what counts as the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from benchmarks.accuracy.gold import KINDS, Fact, Gold
from benchmarks.accuracy.same_facts import SAME_FACT, VALUES, value_of, values_right
from benchmarks.accuracy.same_words import canonical
from pipeline.records import Amount, Citation, DateMention, Document, Entity, Mention, Mentions, Project, Quantity
from pipeline.structure.number.docnumber import number_key

Outcome = Literal["right", "missed", "false"]
Found = dict[str, list[Mention]]
HEAD = ("number", "kind", "issuer", "place", "issued_on", "subject", "signer", "signer_title")
ENTITIES = {"people": "person", "organisations": "organisation", "places": "place"}
_SUBJECT_LEAD = re.compile(r"^(?:v/v|ve viec|ve)\s+")
_TERM = re.compile(r" khoa [ivxl\d]+$")
"""A council's or committee's term, which is no part of its name."""
_SIGNED = re.compile(r"\n[ \t]*(?:KT|TM|TL|TUQ)\. ?(?=[A-ZĐ])")
_ADDRESSED = re.compile(r"^[ \t]*(?:Kính gửi|KÍNH GỬI|Nơi nhận|NƠI NHẬN)\b.*(?:\n(?:[-–+]|[ \t]+\S).*)*", re.MULTILINE)
"""The lines of those whom a document is addressed or sent to, wherever they stand."""


@dataclass(frozen=True, slots=True)
class Outcomes:
    """One comparison: of which kind, what became of it, the fact in words, and who found it how surely."""

    document: str
    kind: str
    outcome: Outcome
    fact: str
    rule: str = ""
    confidence: float | None = None


@dataclass(slots=True)
class Tally:
    """Counts of one kind, and the three measures."""

    right: int = 0
    missed: int = 0
    false: int = 0

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 1 where nothing was found."""
        return self.right / (self.right + self.false) if self.right + self.false else 1.0

    @property
    def recall(self) -> float:
        """The share of what is there that was found; 1 where nothing is there."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / (2 * self.right + self.missed + self.false) if self.right else 0.0


def tally(outcomes: Iterable[Outcomes]) -> dict[str, Tally]:
    """Counts by kind, each followed by the values of what was found."""
    counts: dict[str, Tally] = {}
    for one in outcomes:
        count = counts.setdefault(one.kind, Tally())
        setattr(count, one.outcome, getattr(count, one.outcome) + 1)
    values = {kind: [f"{kind}.{name}" for name in VALUES.get(kind, ())] for kind in ("head", *KINDS, "sums")}
    return {name: counts[name] for kind, more in values.items() for name in (kind, *more) if name in counts}


def score(gold: Gold, document: Document) -> list[Outcomes]:
    """Every comparison of one document in the kinds annotated: its head, its mentions, what they mean, its sums."""
    found = by_kind(document.facts.mentions)
    outcomes = (*_head(gold, document), *score_mentions(gold, found), *_sums(gold, document))
    return [one for one in outcomes if one.kind.partition(".")[0] in gold.kinds]


def by_kind(mentions: Mentions) -> Found:
    """Mentions by the kinds of the gold: entities as people, organisations, places."""
    found: Found = {kind: list(getattr(mentions, kind)) for kind in SAME_FACT}
    return found | {
        kind: [entity for entity in mentions.entities if entity.kind == name] for kind, name in ENTITIES.items()
    }


def score_mentions(gold: Gold, found: Found) -> Iterator[Outcomes]:
    """The comparisons of what was found, by kind; of matched amounts and citations also their values."""
    for kind, same in SAME_FACT.items():
        pairs, missed, false = _match(gold.facts[kind], found.get(kind, []), same)
        for fact, mention in pairs:
            yield _outcome(gold, kind, "right", fact.words, mention)
            for name, right in values_right(kind, fact, mention):
                told = f"{fact.words}: {fact.values[name]}"
                yield _outcome(gold, f"{kind}.{name}", "right" if right else "missed", told, mention)
                if not right:
                    yield _outcome(gold, f"{kind}.{name}", "false", f"{told}, found {value_of(mention, name)}", mention)
        for fact in missed:
            yield _outcome(gold, kind, "missed", _told(fact), None)
        for mention in false:
            if not _counts_neither_way(gold, mention):
                yield _outcome(gold, kind, "false", _stated(mention), mention)
    for kind in ENTITIES:
        yield from _names(gold, kind, found.get(kind, []))


def _counts_neither_way(gold: Gold, mention: Mention) -> bool:
    """What the gold leaves out or open: percentages, documents cited without a number, names that may be a project's or not.

    A number may have been completed from another place of the text.
    """
    if isinstance(mention, Project):
        return any(mention.start < fact.end and fact.start < mention.end for fact in gold.left_open)
    if isinstance(mention, Quantity):
        return mention.unit.startswith("%")
    if not isinstance(mention, Citation):
        return False
    return not mention.number or number_key(mention.number) not in number_key(mention.text)


def _outcome(gold: Gold, kind: str, outcome: Outcome, fact: str, mention: Mention | None) -> Outcomes:
    if mention is None:
        return Outcomes(gold.name, kind, outcome, fact)
    return Outcomes(gold.name, kind, outcome, fact, mention.rule, mention.confidence)


def _match(
    facts: Sequence[Fact], mentions: Sequence[Mention], same: Callable[[Fact, Any], bool]
) -> tuple[list[tuple[Fact, Mention]], list[Fact], list[Mention]]:
    """Pairs of a fact and the mention that is the same, each used once; then what is left on either side."""
    left = list(mentions)
    pairs: list[tuple[Fact, Mention]] = []
    missed: list[Fact] = []
    for fact in facts:
        mention = next((m for m in left if m.start < fact.end and fact.start < m.end and same(fact, m)), None)
        if mention is None:
            missed.append(fact)
        else:
            left.remove(mention)
            pairs.append((fact, mention))
    return pairs, missed, left


def matched_amounts(gold: Gold, amounts: Sequence[Amount]) -> list[tuple[Fact, Amount]]:
    """The annotated amounts that were found, each with the one that is the same."""
    pairs, _, _ = _match(gold.facts["amounts"], amounts, SAME_FACT["amounts"])
    return [(fact, amount) for fact, amount in pairs if isinstance(amount, Amount)]


def _names(gold: Gold, kind: str, mentions: Sequence[Mention]) -> Iterator[Outcomes]:
    """Distinct names; one that counts neither way is left out (`_neither`).

    A body that is told several ways under one name is one, right where any of its mentions is annotated.
    """
    true = {_name(fact.values.get("name", fact.words)): fact.words for fact in gold.facts[kind]}
    begin, end = _body(gold)
    addressed = [block.span() for block in _ADDRESSED.finditer(gold.text.text)]
    found: dict[str, Mention] = {}
    right: set[str] = set()
    other: dict[str, Mention] = {}
    for mention in mentions:
        assert isinstance(mention, Entity)
        name = _name(mention.name)
        keys = {name, _name(mention.text)} & true.keys()
        if keys:
            right.add(name)
            for key in keys:
                found.setdefault(key, mention)
        elif (
            begin <= mention.start < end
            and not _neither(gold, kind, name, mention)
            and not any(first <= mention.start < last for first, last in addressed)
        ):
            other.setdefault(name, mention)
    for key, words in true.items():
        yield _outcome(gold, kind, "right" if key in found else "missed", words, found.get(key))
    for name, mention in other.items():
        if name not in right:
            yield _outcome(gold, kind, "false", mention.text, mention)


def _name(words: str) -> str:
    return _TERM.sub("", canonical(words))


def _neither(gold: Gold, kind: str, name: str, mention: Entity) -> bool:
    """Offices of every place at once, members of a list where none is annotated, places named only as part of an office's name."""
    if kind == "organisations":
        told = any("name" in fact.values for fact in gold.facts[kind])
        member = name.endswith(f" {canonical(mention.text)}")
        return name in ("ubnd", "hdnd") or " cac " in name or (member and not told)
    if kind == "places":
        inside = [
            gold.head.get("issuer", ""),
            gold.head.get("place", ""),
            *(f.words for f in gold.facts["organisations"]),
        ]
        return any(name in canonical(str(words)) for words in inside)
    return False


def _body(gold: Gold) -> tuple[int, int]:
    """From the end of the subject, on however many lines it stands, to the recipients or the signature."""
    text = gold.text.text
    subject = re.search(r"\s+".join(map(re.escape, str(gold.head.get("subject", "\0")).split())), text)
    begin = subject.end() if subject else 0
    title = str(gold.head.get("signer_title", "\0")).split(" ")[0]
    ends = [text.rfind(mark) for mark in ("\nNơi nhận", "\nNƠI NHẬN", f"\n{title}")]
    ends += [signs.start() for signs in _SIGNED.finditer(text)]
    return begin, min((at for at in ends if at > len(text) // 2), default=len(text))


def _head(gold: Gold, document: Document) -> Iterator[Outcomes]:
    head, signature = document.outline.letterhead, document.outline.signature
    fields = {
        "number": head.number,
        "issuer": head.issuer,
        "place": head.place,
        "subject": head.subject,
        "signer": signature.signer,
        "signer_title": signature.title,
    }
    found: dict[str, Any] = {name: field.value if field else None for name, field in fields.items()}
    found |= {"kind": head.kind, "issued_on": head.issued_on}
    for name in HEAD:
        true, value = gold.head.get(name), found[name]
        if name == "number" or not (isinstance(true, str) and isinstance(value, str)):
            same = true == value
        else:
            same = _SUBJECT_LEAD.sub("", canonical(true)) == _SUBJECT_LEAD.sub("", canonical(value))
        if true is not None:
            yield Outcomes(gold.name, "head", "right" if same else "missed", f"{name}: {true}", f"head.{name}")
        if value is not None and not same:
            yield Outcomes(gold.name, "head", "false", f"{name}: {value}", f"head.{name}")


def _sums(gold: Gold, document: Document) -> Iterator[Outcomes]:
    amounts = document.facts.mentions.amounts
    found = {
        ((amounts[s.total].start, amounts[s.total].end), frozenset((amounts[p].start, amounts[p].end) for p in s.parts)): s
        for s in document.facts.sums
    }  # fmt: skip
    text = gold.text.text
    true = {(total, parts): kind for kind, total, parts in gold.sums}
    for (total, parts), kind in true.items():
        if kind != "either":
            told = f"{text[slice(*total)]} = {' + '.join(text[slice(*part)] for part in sorted(parts))}"
            relation = found.get((total, parts))
            yield Outcomes(
                gold.name, "sums", "right" if relation else "missed", told, relation.rule if relation else ""
            )
    for (total, parts), other in found.items():
        if (total, parts) not in true:
            told = f"{text[slice(*total)]} = {' + '.join(text[slice(*part)] for part in sorted(parts))}"
            yield Outcomes(gold.name, "sums", "false", told, other.rule)


def _told(fact: Fact) -> str:
    values = ", ".join(f"{key} {value}" for key, value in fact.values.items() if key != "id")
    return f"{fact.words} ({values})" if values else fact.words


def _stated(mention: Mention) -> str:
    match mention:
        case Amount():
            value = f"{mention.value}..{mention.value_high}" if mention.value_high else mention.value
            return f"{mention.text} ({mention.currency} {value})"
        case Citation():
            return f"{mention.text} ({mention.number})"
        case DateMention():
            return f"{mention.text} ({mention.first_day}..{mention.last_day} {mention.precision})"
        case Quantity():
            return f"{mention.text} ({mention.value_low}..{mention.value_high} {mention.unit})"
        case Project():
            return f"{mention.name} ({mention.total_vnd})"
    return mention.text

"""People's corrections applied to a document: its facts with the corrected values, its relations and findings judged anew.

A correction finds its mention by span; where offsets moved, by its words and which of their places it was; where the mention
grew or shrank about the same words, by overlap. One that finds none is left, and told of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any

from pipeline.audit import check_document
from pipeline.audit.statements import statements_of
from pipeline.audit.wording import money_vi
from pipeline.link.cues import kind_of
from pipeline.link.documents import own_province, province_of_head
from pipeline.link.ledger.entries import with_entries
from pipeline.link.named import name_of_issuer
from pipeline.link.sums.relations import added_again
from pipeline.records import Document, Facts, Field, Mention, Outline
from pipeline.records.mentions import WHY
from pipeline.store.correctable import parse, shown
from pipeline.structure.tables import kinds

RULE = "correction"
LETTERS = {"projects": "p", "amounts": "a", "citations": "c", "dates": "d", "quantities": "q", "entities": "e"}
"""The letter of a table's rows in their ids."""
_OF_THE_SUM = ("vnd", "vnd_high")
"""Values of an amount that its `rule` and its `confidence` speak of; who corrects another says nothing of these."""
_SIGNED = {"signer": "signer", "signer_title": "title"}


@dataclass(frozen=True, slots=True)
class Correction:
    """A person's override of one value of a row of `table`, or of a field of the head (table 'documents').

    The mention is known by its span, and by its words and which of their places (`nth`, from 1) it is;
    `column` None says that there is no such mention. `value` is text as the database shows it, None for nothing.
    """

    number: int
    document_id: str
    table: str
    row_id: str
    column: str | None
    value: str | None
    start: int | None = None
    end: int | None = None
    words: str | None = None
    nth: int | None = None
    old: str | None = None
    """Of a document that is replaced: the value before it."""
    places: int | None = None
    """Of a document that is replaced: in how many places of its text the words stand."""
    origin: int | None = None
    """The number of the one that this is a copy of; its own where it is none."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A corrected document; the ids of rows that are no mention; the numbers of corrections that found theirs."""

    document: Document
    wrong: frozenset[str] = frozenset()
    placed: frozenset[int] = frozenset()


def apply(document: Document, corrections: Sequence[Correction]) -> Corrected:
    """The document with corrections, in their order; findings and statements are those of the corrected facts."""
    if not corrections:
        return Corrected(document)
    placed: set[int] = set()
    wrong: dict[str, set[int]] = defaultdict(set)
    valued = set[int]()
    mentions = {table: list(getattr(document.facts.mentions, table)) for table in LETTERS}
    outline = document.outline
    for correction in corrections:
        if correction.table == "documents":
            outline = _with_head(outline, correction)
            placed.add(correction.number)
            continue
        found = mentions[correction.table]
        index = place(document.text.text, found, correction)
        if index is not None and correction.column is not None:
            found[index] = _with_value(found[index], correction)
            if correction.table == "amounts" and correction.column == "vnd":
                valued.add(found[index].start)
        elif index is not None:
            wrong[correction.table].add(index)
        if index is not None or correction.column is None:
            placed.add(correction.number)
    values: dict[str, Any] = {table: tuple(found) for table, found in mentions.items()}
    changed = replace(document.facts.mentions, **values)
    facts = _added_again(replace(document.facts, mentions=changed), wrong["amounts"])
    if outline != document.outline:
        text = document.text.text
        own = own_province(text, outline, province_of_head(text, outline, changed.citations), changed.entities)
        facts = replace(facts, issuer_full_name=name_of_issuer(outline, own))
    document = replace(document, outline=outline, facts=with_entries(document.text.text, outline, facts))
    true = replace(document, facts=_as_said(with_entries(document.text.text, outline, without(facts, wrong)), valued))
    document = replace(document, checked=check_document(true), statements=statements_of(true))
    ids = {f"{document.id}.{LETTERS[table]}{index}" for table, indices in wrong.items() for index in indices}
    return Corrected(document, frozenset(ids), frozenset(placed))


def place(text: str, mentions: Sequence[Mention], correction: Correction) -> int | None:
    """The index of the mention that a correction is about; None where there is none."""
    start, end, words = correction.start, correction.end, correction.words
    if start is None or end is None or words is None:
        return None
    same = [index for index, m in enumerate(mentions) if (m.start, m.end) == (start, end) and m.text == words]
    if len(same) > 1:
        told = [index for index in same if correction.row_id.endswith(f".{LETTERS[correction.table]}{index}")]
        same = told or same
    if same:
        return same[0]
    for index, mention in enumerate(mentions):
        if mention.text == words and nth(text, words, mention.start) == correction.nth:
            return index
    if text[start:end] == words:
        about = [index for index, m in enumerate(mentions) if m.start < end and start < m.end]
        if len(about) == 1:
            return about[0]
    return None


def nth(text: str, words: str, start: int) -> int:
    """Which of the places where words stand in a text begins at `start`, from 1."""
    return text.count(words, 0, start) + 1


def carried(document: Document, corrections: Sequence[Correction]) -> Iterator[Correction]:
    """The corrections of a document that this one replaces, as corrections of this one, where they fit: the field of the head
    has a value that they know, the words stand where they stood or in as many places.
    """
    known: dict[tuple[str, str | None], set[str | None]] = defaultdict(set)
    for one in corrections:
        known[one.document_id, one.column] |= {one.old, one.value}
    text = document.text.text
    for one in corrections:
        if one.table == "documents":
            if head_value(document.outline, one.column or "") in known[one.document_id, one.column]:
                yield replace(one, document_id=document.id, row_id=document.id)
            continue
        mentions: Sequence[Mention] = getattr(document.facts.mentions, one.table)
        index = place(text, mentions, one)
        if index is None or not one.words:
            continue
        start, end = mentions[index].start, mentions[index].end
        if (start, end) != (one.start, one.end) and text.count(one.words) != one.places:
            continue  # it may be about another of the places
        if text[start:end] == one.words:
            one = replace(one, start=start, end=end, nth=nth(text, one.words, start))
        yield replace(one, document_id=document.id, row_id=f"{document.id}.{LETTERS[one.table]}{index}")


def without(facts: Facts, wrong: dict[str, set[int]]) -> Facts:
    """The facts without some mentions, by table and index; relations that need one of them go too."""
    if not any(wrong.values()):
        return facts
    kept: dict[str, Any] = {}
    moved: dict[str, dict[int, int]] = {}
    for table in LETTERS:
        mentions = getattr(facts.mentions, table)
        left = [index for index in range(len(mentions)) if index not in wrong.get(table, ())]
        moved[table] = {index: at for at, index in enumerate(left)}
        kept[table] = tuple(mentions[index] for index in left)
    amounts, quantities, projects = moved["amounts"], moved["quantities"], moved["projects"]
    kept["amounts"] = tuple(
        replace(amount, project=projects.get(amount.project)) if amount.project is not None else amount
        for amount in kept["amounts"]
    )
    return replace(
        facts,
        mentions=replace(facts.mentions, **kept),
        sums=tuple(
            replace(s, total=amounts[s.total], parts=tuple(amounts[part] for part in s.parts))
            for s in facts.sums
            if s.total in amounts and all(part in amounts for part in s.parts)
        ),
        counts=tuple(replace(c, quantity=quantities[c.quantity]) for c in facts.counts if c.quantity in quantities),
        words=tuple(
            replace(w, digits=amounts[w.digits], words=amounts[w.words])
            for w in facts.words
            if w.digits in amounts and w.words in amounts
        ),
    )


def _as_said(facts: Facts, valued: Set[int]) -> Facts:
    """The facts with words for the sums, by where they begin, that a person gave another value: what is printed says the old one."""
    if not valued:
        return facts
    amounts = tuple(
        replace(amount, text=money_vi(amount.vnd)) if amount.start in valued and amount.vnd is not None else amount
        for amount in facts.mentions.amounts
    )
    return replace(facts, mentions=replace(facts.mentions, amounts=amounts))


def _added_again(facts: Facts, wrong: Iterable[int]) -> Facts:
    """Sums judged anew, without parts that are no amounts; a sum without its total or any part is none."""
    gone = set(wrong)
    sums = (
        replace(s, parts=tuple(part for part in s.parts if part not in gone)) for s in facts.sums if s.total not in gone
    )
    return replace(facts, sums=tuple(added_again(facts.mentions.amounts, s) for s in sums if s.parts))


def _with_value(mention: Any, correction: Correction) -> Any:
    column = correction.column or ""
    value = parse(correction.table, column, correction.value)
    changes: dict[str, Any] = {column: value}
    if correction.table != "amounts" or column in _OF_THE_SUM:
        changes.update(rule=RULE, confidence=1.0)
    if correction.table == "amounts" and column in _OF_THE_SUM:
        changes[column.replace("vnd", "value")] = None if value is None else str(value)
        changes["currency"] = "VND"
        changes["precision_vnd"] = _precision(value, mention.precision_vnd)
    if correction.table == "amounts" and column in WHY:
        changes[WHY[column]] = None if value is None else RULE
    if correction.table == "amounts" and column == "fund":
        changes["fund_kind"] = None if value is None else kind_of(value)
    if correction.table == "entities" and column == "name" and mention.full_name:
        changes["full_name"] = value
    if correction.table == "projects" and column == "total_vnd":
        changes["total_of_a_year"] = False
    return replace(mention, **changes)


def _precision(value: object, printed: int | None) -> int | None:
    """The weight of the last digit that a value tells, at most that of what was printed."""
    if not isinstance(value, int) or not value or printed is None:
        return printed
    digits = str(value)
    return min(printed, int("1" + "0" * (len(digits) - len(digits.rstrip("0")))))


def _with_head(outline: Outline, correction: Correction) -> Outline:
    column = correction.column or ""
    value = parse("documents", column, correction.value)
    head, signature = outline.letterhead, outline.signature
    changes: dict[str, Any]
    if column in _SIGNED:
        changes = {_SIGNED[column]: _field(value, getattr(signature, _SIGNED[column]))}
        return replace(outline, signature=replace(signature, **changes))
    if column == "kind":
        changes = {"kind": value, "kind_name": next((kind.name for kind in kinds() if kind.code == value), None)}
    elif column == "issued_on":
        changes = {"issued_on": value}
    else:
        changes = {column: _field(value, getattr(head, column))}
    return replace(outline, letterhead=replace(head, **changes))


def head_value(outline: Outline, column: str) -> str | None:
    """A field of the head that may be corrected, as the database shows it."""
    head, signature = outline.letterhead, outline.signature
    value = getattr(signature, _SIGNED[column]) if column in _SIGNED else getattr(head, column)
    return shown(value.value if isinstance(value, Field) else value)


def _field(value: str | None, old: Field | None) -> Field | None:
    """A field of the form with another value, in the place of the one it had."""
    if value is None:
        return None
    return Field(value, old.start, old.end) if old else Field(value, 0, 0)

"""What the program makes of a file's figures, and why. `python -m benchmarks.why FILE` (or '-': a text on the standard input).

Each amount with the rule that found it, and those that told its role, its fund and its year, with the cue of the role where a
table of cues told it; then totals and parts, what cannot be told, and findings.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.documents import as_document
from flows.process import process_file
from pipeline.link.cues import role_cues
from pipeline.link.own_words import own_words
from pipeline.records import Amount, Document, Failure
from pipeline.structure.sentences import sentences_of


def why(amount: Amount) -> str:
    """'5 tỷ đồng | allocated role.before | ngân sách tỉnh fund.after | 2019 year.before', '-' for what it has not."""
    told = (
        (amount.role, amount.role_rule),
        (amount.fund, amount.fund_rule),
        (amount.fiscal_year, amount.year_rule),
    )
    return " | ".join((amount.text, *(f"{value} {rule}" if value else "-" for value, rule in told)))


def lacking(document: Document) -> list[str]:
    """The amounts of a document that do not say why they have a value, or say why they have none."""
    return [
        why(amount)
        for amount in document.facts.mentions.amounts
        if amount.role_rule is None
        or (amount.fund is None) != (amount.fund_rule is None)
        or (amount.fiscal_year is None) != (amount.year_rule is None)
    ]


def lines(document: Document) -> Iterator[str]:
    """All of it, line by line."""
    text, facts = document.text.text, document.facts
    amounts, sentences = facts.mentions.amounts, sentences_of(text)
    for index, amount in enumerate(amounts):
        before = text[slice(*own_words(amounts, index, sentences))]
        found = (cue.cues.search(before) for cue in role_cues() if cue.role == amount.role and cue.tells(before))
        cue = next((f" | cue '{match[0].strip()}'" for match in found if match), "")
        place = " / ".join(filter(None, (amount.row_heading, amount.column_heading))) or " ".join(before.split())[-60:]
        yield f"{amount.start} [{place}] {why(amount)}{cue} | {amount.rule}"
    for one in facts.sums:
        sign = "=" if one.kind == "full" else ">="
        parts = " + ".join(amounts[part].text for part in one.parts)
        off = "" if one.holds else f" off by {one.difference}"
        yield f"{one.start} {amounts[one.total].text} {sign} {parts}{off} | {one.rule}"
    yield from (f"{one.start} {text[one.start : one.end]} cannot be told: {one.reason}" for one in facts.untold)
    yield from (f"{one.severity} {one.check_name}: {one.message_en}" for one in document.findings)


def main() -> None:
    """Print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    file = parser.parse_args().file
    document = as_document(sys.stdin.read(), "stdin") if str(file) == "-" else process_file(file)
    print(document.reason_en if isinstance(document, Failure) else "\n".join(lines(document)))


if __name__ == "__main__":
    main()

"""Figures that OCR may have misread: listed with both readings, never changed, and nothing else lowered."""

from __future__ import annotations

import re
from dataclasses import replace

from conftest import as_document, as_text

from pipeline.audit.footing import footing
from pipeline.extract import extract
from pipeline.link import link
from pipeline.records import Doubt, Facts, Finding, Text, Word
from pipeline.structure import outline

SUM = "Tổng kinh phí là {} triệu đồng, gồm: ngân sách tỉnh 350 triệu đồng; ngân sách huyện 120 triệu đồng."


def _seen(text: str, unsure: dict[str, tuple[float, str | None]] | None = None) -> Text:
    """A text as OCR read it: sure of every word but those named."""
    words = []
    for match in re.finditer(r"\S+", text):
        confidence, other = (unsure or {}).get(match[0], (0.96, None))
        words.append(Word(*match.span(), 0, 0, 1, 1, confidence, other))
    whole = as_text(text)
    return replace(whole, pages=(replace(whole.pages[0], words=tuple(words), ocr_confidence=0.96),))


def _facts(text: Text) -> Facts:
    form = outline(text)
    return link(text, form, extract(text, form))


def _told(doubts: tuple[Doubt, ...]) -> list[tuple[str, str | None, str]]:
    return [(doubt.text, doubt.reading, doubt.reason) for doubt in doubts]


def test_a_sum_that_another_reading_satisfies_puts_its_figures_in_doubt() -> None:
    facts = _facts(_seen(SUM.format("410")))
    assert _told(facts.doubts) == [("410 triệu đồng", "470 triệu đồng", "sum")]
    assert [amount.vnd for amount in facts.mentions.amounts] == [410_000_000, 350_000_000, 120_000_000]


def test_a_mark_taken_for_another_is_a_reading_too() -> None:
    facts = _facts(_seen(SUM.format("1,470").replace("350", "1.350")))
    assert ("1,470 triệu đồng", "1.470 triệu đồng", "sum") in _told(facts.doubts)


def test_a_sum_that_a_mark_or_an_unsure_figure_explains_is_no_error() -> None:
    for text, unsure, severity in (
        (SUM.format("1,470").replace("350", "1.350"), {}, "note"),
        (SUM.format("410"), {"410": (0.6, None)}, "note"),
        (SUM.format("410"), {}, "error"),
    ):
        seen = _seen(text, unsure)
        form = outline(seen)
        document = replace(as_document(text), text=seen, facts=link(seen, form, extract(seen, form)))
        (found,) = [item for item in footing(document) if isinstance(item, Finding)]
        assert found.severity == severity


def test_no_doubt_where_no_single_glyph_explains_it_or_nothing_is_wrong_or_no_ocr_was_needed() -> None:
    assert _facts(_seen(SUM.format("333"))).doubts == ()
    assert _facts(_seen(SUM.format("470"))).doubts == ()
    assert _facts(as_text(SUM.format("410"))).doubts == ()


def test_a_figure_that_ocr_is_not_sure_of_is_told_with_its_second_look() -> None:
    facts = _facts(_seen("Chi 350 triệu đồng cho hội chợ.", {"350": (0.6, "850")}))
    assert _told(facts.doubts) == [("350 triệu đồng", "850 triệu đồng", "low-confidence")]
    (amount,) = facts.mentions.amounts
    assert (amount.vnd, amount.confidence < 0.7) == (350_000_000, True)


def test_a_mark_that_ocr_overlooked_is_a_reading_too() -> None:
    facts = _facts(_seen(SUM.format("1.146,7").replace("350", "5283").replace("120", "618,4")))
    assert ("5283 triệu đồng", "528,3 triệu đồng", "sum") in _told(facts.doubts)


def test_a_figure_set_otherwise_than_the_others_is_less_sure() -> None:
    text = "Chi 5283 triệu đồng, 1.200 triệu đồng, 2.400,5 triệu đồng, 3.600 triệu đồng, 4.100 triệu đồng, 436.15 triệu đồng, 12,5 tỷ đồng."
    sure = {one.text.split()[0]: one.confidence > 0.8 for one in _facts(_seen(text)).mentions.amounts}
    assert sure == {
        "5283": False,
        "1.200": True,
        "2.400,5": True,
        "3.600": True,
        "4.100": True,
        "436.15": False,
        "12,5": True,
    }
    typed = {one.text.split()[0]: one.confidence > 0.8 for one in _facts(as_text(text)).mentions.amounts}
    assert all(typed.values()) and typed.keys() == sure.keys()

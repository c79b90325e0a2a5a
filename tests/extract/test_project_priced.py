"""Sums near projects are weighed: which may be a cost at all, what speaks for each, and which is taken."""

from __future__ import annotations

import pytest
from conftest import as_document

from benchmarks.accuracy.gold import as_text
from pipeline.extract import extract
from pipeline.extract.projects.costs import priced as project_priced
from pipeline.extract.projects.costs.features import Near, cost_features
from pipeline.records import Letterhead, Mentions, Outline

LIST = (
    "1. Xây dựng cầu Bến Gạo (tổng mức đầu tư 12 tỷ đồng). Huyện ứng trước 3 tỷ đồng.\n"
    "2. Nạo vét kênh Ông Cò. Xã đã họp dân. Cả thảy tốn 5 tỷ đồng.\n3. Nâng cấp chợ Hòm: 7 tỷ đồng.\n"
)


def found_in(text: str) -> Mentions:
    return as_document(text).facts.mentions


def near(text: str, name: str) -> Near:
    mentions = found_in(text)
    place = next(place for place, one in enumerate(mentions.projects) if name in one.name)
    return Near(text, mentions.projects, mentions.amounts, place)


def cost_of(text: str, name: str) -> int | None:
    return near(text, name).project.total_vnd


def test_sums_that_may_be_a_cost_stand_in_the_line_or_not_far_behind() -> None:
    assert [amount.text for amount in near(LIST, "cầu Bến Gạo").sums] == [
        "12 tỷ đồng",
        "3 tỷ đồng",
        "5 tỷ đồng",
        "7 tỷ đồng",
    ]
    assert [amount.text for amount in near(LIST, "chợ Hòm").sums] == ["7 tỷ đồng"]
    far = LIST.replace("Xã đã họp dân.", "Xã đã họp dân. " * 80)
    assert "5 tỷ đồng" not in [amount.text for amount in near(far, "kênh Ông Cò").sums]


def test_what_stands_between_a_name_and_a_sum_is_told() -> None:
    one = near(LIST, "kênh Ông Cò")
    five, seven = one.sums
    assert {"behind, sentence 2", "behind, 0 sums between", "left 0: tốn", "opens: cả"} <= set(cost_features(one, five))
    assert {"behind, 1 sums between", "behind, 1 projects between", "1 lines between"} <= set(cost_features(one, seven))


def test_the_likeliest_sum_is_taken_and_a_hardly_likely_one_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(project_priced, "weights", lambda _: {"": -6.0, "left 0: tốn": 9.0})
    assert cost_of(LIST, "kênh Ông Cò") == 5_000_000_000
    assert cost_of(LIST, "cầu Bến Gạo") is None
    monkeypatch.setattr(project_priced, "weights", lambda _: {"": 0.1, "none chosen": -9.0})
    assert cost_of(LIST, "cầu Bến Gạo") == 12_000_000_000


def test_a_table_keeps_what_its_columns_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(project_priced, "weights", lambda _: {"": -9.0})
    text = as_text(
        "| TT | Công trình | Tổng mức đầu tư (triệu đồng) |\n| 1 | Cầu Bến Gạo | 900 |\n| 2 | Chợ Hòm | 700 |\n"
    )
    assert [one.total_vnd for one in extract(text, Outline(Letterhead())).projects] == [900_000_000, 700_000_000]

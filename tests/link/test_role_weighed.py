"""The roles of sums are weighed: the rules' answer stays unless another is clearly likelier, and nothing else changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from conftest import as_text

from benchmarks.accuracy.gold import documents
from benchmarks.accuracy.roles import sums_by_rules
from pipeline.link.meaning import role_weighed
from pipeline.link.meaning.role_features import Place, Sums, role_features
from pipeline.link.meaning.role_weighed import WEIGHTS, likelier, role_by, role_weights
from pipeline.records import AmountRole

TEXT = (
    "Kinh phí năm 2019:\n- Xây cầu Bến Gạo: tổng mức đầu tư 12 tỷ đồng, gồm ngân sách tỉnh 9 tỷ đồng; dân góp 3 tỷ đồng.\n"
    "- Mua giống: 7 triệu đồng/hộ (Bảy triệu đồng).\n- Nạo vét kênh Ông Cò, xin huyện 5 tỷ đồng."
)
ROLES: tuple[AmountRole, ...] = ("total", "part", "requested", "spent", "price", "stated", "allocated")


def weigh(monkeypatch: pytest.MonkeyPatch, **odds: float) -> list[str]:
    """The roles of the sums of TEXT by weights that hold whatever stands around them."""
    row = tuple(round(100 * odds.get(role, 0.0)) for role in ROLES)
    monkeypatch.setattr(role_weighed, "role_weights", lambda _: (ROLES, {"": row}))
    return [amount.role for amount in likelier(sums_by_rules(as_text(TEXT)))]


def test_the_answer_of_rules_stays_unless_another_is_clearly_likelier(monkeypatch: pytest.MonkeyPatch) -> None:
    told = ["total", "part", "part", "rate", "words", "requested"]
    assert [amount.role for amount in sums_by_rules(as_text(TEXT)).amounts] == told
    assert weigh(monkeypatch) == told
    assert weigh(monkeypatch, spent=0.4) == told
    assert weigh(monkeypatch, spent=0.6) == ["total", "part", "part", "rate", "words", "spent"]


@pytest.mark.parametrize(
    ("told", "place", "likely", "role"),
    [
        ("price", "whole", "total", "total"),  # what has parts may be called a total
        ("price", "whole", "spent", "price"),  # and nothing else
        ("allocated", "whole", "total", "allocated"),  # but it keeps an act, by which the ledger counts it
        ("allocated", None, "total", "total"),
        ("total", None, "spent", "total"),  # no total becomes an act
        ("total", None, "requested", "requested"),
        ("requested", "part", "part", "requested"),  # a part's own state keeps its total from having another
        ("part", "part", "spent", "part"),  # a bare part is counted by its total
        ("part", None, "spent", "spent"),
        ("requested", "part", "spent", "spent"),
        ("requested", None, "part", "part"),
    ],
)
def test_what_the_ledger_counts_by_stays(told: AmountRole, place: Place, likely: AmountRole, role: AmountRole) -> None:
    assert role_by([3.0 if one == likely else 0.0 for one in ROLES], ROLES, told, place) == role


def test_what_stands_in_and_around_a_sum_is_told() -> None:
    sums = sums_by_rules(as_text(TEXT))
    said = [set(role_features(sums, index)) for index in range(len(sums.amounts))]
    assert {"is total", "total full", "left 0: tư", "left: mức đầu tư", "after part, clause", "right 0: ,"} <= said[0]
    assert {"is part", "part full", "before total", "opens: gồm", "fund province"} <= said[1]
    assert {"is requested", "opens: xin", "clause: xin huyện", "over: phí"} <= said[5]


def test_features_are_told_once() -> None:
    sums = sums_by_rules(documents("dev")[1].text)
    for index in range(len(sums.amounts)):
        told = list(role_features(sums, index))
        assert len(told) == len(set(told)), "as learning counts them"


def test_revision_changes_roles_and_nothing_else() -> None:
    changed = 0
    for gold in documents("ordinary")[:40]:
        sums = sums_by_rules(gold.text)
        after = likelier(sums)
        assert [replace(amount, role="stated", role_rule=None) for amount in after] == [
            replace(amount, role="stated", role_rule=None) for amount in sums.amounts
        ]
        for index, (one, other) in enumerate(zip(sums.amounts, after, strict=True)):
            changed += one.role != other.role
            assert one.role not in role_weighed.SURE or other.role == one.role
            assert sums.place(index) != "whole" or other.role in (one.role, "total")
    assert changed


def test_no_sum_and_no_head_are_weighed_too() -> None:
    empty = Sums("", sums_by_rules(as_text("Không có tiền.")).outline, (), (), (), ())
    assert likelier(empty) == ()
    assert len(likelier(sums_by_rules(as_text("5 triệu đồng")))) == 1


def test_the_table_of_weights_is_well_formed() -> None:
    roles, of = role_weights(WEIGHTS)
    assert set(roles) == {"stated", *ROLES, "planned", "disbursed", "revenue", "rate"}
    assert all(of[""]), "every role has a weight of everything"
    lines = WEIGHTS.read_text(encoding="utf-8").splitlines()
    assert len(of) == len(lines) - 1, "a feature stands in the table once"
    assert all(any(row) and all(abs(weight) < 3000 for weight in row) for row in of.values())
    for role in roles:
        if role not in role_weighed.SURE:
            place = roles.index(role)
            assert of[f"is {role}"][place] > 30, "the answer of rules speaks for itself"


def test_a_table_is_read_as_it_was_written(tmp_path: Path) -> None:
    from benchmarks.accuracy import roles as learning

    rest = (0,) * (len(learning.ROLES) - 2)
    of = {"": (-150,) * len(learning.ROLES), 'left 0: "': (25, -200, *rest)}
    learning.write_roles(of, tmp_path / "weights.csv")
    assert role_weights(tmp_path / "weights.csv") == (learning.ROLES, of)


@pytest.mark.parametrize(
    "said",
    [
        "Số vốn chưa giải ngân là",
        "Vốn còn được sử dụng là",
        "Khả năng giải ngân cả năm là",
        "Nguồn vốn thực hiện gồm có",
    ],
)
def test_what_has_not_come_about_becomes_no_act(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    row = (*(500 * (role == "spent") for role in ROLES), 0, 0, 0)
    monkeypatch.setattr(role_weighed, "role_weights", lambda _: ((*ROLES, "planned", "disbursed", "rate"), {"": row}))
    sums = sums_by_rules(as_text(f"BÁO CÁO\nVề giải ngân\n\n{said} 500 triệu đồng.\nKinh phí hội thi 300 triệu đồng."))
    assert [amount.role == "spent" for amount in likelier(sums)] == [False, True]

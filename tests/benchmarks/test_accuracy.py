"""The gold documents are sound, and extraction stays above the floors that it has reached on the dev set."""

from __future__ import annotations

import subprocess
import sys

import pytest
from conftest import ROOT

sys.path.insert(0, str(ROOT))

from benchmarks.accuracy.__main__ import main, measured
from benchmarks.accuracy.agreement import agreement
from benchmarks.accuracy.calibration import expected_error, reliability
from benchmarks.accuracy.gold import ALL_KINDS, SETS, UNREAD, BadAnnotation, documents, read_gold, second_reading
from benchmarks.accuracy.same_words import same_fund, same_project
from benchmarks.accuracy.score import tally
from pipeline.extract.confidence import calibrated, counted
from pipeline.records import DateMention, Mentions

FLOORS = {
    "head": 0.96, "amounts": 0.98, "amounts.role": 0.97, "amounts.fund": 0.97, "amounts.year": 0.98, "amounts.per": 0.98,
    "citations": 0.98, "citations.date": 0.99, "citations.issuer": 0.99, "dates": 0.98, "quantities": 0.97, "sums": 0.96,
    "projects": 0.96, "people": 0.99, "organisations": 0.985, "places": 0.985,
}  # fmt: skip


@pytest.mark.parametrize("which", SETS)
def test_every_annotation_is_in_its_document(which: str) -> None:
    for gold in documents(which):
        for facts in gold.facts.values():
            for fact in facts:
                assert gold.text.text[fact.start : fact.end] == fact.words
            spans = [(fact.start, fact.end) for fact in facts]
            assert len(set(spans)) == len(spans), f"{gold.name}: annotated twice"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ngân sách tỉnh", "NST", True),
        ("ngân sách tỉnh", "vốn cấp tỉnh", True),
        ("ngân sách", "NSNN", True),
        ("vốn vay", "Vốn vay ưu đãi", True),
        ("vốn nước ngoài", "vốn nước ngoài (ODA)", True),
        ("ngân sách trung ương - vốn đầu tư", "Vốn đầu tư NSTW", True),
        ("ngân sách trung ương", "Vốn đầu tư NSTW", True),
        ("ngân sách huyện", "Ngân sách huyện đối ứng", True),
        ("vốn đối ứng", "vốn đối ứng ngân sách tỉnh", True),
        ("vốn đầu tư NSTW", "vốn sự nghiệp NSTW", False),
        ("vốn đầu tư", "vốn đầu tư NSTW", False),
        ("ngân sách tỉnh", "ngân sách huyện", False),
        ("ngân sách tỉnh", "dự phòng ngân sách tỉnh", False),
        ("vốn", "vốn khác", False),
        ("vốn", "ngân sách", False),
        ("vốn sự nghiệp", "SN", True),
        ("vốn đầu tư phát triển", "ĐTPT", True),
        ("Huyện hỗ trợ", "huyện", True),
        ("khách thập phương cúng", "khách thập phương", True),
        ("Quỹ “Vì người nghèo”", 'Quỹ "Vì người nghèo"', True),
        ("vốn hỗ trợ", "vốn vận động", False),
        ("vốn đối ứng", "đối ứng", True),
        ("NS hỗ trợ", "ngân sách", True),
    ],
)
def test_funds_that_are_the_same(one: str, other: str, same: bool) -> None:
    assert same_fund(one, other) is same_fund(other, one) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("làm nhà khách 12 phòng", "nhà khách 12 phòng của Bộ chỉ huy", True),
        ("Dự án Cụm thủy lợi Nà Sản", "Cụm thủy lợi Nà Sản, huyện Mai Lĩnh", True),
        ("Sửa chữa, nâng cấp đường 12", "nâng cấp và mở rộng đường 12 đoạn qua chợ", True),
        ("Dự án", "Xây mới", False),
        ("Trùng tu đình Trà Cổ", "đình Trà Bá", False),
        ("nhà máy nước Ba Lai", "Đập Ba Lai", False),
        ("Công trình đường 12", "đường 12 đoạn qua chợ", False),
    ],
)
def test_projects_that_are_the_same(one: str, other: str, same: bool) -> None:
    assert same_project(one, other) is same_project(other, one) is same


@pytest.mark.parametrize("which", SETS)
def test_annotated_sums_hold(which: str) -> None:
    for gold in documents(which):
        worth = {
            (fact.start, fact.end): fact.values.get("vnd", fact.values.get("value")) for fact in gold.facts["amounts"]
        }
        for kind, total, parts in gold.sums:
            left = worth[total] - sum(worth[part] for part in parts)
            assert left != 0 if kind == "wrong" else left == 0 if kind == "full" else left >= 0, (
                gold.name,
                gold.text.text[slice(*total)],
            )


def test_a_third_is_held_back_and_half_hold_tables() -> None:
    dev, held = documents("dev"), documents("held_back")
    assert len(held) >= len(dev) / 2
    assert sum(bool(gold.text.tables) for gold in (*dev, *held)) >= (len(dev) + len(held)) / 2


def test_two_people_agree_on_what_a_project_is() -> None:
    assert all(second_reading(gold) for gold in documents("held_back"))
    assert second_reading(documents("dev")[0]) is None
    assert tally(agreement())["projects"].f1 > 0.95


def test_words_that_are_not_there_are_refused(tmp_path: pytest.TempPathFactory) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Chi 5 tỷ đồng", encoding="utf-8")
    path.with_suffix(".toml").write_text('amounts = [{ words = "5 tỷ", nth = 2 }]\n[head]\n', encoding="utf-8")
    with pytest.raises(BadAnnotation, match="1 times, not 2"):
        read_gold(path, ALL_KINDS)


@pytest.mark.parametrize("kind", FLOORS)
def test_extraction_stays_above_its_floor(kind: str) -> None:
    reached = tally(measured("dev"))[kind].f1
    assert reached >= FLOORS[kind], "python -m benchmarks.accuracy --verbose --since main shows what was lost"


def test_confidence_keeps_its_word_where_nothing_was_counted() -> None:
    assert expected_error(reliability(measured("held_back"))) < 0.05


def _share(rule: str, stated: str) -> float:
    right, seen = counted()[f"{rule} {stated}"]
    return right / seen


def test_what_is_counted_moves_confidence_and_what_is_not_keeps_its_word() -> None:
    def of(rule: str, confidence: float) -> DateMention:
        return DateMention(
            start=0, end=8, text="năm 2019", rule=rule, confidence=confidence, first_day=None, last_day=None,
            precision="year",
        )  # fmt: skip

    (unknown,) = calibrated(Mentions(dates=(of("date.never-counted", 0.7),))).dates
    assert unknown.confidence == pytest.approx(0.7)
    rules = (name.split() for name in counted() if " " in name)
    rule, stated = min(rules, key=lambda rule: _share(*rule) - float(rule[1]))  # the one that boasts most
    (known,) = calibrated(Mentions(dates=(of(rule, float(stated)),))).dates
    assert known.confidence < float(stated)


def test_the_command_prints_every_kind(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["benchmarks.accuracy", "--no-baseline", "--verbose", "--part", "6"])
    main()
    told = capsys.readouterr().out
    assert "held back" in told and "expected calibration error" in told
    unread = [gold.name for which in UNREAD for gold in documents(which)]
    assert not any(name in told for name in unread)


def test_the_command_starts() -> None:
    subprocess.run([sys.executable, "-m", "benchmarks.accuracy", "--help"], cwd=ROOT, capture_output=True, check=True)

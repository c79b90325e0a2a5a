"""Document numbers: the case file, every kind and body in every spelling, and hostile lines."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.normalize.fold import fold
from pipeline.structure.number.candidates import NUMBER, Candidate
from pipeline.structure.number.docnumber import find_numbers, number_key, tidy
from pipeline.structure.number.refusals import REFUSALS, refusal_of
from pipeline.structure.tables import issuers, kind_by_symbol, kinds

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "numbers.toml").read_text(encoding="utf-8"))["case"]
SYMBOLS = sorted(kind.code for kind in kinds() if kind.code not in ("TC", "HĐ"))
BODIES = sorted(issuer.symbol for issuer in issuers().values() if fold(issuer.symbol) not in kind_by_symbol())


@pytest.mark.parametrize("case", [pytest.param(case, id=case["text"][:60]) for case in CASES])
def test_numbers(case: dict[str, Any]) -> None:
    found = [
        " | ".join((n.number, n.kind.code if n.kind else "", n.issuer.name if n.issuer else ""))
        for n in find_numbers(case["text"])
    ]
    assert found == case["numbers"]


@settings(max_examples=400)
@given(
    st.integers(1, 99_999),
    st.none() | st.integers(1945, 2030),
    st.sampled_from(SYMBOLS),
    st.sampled_from(BODIES),
    st.sampled_from(["/", " / ", " /", "/ "]),
    st.sampled_from(["-", " - ", "–", " -", "- "]),
    st.sampled_from(["số ", "Số: ", "Số : ", "SỐ:", "Quyết định số ", "(số "]),
    st.sampled_from(["", " ngày 1/2/2003", ",", "\n", ")", " của A"]),
)
def test_a_number_reads_back_from_every_spelling(
    serial: int, year: int | None, kind: str, body: str, slash: str, dash: str, before: str, after: str
) -> None:
    number = f"{serial}/{year}/{kind}-{body}" if year else f"{serial}/{kind}-{body}"
    spelled = f"{serial}{slash}{year}{slash}{kind}{dash}{body}" if year else f"{serial}{slash}{kind}{dash}{body}"
    text = before + spelled + after
    (found,) = find_numbers(text)
    assert tidy(found.number) == found.number == number
    assert text[found.start : found.end] == spelled
    assert found.year == year
    assert found.kind is not None and found.kind.code == kind
    assert found.issuer is not None and fold(found.issuer.symbol) == fold(body)
    assert number_key(found.number) == number_key(spelled)


@pytest.mark.parametrize(
    "piece",
    [
        "1/-/-",
        "số số ",
        "QĐ-QĐ-",
        "1/QĐ-",
        "12 / ",
        "1.1/",
        "A-",
        "/2019/",
        "Quyết định số ",
        "1-A/A/A",
        "99 QĐ/",
        "1/qđ-",
    ],
)
def test_hostile_lines_take_linear_time(piece: str) -> None:
    """A megabyte on one line ends; a quadratic grammar would not end within the test run."""
    assert sum(1 for _ in find_numbers(piece * (1_000_000 // len(piece)))) >= 0


REFUSED = {
    "form": "Mẫu số 01/TT-BTC",
    "unit": "năng suất 12/ha",
    "words": "5/Khanh-A",
    "blank-serial": "Số :   2006/QĐ-UBND ngày     tháng   năm 2006",
    "small-letters": "tổ 12/abc",
    "unsaid": "gồm 12-AB",
    "unknown": "chạy 12/XK",
    "dashed": "số 12-AB",
    "glued": "tàu 400CV-TW",
    "lone": "số 61 CP",
    "thousands": "kế hoạch 2.500/KH",
    "single-letters": "số 12/A",
}


@pytest.mark.parametrize("refusal", [name for name, _ in REFUSALS])
def test_what_is_no_number_is_refused_for_its_own_reason(refusal: str) -> None:
    text = REFUSED[refusal]
    (match,) = NUMBER.finditer(text)
    candidate = Candidate(text, match, None)
    assert refusal_of(candidate) == refusal
    assert list(find_numbers(text)) == []


def test_a_list_says_of_the_next_number_what_it_said_of_the_one_before() -> None:
    text = "224-AB/XYZ"
    (match,) = NUMBER.finditer(text)
    assert refusal_of(Candidate(text, match, None)) == "unsaid"
    assert refusal_of(Candidate(text, match, ("AB", "XYZ"))) == "unknown"

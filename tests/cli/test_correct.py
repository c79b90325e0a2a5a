"""`vanban review`, `correct` and `corrections` as people run them, on an archive loaded by the command."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from running import vanban

REPORT = "Số: 7/BC-SNN\nSông Mẫu, ngày 9 tháng 9 năm 2019\n\nBÁO CÁO\nViệc B\n\nTổng chi 30 triệu đồng, gồm: tỉnh 14 triệu đồng; huyện 20 triệu đồng.\nNgày 31/4/2019 nghiệm thu.\n"


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PREFECT", "VANBAN", "LANG", "LC_"))}
    folder = tmp_path_factory.mktemp("state")
    (folder / "bao-cao.txt").write_text(REPORT, encoding="utf-8")
    state = {**kept, "VANBAN_STATE": str(folder), "VANBAN_DB": str(folder / "a.db"), "COLUMNS": "200"}
    assert vanban(state, "ingest", folder / "bao-cao.txt", "--runner", "direct").returncode == 0
    return state


def value(state: dict[str, str], sql: str) -> object:
    ((found,),) = (row.values() for row in json.loads(vanban(state, "query", sql, "--format", "json").stdout))
    return found


def test_a_correction_from_the_queue_to_the_audit_and_back(state: dict[str, str]) -> None:
    report = Path(state["VANBAN_STATE"]) / "bao-cao.txt"
    assert vanban(state, "audit", "--fail-on", "error").returncode == 1

    queue = vanban(state, "review")
    assert "Mã dòng" in queue.stdout and "30.000.000 đồng" in queue.stdout and "ngày không có thật" in queue.stdout
    assert "tổng không khớp" in queue.stdout
    listed = json.loads(vanban(state, "review", "--reason", "tổng không khớp", "--format", "json").stdout)
    assert [row["text"] for row in listed] == ["30 triệu đồng"]

    (day,) = json.loads(vanban(state, "review", "--reason", "impossible-date", "--format", "json").stdout)
    for field, said in (("first_day", "2019-04-30"), ("last_day", "30/4/2019")):
        assert vanban(state, "correct", day["id"], field, said, "--why", "gõ nhầm").returncode == 0
    target = listed[0]["id"]
    done = vanban(state, "correct", target, "vnd", "34.000.000", "--why", "bản giấy ghi 34", "--who", "An")
    assert done.returncode == 0 and "30.000.000 → 34.000.000" in done.stdout
    assert vanban(state, "audit", "--fail-on", "error").returncode == 0, "findings follow the correction"

    assert vanban(state, "ingest", report, "--force", "--runner", "direct").returncode == 0
    assert value(state, "SELECT vnd FROM amounts WHERE rule = 'correction'") == 34_000_000
    assert vanban(state, "audit", "--recheck", "--fail-on", "error").returncode == 0

    *_, kept = json.loads(vanban(state, "corrections", "--format", "json").stdout)
    assert (kept["who"], kept["why"], kept["old"], kept["new"]) == ("An", "bản giấy ghi 34", "30000000", "34000000")

    taken_back = vanban(state, "correct", "--undo", kept["correction"])
    assert taken_back.returncode == 0 and taken_back.stdout.startswith("Đã hủy lần sửa #")
    assert value(state, "SELECT vnd FROM amounts WHERE text = '30 triệu đồng'") == 30_000_000
    assert vanban(state, "audit", "--fail-on", "error").returncode == 1

    kept_as_is = vanban(state, "correct", target, "role", "tong", "--why", "đối chiếu")
    assert "Đã xác nhận, giá trị không đổi" in kept_as_is.stdout and kept_as_is.stdout.rstrip().endswith(": tổng")
    assert vanban(state, "correct", target, "--wrong", "--why", "không phải tiền").returncode == 0
    assert value(state, "SELECT count(*) FROM amounts WHERE text = '30 triệu đồng'") == 0


@pytest.mark.parametrize(
    ("arguments", "vi", "en"),
    [
        (("7/BC-SNN", "issued_on", "31/4/2019", "--why", "x"), "không hợp lệ", "does not fit"),
        (("7/BC-SNN", "issued_on", "2019-04-30"), "lý do", "Say why"),
        (("7/BC-SNN",), "Hãy dùng một trong", "Use one of"),
        (("8/BC-SNN", "kind", "BC", "--why", "x"), "Không có văn bản", "There is no document"),
        (("--undo", "99"), "Không có lần sửa", "No correction"),
    ],
)
def test_what_cannot_be_corrected_is_explained(
    state: dict[str, str], arguments: tuple[str, ...], vi: str, en: str
) -> None:
    for lang, words in (("vi", vi), ("en", en)):
        done = vanban(state, "correct", *arguments, "--lang", lang)
        assert done.returncode == 2 and words in done.stderr, done.stderr

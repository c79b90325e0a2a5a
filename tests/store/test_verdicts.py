"""An auditor's word on a finding: each stays on record, the last one stands until it is undone."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from conftest import as_document, save
from running import vanban

from pipeline.errors import UsageError
from pipeline.query.frames import findings
from pipeline.query.verdicts import verdicts
from pipeline.store import Database
from pipeline.store.migrations import HERE, statements
from pipeline.store.verdicts import fingerprint

WRONG = "Số: 3/BC-STC\n\nBÁO CÁO\n\nTổng chi 30 triệu đồng, gồm: A 14 triệu đồng; B 20 triệu đồng.\n"


@pytest.fixture
def db(tmp_path: Path) -> Path:
    with Database(tmp_path / "a.db") as database:
        save(database, as_document(WRONG))
    return tmp_path / "a.db"


def standing(db: Path) -> list[object]:
    return list(findings(db)["verdict"].dropna())


def test_every_verdict_stays_on_record_and_the_last_one_stands(db: Path) -> None:
    (key,) = findings(db)["key"]
    with Database(db) as database:
        first = database.give_verdict(key[:8], "confirmed", "An", "đúng")
        assert first[:4] == (1, "confirmed", key, "3/BC-STC") and "30" in str(first.message_vi)
        assert database.give_verdict(key, "confirmed", "An", "đúng").number == 1, "said twice"
        assert database.give_verdict(key, "wrong", "Bình", "y").number == 2
        assert standing(db) == ["wrong"]
        assert database.undo_verdict(2, "An")[:2] == (2, "wrong")
        assert standing(db) == ["confirmed"]
        database.undo_verdict(1, "An")
        with pytest.raises(UsageError, match="No verdict 1 stands"):
            database.undo_verdict(1, "An")
    assert standing(db) == []
    kept = verdicts(db)
    assert kept[["given", "verdict", "given_by", "reason", "undone_by"]].values.tolist() == [
        [1, "confirmed", "An", "đúng", "An"],
        [2, "wrong", "Bình", "y", "An"],
    ]
    assert set(kept["document"]) == {"3/BC-STC"} and kept["placed"].all()


@pytest.mark.parametrize("why", ["", "  "])
def test_a_verdict_has_a_reason(db: Path, why: str) -> None:
    with Database(db) as database, pytest.raises(UsageError, match="Say why"):
        database.give_verdict(findings(db)["key"][0], "confirmed", "An", why)
    assert verdicts(db).empty


def test_a_verdict_of_an_older_version_is_kept(db: Path) -> None:
    """The table as it was before it had a history."""
    (key,) = findings(db)["key"]
    with closing(sqlite3.connect(db)) as old:
        old.execute("DROP VIEW verdicts")
        old.execute("DROP TABLE given_verdicts")
        script = (HERE / "0006_statements.sql").read_text(encoding="utf-8")
        old.execute(next(s for s in statements(script) if "CREATE TABLE verdicts" in s))
        for fingerprint in (key, "gone"):
            old.execute("INSERT INTO verdicts VALUES (?, 'explained', 'An', '2026-01-01', 'x')", [fingerprint])
        for statement in statements((HERE / "0026_withdrawn_documents.sql").read_text(encoding="utf-8")):
            if "verdicts" in statement and "withdrawn_documents" not in statement:
                old.execute(statement)
        old.commit()
    assert standing(db) == ["explained"]
    found = {row["key"]: (row["document"], row["placed"]) for row in verdicts(db).to_dict("records")}
    assert found[key] == ("3/BC-STC", True) and not found["gone"][1]


def test_the_command_names_the_finding_lists_and_undoes(db: Path, tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("VANBAN", "LANG", "LC_"))}
    state = {**kept, "VANBAN_STATE": str(tmp_path), "VANBAN_DB": str(db)}

    def verdict(*arguments: object) -> subprocess.CompletedProcess[str]:
        return vanban(state, "verdict", *arguments)

    (key,) = findings(db)["key"]
    done = verdict(key[:8], "đã giải trình", "--why", "phụ lục ghi rõ", "--who", "An")
    assert f"Đã ghi kết luận #1 (đã giải trình) về phát hiện {key[:8]}, 3/BC-STC:" in done.stdout, done.stderr
    assert findings(db)["message_vi"][0] in done.stdout
    english = verdict(key[:8], "wrong", "--why", "y", "--lang", "en").stdout
    assert f"Kept: verdict #2 (finding is wrong) on the finding {key[:8]}, 3/BC-STC:" in english
    assert "phụ lục ghi rõ" in verdict("--list").stdout
    assert [row["verdict"] for row in json.loads(verdict("--list", "--format", "json").stdout)] == [
        "explained",
        "wrong",
    ]
    assert "Đã hủy kết luận #2" in verdict("--undo", 2).stdout
    assert standing(db) == ["explained"]
    for arguments, words in (
        ((key[:8], "wrong"), "Hãy nêu lý do"),
        ((key[:8],), "Hãy dùng một trong"),
        (("--undo", 9), "Không có kết luận số 9"),
        (("--list", "--undo", 1), "Hãy dùng một trong"),
    ):
        refused = verdict(*arguments)
        assert refused.returncode == 2 and words in refused.stderr


def test_a_sums_finding_is_known_as_before_its_total_was_what_is_found() -> None:
    known_by = fingerprint("footing", "d", "34", "30", [])
    assert known_by == hashlib.sha256(b"footing\0d\x0030\x0034").hexdigest()[:12]

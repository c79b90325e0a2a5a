"""What several documents tell, settled from what a new one touches: an archive that has grown costs it no more."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from conftest import as_document

from pipeline.audit.archive import check_subject
from pipeline.store import Database, prepare

HELD = (
    "UBND TỈNH SÔNG MẪU\nSố: {n}/QĐ-UBND\nSông Mẫu, ngày 05 tháng 3 năm 2019\n\nQUYẾT ĐỊNH\nVề việc phân bổ kinh phí năm 2019\n\n"
    "Căn cứ Nghị quyết số 7{n}/NQ-HĐND ngày 08/12/2018 của HĐND tỉnh;\nĐiều 1. Phân bổ {n} triệu đồng từ ngân sách tỉnh năm "
    "2019 thực hiện dự án xây dựng kho lạnh số {n} của HTX Mẫu {n}, xã Mẫu {n}.\nĐiều 2. Quyết định này thay thế Quyết định "
    "số 8{n}/QĐ-UBND ngày 05/3/2018 của UBND tỉnh.\n"
)
NEW = HELD.replace("2019", "2023").replace("2018", "2022")
_STEPS = 10


@contextmanager
def _steps(database: Database) -> Iterator[list[int]]:
    """How many steps SQLite takes meanwhile: a measure that no other load changes."""
    taken = [0]

    def step() -> None:
        taken[0] += _STEPS

    database._connection.set_progress_handler(step, _STEPS)
    yield taken
    database._connection.set_progress_handler(None, 0)


def _to_settle_one_more(path: Path, held: int) -> int:
    """Steps to settle what one more document touches, and to compare it."""
    with Database(path) as database:
        database.land([prepare(as_document(HELD.format(n=n))) for n in range(1, held + 1)])
        database.resolve_citations()
        database.compare(check_subject)
        database.land([prepare(as_document(NEW.format(n=held + 1)))])
        with _steps(database) as taken:
            database.resolve_citations()
            database.compare(check_subject)
    return taken[0]


def test_one_more_document_takes_as_many_steps_in_a_larger_archive(tmp_path: Path) -> None:
    few, many = (_to_settle_one_more(tmp_path / f"{held}.db", held) for held in (20, 120))
    assert many < 1.2 * few


def _to_settle_a_draft(path: Path, held: int, sums: int) -> int:
    """Steps to settle what a draft of some sums touches beside papers of its body on other subjects."""
    given = "".join(f"- Phân bổ {n}.500 triệu đồng mua máy bơm số {n}.\n" for n in range(1, sums + 1))
    draft = f"{HELD.format(n='......').partition('Điều 1')[0]}Điều 1. Phân bổ kinh phí:\n{given}".replace(
        "2019", "2023"
    )
    with Database(path) as database:
        database.land([prepare(as_document(HELD.format(n=n))) for n in range(1, held + 1)])
        database.resolve_citations()
        database.land([prepare(as_document(draft.replace("phân bổ", "bổ sung")))])
        assert database._connection.execute("SELECT count(*) FROM drafts WHERE said = 0").fetchone() == (1,)
        assert database._connection.execute("SELECT count(*) FROM ledger_entries WHERE year = 2023").fetchone() == (
            sums,
        )
        with _steps(database) as taken:
            database.resolve_citations()
    return taken[0]


def test_a_bodys_papers_are_looked_through_once_for_a_draft_of_many_sums(tmp_path: Path) -> None:
    took = {
        (held, sums): _to_settle_a_draft(tmp_path / f"{held}-{sums}.db", held, sums)
        for held in (5, 85)
        for sums in (1, 21)
    }
    assert took[85, 21] - took[5, 21] < 1.5 * (took[85, 1] - took[5, 1]) + 20 * _STEPS

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

"""The workers begin while Prefect is imported, and what they began is done once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from benchmarks.scale.survival import rows
from flows import runtime
from flows.ahead import AHEAD
from flows.ingest import ingest
from flows.runners import Options

TEXT = "Số: {n}/BC-SNN\nSông Mẫu, ngày 9 tháng 9 năm 2019\n\nBÁO CÁO\nViệc {n}\n\nTổng chi {n}0 triệu đồng.\n"
PREFECT = runtime.prefect_runtime
SECONDS = 60


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "hồ sơ"
    folder.mkdir()
    for n in range(1, 21):
        (folder / f"{n}.txt").write_text(TEXT.format(n=n), encoding="utf-8")
    return folder


def test_documents_are_done_before_prefect_is_there_and_only_once(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = 0

    @contextmanager
    def slow() -> Iterator[None]:
        nonlocal done
        batches = dict(AHEAD._begun)
        assert len(batches) == 8
        done = sum(len(batch.result(SECONDS)) for batch in batches.values())
        with PREFECT():
            yield
        assert not AHEAD._begun, "each was asked for by its task"

    monkeypatch.setattr(runtime, "prefect_runtime", slow)
    tally = ingest([folder], tmp_path / "a.db", Options(2)).tally
    assert tally.added == 20
    assert 8 <= done < 20
    ingest([folder], tmp_path / "b.db", Options(2, runner="direct"))
    assert rows(tmp_path / "a.db") == rows(tmp_path / "b.db")


def test_what_was_begun_is_given_up_where_prefect_does_not_start(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def broken() -> Iterator[None]:
        raise KeyboardInterrupt
        yield

    monkeypatch.setattr(runtime, "prefect_runtime", broken)
    with pytest.raises(KeyboardInterrupt):
        ingest([folder], tmp_path / "a.db", Options(2))
    assert not AHEAD._begun
    monkeypatch.undo()
    assert ingest([folder], tmp_path / "a.db", Options(2)).tally.added == 20

"""The notebook of docs/ runs on the project's own documents, and says what these say."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from conftest import ROOT
from nbclient import NotebookClient
from nbformat import NotebookNode

NOTEBOOK = ROOT / "docs" / "history.ipynb"


@pytest.fixture(scope="module")
def ran(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> NotebookNode:
    """The notebook after a run, in a kernel whose own files go to a folder of the test."""
    home = tmp_path_factory.mktemp("jupyter")
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VANBAN_DB", str(archive))
        for name in ("IPYTHONDIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR"):
            patch.setenv(name, str(home / name))
        patch.setenv("PYTHONPATH", str(ROOT))
        NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(NOTEBOOK.parent)}}).execute()
    return notebook


def test_it_is_kept_without_what_a_run_leaves() -> None:
    for cell in nbformat.read(NOTEBOOK, as_version=4).cells:
        if cell.cell_type == "code":
            assert cell.outputs == [] and cell.execution_count is None


def test_it_tells_the_money_by_district_and_the_decision(ran: NotebookNode) -> None:
    shown = [_table(cell) for cell in ran.cells]
    by_district = next(
        text for cell, text in zip(ran.cells, shown, strict=True) if cell.source.startswith("by_district")
    )
    for words in ("2018", "huyện Vĩnh Linh", "237000000", "huyện Gio Linh", "90000000"):
        assert words in by_district
    entries = next(text for cell, text in zip(ran.cells, shown, strict=True) if cell.source.startswith("years"))
    assert "500000000" in entries
    sums = next(
        text for cell, text in zip(ran.cells, shown, strict=True) if cell.source.startswith("programme = given")
    )
    for words in ("2022", "2000000000", "218/QĐ-UBND", "Ủy ban nhân dân tỉnh Sông Mẫu"):
        assert words in sums
    assert sum("image/png" in output.get("data", {}) for cell in ran.cells for output in cell.get("outputs", [])) == 1


def test_it_leads_each_figure_back_to_its_words(ran: NotebookNode) -> None:
    last = _table(ran.cells[-1])
    assert "237 triệu đồng" in last and "90 triệu đồng" in last


def _table(cell: NotebookNode) -> str:
    return "\n".join(
        output["data"]["text/html"] for output in cell.get("outputs", []) if output.output_type == "execute_result"
    )

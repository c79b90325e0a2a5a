"""What a kill in Prefect's first start leaves aside."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from conftest import ROOT


def test_a_database_left_half_made_is_removed_and_one_being_made_is_not(tmp_path: Path) -> None:
    names = ("prefect.db", "prefect.db.1", "prefect.db.1-journal", "prefect.db.2")
    for name in names:
        (tmp_path / name).touch()
    for name in names[:3]:
        os.utime(tmp_path / name, (0, 0))
    script = "import sys; from pathlib import Path; from flows.server import _make_database; _make_database(Path(sys.argv[1]))"
    subprocess.run([sys.executable, "-c", script, str(tmp_path / "prefect.db")], check=True, cwd=ROOT)
    assert {path.name for path in tmp_path.iterdir()} == {"prefect.db", "prefect.db.2"}

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


def test_what_prefect_says_while_it_ends_is_in_the_log_and_not_on_the_terminal(tmp_path: Path) -> None:
    script = (
        "import logging\n"
        "from flows.runtime import log_to_file, prefect_runtime\n"
        "log_to_file()\n"
        "with prefect_runtime():\n"
        "    logging.getLogger('EventsWorker').warning('Still processing items: 8 items remaining...')\n"
    )
    state = {**os.environ, "XDG_STATE_HOME": str(tmp_path)}
    said = subprocess.run(
        [sys.executable, "-c", script], check=True, cwd=ROOT, env=state, capture_output=True, text=True
    )
    assert (said.stdout, said.stderr) == ("", "")
    assert any("8 items remaining" in log.read_text(encoding="utf-8") for log in tmp_path.rglob("vanban.log"))


def test_prefect_keeps_a_block_document_though_no_cipher_was_loaded(tmp_path: Path) -> None:
    script = """
import sys
from pathlib import Path
from flows.server import served
assert "cryptography.fernet" not in sys.modules
with served(Path(sys.argv[1])):
    from prefect.blocks.system import Secret
    Secret(value="s3cret").save("kept")
    assert Secret.load("kept").get() == "s3cret"
"""
    own = {key: value for key, value in os.environ.items() if not key.endswith("_ENCRYPTION_KEY")}
    subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], check=True, cwd=ROOT, env=own | {"PREFECT_HOME": str(tmp_path)}
    )

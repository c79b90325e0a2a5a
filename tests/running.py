"""The command line in a process of its own, forked off one that has loaded what most commands load: a second of CPU less each.

Such a process has its own arguments, environment, folder and exit code, and ends as any other. What is loaded, how a process
starts, and signals are tested with processes that begin anew.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parents[1]
_SHARED = (
    "flows.corrections",
    "flows.ingest",
    "flows.removing",
    "pipeline.cli",
    "pipeline.query.frames",
    "pipeline.query.report",
)
"""None of them may read the environment while it is loaded, as Prefect does."""


def vanban(environment: Mapping[str, str], *arguments: object, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """What `vanban` with some arguments printed in an environment, and its exit code."""
    command = ["vanban", *map(str, arguments)]
    with tempfile.TemporaryDirectory() as told:
        order = {"command": command, "environment": dict(environment), "folder": str(folder), "told": told}
        server = _server()
        assert server.stdin and server.stdout
        server.stdin.write(json.dumps(order) + "\n")
        server.stdin.flush()
        code = int(server.stdout.readline())
        out, err = ((Path(told) / name).read_text(encoding="utf-8") for name in ("out", "err"))
    return subprocess.CompletedProcess(command, code, out, err)


@cache
def _server() -> subprocess.Popen[str]:
    """The process that others are forked off; it ends with this one."""
    pipe = subprocess.PIPE
    server = subprocess.Popen([sys.executable, "-m", "tests.running"], cwd=ROOT, stdin=pipe, stdout=pipe, text=True)
    atexit.register(server.communicate)
    return server


def _fork_orders() -> None:
    """Answer each order with the exit code of a process that it is forked for; returns in that process."""
    for line in iter(sys.stdin.readline, ""):
        order = json.loads(line)
        if not (child := os.fork()):
            _become(**order)
            return
        _, status = os.waitpid(child, 0)
        os.write(1, f"{os.waitstatus_to_exitcode(status)}\n".encode())
    os._exit(0)


def _become(command: list[str], environment: dict[str, str], folder: str, told: str) -> None:
    for number, name, flags in ((0, os.devnull, os.O_RDONLY), (1, "out", os.O_WRONLY), (2, "err", os.O_WRONLY)):
        file = os.open(Path(told) / name, flags | os.O_CREAT | os.O_APPEND)
        os.dup2(file, number)
        os.close(file)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    sys.argv = command


if __name__ == "__main__":
    for _name in _SHARED:
        import_module(_name)
    gc.freeze()
    _fork_orders()
    sys.modules["pipeline.cli"].main()

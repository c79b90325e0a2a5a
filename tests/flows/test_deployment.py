"""The nightly ingest as `prefect deploy` takes it, and as a Prefect server sees it run."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from conftest import ROOT

from benchmarks.scale.survival import environment, faults, left_over, make_folder

SCRIPT = """
import json, subprocess, sys
from flows.runtime import prefect_runtime
from pathlib import Path

def prefect(*arguments):
    done = subprocess.run([sys.executable, "-m", "prefect", "--no-prompt", *arguments], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr

with prefect_runtime():
    prefect("work-pool", "create", "vanban", "--type", "process")
    prefect("deploy", "--name", "nightly")
    from flows.deployment import ingest_folder
    from prefect.client.orchestration import get_client
    counts = ingest_folder([sys.argv[1]], sys.argv[2], workers=1)
    with get_client(sync_client=True) as client:
        deployment = client.read_deployment_by_name("ingest/nightly")
        runs = client.read_flow_runs()
    print(json.dumps([
        deployment.entrypoint, deployment.parameters, [s.schedule.cron for s in deployment.schedules], counts,
        [run.state_name for run in runs],
    ]))
"""


def test_the_nightly_ingest_deploys_and_runs(tmp_path: Path) -> None:
    env = environment(tmp_path)
    folder, db = make_folder(tmp_path / "hồ sơ", 5), tmp_path / "a.db"
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(folder), str(db)],
        env=env,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    entrypoint, parameters, crons, counts, runs = json.loads(done.stdout.splitlines()[-1])
    assert (entrypoint, crons) == ("flows/deployment.py:ingest_folder", ["0 20 * * *"])
    assert set(parameters) == {"paths", "db", "workers"}
    assert counts["added"] == len(list(folder.iterdir())) - 2 and counts["refused"] == 1
    assert runs == ["Completed"] * 2  # the ingest, and its batches
    assert faults(db) == [] and left_over(env) == []

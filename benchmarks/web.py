"""Milliseconds at the server for every page over a large archive. `python benchmarks/web.py --db FILE`.

Asks the app itself, without a network; the archive is that of `benchmarks/history.py` (a hundred thousand documents, a
million amounts), made where FILE is not there yet. Each page is asked under several addresses, so that each visit is the
first of its kind; a bound is met where the slowest visit of all keeps it, the very first one included. Exit 1 where one does not.
`--cold` has the system forget the file first (Linux), as after a start of the machine.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sqlite3
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from pipeline.web.ahead import read_ahead  # noqa: E402
from pipeline.web.app import create_app, ready  # noqa: E402

PAGE, FACETS = 200, 500
"""Milliseconds that a page and facets may take."""
YEARS = range(2014, 2019)


@dataclass(frozen=True, slots=True)
class Kind:
    """A page with the addresses under which it is asked, and what one visit may take."""

    name: str
    addresses: list[str]
    bound: int = PAGE


@dataclass(frozen=True, slots=True)
class Measured:
    """What the visits took, in milliseconds of the clock and of the processor; `failed` names an answer that was none."""

    kind: Kind
    took: list[float]
    worked: list[float]
    failed: str

    @property
    def met(self) -> bool:
        return not self.failed and max(self.took) <= self.kind.bound


def kinds(db: Path) -> list[Kind]:
    """Every page of the site."""
    with sqlite3.connect(db) as connection:
        ids = _column(connection, "SELECT id FROM documents LIMIT 5 OFFSET 1000")
        projects = _column(connection, "SELECT project_key FROM projects_once LIMIT 5 OFFSET 700")
        findings = _column(connection, "SELECT fingerprint FROM findings LIMIT 5 OFFSET 70")
        districts = _column(
            connection,
            "SELECT DISTINCT district_code FROM places WHERE province_code = '45' AND district_code IS NOT NULL LIMIT 5",
        )
        missed = _column(connection, "SELECT number FROM missing_documents LIMIT 5 OFFSET 100")
    words = ("ho+tieu", "tinh+dau", "ca+phe", "duoc+lieu", "thuy+san")
    return [
        Kind("/", ["/"] * 5),
        Kind("/search: no words", [f"/search?page={page}" for page in range(1, 6)], FACETS),
        Kind("/search: in nearly every document", [f"/search?q={one}" for one in ("ket+qua", "chuong+trinh", "phat+trien", "nong+thon", "dia+ban")]),
        Kind("/search: in an eighth of them", [f"/search?q={one}" for one in words]),
        Kind("/search: with diacritics", [f"/search?q={one}" for one in ("hồ+tiêu", "tinh+dầu", "cà+phê", "dược+liệu", "thủy+sản")]),
        Kind("/search: a phrase", [f'/search?q="{one}"' for one in words]),
        Kind("/search: a number", [f"/search?q={number}/QĐ" for number in range(101, 106)]),
        Kind("/search: facets together", [f"/search?year={year}&kind=QĐ&fund=ngân+sách+tỉnh" for year in YEARS], FACETS),
        Kind("/search: words and facets", [f"/search?q=ca+phe&year={year}" for year in YEARS], FACETS),
        Kind("/search: all values of a facet", [f"/search?more={facet}" for facet in ("issuer", "place", "project", "fund", "year")], FACETS),
        Kind("/documents/ID", [f"/documents/{id_}" for id_ in ids]),
        Kind("/projects", ["/projects", "/projects?page=2", "/projects?order=year", "/projects?order=name", "/projects?page=900"]),
        Kind("/projects: words", [f"/projects?q={one}" for one in words]),
        Kind("/projects: a year", [f"/projects?year={year}" for year in YEARS]),
        Kind("/projects: a district", [f"/projects?place=d:{code}" for code in districts]),
        Kind("/projects: a fund", [f"/projects?fund=ngân+sách+tỉnh&year={year}" for year in YEARS]),
        Kind("/project", [f"/project?key={quote(key)}" for key in projects]),
        Kind("/timeline", [f"/timeline?year={year}" for year in YEARS]),
        Kind("/timeline: filters", [f"/timeline?year=2016&what={what}" for what in ("decision", "plan", "money", "cited")] + ["/timeline?from=2015&to=2017&q=tinh+dau&kind=QĐ"]),
        Kind("/timeline: words, issuer, place", [f"/timeline?year={year}&q=tinh+dau&issuer=so+so+7&place=p:44" for year in YEARS]),
        Kind("/money", ["/money"] + [f"/money?year={year}" for year in range(2014, 2018)]),
        Kind("/money by fund", ["/money?by=fund"] + [f"/money?by=fund&year={year}" for year in range(2014, 2018)]),
        Kind("/money by place", ["/money?by=place"] + [f"/money?by=place&year={year}" for year in range(2014, 2018)]),
        Kind("/money/chart.svg", [f"/money/chart.svg?by={by}" for by in ("year", "fund", "place")] + ["/money/chart.svg?by=fund&year=2016"]),
        Kind("/money/amounts", [f"/money/amounts?by=year&state=allocated&year={year}" for year in YEARS]),
        Kind("/money/amounts: a place", [f"/money/amounts?by=place&state=spent&place=d:{code}" for code in districts]),
        Kind("/money/ledger", [f"/money/ledger?year={year}" for year in YEARS]),
        Kind("/money/ledger: a fund", [f"/money/ledger?year={year}&fund=ngân+sách+tỉnh" for year in YEARS]),
        Kind("/money/given", [f"/money/given?q={one}" for one in words]),
        Kind("/citations", ["/citations"] + [f"/citations?relation={one}" for one in ("basis", "mentions")] + ["/citations?relation=basis&relation=mentions"]),
        Kind("/citations: of a document", [f"/citations?document={id_}&steps=2" for id_ in ids]),
        Kind("/citations: not held", [f"/citations?number={quote(number)}" for number in missed]),
        Kind("/citations/list", ["/citations/list", "/citations/list?page=20", "/citations/list?kind=QĐ&held=no", "/citations/list?relation=basis&citing_year=2016", "/citations/list?q=5/QD"]),
        Kind("/citations/missing", ["/citations/missing", "/citations/missing?page=9", "/citations/missing?kind=QĐ", "/citations/missing?q=5/qd", "/citations/missing?relation=basis&place=p:44"]),
        Kind("/findings", ["/findings", "/findings?page=30", "/findings?severity=error", "/findings?check=footing", "/findings?verdict=none"]),
        Kind("/findings/KEY", [f"/findings/{key}" for key in findings]),
        Kind("/checks", ["/checks"] * 3),
        Kind("/review", ["/review", *(f"/review?page={page}" for page in range(2, 6))]),
        Kind("/failures", ["/failures"] * 3),
        Kind("/vanban (SQL)", ["/vanban"] * 3),
        Kind("/vanban/TABLE", [f"/vanban/amounts?fiscal_year={year}" for year in YEARS]),
        Kind("/vanban/QUESTION: ledger", [f"/vanban/ledger?year={year}" for year in YEARS]),
        Kind("/vanban/QUESTION: not held", ["/vanban/not_held"] * 3),
    ]  # fmt: skip


def _column(connection: sqlite3.Connection, sql: str) -> list[str]:
    return [str(value) for (value,) in connection.execute(sql)]


def forget(db: Path) -> None:
    """Have the system forget a file that it holds in memory."""
    with db.open("rb") as file:
        os.fsync(file.fileno())
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


async def measure(db: Path, only: str) -> tuple[float, list[Measured]]:
    """Seconds until the site is ready to be asked, and each kind of page."""
    began = time.perf_counter()
    app = create_app(db)
    read_ahead(db)
    await ready(app)
    started = time.perf_counter() - began
    measured = [await _visits(app, kind) for kind in kinds(db) if only in kind.name]
    return started, measured


async def _visits(app: Any, kind: Kind) -> Measured:
    """The visits of one kind of page; an address that fails is told and ends only its kind."""
    took: list[float] = []
    worked: list[float] = []
    failed = ""
    for address in kind.addresses:
        began, at_work = time.perf_counter(), time.process_time()
        answer = await app.client.get(address)
        took.append(1000 * (time.perf_counter() - began))
        worked.append(1000 * (time.process_time() - at_work))
        if answer.status_code != 200:
            failed = f"{address}: {answer.status_code}"
            break
    return Measured(kind, took, worked, failed)


def table(started: float, measured: list[Measured]) -> str:
    """The figures with their bounds, for people."""
    lines = [f"ready {1000 * started:.0f} ms after the start", ""]
    lines.append(f"{'page':36} {'first':>7} {'median':>7} {'slowest':>7} {'CPU':>7} {'bound':>7}")
    for one in measured:
        figures = f"{one.took[0]:7.0f} {statistics.median(one.took):7.0f} {max(one.took):7.0f} {max(one.worked):7.0f} {one.kind.bound:7}"
        lines.append(f"{one.kind.name:36} {figures}  {'met' if one.met else 'NOT MET'} {one.failed}".rstrip())
    met = sum(one.met for one in measured)
    return "\n".join(
        [
            *lines,
            "",
            f"{met} of {len(measured)} within their bounds (milliseconds; CPU is the most that one visit took of it)",
        ]
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--db", type=Path, help="kept and used again where it is there")
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--only", default="", help="pages whose name contains this")
    parser.add_argument("--cold", action="store_true", help="with the file on the disk alone at the start")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        db = given.db or Path(folder) / "history.db"
        if not db.exists():
            from benchmarks.history import fill

            fill(db, given.documents, seed=1)
        if given.cold:
            forget(db)
        started, measured = asyncio.run(measure(db, given.only))
    if given.json:
        rows = [
            {"page": one.kind.name, "ms": one.took, "cpu_ms": one.worked, "bound": one.kind.bound, "met": one.met}
            for one in measured
        ]
        print(json.dumps({"ready_ms": 1000 * started, "pages": rows}))
    else:
        print(table(started, measured))
    sys.exit(not all(one.met for one in measured))


if __name__ == "__main__":
    main()

"""Milliseconds at the server for each kind of page over a large archive. `python benchmarks/web.py`.

Asks the app itself, without a network, the median of five visits of each page; the archive is that of
`benchmarks/history.py` (a hundred thousand documents, a million amounts), made where `--db` is not there yet.
"""

from __future__ import annotations

import argparse
import asyncio
import sqlite3
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from pipeline.web.app import create_app  # noqa: E402


def pages(db: Path) -> dict[str, list[str]]:
    """Kinds of pages with five addresses each: the first visit of each counts as much as any."""
    with sqlite3.connect(db) as connection:
        ids = [id_ for (id_,) in connection.execute("SELECT id FROM documents LIMIT 5 OFFSET 5000")]
    years = range(2014, 2019)
    return {
        "home": ["/"] * 5,
        "search, no words (facets of all)": [f"/search?page={page}" for page in range(1, 6)],
        "search, in nearly every document": [f"/search?q={words}" for words in ("ket+qua", "chuong+trinh", "phat+trien", "nong+thon", "dia+ban")],
        "search, with diacritics": [f"/search?q={words}" for words in ("hồ+tiêu", "tinh+dầu", "cà+phê", "dược+liệu", "thủy+sản")],
        "search, a phrase": [f'/search?q="{words}"' for words in ("ho+tieu", "tinh+dau", "ca+phe", "duoc+lieu", "thuy+san")],
        "search, a number": [f"/search?q={number}/QĐ" for number in range(101, 106)],
        "facets together": [f"/search?year={year}&kind=QĐ&fund=ngân+sách+tỉnh" for year in years],
        "words and facets": [f"/search?q=ca+phe&year={year}" for year in years],
        "a document": [f"/documents/{id_}" for id_ in ids],
        "doubtful values": ["/review", "/review?page=2", "/review?page=3", "/review?page=4", "/review?page=5"],
        "refused files": ["/failures"] * 5,
        "SQL": ["/vanban"] * 5,
        "a table": [f"/vanban/amounts?fiscal_year={year}" for year in years],
        "the ledger of a year": [f"/vanban/ledger?year={year}" for year in years],
        "cited and not held": ["/vanban/not_held"] * 5,
    }  # fmt: skip


async def measure(db: Path) -> None:
    """Print each kind of page with its median and slowest visit."""
    app = create_app(db)
    began = time.perf_counter()
    await app.client.get("/search")
    print(f"{'the first visit of all reads the facets':42} {1000 * (time.perf_counter() - began):8.0f} ms")
    for kind, addresses in pages(db).items():
        took = [await _visit(app, address) for address in addresses]
        print(f"{kind:42} {statistics.median(took):8.0f} ms {max(took):8.0f} ms at most")


async def _visit(app: Any, address: str) -> float:
    began = time.perf_counter()
    answer = await app.client.get(address)
    took = 1000 * (time.perf_counter() - began)
    assert answer.status_code == 200, (address, answer.text)
    return took


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--db", type=Path, help="kept and used again where it is there")
    parser.add_argument("--documents", type=int, default=100_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        db = given.db or Path(folder) / "history.db"
        if not db.exists():
            from benchmarks.history import fill

            fill(db, given.documents, seed=1)
        asyncio.run(measure(db))


if __name__ == "__main__":
    main()

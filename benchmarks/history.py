"""Milliseconds that the views, search and frames take in a large archive. `python benchmarks/history.py`.

Writes a synthetic archive that obeys the schema (`--documents` with ten amounts, two citations and one project each,
their text in the search index) into `--db`, or a temporary file, and prints the median of five runs of each question.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from pipeline.normalize import fold  # noqa: E402
from pipeline.query import figures, search  # noqa: E402
from pipeline.store import Database, connect_read_only  # noqa: E402
from pipeline.store.settled.tellings import mark_told, settle_tellings  # noqa: E402
from pipeline.store.settled.totals import mark_added_up, settle_cited, settle_money  # noqa: E402

KINDS = ("QĐ", "BC", "KH", "TTr", "CV", "TB")
FUNDS = (("ngân sách tỉnh", "province"), ("ngân sách trung ương", "central"), ("vốn đối ứng", "counterpart"))
ROLES = ("allocated", "spent", "planned", "part", "part", "part", "total", "disbursed", "rate", "requested")
CROPS = ("hồ tiêu", "tinh dầu", "cà phê", "lúa hữu cơ", "cây ăn quả", "dược liệu", "thủy sản", "chăn nuôi")
WORDS = [
    "kết",
    "quả",
    "thực",
    "hiện",
    "chương",
    "trình",
    "phát",
    "triển",
    "nông",
    "thôn",
    "mới",
    "trên",
    "địa",
    "bàn",
    "tỉnh",
    "theo",
    "kế",
    "hoạch",
    "đã",
    "được",
    "phê",
    "duyệt",
]

QUESTIONS = {
    "v_money, one year, one state": "SELECT count(*), sum(vnd) FROM v_money WHERE year = 2018 AND state = 'allocated' AND counted = 1",
    "v_money, one document": "SELECT * FROM v_money WHERE document_id = (SELECT id FROM documents LIMIT 1 OFFSET 50)",
    "v_money, one district's code": "SELECT sum(vnd) FROM v_money WHERE place_code = '468' AND counted_by_place = 1",
    "v_money_by_year, one year": "SELECT * FROM v_money_by_year WHERE year = 2018",
    "v_money_by_fund, one year, one role": "SELECT * FROM v_money_by_fund WHERE year = 2018 AND role = 'allocated'",
    "v_money_by_place, one year, one role": "SELECT * FROM v_money_by_place WHERE year = 2018 AND role = 'allocated'",
    "v_allocation_vs_spending, one year": "SELECT * FROM v_allocation_vs_spending WHERE year = 2018",
    "v_ledger, first 100 of a year": "SELECT * FROM v_ledger WHERE year = 2018 LIMIT 100",
    "v_projects, essential oil by district": "SELECT year, district, decision, sum(total_vnd) FROM v_projects "
    "WHERE project_key LIKE '%tinh dau%' AND year = 2018 GROUP BY 1, 2, 3",
    "v_projects_by_year_and_district, one year": "SELECT * FROM v_projects_by_year_and_district WHERE year = 2018",
    "v_documents, first 100 of a kind": "SELECT * FROM v_documents WHERE kind = 'QĐ' LIMIT 100",
    "v_documents, of a district": "SELECT count(*) FROM v_documents WHERE place_code = '468'",
    "v_citations, of a document": "SELECT * FROM v_citations WHERE document_id = (SELECT id FROM documents LIMIT 1 OFFSET 50)",
    "v_missing_documents, one number": "SELECT * FROM v_missing_documents WHERE number_key = '5/qd/ttg'",
    "v_timeline, one month": "SELECT * FROM v_timeline WHERE day BETWEEN '2018-03-01' AND '2018-03-31'",
    "v_findings, errors, first 100": "SELECT * FROM v_findings WHERE severity = 'error' LIMIT 100",
    "v_people, one name": "SELECT * FROM v_people WHERE name = 'Nguyễn Văn 7'",
    "v_organisations, one name": "SELECT * FROM v_organisations WHERE name = 'Sở số 7'",
    "v_places, one district": "SELECT * FROM v_places WHERE place_code = '468'",
}


def fill(path: Path, documents: int, seed: int) -> None:
    """An archive of so many documents, written in bulk."""
    Database(path).close()
    import sqlite3

    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA journal_mode = MEMORY")
    # All of it: pages that are written and read again in one transaction would fill the log many times over.
    connection.execute("PRAGMA cache_size = -4000000")
    districts = [code for (code,) in connection.execute("SELECT code FROM places WHERE level = 'district'")]
    quang_tri = [
        code
        for (code,) in connection.execute("SELECT code FROM places WHERE province_code = '45' AND level = 'district'")
    ]
    indexes = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    ).fetchall()
    for name, _ in indexes:
        connection.execute(f"DROP INDEX {name}")
    rng = random.Random(seed)
    connection.execute("BEGIN")
    for number in range(documents):
        code = rng.choice(quang_tri) if number % 3 == 0 else rng.choice(districts)
        for table, rows in _rows(number, code, rng):
            marks = ", ".join("?" * len(rows[0]))
            names = ", ".join(f'"{name}"' for name in rows[0])
            connection.executemany(
                f"INSERT INTO {table} ({names}) VALUES ({marks})", [tuple(row.values()) for row in rows]
            )
    for _, sql in indexes:
        connection.execute(sql)
    connection.execute("COMMIT")
    connection.execute("ANALYZE")
    connection.execute("BEGIN")
    everything = [id_ for (id_,) in connection.execute("SELECT id FROM documents")]
    mark_told(connection, everything)
    mark_added_up(connection, everything)
    for settle in (settle_tellings, settle_cited, settle_money):
        while settle(connection):
            pass
    connection.execute("COMMIT")
    connection.execute("ANALYZE")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()


def _rows(number: int, code: str, rng: random.Random) -> Iterator[tuple[str, list[dict[str, object]]]]:
    id_ = f"{rng.getrandbits(56):014x}{number % 256:02x}"
    year, kind = 2010 + rng.randrange(16), rng.choice(KINDS)
    crop = rng.choice(CROPS)
    text = " ".join(rng.choices(WORDS, k=220)) + f" {crop} " + " ".join(rng.choices(WORDS, k=220))
    day = f"{year}-{rng.randrange(1, 13):02d}-{rng.randrange(1, 29):02d}"
    name = f"{number}/{kind}-UBND"
    yield "documents", [
        {
            "id": id_, "search_rowid": int(id_[:15], 16), "number": name, "number_key": fold(name).replace("-", "/"),
            "kind": kind, "kind_name": kind, "issuer": f"Sở số {number % 40}", "issued_on": day, "subject": f"Về {crop}",
            "signer": f"Nguyễn Văn {number % 200}", "text": text, "text_folded": fold(text), "text_source": "native",
            "source_path": f"{number}.txt", "source_size": len(text), "sha256": id_, "media_type": "text/plain",
            "page_count": 1, "ingested_at": "2026-01-01", "pipeline_version": "0", "place_code": code,
        }
    ]  # fmt: skip

    def mention(letter: str, index: int) -> dict[str, object]:
        start = 40 * index + 5
        return {"id": f"{id_}.{letter}{index}", "document_id": id_, "start": start, "end": start + 10, "page": 1,
                "text": text[start : start + 10], "rule": "synthetic", "confidence": 0.9}  # fmt: skip

    yield "pages", [{"document_id": id_, "page": 1, "start": 0, "end": len(text)}]
    again = number - number % 5
    project = f"Dự án {crop} số {again}"
    yield "projects", [
        mention("p", 0) | {"name": project, "kind": "Dự án", "place_code": code, "total_vnd": 10**6 * (again % 900 + 50),
                           "year": year, "project_key": f"{fold(project)}||{again}"}
    ]  # fmt: skip
    amounts = []
    for index, role in enumerate(ROLES):
        fund, fund_kind = rng.choice(FUNDS)
        counted = int(role not in ("part", "rate"))
        amounts.append(
            mention("a", index)
            | {"vnd": 10**6 * rng.randrange(1, 9000), "value": "1", "currency": "VND", "precision_vnd": 10**6, "role": role, "fund": fund,
               "fund_kind": fund_kind, "fiscal_year": year, "project_id": f"{id_}.p0" if index == 3 else None,
               "place_code": code if index % 2 else None, "money_place_code": code, "state": "total" if role == "part" else role,
               "counted": counted, "counted_by_fund": counted, "counted_by_place": counted}
        )  # fmt: skip
    yield "amounts", amounts
    yield "ledger_entries", [
        {"amount_id": amount["id"], "document_id": id_, "act": amount["role"], "counted": amount["counted_by_fund"], "year": year,
         "programmes": f'["p{number % 50}"]', "purpose": f"{fold(crop)} {number}", "sum_key": f"{amount['role']}:{year}:{amount['vnd']}"}
        for amount in amounts if amount["role"] in ("allocated", "spent", "disbursed")
    ]  # fmt: skip
    yield "sums", [
        {"id": f"{id_}.u0", "document_id": id_, "start": 0, "end": 9, "total_amount_id": f"{id_}.a6", "kind": "full",
         "rule": "synthetic", "difference_vnd": 0, "holds": 1}
    ]  # fmt: skip
    yield "sum_parts", [{"sum_id": f"{id_}.u0", "amount_id": f"{id_}.a{index}"} for index in (3, 4, 5)]
    yield "citations", [
        mention("c", index)
        | {"number": f"{serial}/QĐ-TTg", "number_key": f"{serial}/qd/ttg", "kind": "QĐ", "issued_on": None,
           "issuer": "Thủ tướng Chính phủ", "relation": relation}
        for index, relation in enumerate(("basis", "mentions"))
        for serial in [rng.randrange(2000)]
    ]  # fmt: skip
    yield "statements", [
        {"document_id": id_, "subject": f"document:{number}/qd/ubnd", "kind": "allocated", "start": 5, "end": 15,
         "whole": 1, "vnd": amounts[0]["vnd"], "year": year}
    ]  # fmt: skip
    yield (
        "entities",
        [
            mention("e", 0) | {"kind": "person", "name": f"Nguyễn Văn {number % 200}", "place_code": None},
            mention("e", 1) | {"kind": "organisation", "name": f"Sở số {number % 40}", "place_code": None},
            mention("e", 2) | {"kind": "place", "name": "huyện", "place_code": code},
        ],
    )
    if number % 10 == 0:
        yield "findings", [
            {"id": f"{id_}.f0", "document_id": id_, "check_name": "footing", "severity": "error", "message_vi": "Lệch",
             "message_en": "Off", "fingerprint": id_}
        ]  # fmt: skip
        yield (
            "finding_evidence",
            [{"finding_id": f"{id_}.f0", "position": 0, "document_id": id_, "start": 5, "end": 15}],
        )


def median_ms(ask: Callable[[], object], runs: int = 5) -> float:
    """The median time of a question."""
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        ask()
        times.append(time.perf_counter() - began)
    return 1000 * statistics.median(times)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--db", type=Path, help="kept and used again where it is there")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.db or Path(folder) / "history.db"
        if not path.exists():
            fill(path, options.documents, options.seed)
        began = time.perf_counter()
        Database(path).close()
        taken = {"open": 1000 * (time.perf_counter() - began)}
        connection = connect_read_only(path)
        for name, sql in QUESTIONS.items():
            taken[name] = median_ms(lambda sql=sql: connection.execute(sql).fetchall())  # type: ignore[misc]
        connection.close()
        taken["search, two words"] = median_ms(lambda: search(path, "tinh dầu"))
        taken["search, a number"] = median_ms(lambda: search(path, "500/QĐ-UBND"))
        taken["frames.figures, one document"] = median_ms(lambda: figures(path, document="500/QĐ-UBND"))
    if options.json:
        print(json.dumps(taken))
        return
    for name, milliseconds in taken.items():
        print(f"{milliseconds:9.1f} ms  {name}")


if __name__ == "__main__":
    main()

"""Write docs/schema.md and the schema of a new archive from the migrations, docs/checks.md and docs/rules.md from the registers."""

from __future__ import annotations

import re
import sqlite3
import sys
import tempfile
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.records import Document

DOCS = Path(__file__).parent
ROOT = DOCS.parent
sys.path.insert(0, str(ROOT))

_CHANGE = re.compile(
    r"(?P<notes>(?:-- [^\n]*\n)*)CREATE (?P<kind>TABLE|VIEW) (?P<name>\w+)(?P<body>.*?);\n"
    r"|ALTER TABLE (?P<table>\w+) (?:ADD COLUMN (?P<column>[^;]+);(?P<note> *-- [^\n]*)?\n|RENAME TO (?P<named>\w+))"
    r"|DROP (?:TABLE|VIEW) (?P<dropped>\w+)",
    re.DOTALL,
)
_COLUMN = re.compile(
    r'^  "?(?P<name>\w+)"? (?:TEXT|INTEGER|REAL)(?P<rest>[^\n]*?)(?:,?\s*-- (?P<note>.*))?,?$', re.MULTILINE
)


def schema() -> str:
    """Every table and view with its columns, and a question to each view."""
    from pipeline.store.migrations import HERE

    views = tomllib.loads((DOCS / "views.toml").read_text(encoding="utf-8"))
    columns = _columns()
    found: dict[str, tuple[str, str, str]] = {}
    for change in _CHANGE.finditer("".join(path.read_text(encoding="utf-8") for path in sorted(HERE.glob("*.sql")))):
        if change["name"]:
            found[change["name"]] = (change["notes"], change["kind"], change["body"])
        elif change["column"]:
            notes, kind, body = found[change["table"]]
            found[change["table"]] = (notes, kind, f"{body}\n  {change['column']},{change['note'] or ''}\n")
        elif change["named"]:
            found[change["named"]] = found.pop(change["table"])
        else:
            found.pop(change["dropped"], None)
    lines = [
        "# The database",
        "",
        "Written by `docs/make_docs.py` from `pipeline/store/migrations/`; change it there.",
        "",
        "A mention's words are `documents.text` from `start` to `end`, counted in characters. Money is whole đồng; days are",
        "ISO text; every table is STRICT, foreign keys are on.",
    ]
    for name, (remarks, kind, body) in found.items():
        notes = " ".join(
            line.removeprefix("-- ") for line in remarks.splitlines() if "every mention" not in line.lower()
        )
        own = views["of"].get(name, {})
        lines += ["", f"## {name}", "", notes]
        if kind == "TABLE":
            lines += ["", "| column | type | meaning |", "|---|---|---|"]
            meanings = {column["name"]: _meaning(column) for column in _COLUMN.finditer(body)}
            for column, type_ in columns[name]:
                meaning = meanings.get(column) or own.get(column) or views["columns"].get(column, "")
                lines.append(f"| `{column}` | {type_.lower()} | {meaning} |")
        else:
            lines += ["", "| column | meaning |", "|---|---|"]
            lines += [f"| `{column}` | {own.get(column) or views['columns'][column]} |" for column, _ in columns[name]]
            lines += ["", "```sql", views["examples"][name].strip(), "```"]
    return "\n".join(lines) + "\n"


def _meaning(column: re.Match[str]) -> str:
    target = re.search(r"REFERENCES (\w+)", column["rest"])
    choices = re.search(r"CHECK \(\w+ IN \((.*?)\)\)", column["rest"])
    return column["note"] or (f"→ `{target[1]}`" if target else choices[1] if choices else "")


def _columns() -> dict[str, list[tuple[str, str]]]:
    """The columns of each table and view of a new database, with their types."""
    from pipeline.store import Database

    found = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "new.db"
        Database(path).close()
        with closing(sqlite3.connect(path)) as connection:
            for name, column, type_ in connection.execute(
                "SELECT t.name, c.name, c.type FROM pragma_table_list t JOIN pragma_table_info(t.name) c WHERE t.schema = 'main'"
            ):
                found[name].append((column, type_))
    return found


def checks() -> str:
    """Every check as the web page tells it: what it tests, an example as it runs today, why it may be wrong."""
    from benchmarks.documents import as_document, audited
    from pipeline.audit import CHECKS
    from pipeline.audit.archive import ARCHIVE_CHECKS
    from pipeline.web.words import messages

    cases = tomllib.loads((ROOT / "tests" / "cases" / "checks.toml").read_text(encoding="utf-8"))["check"]
    examples = {case["name"]: case["documents"] for case in cases}
    lines = [
        "# What the audit checks",
        "",
        "Written by `docs/make_docs.py` from the register of checks, `checks.toml` and `may_err.toml` of",
        "`pipeline/web/messages/`, and `tests/cases/checks.toml`, on which each check is run; change it there. A check answers",
        "*holds*, *fails* or *cannot tell* for every relation that it tests; all answers are in `check_results`, counted by",
        "`vanban checks`, and `vanban checks --untold` says why some cannot be told. Of parts that need not be all ('trong đó ...') footing can only",
        "find that they do not exceed their total; `vanban checks` counts those apart (*within total*), and no such sum is said to hold.",
    ]
    for check in (*CHECKS.values(), *ARCHIVE_CHECKS.values()):
        (tests_vi, tests_en), (errs_vi, errs_en) = (
            messages()[f"{part}.{check.name}"] for part in ("checks", "may_err")
        )
        lines += ["", f"## {check.title_en}", "", f"**{check.title_vi}**. `{check.name}`", ""]
        lines += [f"{tests_en}", "", f"*{tests_vi}*"]
        texts = examples[check.name]
        documents = [as_document(text.strip() + "\n", f"{index}.txt") for index, text in enumerate(texts, 1)]
        lines += ["", "Example:", ""]
        for text in texts:
            lines += ["```text", text.strip(), "```", ""]
        for finding in audited(documents):
            if finding.check_name == check.name:
                lines += [f"> **{finding.severity}**: {finding.message_en}  ", f"> *{finding.message_vi}*", ""]
        lines += [f"It may be wrong: {errs_en}", "", f"*Có thể sai: {errs_vi}*"]
    return "\n".join(lines) + "\n"


def rules(documents: Iterable[tuple[str, Document]] | None = None) -> str:
    """Every rule with what it finds, an example, and how often it was right on the annotated documents.

    The examples are found in documents of the cases and the dev set (`shown()`, which take half a minute).
    """
    from benchmarks.accuracy.examples import Example, examples, shown
    from pipeline.extract.confidence import TABLE, measured
    from pipeline.labels import names_of_codes

    def words(example: Example) -> str:
        return f"{example.before} **{example.words}** {example.after}".strip().replace("|", "\\|")

    found, counts = examples(shown() if documents is None else documents), measured()
    lines = [
        "# The rules",
        "",
        "Written by `docs/make_docs.py` from `pipeline/extract/data/rules.toml`, with an example that the rule finds in",
        "`tests/cases/` or in the dev set of `benchmarks/accuracy/`. *Right* counts its finds on that set, which the rules were made with",
        "(`python -m benchmarks.accuracy --calibrate`).",
        "",
        "| rule | finds | example | right |",
        "|---|---|---|---|",
    ]
    for rule in tomllib.loads((TABLE.parent / "rules.toml").read_text(encoding="utf-8"))["rule"]:
        name = rule["name"]
        right, seen = counts.get(name, (0, 0))
        share = f"{right} of {seen} ({right / seen:.0%})" if seen else "not seen there"
        lines.append(f"| `{name}` | {rule['en']} *{rule['vi']}* | {words(found[name])} | {share} |")
    lines += [
        "",
        "## Why an amount has its role, its fund, its year",
        "",
        "Of all rules that told one of these the last has its name in `role_rule`, `fund_rule` or `year_rule` of `amounts`; the words are",
        "those of `pipeline/labels.toml`. `correction` is a person's.",
        "",
        "| rule | tells by | example |",
        "|---|---|---|",
    ]
    for kind in ("role_rule", "fund_rule", "year_rule"):
        for name, (vi, en) in names_of_codes(kind).items():
            if name in found:
                lines.append(f"| `{name}` | {en} *{vi}* | {words(found[name])} |")
    return "\n".join(lines) + "\n"


def new_archive() -> str:
    """What makes of an empty file what all migrations one by one do."""
    from pipeline.store.migrations import apply

    with closing(sqlite3.connect(":memory:")) as connection:
        apply(connection)
        made = connection.execute(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name NOT IN "
            "(SELECT name FROM pragma_table_list WHERE type = 'shadow') "
            "ORDER BY CASE type WHEN 'table' THEN 1 WHEN 'index' THEN 2 WHEN 'view' THEN 3 ELSE 4 END, rowid"
        ).fetchall()
        names = connection.execute("SELECT name FROM _sqlite_migrations ORDER BY id").fetchall()
    return (
        "-- What the migrations make of an empty file, so that a new archive need not run them one by one.\n"
        "-- Written by docs/make_docs.py; a change of the schema is a new migration.\n\n"
        + "".join(f"{sql};\n\n" for (sql,) in made)
        + "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)\n"
        "SELECT 'vanban', value, strftime('%Y-%m-%d %H:%M:%f+00:00', 'now') FROM json_each('[\n"
        + ",\n".join(f'  "{name}"' for (name,) in names)
        + "\n]');\n"
    )


WRITTEN = {
    "pipeline/store/schema.sql": new_archive,  # first: the others ask new archives
    "docs/schema.md": schema,
    "docs/checks.md": checks,
    "docs/rules.md": rules,
}

if __name__ == "__main__":
    for name, write in WRITTEN.items():
        (ROOT / name).write_text(write(), encoding="utf-8")

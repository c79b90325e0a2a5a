"""A document: its head, its text beside the picture of its page, every mention marked in both, its original."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from datasette.utils.asgi import NotFound, Response

from pipeline.query.framed import gravest
from pipeline.query.originals import DRAWN, PageWords, State, original, state
from pipeline.records.mentions import WHY
from pipeline.records.paths import is_remote
from pipeline.store.copies import copies
from pipeline.web.filters import filled
from pipeline.web.marks import Mark, boxed, layers
from pipeline.web.pages.withdrawn import gone
from pipeline.web.pictures import page_jpeg
from pipeline.web.visit import FORM, View, Visit

_MENTION = 'id, "start", "end", text, rule, confidence'
_TABLES = {
    "amounts": f"{_MENTION}, vnd, vnd_high, value, currency, role, per, fund, fiscal_year, row_heading, column_heading, "
    "role_rule, fund_rule, year_rule",
    "citations": f"{_MENTION}, number, kind, issued_on, issuer, relation, subject, target_document_id",
    "projects": f"{_MENTION}, name, beneficiary, place, total_vnd, year, status, project_key",
    "quantities": f"{_MENTION}, value_low, value_high, unit, item",
    "dates": f"{_MENTION}, first_day, last_day",
    "entities": f"{_MENTION}, kind, name",
}
"""What of each kind of mention is shown; in this order where two have one span."""
_SHOWN = {
    "amounts": ("vnd", "vnd_high", "role", "fund", "fiscal_year", "per", "row_heading", "column_heading"),
    "citations": ("number", "issued_on", "issuer", "relation", "subject"),
    "projects": ("name", "beneficiary", "place", "total_vnd", "year", "status"),
    "quantities": ("value_low", "value_high", "unit", "item"),
    "dates": ("first_day", "last_day"),
    "entities": ("kind", "name"),
}
_HEAD = (
    "SELECT id, number, kind, kind_name, issuer, place, issued_on, subject, signer, signer_title, text_source, source_path, "
    "sha256, media_type, page_count FROM documents WHERE id = ?"
)
_PAGE = (
    'SELECT p.page, p."start", p.width, p.height, p.words, p.ocr_confidence, substr(d.text, p."start" + 1, '
    'p."end" - p."start") AS text FROM pages p JOIN documents d ON d.id = p.document_id WHERE d.id = ? AND p.page = ?'
)
_PAGE_AT = 'SELECT max(page) AS page FROM pages WHERE document_id = ? AND "start" <= ?'
_SECTIONS = (
    "SELECT s.label, s.heading, s.level, (SELECT max(p.page) FROM pages p WHERE p.document_id = s.document_id AND "
    'p."start" <= s."start") AS page, s."start", s."start" + length(s.label) AS "end" FROM sections s '
    'WHERE s.document_id = ? ORDER BY s."start" LIMIT 500'
)
_FINDINGS = (
    "SELECT f.fingerprint, f.severity, f.check_name, f.message_vi, f.message_en, e.document_id = f.document_id AS here, "
    'e."start", e."end" FROM findings f LEFT JOIN finding_evidence e ON e.finding_id = f.id AND e.document_id = f.document_id '
    "AND e.position = (SELECT min(position) FROM finding_evidence o WHERE o.finding_id = f.id AND o.document_id = f.document_id) "
    f'WHERE f.document_id = ? ORDER BY {gravest("f.severity")}, e."start"'
)
_CITED_BY = (
    "SELECT d.id, d.number, d.kind_name, d.issued_on, d.subject, d.source_path, min(c.relation) AS relation "
    # Where few citations are resolved yet, SQLite would rather read every document.
    "FROM citations c INDEXED BY citations_cited CROSS JOIN documents d ON d.id = c.document_id "
    "WHERE c.target_document_id = ? AND d.id != ? "
    "GROUP BY d.id ORDER BY d.issued_on LIMIT 100"
)
_PARTS = (
    'SELECT s.total_amount_id AS total, a.text, a."start", a."end" FROM amounts t JOIN sums s ON s.total_amount_id = t.id '
    "JOIN sum_parts p ON p.sum_id = s.id JOIN amounts a ON a.id = p.amount_id "
    'WHERE t.document_id = ? AND t.page = ? ORDER BY s.id, a."start"'
)
"""What the totals of a page are made of."""
_FIGURES = f'SELECT page, {_TABLES["amounts"]} FROM amounts WHERE document_id = ? ORDER BY "start"'


async def document(visit: Visit) -> Response:
    """One page of a document; `at=START-END` chooses a span of its text and the page that it stands on. Of one that left the
    archive, what it was.
    """
    id_ = visit.part("id")
    try:
        head = await _head(visit, id_)
    except NotFound:
        return await gone(visit, id_)
    if visit.form:
        return visit.file(await visit.frame(_FIGURES, [id_]), f"figures-{id_}")
    at = _span(visit.one("at"))
    number = visit.whole("page", 1, most=max(1, head["page_count"]))
    if at:
        number = (await visit.rows(_PAGE_AT, [id_, at[0]]))[0]["page"] or 1
    pages = await visit.rows(_PAGE, [id_, number])
    if not pages:
        raise NotFound("")
    page = pages[0]
    tables = await _tables(visit, id_, number)
    marks = _marks(visit, tables, at)
    words = PageWords(page["words"])
    held = await visit.ask(file_state, head)
    return await visit.page(
        "document.html",
        head=head,
        page=page,
        tables=[(name, rows, filled(rows, _SHOWN[name])) for name, rows in tables.items() if rows],
        why=WHY,
        parts_of=await _parts_of(visit, id_, number),
        at=at,
        layers=layers(page["text"], page["start"], marks),
        boxed=boxed(words, marks) if words else [],
        original=held,
        drawn=held == "held" and head["media_type"] in DRAWN and bool(page["width"]),
        drawable=head["media_type"] in DRAWN,
        sections=await visit.rows(_SECTIONS, [id_]),
        findings=await visit.rows(_FINDINGS, [id_]),
        copies=await visit.run(lambda connection: copies(connection, [id_])),
        cited_by=await visit.rows(_CITED_BY, [id_, id_]),
    )


async def picture(visit: Visit) -> Response:
    """The picture of a page, drawn from the original as long as it is what was loaded."""
    head = await _head(visit, visit.part("id"))
    number = int(visit.part("page"))
    if head["media_type"] not in DRAWN or not 1 <= number <= head["page_count"]:
        raise NotFound("")
    tag = f'"{head["sha256"]}-{number}"'
    if await visit.ask(file_state, head) != "held":
        raise NotFound("")
    if visit.request.headers.get("if-none-match") == tag:
        return Response("", status=304, headers={"ETag": tag})
    image = await visit.ask(
        lambda db: page_jpeg(lambda: _original(db, head), head["sha256"], head["media_type"], number)
    )
    if image is None:
        raise NotFound("")
    return Response(image, content_type="image/jpeg", headers={"ETag": tag, "Cache-Control": "private, no-cache"})


async def file(visit: Visit) -> Response:
    """The original, to be kept and never shown by the browser."""
    head = await _head(visit, visit.part("id"))
    data = await visit.ask(_original, head)
    if data is None:
        raise NotFound("")
    name = quote(Path(head["source_path"].replace("!/", "/")).name, safe="")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}", "Content-Security-Policy": "sandbox"}
    return Response(data, content_type="application/octet-stream", headers=headers)


async def _head(visit: Visit, id_: str) -> dict[str, Any]:
    rows = await visit.rows(_HEAD, [id_])
    if not rows:
        raise NotFound("")
    return rows[0]


def _places(db: Path, head: dict[str, Any]) -> Sequence[Path]:
    """Where a document's file may stand: as it was given, from here or from beside the database."""
    given = Path(head["source_path"])
    return [given] if given.is_absolute() or is_remote(given) else [given, db.parent / given]


def file_state(db: Path, head: dict[str, Any]) -> State:
    """What became of a document's file."""
    states = [state(place, head["sha256"]) for place in _places(db, head)]
    return "held" if "held" in states else "changed" if "changed" in states else "missing"


def _original(db: Path, head: dict[str, Any]) -> bytes | None:
    """A document's file, as long as it is what was loaded."""
    return next((data for place in _places(db, head) if (data := original(place, head["sha256"]))), None)


async def _tables(visit: Visit, id_: str, page: int) -> dict[str, list[dict[str, Any]]]:
    """The mentions of a page by kind."""
    return {
        name: await visit.rows(
            f'SELECT {columns} FROM {name} WHERE document_id = ? AND page = ? ORDER BY "start"', [id_, page]
        )
        for name, columns in _TABLES.items()
    }


async def _parts_of(visit: Visit, id_: str, page: int) -> dict[str, list[dict[str, Any]]]:
    """The sums that each total of a page is made of, by the total's id."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in await visit.rows(_PARTS, [id_, page]):
        parts = found.setdefault(row["total"], [])
        if row not in parts:
            parts.append(row)
    return found


def _marks(visit: Visit, tables: dict[str, list[dict[str, Any]]], at: tuple[int, int] | None) -> list[Mark]:
    """Every mention as it is drawn, and the span that the address names."""
    marks = []
    for kind, rows in tables.items():
        for row in rows:
            target = row.get("target_document_id")
            link = f"/documents/{target}" if target else f"#r-{row['id']}"
            told = [visit.words.cell(name, row[name]) for name in _SHOWN[kind]]
            title = f"{visit.words.part(kind)}: {' · '.join(filter(None, told))}"
            marks.append(Mark(row["id"], kind, row["start"], row["end"], link, title, at == (row["start"], row["end"])))
    if at and not any(mark.chosen for mark in marks):
        marks.append(Mark("at", "evidence", *at, "#m-at", "", True))
    return marks


def _span(text: str | None) -> tuple[int, int] | None:
    """'120-135' as offsets; None for anything else."""
    start, _, end = (text or "").partition("-")
    if not (start.isdecimal() and end.isdecimal() and len(text or "") < 20):
        return None
    return (int(start), int(end)) if int(start) < int(end) else None


ROUTES: list[tuple[str, View]] = [
    (r"/documents/(?P<id>[0-9a-f]{16})" + FORM, document),
    (r"/documents/(?P<id>[0-9a-f]{16})/pages/(?P<page>[0-9]{1,6})\.jpg$", picture),
    (r"/documents/(?P<id>[0-9a-f]{16})/original$", file),
]

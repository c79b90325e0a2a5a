"""Documents that left the archive: all of them, and each as it was, under the address that it had."""

from __future__ import annotations

from datasette.utils.asgi import NotFound, Response

from pipeline.query.withdrawn import WITHDRAWN
from pipeline.web.visit import FORM, View, Visit

_GONE = f"""
SELECT l.*, w.number, w.kind, w.text FROM ({WITHDRAWN}) l JOIN withdrawn_documents w ON w.id = l.id
WHERE l.document_id = ? ORDER BY l.id DESC LIMIT 1
"""
_STATUS = 410


async def withdrawn(visit: Visit) -> Response:
    """What left, the last first."""
    if visit.form:
        return visit.file(await visit.frame(WITHDRAWN), "withdrawn")
    return await visit.page("withdrawn.html", rows=await visit.rows(WITHDRAWN))


async def gone(visit: Visit, document_id: str) -> Response:
    """The document that had an id, as it was when it left; raises `NotFound` where none had."""
    rows = await visit.rows(_GONE, [document_id])
    if not rows:
        raise NotFound("")
    return await visit.page("gone.html", _STATUS, row=rows[0])


ROUTES: list[tuple[str, View]] = [("/withdrawn" + FORM, withdrawn)]

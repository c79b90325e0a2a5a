"""Pictures of pages for the browser, the last few kept in memory."""

from __future__ import annotations

import io
import threading
from collections import OrderedDict
from collections.abc import Callable

from pipeline.query.originals import page_picture

_SCALE = 2.0
"""Pixels a point: small print can be read, and a page is drawn in 50 ms."""
_QUALITY = 80
_MOST_BYTES = 48_000_000
_drawn: OrderedDict[tuple[str, int], bytes] = OrderedDict()
_lock = threading.Lock()


def page_jpeg(load: Callable[[], bytes | None], sha256: str, media_type: str, number: int) -> bytes | None:
    """The picture of a page of an original, whose hash is given and which is only loaded where the picture is not kept; None
    where it is gone. Raises `DamagedFile` where it cannot be drawn.
    """
    with _lock:
        if (sha256, number) in _drawn:
            _drawn.move_to_end((sha256, number))
            return _drawn[sha256, number]
    data = load()
    if data is None:
        return None
    buffer = io.BytesIO()
    page_picture(data, media_type, number, _SCALE).save(buffer, "JPEG", quality=_QUALITY)
    with _lock:
        _drawn[sha256, number] = buffer.getvalue()
        while sum(map(len, _drawn.values())) > _MOST_BYTES:
            _drawn.popitem(last=False)
    return buffer.getvalue()

"""The files that documents came from, as long as they are what was loaded: their pages as pictures, words as boxes."""

from __future__ import annotations

import hashlib
import io
import json
import threading
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from typing import Literal

import pypdfium2 as pdfium
from PIL import Image, ImageOps

from pipeline.read import storage
from pipeline.read.files import INSIDE, load
from pipeline.read.formats import IMAGES, PDF
from pipeline.read.refusals import DamagedFile, ReadError
from pipeline.records.paths import Stamp

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, in points from the page's top left."""
State = Literal["held", "missing", "changed"]
"""Of an original: still what was loaded, not to be read any more, or another file by now."""
DRAWN = frozenset({PDF, *IMAGES.values()})
"""Media types of files whose pages can be shown."""
_MOST_PIXELS = 12_000_000
_PDFIUM = threading.Lock()
"""PDFium is not made for threads."""


def original(path: Path, sha256: str) -> bytes | None:
    """A document's file; None where it is gone or is another file by now."""
    try:
        data = load(path)
    except (ReadError, OSError, ValueError):
        return None
    return data if hashlib.sha256(data).hexdigest() == sha256 else None


def state(path: Path, sha256: str) -> State:
    """What became of a document's file; it is read again only where its time or size changed."""
    try:
        stamp = storage.stamp(Path(path.as_posix().partition(INSIDE)[0]))
    except (OSError, ValueError):
        return "missing"
    return "held" if _is_held(path, sha256, stamp) else "changed"


@lru_cache(maxsize=1024)
def _is_held(path: Path, sha256: str, stamp: Stamp | None) -> bool:
    return original(path, sha256) is not None


def page_picture(data: bytes, media_type: str, number: int, scale: float) -> Image.Image:
    """A page (from 1) of a PDF or picture file, `scale` pixels a point (a picture file: its own pixels, fewer where it is
    large); raises `DamagedFile` where it cannot be drawn.
    """
    try:
        if media_type == PDF:
            with _PDFIUM, closing(pdfium.PdfDocument(data)) as document, closing(document[number - 1]) as page:
                pixels = page.get_width() * page.get_height() * scale**2
                fitting = scale * min(1.0, (_MOST_PIXELS / max(pixels, 1)) ** 0.5)
                picture: Image.Image = page.render(scale=fitting).to_pil().convert("RGB")
                return picture
        with Image.open(io.BytesIO(data)) as file:
            file.seek(number - 1)
            if file.width * file.height > 12 * _MOST_PIXELS:
                raise DamagedFile(("ảnh", "image"), f"{file.width} × {file.height}")
            whole = ImageOps.exif_transpose(file).convert("RGB")
        whole.thumbnail((3500, 3500))
        return whole
    except (
        pdfium.PdfiumError,
        OSError,
        SyntaxError,
        ValueError,
        IndexError,
        EOFError,
        Image.DecompressionBombError,
    ) as error:
        raise DamagedFile(media_type, str(error) or type(error).__name__) from error


class PageWords:
    """Where the words of a page stand, as the database keeps them (`pages.words`)."""

    def __init__(self, stored: str | None) -> None:
        words: list[Sequence[float]] = json.loads(stored or "[]")
        self._words = sorted(words, key=lambda word: word[0])
        self._starts = [word[0] for word in self._words]
        self._longest = max((word[1] - word[0] for word in self._words), default=0)

    def __bool__(self) -> bool:
        return bool(self._words)

    def boxes(self, start: int, end: int) -> Iterator[Box]:
        """A box for each line that a span of the document's text runs over."""
        box: Box | None = None
        first = bisect_right(self._starts, start - self._longest - 1)
        for _, word_end, x0, top, x1, bottom, *_ in self._words[first : bisect_left(self._starts, end)]:
            if word_end <= start:
                continue
            if box and x0 >= box[0] and abs(top - box[1]) < (bottom - top) / 2:
                box = (box[0], min(box[1], top), x1, max(box[3], bottom))
            else:
                if box:
                    yield box
                box = (x0, top, x1, bottom)
        if box:
            yield box

"""Picture files (PNG, JPEG, TIFF of several pages, GIF, BMP, WebP). In: the file's bytes. Out: a page for each picture."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator

from PIL import Image, ImageFile, ImageOps, ImageSequence, UnidentifiedImageError

from pipeline.read.page.layout import lay_out, running_lines
from pipeline.read.page.over_pages import over_pages
from pipeline.read.refusals import DamagedFile, NoTextLayer, NoWords, TooLarge
from pipeline.read.scan.reader import Scan, read_scan
from pipeline.records import Ocr, Reading

_A4_WIDTH = 595.0
_PLAUSIBLE_DPI = (90, 1300)
_MOST_PIXELS = 150_000_000


def read_image(data: bytes, ocr: Ocr = "auto") -> Reading:
    """The pages of a picture file; raises a `ReadError`."""
    # WeasyPrint has Pillow make up what a picture lacks; here half a page must not pass for a whole one.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        # What Pillow can do without (a broken EXIF block) it warns of; what it cannot, it raises.
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data)) as file:
            if ocr == "never":
                raise NoTextLayer("1")
            scans = list(_scans(file))
    except UnidentifiedImageError as error:
        raise DamagedFile(("ảnh", "image"), ("không nhận ra", "not recognised")) from error
    except Image.DecompressionBombError as error:
        raise TooLarge(("ảnh", "image"), f"> {2 * (Image.MAX_IMAGE_PIXELS or 0) // 1_000_000} MP") from error
    except (OSError, SyntaxError, ValueError, EOFError, struct.error) as error:
        detail = "không giải mã được", str(error) or type(error).__name__
        raise DamagedFile(("ảnh", "image"), detail) from error
    running = running_lines([scan.layout.lines for scan in scans])
    over_pages([scan.layout for scan in scans], running)
    pages = tuple(scan.on_paper(lay_out(number, scan.layout, running)) for number, scan in enumerate(scans, 1))
    if not any(page.text.strip() for page in pages):
        raise NoWords
    return Reading(pages, "ocr")


def _scans(file: Image.Image) -> Iterator[Scan]:
    for frame in ImageSequence.Iterator(file):
        if frame.width * frame.height > _MOST_PIXELS:
            raise TooLarge(("ảnh", "image"), f"{frame.width} × {frame.height}")
        picture = ImageOps.exif_transpose(frame)
        yield read_scan(picture, *_size(picture))


def _size(picture: Image.Image) -> tuple[float, float]:
    """Width and height in points by the file's own resolution; A4 where it has none that a page could have."""
    stated = picture.info.get("dpi", (0, 0))[0]
    dpi = float(stated) if _PLAUSIBLE_DPI[0] <= stated <= _PLAUSIBLE_DPI[1] else 0.0
    short = min(picture.size)
    if not dpi or short / dpi * 72 > 3 * _A4_WIDTH:
        dpi = short / _A4_WIDTH * 72
    return picture.width / dpi * 72, picture.height / dpi * 72

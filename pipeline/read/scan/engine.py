"""Tesseract in this process. In: a clean page in grey. Out: its words with boxes and confidence.

The wheel of `tesserocr` carries the engine, not the language: the system's packages bring that. One
thread a process, since processes share the work already and Tesseract's threads only wait for one another.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from pipeline.read.page.words import PlacedWord
from pipeline.read.refusals import OcrMissing
from pipeline.read.scan.clean import Grey
from pipeline.read.scan.heights import even_line
from pipeline.read.scan.labels import with_labels
from pipeline.read.scan.mends import mended

LANGUAGE = "vie"
_DATA = f"{LANGUAGE}.traineddata"
_FOLDERS = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/share/tesseract/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)
"""Where Debian, Fedora, Arch, a build of one's own and Homebrew put the languages."""
_SURE_OF_SIGNS = 0.7
_SURE_OF_FIGURES = 0.85
_FIGURE = re.compile(r"\d")
_BARE = re.compile(r"\d{3,9}")
_MARKS = re.compile(r"(?<=\d)[.,](?=\d)")
_OF_TWO_READINGS = 0.6
"""How sure a figure is that a second look reads otherwise."""
_INK = 150
_FEWEST_PIXELS = 12
"""Ink that a cell must have to be read."""
_RIM = 2
_MARGIN = 12
"""White pixels about a cell."""
Box = tuple[float, float, float, float]


def language_folder() -> Path | None:
    """The folder that holds Vietnamese for Tesseract: TESSDATA_PREFIX where it is set, else the system's own."""
    named = os.environ.get("TESSDATA_PREFIX")
    folders = [Path(named), Path(named) / "tessdata"] if named else [Path(folder) for folder in _FOLDERS]
    return next((folder for folder in folders if (folder / _DATA).is_file()), None)


@cache
def _engine(folder: Path) -> Any:
    os.environ["OMP_THREAD_LIMIT"] = "1"
    import tesserocr

    try:
        return tesserocr.PyTessBaseAPI(path=str(folder), lang=LANGUAGE)
    except RuntimeError as error:  # a language file that is damaged
        raise OcrMissing from error


def recognise(pixels: Grey, dpi: float, cells: Sequence[Box] = ()) -> list[PlacedWord]:
    """The words of a page in points, in Tesseract's order; raises `OcrMissing`.

    Text is looked for all over the page, since two columns side by side share no baseline; each of the
    `cells` (boxes in points) is read by itself, so that a figure keeps its column and a lone digit is seen.
    """
    import tesserocr

    folder = language_folder()
    if folder is None:
        raise OcrMissing
    engine, scale = _engine(folder), 72 / dpi
    height, width = pixels.shape
    boxes = [_inside(cell, dpi, width, height) for cell in cells]
    flow = pixels.copy()
    for left, top, right, bottom in boxes:
        flow[top:bottom, left:right] = 255
    try:
        engine.SetPageSegMode(tesserocr.PSM.SPARSE_TEXT)
        engine.SetImage(Image.fromarray(flow))
        engine.SetSourceResolution(round(dpi))
        lines = _read(engine, scale)
        engine.SetPageSegMode(tesserocr.PSM.SINGLE_BLOCK)
        lines = list(with_labels(lines, flow, dpi, partial(_alone, engine, flow, dpi)))
        for left, top, right, bottom in boxes:
            cell = pixels[top:bottom, left:right]
            if np.count_nonzero(cell < _INK) > _FEWEST_PIXELS:
                lines.append(
                    _in_cell(engine, cell, dpi, left, top)
                    or _in_cell(engine, *_close_about_ink(cell, dpi, left, top))
                    or _in_cell(engine, cell, dpi, left, top, zoom=2)
                )
        words = [word for line in lines for word in mended(line)]
        return _second_look(engine, pixels, words, dpi)
    finally:
        engine.Clear()


def _in_cell(engine: Any, cell: Grey, dpi: float, left: int, top: int, zoom: int = 1) -> list[PlacedWord]:
    """The words of a cell that begins at a pixel of the page; a lone digit may show only by itself, or when it is larger."""
    image = Image.fromarray(_with_margin(cell))
    size = (image.width * zoom, image.height * zoom)
    engine.SetImage(image if zoom == 1 else image.resize(size, Image.Resampling.BICUBIC))
    engine.SetSourceResolution(round(dpi * zoom))
    lines = _read(engine, 72 / dpi / zoom, (left - _MARGIN) * zoom, (top - _MARGIN) * zoom)
    return [word for line in lines for word in line]


def _close_about_ink(cell: Grey, dpi: float, left: int, top: int) -> tuple[Grey, float, int, int]:
    """A cell without the paper about its ink: white paper about a lone digit is taken for more of it."""
    rows, columns = np.flatnonzero((cell < _INK).any(axis=1)), np.flatnonzero((cell < _INK).any(axis=0))
    x, y = int(columns[0]), int(rows[0])
    return cell[y : rows[-1] + 1, x : columns[-1] + 1], dpi, left + x, top + y


def _alone(engine: Any, pixels: Grey, dpi: float, box: tuple[int, int, int, int]) -> tuple[str, float]:
    """The words in a box by themselves, and how sure they are."""
    left, top, right, bottom = box
    engine.SetImage(Image.fromarray(_with_margin(pixels[top:bottom, left:right])))
    engine.SetSourceResolution(round(dpi))
    return engine.GetUTF8Text().strip(), engine.MeanTextConf() / 100


def _second_look(engine: Any, pixels: Grey, words: list[PlacedWord], dpi: float) -> list[PlacedWord]:
    """The words, those figures that are in doubt with what they look like by themselves and larger.

    Of a figure without marks a comma may be lost, however sure the engine is of its digits: it is less sure then.
    """
    import tesserocr

    engine.SetPageSegMode(tesserocr.PSM.SINGLE_LINE)
    looked = []
    for word in words:
        sure = word.confidence is None or word.confidence >= _SURE_OF_FIGURES
        if (_BARE.fullmatch(word.text) if sure else _FIGURE.search(word.text)) and (
            other := _larger(engine, pixels, word, dpi)
        ):
            if not sure and other != word.text:
                word = replace(word, other=other)
            elif sure and other != word.text and _MARKS.sub("", other) == word.text:
                word = replace(word, other=other, confidence=_OF_TWO_READINGS)
        looked.append(word)
    return looked


def _larger(engine: Any, pixels: Grey, word: PlacedWord, dpi: float) -> str:
    """What a word looks like by itself and larger."""
    left, top, right, bottom = _inside((word.x0, word.top, word.x1, word.bottom), dpi, *pixels.shape[::-1])
    part = Image.fromarray(
        pixels[max(top - 2 * _RIM, 0) : bottom + 2 * _RIM, max(left - 4 * _RIM, 0) : right + 4 * _RIM]
    )
    engine.SetImage(part.resize((part.width * 2, part.height * 2), Image.Resampling.BICUBIC))
    text: str = engine.GetUTF8Text().strip()
    return text


def _inside(box: Box, dpi: float, width: int, height: int) -> tuple[int, int, int, int]:
    """A cell in pixels, clear of the lines about it."""
    left, top, right, bottom = (round(side * dpi / 72) for side in box)
    return max(left + _RIM, 0), max(top + _RIM, 0), min(right - _RIM, width), min(bottom - _RIM, height)


def _with_margin(cell: Grey) -> Grey:
    """A cell on white paper: at the edge of a picture Tesseract overlooks marks under and commas after letters.

    What reaches in from the row above or below by one pixel, as a tail does across its rule, is wiped away.
    """
    framed = np.pad(cell, _MARGIN, constant_values=255)
    for edge, inner in ((_MARGIN, _MARGIN + 1), (-_MARGIN - 1, -_MARGIN - 2)):
        framed[edge][framed[inner] >= _INK] = 255
    return framed


def _read(engine: Any, scale: float, left: int = 0, top: int = 0) -> list[list[PlacedWord]]:
    """The lines of the engine's picture, which begins at a pixel of the page."""
    return [even_line(line) for line in _lines(engine, scale, left, top) if line] if engine.Recognize() else []


def _lines(engine: Any, scale: float, left: int, top: int) -> Iterator[list[PlacedWord]]:
    """Words by Tesseract's lines, each in the box of its ink."""
    import tesserocr

    word_level = tesserocr.RIL.WORD
    line: list[PlacedWord] = []
    for found in tesserocr.iterate_level(engine.GetIterator(), word_level):
        if found.IsAtBeginningOf(tesserocr.RIL.TEXTLINE) and line:
            yield line
            line = []
        if found.Empty(word_level):
            continue
        text, box = found.GetUTF8Text(word_level).strip(), found.BoundingBox(word_level)
        confidence = found.Confidence(word_level) / 100
        if box and text and not _is_speck(text, confidence):
            x0, y0, x1, y1 = (side * scale for side in (box[0] + left, box[1] + top, box[2] + left, box[3] + top))
            line.append(PlacedWord(text, x0, y0, x1, y1, confidence))
    yield line


def _is_speck(text: str, confidence: float) -> bool:
    """What Tesseract makes of dirt: signs without a letter or digit, of which it is not sure."""
    return confidence < _SURE_OF_SIGNS and not any(char.isalnum() for char in text)

"""Documents drawn by reportlab whose text and cells are known: made from a seed, the same each time.

Nothing here is taken from the reader: a layout knows what it draws, and says it as (row, column, row span,
column span, words) for every cell on every page.
"""

from __future__ import annotations

import io
import random
from dataclasses import dataclass, field
from pathlib import Path

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONT = "Layout-Serif"
pdfmetrics.registerFont(
    TTFont(FONT, Path(__file__).parents[1] / "tests" / "corpus" / "source" / "fonts" / "LiberationSerif-Regular.ttf")
)

CellOf = tuple[int, int, int, int, str]
STYLES = ("lines", "boxes", "thin", "path", "form", "open", "dashed", "double")
_WORDS = (
    "hỗ trợ đầu tư xây dựng nâng cấp đường giao thông nông thôn kênh mương thủy lợi trường mầm non trạm y tế chợ nhà văn hóa "
    "mô hình trồng rừng chăn nuôi bò sinh sản giống lúa chất lượng cao tập huấn kỹ thuật quảng bá sản phẩm thôn bản xã vùng cao"
)
SYLLABLES = _WORDS.split()
_HEADS = (
    "Nội dung", "Địa điểm thực hiện", "Kế hoạch năm", "Thực hiện", "Ngân sách tỉnh", "Ngân sách huyện", "Vốn lồng ghép",
    "Lũy kế đến hết kỳ báo cáo", "Đơn vị chủ trì", "Ghi chú",
)  # fmt: skip
_GROUPS = ("Trong đó", "Nguồn vốn", "Kinh phí (triệu đồng)", "Phân kỳ thực hiện")


@dataclass(slots=True)
class Cell:
    """A cell to draw: place, span, words, 'left', 'right' or 'center'."""

    row: int
    column: int
    words: str
    align: str = "left"
    row_span: int = 1
    column_span: int = 1
    turned: bool = False


@dataclass(slots=True)
class Layout:
    """A drawn document: its bytes and the cells of each of its tables, one table a page."""

    name: str
    data: bytes = b""
    tables: list[list[CellOf]] = field(default_factory=list)


def ruled_layout(seed: int) -> Layout:
    """A document with one ruled table, over several pages where it is long."""
    rng = random.Random(seed)
    style = STYLES[seed % len(STYLES)]
    size = rng.choice((9, 10, 11, 12, 13))
    page = landscape(A4) if rng.random() < 0.4 else A4
    count = rng.randint(3, 8 if page[0] > page[1] else 6)
    widths = _widths(rng, count, page[0] - 110)
    head = _head(rng, count)
    body = _body(rng, count, rng.choice((4, 9, 16, 45)))
    repeats = rng.random() < 0.6
    layout = Layout(f"{seed:02d}-{style}")
    buffer = io.BytesIO()
    rotation = rng.choice((90, 180, 270)) if rng.random() < 0.2 else 0
    canvas = Canvas(buffer, pagesize=page[::-1] if rotation in (90, 270) else page, invariant=1)
    top = page[1] - 60
    first = True
    waiting = body
    while first or waiting:
        _upright(canvas, page, rotation)
        y = top
        if first:
            for line in _wrapped(
                f"Phụ lục {seed}. Danh mục nhiệm vụ {_phrase(rng, 14)} kèm theo văn bản này", page[0] - 110, size
            ):
                y -= size * 1.3
                _draw(canvas, 55, y, line, size)
            y -= 14
        bands = (head if first or repeats else []), []
        heights = _heights(bands[0], widths, size)
        room = y - 70 - sum(heights)
        taken: list[list[Cell]] = []
        while waiting:
            extra = _heights(waiting[0], widths, size)
            if sum(extra) > room:
                break
            room -= sum(extra)
            taken.append(waiting.pop(0))
        placed = _stack([bands[0], *taken] if bands[0] else taken)
        layout.tables.append([(c.row, c.column, c.row_span, c.column_span, c.words) for c in placed])
        bottom = _draw_table(canvas, placed, widths, 55, y, size, style, shaded=rng.random() < 0.3)
        if not waiting and rng.random() < 0.5:
            _draw(canvas, 75, bottom - size * 1.8, f"Ghi chú: {_phrase(rng, 6)}.", size)
        if not first:
            _draw(canvas, page[0] / 2 - 4, page[1] - 40, str(canvas.getPageNumber()), size)
        canvas.showPage()
        first = False
    canvas.save()
    layout.data = buffer.getvalue()
    return layout


def _upright(canvas: Canvas, page: tuple[float, float], rotation: int) -> None:
    """Turn what is drawn against the page's own turn, so that it is shown upright."""
    width, height = page
    canvas.setPageRotation(rotation)
    if rotation:
        canvas.transform(
            *{90: (0, 1, -1, 0, height, 0), 180: (-1, 0, 0, -1, width, height), 270: (0, -1, 1, 0, 0, width)}[rotation]
        )


def _phrase(rng: random.Random, most: int) -> str:
    start = rng.randrange(len(SYLLABLES) - most)
    return " ".join(SYLLABLES[start : start + rng.randint(max(2, most // 2), most)])


def _figure(rng: random.Random) -> str:
    value = rng.choice((rng.randint(1, 999), rng.randint(1_000, 99_999), rng.randint(100_000, 99_999_999)))
    return f"{value:,}".replace(",", ".") + rng.choice(("", "", "", f",{rng.randint(1, 99)}"))


def _widths(rng: random.Random, count: int, room: float) -> list[float]:
    shares = [0.5, 2.2, *(rng.uniform(0.9, 1.3) for _ in range(count - 2))]
    return [room * share / sum(shares) for share in shares]


def _head(rng: random.Random, count: int) -> list[Cell]:
    names = ["TT", *rng.sample(_HEADS, count - 1)]
    if count < 5 or rng.random() < 0.4:
        cells = [Cell(0, column, name, "center") for column, name in enumerate(names)]
        rows = 1
    else:
        low = rng.randint(2, count - 3)
        high = rng.randint(low + 1, count - 1)
        cells = [Cell(0, c, name, "center", 2) for c, name in enumerate(names) if not low <= c <= high]
        cells.append(Cell(0, low, rng.choice(_GROUPS), "center", 1, high - low + 1))
        cells += [Cell(1, c, names[c], "center", turned=rng.random() < 0.1) for c in range(low, high + 1)]
        rows = 2
    if rng.random() < 0.3:
        cells += [Cell(rows, column, f"({column + 1})", "center") for column in range(count)]
    return cells


def _body(rng: random.Random, count: int, rows: int) -> list[list[Cell]]:
    """Bands of rows that stay on one page: single rows, headings over all columns, rows with a cell merged downwards."""
    bands: list[list[Cell]] = []
    ordinal = 0
    while sum(1 + max(c.row for c in band) for band in bands) < rows:
        kind = rng.random()
        if kind < 0.1:
            bands.append(
                [Cell(0, 0, rng.choice(("I", "II", "A")), "center"), Cell(0, 1, _phrase(rng, 6), "left", 1, count - 1)]
            )
            continue
        tall = rng.randint(2, 3) if kind > 0.85 and count > 3 else 1
        merged = rng.randrange(1, count - 1) if tall > 1 else 0
        ordinal += 1
        band = [Cell(0, 0, str(ordinal), "center", tall)]
        if merged:
            band.append(Cell(0, merged, _phrase(rng, 5), "left", tall))
        for row in range(tall):
            for column in range(1, count):
                if column == merged and tall > 1:
                    continue
                words = _phrase(rng, rng.choice((4, 12))) if column == 1 else _figure(rng)
                band.append(Cell(row, column, "" if rng.random() < 0.08 else words, "left" if column == 1 else "right"))
        bands.append(band)
    # The total stays with the row above: alone on a page its columns could not be told.
    total = [Cell(0, 0, "Tổng cộng", "center", 1, 2), *(Cell(0, c, _figure(rng), "right") for c in range(2, count))]
    bands[-1] = _stack([bands[-1], total])
    return bands


def _stack(bands: list[list[Cell]]) -> list[Cell]:
    """Bands under one another, by row and column."""
    placed: list[Cell] = []
    row = 0
    for band in bands:
        placed += [Cell(row + c.row, c.column, c.words, c.align, c.row_span, c.column_span, c.turned) for c in band]
        row += max(c.row + c.row_span for c in band)
    return sorted(placed, key=lambda cell: (cell.row, cell.column))


def _wrapped(words: str, width: float, size: float) -> list[str]:
    lines: list[str] = []
    for word in words.split():
        if lines and pdfmetrics.stringWidth(f"{lines[-1]} {word}", FONT, size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _heights(cells: list[Cell], widths: list[float], size: float) -> list[float]:
    heights = [0.0] * max((c.row + c.row_span for c in cells), default=0)
    for cell in sorted(cells, key=lambda c: c.row_span):
        width = sum(widths[cell.column : cell.column + cell.column_span]) - 8
        need = len(_wrapped(cell.words, width, size)) * size * 1.2 + 7
        if cell.turned:
            need = pdfmetrics.stringWidth(cell.words, FONT, size) + 10
        have = sum(heights[cell.row : cell.row + cell.row_span])
        if need > have:
            heights[cell.row + cell.row_span - 1] += need - have
    return [max(height, size * 1.2 + 7) for height in heights]


def _draw(canvas: Canvas, x: float, y: float, words: str, size: float) -> None:
    canvas.setFont(FONT, size)
    canvas.drawString(x, y, words)


def _draw_table(
    canvas: Canvas,
    cells: list[Cell],
    widths: list[float],
    left: float,
    top: float,
    size: float,
    style: str,
    shaded: bool,
) -> float:
    heights = _heights(cells, widths, size)
    xs = [left + sum(widths[:column]) for column in range(len(widths) + 1)]
    ys = [top - sum(heights[:row]) for row in range(len(heights) + 1)]
    boxes = [(xs[c.column], ys[c.row + c.row_span], xs[c.column + c.column_span], ys[c.row]) for c in cells]
    if shaded:
        canvas.setFillGray(0.9)
        for cell, (x0, y0, x1, y1) in zip(cells, boxes, strict=True):
            if cell.row == 0:
                canvas.rect(x0, y0, x1 - x0, y1 - y0, stroke=0, fill=1)
        canvas.setFillGray(0)
    _draw_borders(canvas, boxes, (xs[0], ys[-1], xs[-1], ys[0]), style)
    for cell, (x0, y0, x1, y1) in zip(cells, boxes, strict=True):
        if cell.turned:
            canvas.saveState()
            canvas.translate((x0 + x1) / 2 + size / 3, y0 + 5)
            canvas.rotate(90)
            _draw(canvas, 0, 0, cell.words, size)
            canvas.restoreState()
            continue
        y = y1 - 3
        for line in _wrapped(cell.words, x1 - x0 - 8, size):
            width = pdfmetrics.stringWidth(line, FONT, size)
            x = {"left": x0 + 4, "right": x1 - 4 - width, "center": (x0 + x1 - width) / 2}[cell.align]
            y -= size * 1.2
            _draw(canvas, x, y + size * 0.25, line, size)
    return ys[-1]


def _draw_borders(canvas: Canvas, boxes: list[tuple[float, ...]], outer: tuple[float, ...], style: str) -> None:
    sides = {
        side
        for x0, y0, x1, y1 in boxes
        for side in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1))
    }
    if style == "open":
        sides = {s for s in sides if not (s[0] == s[2] and s[0] in (outer[0], outer[2]))}
    canvas.setLineWidth(0.5)
    if style == "boxes":
        for x0, y0, x1, y1 in boxes:
            canvas.rect(x0, y0, x1 - x0, y1 - y0)
    elif style == "thin":
        for x0, y0, x1, y1 in sorted(sides):
            canvas.rect(x0 - 0.25, y0 - 0.25, x1 - x0 + 0.5, y1 - y0 + 0.5, stroke=0, fill=1)
    elif style == "path":
        path = canvas.beginPath()
        for x0, y0, x1, y1 in sorted(sides):
            path.moveTo(x0, y0)
            path.lineTo(x1, y1)
        canvas.drawPath(path)
    elif style == "form":
        name = f"rules-{canvas.getPageNumber()}"
        canvas.beginForm(name, 0, 0, 900, 900)
        canvas.lines(sorted(sides))
        canvas.endForm()
        canvas.doForm(name)
    else:
        if style == "dashed":
            canvas.setDash(2, 2)
        canvas.lines(sorted(sides))
        canvas.setDash()
    if style == "double":
        x0, y0, x1, y1 = outer
        canvas.rect(x0 - 1.5, y0 - 1.5, x1 - x0 + 3, y1 - y0 + 3)

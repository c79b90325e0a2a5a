"""PDF by reportlab: two-column letterhead and signature, ruled tables that run over pages, page numbers."""

from __future__ import annotations

import io
from pathlib import Path

from model import MOTTO, NATION, SAMPLE_LINE, BudgetTable, Bullet, Centred, CorpusDocument, Heading
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph as Flow
from reportlab.platypus import SimpleDocTemplate, Spacer, Table, TableStyle

FONTS = Path(__file__).parent / "fonts"
for _name in ("Regular", "Bold", "Italic"):
    pdfmetrics.registerFont(TTFont(f"Serif-{_name}", FONTS / f"LiberationSerif-{_name}.ttf"))

BODY = ParagraphStyle(
    "body",
    fontName="Serif-Regular",
    fontSize=13,
    leading=17,
    alignment=TA_JUSTIFY,
    firstLineIndent=1 * cm,
    spaceAfter=5,
)
HEADING = ParagraphStyle("heading", BODY, fontName="Serif-Bold")
CENTRE = ParagraphStyle("centre", BODY, alignment=TA_CENTER, firstLineIndent=0, spaceAfter=1)
BOLD = ParagraphStyle("bold", CENTRE, fontName="Serif-Bold")
ITALIC = ParagraphStyle("italic", CENTRE, fontName="Serif-Italic")
SMALL = ParagraphStyle("small", BODY, fontSize=11, leading=13, firstLineIndent=0, spaceAfter=0, alignment=0)
CELL = ParagraphStyle("cell", SMALL, fontSize=12, leading=14)
FIGURE = ParagraphStyle("figure", CELL, alignment=TA_RIGHT)
WIDTH = A4[0] - 5 * cm


def render(document: CorpusDocument) -> bytes:
    """The document as PDF; the same bytes every time."""
    buffer = io.BytesIO()
    template = SimpleDocTemplate(
        buffer, pagesize=A4, leftMargin=3 * cm, rightMargin=2 * cm, topMargin=2 * cm, bottomMargin=2 * cm,
        title=document.subject, author="vanban", invariant=1,
    )  # fmt: skip
    flow: list[object] = []
    if document.sample:
        flow += [Flow(SAMPLE_LINE, ITALIC), Spacer(1, 6)]
    flow += [_letterhead(document), Spacer(1, 14)]
    if document.kind:
        flow += [Flow(document.kind, BOLD), Flow(document.subject, BOLD), Spacer(1, 10)]
    if document.addressee:
        flow += [Flow(f"Kính gửi: {document.addressee}", CENTRE), Spacer(1, 8)]
    for block in document.blocks:
        if isinstance(block, BudgetTable):
            flow += [Flow(block.unit, ParagraphStyle("unit", ITALIC, alignment=TA_RIGHT)), _table(block), Spacer(1, 8)]
        elif isinstance(block, Centred):
            flow += [Flow(block.text, BOLD), Spacer(1, 4)]
        else:
            style = HEADING if isinstance(block, Heading) else BODY
            flow.append(Flow(("- " if isinstance(block, Bullet) else "") + block.text, style))
    if document.signer:
        flow += [Spacer(1, 8), _signature(document)]
    template.build(flow, onLaterPages=_page_number)
    return buffer.getvalue()


def _page_number(canvas: Canvas, template: SimpleDocTemplate) -> None:
    canvas.setFont("Serif-Regular", 13)
    canvas.drawCentredString(A4[0] / 2, A4[1] - 1.2 * cm, str(canvas.getPageNumber()))


def _letterhead(document: CorpusDocument) -> Table:
    small = ParagraphStyle("head", BOLD, fontSize=11.5, leading=14)
    plain = ParagraphStyle("plain", small, fontName="Serif-Regular")
    left = [Flow(document.superior, plain)] if document.superior else []
    left += [Flow(line, small) for line in document.issuer]
    left.append(Flow("_________", plain))
    if document.number:
        left.append(Flow(f"Số: {document.number}", plain))
    right = [Flow(NATION, small), Flow(MOTTO, small), Flow("_____________________", plain)]
    if document.place:
        right.append(Flow(document.place_and_day, ParagraphStyle("day", plain, fontName="Serif-Italic")))
    table = Table([[left, right]], colWidths=[WIDTH * 0.4, WIDTH * 0.6])
    table.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ]
        )
    )
    return table


def _table(block: BudgetTable) -> Table:
    columns = len(block.rows[0])
    text_columns = [index for index in range(columns) if not block.rows[-1][index].replace(".", "").isdigit()]
    widths = [1.1 * cm] + [0.0] * (columns - 1)
    rest = WIDTH - widths[0]
    shares = [0.0] + [2.0 if index in text_columns else 1.0 for index in range(1, columns)]
    widths = [widths[0]] + [rest * share / sum(shares) for share in shares[1:]]
    rows = [
        [
            Flow(
                f"<b>{cell}</b>" if row in (block.rows[0], block.rows[-1]) else cell,
                CELL if index in text_columns or row is block.rows[0] else FIGURE,
            )
            for index, cell in enumerate(row)
        ]
        for row in block.rows
    ]
    table = Table(rows, colWidths=widths, repeatRows=1)
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.6, "black"), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]))
    return table


def _signature(document: CorpusDocument) -> Table:
    left = [Flow("<b>Nơi nhận:</b>", SMALL), *(Flow(f"- {name};", SMALL) for name in document.recipients)]
    right = [*(Flow(line, BOLD) for line in document.title), Spacer(1, 40), Flow(document.signer, BOLD)]
    table = Table([[left, right]], colWidths=[WIDTH * 0.45, WIDTH * 0.55])
    table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)]))
    return table

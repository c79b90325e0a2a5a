"""A gold document as a portal shows it: `html_of`. Printed by a browser it is a PDF without the portal around it."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from html import escape
from itertools import groupby

from benchmarks.accuracy.paper import Block, Frame, Paragraph, Ruled, Turn
from benchmarks.accuracy.paper_docx import look_of

_STYLE = """
@page { size: A4; margin: 20mm 15mm 20mm 30mm }
@page across { size: A4 landscape }
body { font: 14pt/1.3 'Times New Roman', 'Liberation Serif', serif }
.across { page: across; break-before: page }
.upright { break-before: page }
.frame { width: 100%; border: 0 } .frame td { vertical-align: top; border: 0 }
.ruled { width: 100%; border-collapse: collapse; font-size: 11pt } .ruled td, .ruled th { border: 1px solid black; padding: 2px 4px }
@media print { nav, footer, .tools { display: none } }
"""
_TOP = (
    "<nav><ul><li><a href='/'>Trang chủ</a></li><li><a href='/tin'>Tin tức</a></li><li><a href='/vb'>Văn bản</a></li>"
    "<li><a href='/lh'>Liên hệ</a></li></ul></nav><div class='tools'><a href='#'>Tải về</a> <a href='#'>Bản in</a></div>"
)
_END = "<footer><p>Bản quyền thuộc Cổng thông tin. Ghi rõ nguồn khi đăng lại.</p></footer>"


def html_of(name: str, blocks: Sequence[Block]) -> bytes:
    """The bytes of a web page; half of the documents have their bullets typed, half as lists."""
    lists = zlib.crc32(name.encode()) % 2 == 0
    parts: list[str] = []
    turned = False
    for bulleted, run in groupby(blocks, key=lambda block: lists and _is_bullet(block)):
        if bulleted:
            items = [f"<li>{escape(block.words[2:])}</li>" for block in run if isinstance(block, Paragraph)]
            parts.append(f"<ul>{''.join(items)}</ul>")
            continue
        for block in run:
            if isinstance(block, Turn):
                parts.append("</div>" * turned + f"<div class='{'across' if block.landscape else 'upright'}'>")
                turned = True
            else:
                parts.append(_block(block))
    body = "\n".join(parts) + "</div>" * turned
    return (
        f"<!DOCTYPE html><html lang='vi'><head><meta charset='utf-8'><title>Văn bản</title><style>{_STYLE}</style></head>"
        f"<body>{_TOP}<div id='noi-dung'>{body}</div>{_END}</body></html>"
    ).encode()


def _is_bullet(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.align == "justify" and block.words.startswith("- ")


def _block(block: Block) -> str:
    match block:
        case Paragraph():
            return _paragraph(block)
        case Frame():
            rows = ("".join(f"<td>{''.join(map(_paragraph, cell))}</td>" for cell in row) for row in block.rows)
            return f"<table class='frame'>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
        case Ruled():
            return _ruled(block)
        case Turn():
            return ""


def _paragraph(told: Paragraph) -> str:
    style = f"text-align:{told.align}"
    if told.indent:
        style += ";margin-left:2.5cm"
    elif told.align == "justify":
        style += ";text-indent:1.27cm"
    bold, rest = escape(told.words[: told.bold]), escape(told.words[told.bold :])
    words = (f"<b>{bold}</b>" if bold else "") + (f"<i>{rest}</i>" if told.italic else rest)
    return f"<p style='{style}'>{words or '&nbsp;'}</p>"


def _ruled(ruled: Ruled) -> str:
    """A table whose head the browser repeats on each page."""
    rows: list[list[str]] = [[] for _ in range(ruled.rows)]
    for cell in ruled.cells:
        align, bold = look_of(cell, ruled)
        tag = "th" if cell.row < ruled.heads else "td"
        spans = "".join(
            f" {name}='{span}'"
            for name, span in (("rowspan", cell.row_span), ("colspan", cell.column_span))
            if span > 1
        )
        words = escape(cell.words)
        rows[cell.row].append(
            f"<{tag}{spans} style='text-align:{align}'>{f'<b>{words}</b>' if bold else words}</{tag}>"
        )
    head, body = (
        "".join(f"<tr>{''.join(row)}</tr>" for row in part) for part in (rows[: ruled.heads], rows[ruled.heads :])
    )
    return f"<table class='ruled'><thead>{head}</thead><tbody>{body}</tbody></table>"

"""Plain text, as a typist lays out two columns with spaces."""

from __future__ import annotations

from itertools import zip_longest

from model import MOTTO, NATION, SAMPLE_LINE, BudgetTable, Bullet, Centred, CorpusDocument

WIDTH = 100
LEFT = 42


def _columns(left: list[str], right: list[str]) -> list[str]:
    rows = zip_longest(left, right, fillvalue="")
    return [f"{a.center(LEFT)}{b.center(WIDTH - LEFT)}".rstrip() for a, b in rows]


def render(document: CorpusDocument) -> bytes:
    """The document as UTF-8."""
    lines = [SAMPLE_LINE.center(WIDTH).rstrip(), ""] if document.sample else []
    left = [*filter(None, [document.superior]), *document.issuer, "-------"]
    left += [f"Số: {document.number}"] if document.number else []
    if document.kind is None:
        left += [
            f"V/v {document.subject[:34].rpartition(' ')[0]}",
            document.subject[len(document.subject[:34].rpartition(" ")[0]) + 1 :],
        ]
    right = [NATION, MOTTO, "---------------", "", document.place_and_day]
    lines += [*_columns(left, right), ""]
    if document.kind:
        lines += [document.kind.center(WIDTH).rstrip(), document.subject.center(WIDTH).rstrip(), ""]
    if document.addressee:
        lines += [f"Kính gửi: {document.addressee}".center(WIDTH).rstrip(), ""]
    for block in document.blocks:
        if isinstance(block, BudgetTable):
            raise TypeError("a table needs a layout that draws rules")
        mark = "- " if isinstance(block, Bullet) else ""
        text = block.text.center(WIDTH).rstrip() if isinstance(block, Centred) else mark + block.text
        lines += [text, ""]
    receivers = ["Nơi nhận:", *(f"- {name};" for name in document.recipients)]
    lines += _columns(receivers, [*document.title, "", "", document.signer])
    return ("\n".join(lines) + "\n").encode()

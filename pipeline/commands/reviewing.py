"""Doubtful values, and a person's corrections."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from pipeline.commands.options import MOST, Coded, Finite, code_said, db_option
from pipeline.commands.output import Out, emit, output_options
from pipeline.display import Display
from pipeline.errors import UsageError
from pipeline.language import Bilingual as B
from pipeline.login import login


@click.command(help=B("Những giá trị đáng ngờ cần người xem, kém chắc nhất trước.", "Doubtful values for a person to look at, least sure first."))  # fmt: skip
@click.option("--below", type=Finite(0, 1), default=0.8, show_default=True, help=B("Liệt kê giá trị có độ tin cậy dưới mức này.", "List values whose confidence is below this."))  # fmt: skip
@click.option(
    "--document", help=B("Văn bản có số ký hiệu, mã hoặc tên tệp này.", "Document with this number, id or file.")
)
@click.option("--table", type=click.Choice(["amounts", "citations", "dates", "quantities", "projects", "entities", "doubts"]), help=B("Chỉ một loại dữ liệu.", "One kind of row only."))  # fmt: skip
@click.option("--reason", type=Coded("reason"), metavar=B("LÝ_DO", "REASON"), help=B("Chỉ một lý do: tổng không khớp, ngày không có thật, chữ quét đáng ngờ, kém chắc, sửa không còn chỗ.", "One reason only: sum, impossible-date, reading, confidence, orphaned."))  # fmt: skip
@click.option("--contains", help=B("Câu quanh giá trị có chứa các từ này.", "Words around the value."))
@output_options
@click.pass_obj
def review(display: Display, /, db: Path, out: Out, **filters: Any) -> None:
    from pipeline.query.review import review as find

    columns = ("id", "document", "page", "table", "value", "reason", "confidence", "quote")
    emit(display, find(db, **filters), columns, out, "vanban review")


@click.command(help=B("Sửa một giá trị đã trích. MÃ_DÒNG in ở vanban review (của văn bản: số ký hiệu); TRƯỜNG là tên cột, chẳng hạn vnd, fund, issued_on. Lần sửa được giữ qua mọi lần nạp lại.", "Correct an extracted value. The row's ID is printed by vanban review (of a document: its number); FIELD is a column such as vnd, fund, issued_on. The correction outlives every re-ingest."))  # fmt: skip
@click.argument("target", metavar=B("MÃ_DÒNG", "ID"), required=False)
@click.argument("field", metavar=B("TRƯỜNG", "FIELD"), required=False)
@click.argument("value", metavar=B("GIÁ_TRỊ", "VALUE"), required=False)
@click.option("--why", default="", help=B("Lý do sửa (bắt buộc khi sửa).", "The reason (required to correct)."))
@click.option("--who", help=B("Người sửa (mặc định: tên đăng nhập).", "Who corrects (default: the login name)."))
@click.option(
    "--wrong",
    is_flag=True,
    help=B(
        "Dòng này trích nhầm; văn bản không nói vậy.", "The row was found by mistake; the document does not say so."
    ),
)
@click.option("--undo", type=click.IntRange(max=MOST), metavar="N", help=B("Hủy lần sửa số N (xem vanban corrections).", "Take back correction N (see vanban corrections)."))  # fmt: skip
@db_option
@click.pass_obj
def correct(display: Display, target: str | None, field: str | None, value: str | None, why: str, who: str | None, wrong: bool, undo: int | None, db: Path) -> None:  # fmt: skip
    from flows import corrections

    who = who or login()
    if undo is not None and target is None:
        display.change(corrections.undo(db, undo, who=who), undone=True)
    elif undo is None and target and ((wrong and field is None) or (not wrong and field and value is not None)):
        meant = (code_said(field, value) if field and value else None) or value
        display.change(corrections.correct(db, target, field, meant, who=who, why=why))
    else:
        raise UsageError(
            "Hãy dùng một trong: MÃ_DÒNG TRƯỜNG GIÁ_TRỊ --why '...'; MÃ_DÒNG --wrong --why '...'; --undo N.",
            "Use one of: ID FIELD VALUE --why '...'; ID --wrong --why '...'; --undo N.",
        )


@click.command(name="corrections", help=B("Các lần sửa: ai, khi nào, vì sao, giá trị cũ và mới.", "Corrections: who, when, why, old and new value."))  # fmt: skip
@click.option(
    "--document", help=B("Văn bản có số ký hiệu, mã hoặc tên tệp này.", "Document with this number, id or file.")
)
@output_options
@click.pass_obj
def list_corrections(display: Display, db: Path, out: Out, document: str | None) -> None:
    from pipeline.query.corrections import corrections as find

    columns = (
        "correction",
        "document",
        "row",
        "field",
        "old",
        "new",
        "who",
        "when",
        "why",
        "placed",
        "old_version",
        "undone_at",
    )
    emit(display, find(db, document=document), columns, out, "vanban corrections")

"""Tables and documents on the terminal, by rich: widths fit, Vietnamese aligns, plain text when piped."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

if TYPE_CHECKING:
    import pandas as pd

    from flows.corrections import Change
    from flows.ingest import Report
    from pipeline.query.health import Health
    from pipeline.query.search import Hit
    from pipeline.query.show import Shown
    from pipeline.records import Lang

_SEVERITY = {
    "error": ("red", "LỖI", "ERROR"),
    "warning": ("yellow", "CẢNH BÁO", "WARNING"),
    "note": ("cyan", "GHI CHÚ", "NOTE"),
}
_STAGES = {
    "read": ("bước đọc", "stage: read"),
    "structure": ("bước bố cục", "stage: structure"),
    "extract": ("bước trích xuất", "stage: extract"),
    "link": ("bước liên kết", "stage: link"),
    "audit": ("bước kiểm tra", "stage: audit"),
    "store": ("bước ghi", "stage: store"),
}
_TITLES: dict[str, tuple[str, str]] = {
    "document": ("Văn bản", "Document"),
    "issued_on": ("Ngày", "Date"),
    "issuer": ("Cơ quan", "Issuer"),
    "page": ("Trang", "Page"),
    "text": ("Nguyên văn", "Words"),
    "vnd": ("Số tiền (đồng)", "Amount (VND)"),
    "role": ("Vai trò", "Role"),
    "fund": ("Nguồn", "Fund"),
    "fiscal_year": ("Năm", "Year"),
    "year": ("Năm", "Year"),
    "per": ("Trên", "Per"),
    "name": ("Tên", "Name"),
    "beneficiary": ("Thụ hưởng", "Beneficiary"),
    "place": ("Địa điểm", "Place"),
    "total_vnd": ("Kinh phí (đồng)", "Cost (VND)"),
    "number": ("Số ký hiệu", "Number"),
    "kind": ("Loại", "Kind"),
    "cited_issued_on": ("Ngày văn bản", "Its date"),
    "cited_issuer": ("Cơ quan ban hành", "Its issuer"),
    "relation": ("Quan hệ", "Relation"),
    "held": ("Đã có", "Held"),
    "mentions": ("Số lần", "Times"),
    "subject": ("Trích yếu", "Subject"),
    "documents": ("Viện dẫn tại", "Cited by"),
    "label": ("Mục", "Part"),
    "heading": ("Tiêu đề", "Heading"),
    "project": ("Dự án", "Project"),
    "counted": ("Tính", "Counted"),
    "day": ("Ngày", "Day"),
    "event": ("Sự việc", "Event"),
    "words": ("Nội dung", "What"),
    "left_vnd": ("Còn lại (đồng)", "Left (VND)"),
    "replaced_by": ("Bị thay bởi", "Replaced by"),
    "table": ("Bảng", "Table"),
    "value": ("Giá trị", "Value"),
    "reason": ("Lý do", "Reason"),
    "confidence": ("Tin cậy", "Confidence"),
    "quote": ("Trích dẫn", "Quote"),
    "correction": ("Lần sửa", "Correction"),
    "row": ("Dòng", "Row"),
    "field": ("Trường", "Field"),
    "old": ("Cũ", "Old"),
    "new": ("Mới", "New"),
    "who": ("Người sửa", "Who"),
    "when": ("Lúc", "When"),
    "why": ("Vì sao", "Why"),
    "placed": ("Còn chỗ", "Placed"),
    "undone_at": ("Hủy lúc", "Undone"),
}
_REASONS = {
    "orphaned": ("sửa không còn chỗ", "correction without its mention"),
    "impossible-date": ("ngày không có thật", "no such day"),
    "sum": ("tổng không khớp", "sum does not add up"),
    "reading": ("chữ quét đáng ngờ", "doubtful reading"),
    "confidence": ("kém chắc", "low confidence"),
}
_VALUES: dict[str, dict[str, tuple[str, str]]] = {
    "role": {
        "total": ("tổng", "total"),
        "part": ("thành phần", "part"),
        "allocated": ("bố trí", "allocated"),
        "spent": ("sử dụng", "spent"),
        "disbursed": ("giải ngân", "disbursed"),
        "planned": ("dự kiến", "planned"),
        "requested": ("đề nghị", "requested"),
        "rate": ("định mức", "rate"),
        "price": ("giá", "price"),
        "revenue": ("thu", "revenue"),
        "words": ("bằng chữ", "in words"),
        "stated": ("chưa rõ", "stated"),
    },
    "event": {
        "issued": ("ban hành", "issued"),
        "cited": ("được viện dẫn", "cited"),
        "allocated": ("bố trí", "allocated"),
        "spent": ("sử dụng", "spent"),
        "disbursed": ("giải ngân", "disbursed"),
    },
    "relation": {
        "basis": ("căn cứ", "basis"),
        "implements": ("thực hiện", "implements"),
        "amends": ("sửa đổi", "amends"),
        "replaces": ("thay thế", "replaces"),
        "repeals": ("bãi bỏ", "repeals"),
        "mentions": ("nhắc đến", "mentions"),
    },
}
"""Codes of the database as people read them; exports keep the codes."""
_ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_PARTS = {
    "sections": ("Bố cục", "Outline"),
    "amounts": ("Số tiền", "Amounts"),
    "projects": ("Dự án", "Projects"),
    "citations": ("Văn bản viện dẫn", "Cited documents"),
    "findings": ("Phát hiện", "Findings"),
}
_FIELDS = {
    "number": ("Số ký hiệu", "Number"),
    "kind_name": ("Loại", "Kind"),
    "issuer": ("Cơ quan ban hành", "Issuer"),
    "place": ("Nơi ban hành", "Place"),
    "issued_on": ("Ngày ban hành", "Date"),
    "subject": ("Trích yếu", "Subject"),
    "signer_title": ("Chức vụ ký", "Signed as"),
    "signer": ("Người ký", "Signer"),
    "page_count": ("Số trang", "Pages"),
    "source_path": ("Tệp", "File"),
    "id": ("Mã", "Id"),
}
_PIPED_WIDTH = 160


class Display:
    """Writes to a terminal, or plainly to a pipe, in one language."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        piped = not sys.stdout.isatty()
        self.out = Console(soft_wrap=piped, highlight=False, width=_PIPED_WIDTH if piped else None)
        self.err = Console(stderr=True, highlight=False, soft_wrap=not sys.stderr.isatty())

    def say(self, vi: str, en: str) -> str:
        """The twin in this display's language."""
        return en if self.lang == "en" else vi

    def frame(self, frame: pd.DataFrame, columns: tuple[str, ...]) -> None:
        """A frame's chosen columns as a table, with the number of its rows."""
        self.rows([dict(row) for row in frame[list(columns)].to_dict("records")], columns)
        self.out.print(self.say(f"{len(frame)} dòng", f"{len(frame)} rows"), style="dim")

    def rows(self, rows: list[dict[Any, Any]], columns: tuple[str, ...]) -> None:
        """Rows as a table; figures to the right."""
        table = Table(box=None, pad_edge=False, header_style="bold")
        for column in columns:
            numeric = column.endswith("vnd") or column in ("fiscal_year", "year", "page", "mentions")
            title = self.say(*_TITLES.get(column, (column, column)))
            table.add_column(title, justify="right" if numeric else "left", overflow="fold", no_wrap=numeric)
        for row in rows:
            table.add_row(*(escape(self._cell(column, row[column])) for column in columns))
        self.out.print(table)

    def _cell(self, column: str, value: Any) -> str:
        if value is None or value != value or str(value) in ("<NA>", "NaT"):
            return ""
        if column.endswith("vnd"):
            grouped = f"{int(value):,}"
            return grouped if self.lang == "en" else grouped.replace(",", ".")
        if hasattr(value, "strftime"):
            return str(value.strftime("%Y-%m-%d" if self.lang == "en" else "%d/%m/%Y"))
        if column == "reason" and value in _REASONS:
            return self.say(*_REASONS[value])
        if column == "confidence":
            return f"{value:.2f}" if self.lang == "en" else f"{value:.2f}".replace(".", ",")
        if column in ("held", "placed", "counted"):
            return "✓" if value else "–"
        if column in _VALUES:
            return self.say(*_VALUES[column].get(value, (str(value), str(value))))
        return self._day(value) if column.endswith("issued_on") else str(value)

    def _day(self, value: Any) -> str:
        """An ISO day as this language writes it."""
        match = _ISO_DAY.fullmatch(str(value))
        return f"{match[3]}/{match[2]}/{match[1]}" if match and self.lang == "vi" else str(value)

    def findings(self, frame: pd.DataFrame) -> None:
        """Findings by severity, each with its document, page and quotes."""
        for row in frame.to_dict("records"):
            style, vi, en = _SEVERITY[row["severity"]]
            place = self.say("trang", "page")
            where = f"{self._cell('', row['document']) or '?'}, {place} {self._cell('', row['page'])}"
            self.out.print(
                f"[{style} bold]{self.say(vi, en)}[/] {escape(where)} [dim]({row['check_name']}, {row['key'][:8]})[/]"
            )
            self.out.print("  " + escape(row["message_en" if self.lang == "en" else "message_vi"]))
            self.out.print(f"  [dim]“{escape(self._cell('', row['quotes']))}”[/]")
        counts = {name: int((frame["severity"] == name).sum()) for name in _SEVERITY}
        self.out.print(
            self.say(
                f"{counts['error']} lỗi, {counts['warning']} cảnh báo, {counts['note']} ghi chú",
                f"{counts['error']} errors, {counts['warning']} warnings, {counts['note']} notes",
            ),
            style="bold",
        )

    def document(self, shown: Shown) -> None:
        """One document: its fields, then each part that has rows."""
        fields = Table(box=None, show_header=False, pad_edge=False)
        fields.add_column(style="bold", no_wrap=True)
        fields.add_column(overflow="fold")
        for key, title in _FIELDS.items():
            if shown.fields.get(key) is not None:
                fields.add_row(self.say(*title), escape(self._cell(key, shown.fields[key])))
        self.out.print(fields)
        for name, rows in shown.parts.items():
            if not rows:
                continue
            self.out.print(f"\n[bold underline]{self.say(*_PARTS[name])}[/]")
            if name == "findings":
                for row in rows:
                    style, vi, en = _SEVERITY[row["severity"]]
                    message = row["message_en" if self.lang == "en" else "message_vi"]
                    self.out.print(f"[{style}]{self.say(vi, en)}[/] {escape(message)}")
            elif name == "sections":
                for row in rows:
                    self.out.print(escape("  " * (row["level"] - 1) + f"{row['label']}  {row['heading'][:100]}"))
            else:
                self.rows(rows, tuple(column for column in rows[0] if any(row[column] is not None for row in rows)))

    def hits(self, hits: list[Hit]) -> None:
        """Search results with the words marked."""
        for hit in hits:
            head = " · ".join(part for part in (hit.number, self._day(hit.issued_on or ""), hit.issuer) if part)
            self.out.print(f"[bold]{escape(head or hit.id)}[/] {escape(hit.subject or '')}")
            shown, at = "", 0
            for start, end in hit.marked:
                shown += escape(hit.snippet[at:start]) + f"[reverse]{escape(hit.snippet[start:end])}[/]"
                at = end
            self.out.print("  …" + shown + escape(hit.snippet[at:]) + "…")
        self.out.print(self.say(f"{len(hits)} văn bản", f"{len(hits)} documents"), style="dim")

    def report(self, report: Report) -> None:
        """The closing table of an ingest, with the reason and remedy of each refusal."""
        tally = report.tally
        table = Table(box=None, show_header=False, pad_edge=False)
        table.add_column()
        table.add_column(justify="right")
        for vi, en, count in (
            ("Nạp mới", "Added", tally.added),
            ("Đọc lại", "Read again", tally.replaced),
            ("Không đổi", "Unchanged", tally.unchanged),
            ("Trùng nội dung", "Duplicates", tally.duplicates),
            ("Bị từ chối", "Refused", tally.refused),
        ):
            table.add_row(self.say(vi, en), str(count))
        self.out.print(table)
        for path, held in report.duplicates:
            self.out.print(escape(self.say(f"= {path}: đã có trong kho ({held})", f"= {path}: already held as {held}")))
        for failure in report.failures:
            reason = failure.reason_en if self.lang == "en" else failure.reason_vi
            stage = self._stage(failure.stage)
            self.out.print(f"[red]✗[/] {escape(printable(str(failure.path)))} ({stage}): {escape(reason)}")
        seconds = f"{report.seconds:.1f}"
        self.out.print(self.say(f"{seconds.replace('.', ',')} giây", f"{seconds} seconds"), style="dim")

    def change(self, change: Change) -> None:
        """What a correction did."""
        nothing = self.say("(trống)", "(empty)")
        words = f"“{change.words}”: " if change.words is not None else ""
        told = f"#{change.number} {words}{change.old or nothing} → {change.new or nothing}"
        self.out.print(self.say("Đã sửa ", "Corrected ") + told, markup=False)

    def health(self, health: Health) -> None:
        """Counts of a database and its faults."""
        self.out.print(", ".join(f"{table} {count}" for table, count in health.counts.items()))
        for fault in health.faults:
            self.out.print(f"[red]✗[/] {escape(fault)}")
        if not health.faults:
            self.out.print(f"[green]✓[/] {self.say('Cơ sở dữ liệu toàn vẹn', 'The database is whole')}")
        for refusal in health.refusals:
            files = self.say(f"{refusal.files} tệp bị từ chối", f"{refusal.files} files refused")
            example = escape(printable(refusal.example))
            self.out.print(
                f"[red]✗[/] {files} ({self._stage(refusal.stage)}): "
                f"{escape(self.say(refusal.reason_vi, refusal.reason_en))} [dim]{self.say('Ví dụ', 'Such as')}: {example}[/]"
            )

    def _stage(self, stage: str) -> str:
        """The stage of a failure in the reader's language."""
        return self.say(*_STAGES.get(stage, (stage, stage)))

    def lines(self, pairs: Mapping[str, str]) -> None:
        """Names and values, one pair a line."""
        for name, value in pairs.items():
            self.out.print(f"{escape(name)}: {escape(value)}")


def printable(text: str) -> str:
    """A file's name as it can be shown: control characters and bytes that are no text as '�'."""
    return "".join(char if char.isprintable() else "�" for char in text)

"""What commands tell, on the terminal: findings, a document, what became of files, corrections and verdicts."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.markup import escape
from rich.table import Table

from pipeline import labels
from pipeline.terminal import Terminal, printable

if TYPE_CHECKING:
    import pandas as pd

    from flows.corrections import Change
    from flows.removing import Removal
    from pipeline.query.health import Health
    from pipeline.query.search import Hit
    from pipeline.query.show import Shown
    from pipeline.query.verify import Original
    from pipeline.store.copies import Copy
    from pipeline.store.verdicts import GivenVerdict

_SEVERITY = {"error": "red", "warning": "yellow", "note": "cyan"}
_ORIGINALS = {
    "moved": ("cyan", "ĐÃ CHUYỂN", "MOVED"),
    "changed": ("red", "ĐÃ SỬA", "CHANGED"),
    "missing": ("red", "ĐÃ MẤT", "MISSING"),
}
_FEW = 5


class Display(Terminal):
    """Tells each kind of thing that a command has to tell."""

    def total(self, vnd: int) -> None:
        """What the money of a table comes to."""
        number = labels.number(vnd, self.lang)
        self.out.print(self.say(f"Tổng cộng {number} đồng", f"VND {number} in all"), style="bold")

    def replaced(self, documents: Sequence[tuple[str, str]]) -> None:
        """Documents whose money counts no more, each with what replaced it."""
        for document, by in documents:
            told = self.say(
                f"Không tính các khoản của {document}, đã thay bằng {by}.",
                f"{document} counts no more: {by} replaced it.",
            )
            self.out.print(told, style="dim", markup=False)

    def findings(self, frame: pd.DataFrame, left_out: int = 0) -> None:
        """Findings by severity, each with its document, page, quotes and verdict; how many more have been settled."""
        from pipeline.query.checks import check_title

        for row in frame.to_dict("records"):
            style, severity = self._severity(row["severity"])
            place = self.say("trang", "page")
            document = printable(labels.cell("document", row["document"], self.lang))
            where = f"{document or '?'}{self._file(row)}, {place} {self._said(row['page'])}"
            self.out.print(
                f"[{style} bold]{severity}[/] {escape(where)} "
                f"[dim]{escape(check_title(row['check_name'], self.lang))} ({row['check_name']}, {row['key'][:8]})[/]"
            )
            self.out.print("  " + escape(row["message_en" if self.lang == "en" else "message_vi"]))
            self.out.print(f"  [dim]“{escape(self._said(row['quotes']))}”[/]")
            if verdict := self._said(row["verdict"]):
                given = f"{labels.code('verdict', verdict, self.lang)}, {self._said(row['given_by'])}: {self._said(row['reason'])}"
                self.out.print(f"  {self.say('Kết luận', 'Verdict')}: {escape(given)}")
        counts = {name: int((frame["severity"] == name).sum()) for name in _SEVERITY}
        self.out.print(
            self.say(
                f"{counts['error']} lỗi, {counts['warning']} cảnh báo, {counts['note']} ghi chú",
                ", ".join(f"{count} {name}{'s' * (count != 1)}" for name, count in counts.items()),
            ),
            style="bold",
        )
        if left_out:
            hint = (
                f"Không in {left_out} phát hiện đã giải trình hoặc đã kết luận là sai (xem vanban audit --all).",
                f"Not printed: {left_out} explained or called wrong (see vanban audit --all).",
            )
            self.out.print(self.say(*hint), style="dim")

    def _file(self, row: Mapping[Any, Any]) -> str:
        """The file of a finding, and the others that say the same, of a document that the archive holds more than once."""
        if not row["copies"]:
            return ""
        files = [labels.document(path) for path in (row["file"], *self._said(row["also_in"]).split(" | ")) if path]
        return f" ({', '.join(map(printable, files))})"

    def copy(self, copy: Copy) -> None:
        """Another file of a document: that both are held, and the figures in which they differ."""
        path, other = printable(copy.path), printable(copy.other_path)
        told = self.say(
            f"≈ {path}: cùng số ({copy.number}), cơ quan và ngày với {other}; kho giữ cả hai, số tiền như nhau chỉ tính một lần.",
            f"≈ {path}: same number ({copy.number}), issuer and day as {other}; both stay, equal sums count once.",
        )
        self.out.print(escape(told))
        if copy.differing:
            nothing = self.say("(không có)", "(none)")
            pairs = [f"{here or nothing} ↔ {there or nothing}" for here, there in copy.differing[:_FEW]]
            more = len(copy.differing) - len(pairs)
            told = self.say("  Số tiền khác nhau: ", "  Sums that differ: ") + "; ".join(pairs)
            told += self.say(f"; và {more} chỗ nữa", f"; and {more} more") if more else ""
            self.out.print(escape(f"{told}."))

    def checks(self, frame: pd.DataFrame) -> None:
        """How many relations each check tested and what it answered; hidden for checks that had nothing to test."""
        from pipeline.query.checks import COUNTS

        tested = frame[frame["tested"] > 0]
        if not tested.empty:
            columns = (self.say("title_vi", "title_en"), *COUNTS)
            self.rows([dict(row) for row in tested[list(columns)].to_dict("records")], columns)
        else:
            hint = ("Chưa kiểm quan hệ nào (thử vanban audit --recheck).", "No relation tested (try vanban audit --recheck).")  # fmt: skip
            self.out.print(self.say(*hint), style="dim")

    def document(self, shown: Shown, part: str | None = None) -> None:
        """One document: its fields, then each part that has rows; or the rows of one part alone."""
        if part:
            self._part(part, shown.parts[part], why=True)
            self._count(len(shown.parts[part]))
            return
        fields = Table(box=None, show_header=False, pad_edge=False)
        fields.add_column(style="bold", no_wrap=True)
        fields.add_column(overflow="fold")
        for key, title in labels.fields(self.lang).items():
            if shown.fields.get(key) is not None:
                fields.add_row(title, escape(labels.cell(key, shown.fields[key], self.lang)))
        self.out.print(fields)
        for name, rows in shown.parts.items():
            if rows:
                self.out.print(f"\n[bold underline]{labels.part(name, self.lang)}[/]")
                self._part(name, rows)

    def _part(self, name: str, rows: list[dict[Any, Any]], *, why: bool = False) -> None:
        """The rows of a part; `why` whether with the columns that say why others have their values, which take much room."""
        if name == "findings":
            for row in rows:
                style, severity = self._severity(row["severity"])
                message = row["message_en" if self.lang == "en" else "message_vi"]
                self.out.print(f"[{style}]{severity}[/] {escape(message)}")
        elif name == "sections":
            for row in rows:
                self.out.print(escape("  " * (row["level"] - 1) + f"{row['label']}  {row['heading'][:100]}"))
        elif rows:
            told = (column for column in rows[0] if why or not column.endswith("_rule"))
            self.rows(rows, tuple(column for column in told if any(row[column] is not None for row in rows)))

    def hits(self, hits: list[Hit]) -> None:
        """Search results with the words marked."""
        for hit in hits:
            day, file = labels.day(hit.issued_on or "", self.lang), printable(labels.document(hit.file or ""))
            head = " · ".join(part for part in (hit.number, day, hit.issuer, file) if part)
            self.out.print(f"[bold]{escape(head)}[/] {escape(hit.subject or '')}")
            shown, at = "", 0
            for start, end in hit.marked:
                shown += escape(hit.snippet[at:start]) + f"[reverse]{escape(hit.snippet[start:end])}[/]"
                at = end
            self.out.print("  …" + shown + escape(hit.snippet[at:]) + "…")
        self.out.print(self.say(f"{len(hits)} văn bản", f"{len(hits)} document{'s' * (len(hits) != 1)}"), style="dim")

    def originals(self, originals: Sequence[Original], *, searched: bool) -> None:
        """What became of the originals: those that are not where and what they were, then how many are."""
        for original in originals:
            if original.state != "same":
                style, vi, en = _ORIGINALS[original.state]
                name = f"{original.number or original.document_id}: {printable(original.path)}"
                where = f" → {printable(original.now)}" if original.now else ""
                if original.now and original.state == "changed":
                    where = f" ({self.say('một bản còn nguyên ở', 'an intact copy is at')} {printable(original.now)})"
                self.out.print(f"[{style}]{self.say(vi, en)}[/] {escape(name + where)}")
        counts = Counter(original.state for original in originals)
        if counts["missing"] and not searched:
            hint = (
                "Tệp bị mất có thể chỉ đổi tên hoặc chuyển chỗ; để tìm: vanban verify THƯ_MỤC",
                "A missing file may only have been renamed or moved; to look for it: vanban verify FOLDER",
            )
            self.out.print(self.say(*hint), style="dim")
        self.out.print(
            self.say(
                f"{counts['same']} còn nguyên, {counts['moved']} đã chuyển chỗ, {counts['changed']} đã sửa, {counts['missing']} đã mất",
                f"{counts['same']} the same, {counts['moved']} moved, {counts['changed']} changed, {counts['missing']} missing",
            ),
            style="bold",
        )

    def time_left(self, seconds: float) -> str:
        """How long something still takes, to the minute, or to the second under one."""
        hours, minutes = divmod(round(seconds / 60), 60)
        if seconds < 60:
            return self.say(f"còn {seconds:.0f} giây", f"{seconds:.0f} s left")
        if not hours:
            return self.say(f"còn {minutes} phút", f"{minutes} min left")
        return self.say(f"còn {hours} giờ {minutes} phút", f"{hours} h {minutes} min left")

    def change(self, change: Change, *, undone: bool = False) -> None:
        """What a correction did, or taking it back."""
        nothing = self.say("(trống)", "(empty)")
        words = f"“{change.words}”: " if change.words is not None else ""
        old, new = (labels.cell(change.column or "", value, self.lang) or nothing for value in (change.old, change.new))
        told = f"#{change.number} {words}{old} → {new}"
        did = self.say("Đã hủy lần sửa ", "Took back ") if undone else self.say("Đã sửa ", "Corrected ")
        if change.old == change.new and not undone:
            did, told = (
                self.say("Đã xác nhận, giá trị không đổi ", "Confirmed, unchanged "),
                f"#{change.number} {words}{new}",
            )
        self.out.print(did + told, markup=False)

    def removal(self, removal: Removal) -> None:
        """A document that was taken out, and how it comes back."""
        from pipeline.read.files import INSIDE  # which takes long to load

        name, path = removal.number or removal.document_id, printable(removal.source_path)
        file, inside, _ = removal.source_path.partition(INSIDE)
        command = f"vanban ingest --force {printable(shlex.quote(file))}"
        all_vi = " (đọc lại mọi văn bản trong tệp đó)" if inside else ""
        all_en = " (which reads all that is in that file again)" if inside else ""
        self.out.print(
            self.say(
                f"Đã rút {name} khỏi kho: {path}\nNạp lại{all_vi}: {command}",
                f"{name} is removed from the archive: {path}\nTo load it again{all_en}: {command}",
            ),
            markup=False,
            soft_wrap=True,
        )

    def verdict(self, given: GivenVerdict, *, undone: bool = False) -> None:
        """A verdict that was given or undone, and the finding that it is about."""
        named = f"#{given.number} ({labels.code('verdict', given.verdict, self.lang)})"
        done = (
            self.say("Đã hủy kết luận", "Undone: verdict") if undone else self.say("Đã ghi kết luận", "Kept: verdict")
        )
        about = f"{given.key[:8]}, {given.document}" if given.document else given.key[:8]
        self.out.print(self.say(f"{done} {named} về phát hiện {about}:", f"{done} {named} on the finding {about}:"), markup=False)  # fmt: skip
        self.out.print(f"  {self.say(given.message_vi or '?', given.message_en or '?')}", markup=False)

    def health(self, health: Health) -> None:
        """Counts of a database and its faults."""
        self.out.print(
            ", ".join(
                f"{labels.part(table, self.lang)} {labels.number(count, self.lang)}"
                for table, count in health.counts.items()
            )
        )
        if health.last_run:
            self.out.print(self.say(f"Lượt gần nhất: {health.last_run}", f"Last run: {health.last_run}"))
        for fault in health.faults:
            self.out.print(f"[red]✗[/] {escape(fault)}")
        if not health.faults:
            self.out.print(f"[green]✓[/] {self.say('Cơ sở dữ liệu toàn vẹn', 'The database is whole')}")
        for refusal in health.refusals:
            files = self.say(f"{refusal.files} tệp bị từ chối", f"{refusal.files} file{'s' * (refusal.files != 1)} refused")  # fmt: skip
            example = escape(printable(refusal.example))
            self.out.print(
                f"[red]✗[/] {files} ({self.stage(refusal.stage)}): "
                f"{escape(self.say(refusal.reason_vi, refusal.reason_en))} [dim]{self.say('Ví dụ', 'Such as')}: {example}[/]"
            )

    def stage(self, stage: str) -> str:
        """The stage of a failure in the reader's language."""
        return labels.code("stage", stage, self.lang)

    def _severity(self, severity: str) -> tuple[str, str]:
        """The style and the name of a severity."""
        return _SEVERITY[severity], labels.code("severity", severity, self.lang).upper()

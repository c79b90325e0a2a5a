"""The closing table of an ingest: what became of its files, and each that did not come in, with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table

from pipeline import labels
from pipeline.display import Display
from pipeline.records.paths import address
from pipeline.terminal import printable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flows.loading import Report
    from pipeline.records import Failure
    from pipeline.store.corrections import Correction
    from pipeline.store.seen import Version


_NAMED = 3


def print_closing(display: Display, report: Report) -> None:
    """The closing table of an ingest, with the reason and remedy of each refusal."""
    tally = report.tally
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column()
    table.add_column(justify="right")
    rows = [
        ("Nạp mới", "Added", tally.added),
        ("Đọc lại", "Read again", tally.replaced),
        ("Không đổi", "Unchanged", tally.unchanged),
        ("Trùng nội dung", "Duplicates", tally.duplicates),
        ("Bị từ chối", "Refused", tally.refused),
    ]
    rare = (
        ("Đã thay bản cũ", "Old ones replaced", tally.superseded),
        ("Đã chuyển chỗ", "Moved", tally.moved),
        ("Đã rút khỏi kho", "Left out, as removed", tally.withdrawn),
    )
    for vi, en, count in (*rows[:2], *(row for row in rare if row[2]), *rows[2:]):
        table.add_row(display.say(vi, en), str(count))
    display.out.print(table)
    for path, held in report.duplicates:
        _tell(display, f"= {path}: đã có trong kho ({held})", f"= {path}: already held as {held}")
    for path, removed in report.withdrawn:
        _tell(display, f"= {path}: đã rút khỏi kho ({removed}); nạp lại bằng --force và tên tệp", f"= {path}: removed from the archive ({removed}); --force with the file's name loads it again")  # fmt: skip
    for path, old, new in report.replaced:
        _tell(display, f"↺ {path}: {_named(old)} → {_named(new)}")
    for path, old, new in report.others:
        _tell(display, f"! {path}: Tệp mang tên cũ nhưng là văn bản khác; giữ cả hai: {_named(old)}, {_named(new)}", f"! {path}: an old file name, but another document; both stay: {_named(old)}, {_named(new)}")  # fmt: skip
    for moved, before, after in report.moved:
        _tell(display, f"→ {_named(moved)}: {before} → {after}")
    for copy in report.copies:
        display.copy(copy)
    for path, correction in report.carried_corrections:
        told = _correction(correction)
        _tell(display, f"↺ {path}: lần sửa {told} có hiệu lực cả ở bản mới", f"↺ {path}: correction {told} stands in the new one too")  # fmt: skip
    for path, one in report.left_corrections:
        told = _correction(one)
        _tell(display, f"! {path}: lần sửa {told} không khớp bản mới, còn ghi ở bản cũ ({one.document_id})", f"! {path}: correction {told} does not fit the new one and stays with the old one ({one.document_id})")  # fmt: skip
    for given in report.left_verdicts:
        about = f"{labels.code('verdict', given.verdict, display.lang)}: {display.say(given.message_vi or '', given.message_en or '')}"
        _tell(display, f"! {given.document}: bản mới không còn phát hiện đã kết luận ({about})", f"! {given.document}: the new one has no such finding as was given a verdict ({about})")  # fmt: skip
    print_failures(display, report.failures)
    for failure in report.still_refused:
        _print_refusal(display, failure, display.say("vẫn bị từ chối. ", "still refused. "))
    if report.still_refused:
        hint = "Tệp vẫn bị từ chối chưa đổi nên không được đọc lại; muốn thử lại, hãy dùng --force.", "Files that are still refused have not changed and were not read again; --force tries them."  # fmt: skip
        display.out.print(display.say(*hint), style="dim")
    _print_passed(display, report.left_out)
    if report.is_empty:
        display.out.print(display.say("Không có văn bản nào ở đó.", "No document is there."))
    seconds = labels.cell("seconds", report.seconds, display.lang)
    run = display.say(f"Lượt {report.run}: {seconds} giây", f"Run {report.run}: {seconds} seconds")
    display.out.print(run, style="dim")


def _tell(display: Display, vi: str, en: str | None = None) -> None:
    """A line, the same in both languages without `en`; safe for a terminal whatever the names of files in it hold."""
    display.out.print(escape(printable(display.say(vi, en or vi))))


def _print_passed(display: Display, passed: Mapping[str, Sequence[str]]) -> None:
    """How many files were passed over as no documents, or as hidden, with the names of some."""
    hidden = passed.get(".", ())
    others = sorted((-len(names), suffix, names) for suffix, names in passed.items() if suffix != ".")
    number = -sum(count for count, *_ in others)
    if number:
        kinds = ", ".join(f"{suffix} {-count}{_named_in(suffix, names)}" for count, suffix, names in others)
        told = f"Bỏ qua {number} tệp không phải văn bản: {kinds}", f"{number} file{'s' * (number != 1)} passed over, no documents: {kinds}"  # fmt: skip
        _tell(display, *told)
    if hidden:
        names, count = _some(hidden), len(hidden)
        told = f"Bỏ qua {count} tệp ẩn hoặc tạm: {names}", f"{count} hidden or temporary file{'s' * (count != 1)} passed over: {names}"  # fmt: skip
        _tell(display, *told)


def _named_in(suffix: str, names: Sequence[str]) -> str:
    return "" if list(names) == [suffix] else f" ({_some(names)})"


def _some(names: Sequence[str]) -> str:
    return ", ".join([*names[:_NAMED], *["…"] * (len(names) > _NAMED)])


def print_failures(display: Display, failures: Sequence[Failure]) -> None:
    """Each refusal with its reason and remedy."""
    for failure in failures:
        _print_refusal(display, failure)


def _print_refusal(display: Display, failure: Failure, still: str = "") -> None:
    reason = failure.reason_en if display.lang == "en" else failure.reason_vi
    stage = display.stage(failure.stage)
    display.out.print(
        f"[red]✗[/] {escape(printable(address(failure.path)))} ({stage}): {still}{escape(printable(reason))}"
    )


def _named(version: Version) -> str:
    """A document by its number and id."""
    return f"{version.number} ({version.id})" if version.number else version.id


def _correction(one: Correction) -> str:
    """A correction by its number and what it is about."""
    return f"#{one.number} ({one.column or '--wrong'}{f', “{one.words}”' if one.words else ''})"

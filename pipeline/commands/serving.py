"""The web page of an archive."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.commands.options import db_option
from pipeline.display import Display
from pipeline.errors import UsageError
from pipeline.language import Bilingual as B


@click.command(help=B("Mở kho trên trình duyệt. Tìm, lọc, xem từng con số trên trang của nó.", "Open the archive in a browser. Search, filter, see each figure on its page."))  # fmt: skip
@click.option("--host", default="127.0.0.1", show_default=True, help=B("Địa chỉ lắng nghe; mặc định chỉ máy này vào được.", "Address to listen on; by default only this machine can reach it."))  # fmt: skip
@click.option("--port", type=click.IntRange(1, 65535), default=8001, show_default=True, help=B("Cổng.", "Port."))
@click.option("--open", "open_browser", is_flag=True, help=B("Mở trình duyệt.", "Open a browser."))
@db_option
@click.pass_obj
def serve(display: Display, db: Path, host: str, port: int, open_browser: bool) -> None:
    if not host.strip():
        raise UsageError(
            "Hãy nêu địa chỉ lắng nghe, ví dụ 127.0.0.1.", "Give the address to listen on, such as 127.0.0.1."
        )
    from pipeline.web.app import address
    from pipeline.web.app import serve as run

    stop = display.say("Dừng: Ctrl-C", "Stop: Ctrl-C")
    run(db, host, port, display.lang, open_browser, lambda: display.out.print(f"{address(host, port)}  ({stop})"))

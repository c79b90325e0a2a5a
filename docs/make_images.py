"""Draw docs/images/ again: the web page on the documents of corpus/ and on an archive about essential oils, in Chromium.
`python docs/make_images.py [name ...]`.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import pypdfium2  # noqa: E402
from openpyxl import load_workbook  # noqa: E402
from openpyxl.worksheet.properties import PageSetupProperties  # noqa: E402
from PIL import Image, ImageOps  # noqa: E402
from playwright.sync_api import Browser  # noqa: E402
from web.browser import chromium, served  # noqa: E402
from web.oils import essential_oils  # noqa: E402

_COLOURS = 64
_MOST_BYTES = 150_000


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture of what stands in the window: an address, a link that is followed, what is clicked, the window's size."""

    address: str
    follow: str | None = None
    click: str | None = None
    show: str | None = None
    width: int = 1280
    height: int = 860
    oils: bool = False


_FIGURE = ".text a.amounts >> text=150 triệu đồng"
SHOTS = {
    "web-home": Shot("/"),
    "web-search": Shot("/search?q=ho+tro+san+pham", height=700),
    "web-facets": Shot("/search?q=ho+tro+san+pham", click=".facets >> text=Báo cáo", height=700),
    "web-evidence": Shot("/search?q=176/BC-SNN", follow="176/BC-SNN", click=_FIGURE, show="#evidence"),
    "web-evidence-phone": Shot("/search?q=176/BC-SNN", follow="176/BC-SNN", click=_FIGURE, show=".sheet", width=390, height=844),
    "web-citation": Shot("/search?q=218/QĐ-UBND", follow="218/QĐ-UBND", click=".text a.citations >> text=142/KH-UBND"),
    "web-language": Shot("/findings", follow="English", height=640),
    "web-timeline": Shot("/timeline?year=2022"),
    "web-graph": Shot("/citations", show="#drawn", height=720),
    "web-charts": Shot("/money"),
    "web-given": Shot("/money/given?q=tinh+dau", oils=True),
    "web-given-phone": Shot("/money/given?q=tinh+dau", show="#sums", width=390, height=844, oils=True),
    "web-sql": Shot("/vanban/ledger?year=2022&lang=en", height=600),
}  # fmt: skip
"""Each task of an analyst, and the ways in."""
EXPORT = "web-export"
_SEEN = ("year", "district", "decision", "decided_by", "purpose", "vnd", "document", "issued_on", "text", "link")
"""The XLSX of what was given to essential oils, as LibreOffice opens it."""


def draw(browser: Browser, address: str, shot: Shot) -> bytes:
    """One picture as a PNG of few colours."""
    page = browser.new_page(base_url=address, viewport={"width": shot.width, "height": shot.height})
    page.goto(shot.address)
    if shot.follow:
        page.get_by_role("link", name=shot.follow, exact=True).click()
    if shot.click:
        page.locator(shot.click).first.click()
    if shot.show:
        page.locator(shot.show).evaluate("one => one.scrollIntoView()")
    page.wait_for_load_state("networkidle")
    picture = Image.open(io.BytesIO(page.screenshot()))
    page.close()
    return small(picture)


def small(picture: Image.Image) -> bytes:
    """A picture as a PNG of few colours."""
    buffer = io.BytesIO()
    picture.convert("RGB").quantize(_COLOURS).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def exported(address: str, folder: Path) -> bytes:
    """What LibreOffice shows of the XLSX that the page gives: the figures and the links to their words."""
    book = load_workbook(io.BytesIO(urlopen(f"{address}money/given.xlsx?q=tinh+dau").read()))
    sheet = book["Dữ liệu"]
    for cell in sheet[1]:
        sheet.column_dimensions[cell.column_letter].hidden = cell.value not in _SEEN
    sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = "landscape", 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.gridLines = sheet.print_options.headings = True
    book.save(folder / "given.xlsx")
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(folder), str(folder / "given.xlsx")], check=True, capture_output=True)
    picture = pypdfium2.PdfDocument(folder / "given.pdf")[0].render(scale=3).to_pil()
    return small(picture.crop(ImageOps.invert(picture.convert("L")).getbbox()))


def main() -> None:
    folder = ROOT / "docs" / "images"
    folder.mkdir(exist_ok=True)
    wanted = sys.argv[1:] or [*SHOTS, EXPORT]
    with tempfile.TemporaryDirectory() as temporary, ExitStack() as stack:
        db = Path(temporary) / "vanban.db"
        subprocess.run([sys.executable, "-m", "pipeline", "ingest", "corpus/", "--db", str(db)], cwd=ROOT, check=True)
        (oils := Path(temporary) / "oils").mkdir()
        corpus, about_oils = (stack.enter_context(served(one)) for one in (db, essential_oils(oils)))
        browser = stack.enter_context(chromium())
        for name in wanted:
            if name == EXPORT:
                data = exported(about_oils, oils)
            else:
                data = draw(browser, about_oils if SHOTS[name].oils else corpus, SHOTS[name])
            assert len(data) < _MOST_BYTES, f"{name}: {len(data)} bytes"
            (folder / f"{name}.png").write_bytes(data)
            print(f"docs/images/{name}.png {len(data) // 1000} kB")


if __name__ == "__main__":
    main()

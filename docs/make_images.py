"""Draw docs/images/ again: the web page on the documents of corpus/, in Chromium. `python docs/make_images.py [name ...]`."""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from PIL import Image  # noqa: E402
from playwright.sync_api import Browser  # noqa: E402
from web.browser import chromium, served  # noqa: E402

_COLOURS = 128
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


SHOTS = {
    "web-home": Shot("/"),
    "web-search": Shot("/search?q=san+pham&year=2022"),
    "web-evidence": Shot(
        "/search?q=176/BC-SNN", follow="176/BC-SNN", click=".text a.amounts >> text=150 triệu đồng", show="#evidence"
    ),
    "web-evidence-phone": Shot(
        "/search?q=176/BC-SNN", follow="176/BC-SNN", click=".text a.amounts >> text=150 triệu đồng", show=".sheet", width=390, height=844
    ),
    "web-sql": Shot("/vanban/ledger?year=2022&lang=en"),
}  # fmt: skip


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
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    page.close()
    buffer = io.BytesIO()
    picture.quantize(_COLOURS).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def main() -> None:
    folder = ROOT / "docs" / "images"
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        db = Path(temporary) / "vanban.db"
        subprocess.run([sys.executable, "-m", "pipeline", "ingest", "corpus/", "--db", str(db)], cwd=ROOT, check=True)
        with served(db) as address, chromium() as browser:
            for name in sys.argv[1:] or SHOTS:
                data = draw(browser, address, SHOTS[name])
                assert len(data) < _MOST_BYTES, f"{name}: {len(data)} bytes"
                (folder / f"{name}.png").write_bytes(data)
                print(f"docs/images/{name}.png {len(data) // 1000} kB")


if __name__ == "__main__":
    main()

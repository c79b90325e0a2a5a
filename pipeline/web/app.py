"""Building the web page of one database, and serving it."""

from __future__ import annotations

import asyncio
import gc
import logging
import webbrowser
from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path

import uvicorn
from datasette.app import Datasette
from datasette.plugins import pm

from pipeline.errors import UsageError
from pipeline.query.report.charts import COLOURS, Series, money_bars
from pipeline.records import Lang
from pipeline.store import connect_read_only
from pipeline.web import plugin
from pipeline.web.ahead import read_ahead
from pipeline.web.archive import NAME, Archive
from pipeline.web.guard import LOOPBACK

_HERE = Path(__file__).parent
_EVERYWHERE = ("0.0.0.0", "::")
_LIMITS = {
    "sql_time_limit_ms": 3000,
    "max_returned_rows": 1000,
    "default_page_size": 50,
    "num_sql_threads": 4,
    # Datasette's own facets count a whole table for each page.
    "suggest_facets": False,
    "allow_download": False,
    "template_debug": False,
    "default_cache_ttl": 0,
}


def create_app(db: Path, lang: Lang = "vi", hosts: Collection[str] | None = LOOPBACK) -> Datasette:
    """The web page of a database; raises `DatabaseError` where it cannot be opened.

    `hosts` are the names under which it may be asked, None for any.
    """
    connect_read_only(db).close()
    if not pm.is_registered(plugin):
        pm.register(plugin)
    settings = {"lang": lang, "hosts": None if hosts is None else sorted(hosts)}
    datasette = Datasette(
        files=[str(db)],
        metadata={"plugins": {plugin.SETTINGS: settings}},
        template_dir=str(_HERE / "templates"),
        static_mounts=[("static", str(_HERE / "static"))],
        settings=_LIMITS,
    )
    for name in [name for name in datasette.databases if name != "_internal"]:
        datasette.remove_database(name)
    datasette.add_database(Archive(datasette, db), name=NAME)
    return datasette


async def ready(app: Datasette) -> None:
    """Wait until what visits share is in memory: the facets, the tables' names, the pages' templates, what draws the charts."""
    archive = app.get_database(NAME)
    await archive.catalogue()
    await app.invoke_startup()
    await app.refresh_schemas()
    await asyncio.to_thread(_made, app)
    gc.freeze()  # what is in memory now stays, and is much to look for garbage in while someone waits


def _made(app: Datasette) -> None:
    for template in (_HERE / "templates").glob("*.html"):
        app.jinja_env.get_template(template.name)
    money_bars(["2018"], [Series("-", COLOURS["allocated"], [1])], "", "vi")


def serve(
    db: Path, host: str, port: int, lang: Lang, open_browser: bool, announce: Callable[[], None] = lambda: None
) -> None:
    """Serve a database until interrupted, `announce` once it can be reached; raises `DatabaseError` and `UsageError` (a port that is taken)."""
    hosts = None if host in _EVERYWHERE else LOOPBACK | {f"[{host}]" if ":" in host else host.lower()}
    app = create_app(db, lang, hosts)
    read_ahead(db)
    config = uvicorn.Config(app.app(), host=host, port=port, log_level="warning", server_header=False, lifespan="on")
    told = logging.getLogger("uvicorn.error")
    try:
        told.disabled = True  # what it says of a port that is taken is said below
        listening = config.bind_socket()
    except SystemExit as error:
        raise UsageError(
            f"Không mở được cổng {port} tại {host}. Hãy chọn cổng khác: --port {port + 1}",
            f"Port {port} at {host} cannot be opened. Choose another: --port {port + 1}",
        ) from error
    finally:
        told.disabled = False
    asyncio.run(ready(app))
    listening.listen(config.backlog)  # else a visitor is refused until the server below has started
    announce()
    if open_browser:
        webbrowser.open(address(host, port))
    with suppress(KeyboardInterrupt):  # raised again once the server has closed: the way to stop it
        uvicorn.Server(config).run(sockets=[listening])


def address(host: str, port: int) -> str:
    """Where a browser finds the page."""
    return f"http://{'127.0.0.1' if host in _EVERYWHERE else f'[{host}]' if ':' in host else host}:{port}/"

"""Asking the web page in a test, without a server."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx

from pipeline.records import Lang
from pipeline.web.app import create_app


class Site:
    """The web page of a database."""

    def __init__(self, db: Path, lang: Lang = "vi") -> None:
        self.datasette = create_app(db, lang)

    def get(self, address: str, params: dict[str, str] | None = None, **headers: str) -> httpx.Response:
        """The answer to one request; a redirect is not followed."""
        return asyncio.run(self.datasette.client.get(address, params=params, headers=headers))

    def send(self, method: str, address: str) -> httpx.Response:
        """The answer to a request of another kind."""
        return asyncio.run(self.datasette.client.request(method, address))

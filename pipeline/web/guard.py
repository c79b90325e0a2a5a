"""What stands before every page: who may ask, what may be asked, and what a browser may do with the answer."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Any, cast, get_args
from urllib.parse import parse_qsl, urlencode

from pipeline.records import Lang

Scope = dict[str, Any]
Send = Callable[[dict[str, Any]], Awaitable[None]]
App = Callable[[Scope, Any, Send], Awaitable[None]]

LANG = "lang"
"""The parameter and the cookie that choose the language; pages never see the parameter."""
LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
_COOKIE = re.compile(rf"(?:^|;)\s*{LANG}=(\w+)")
_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_PRIVATE = "private, no-cache"
_ALLOWED = ("GET", "HEAD")


def guarded(app: App, default: Lang, hosts: Collection[str] | None) -> App:
    """An app behind the checks. `hosts` are the names under which it may be asked (no other name that points at this
    machine may: DNS rebinding), None for any; `default` is the language of who chose none.
    """

    async def guard(scope: Scope, receive: Any, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        refusal = _refusal(scope, headers, hosts)
        if refusal:
            await _refuse(send, *refusal)
            return
        inner, lang, chosen = _with_language(scope, headers, default)

        async def answer(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": _safe(message.get("headers", []), lang if chosen else None)}
            await send(message)

        await app(inner, receive, answer)

    return guard


def _refusal(scope: Scope, headers: Mapping[str, str], hosts: Collection[str] | None) -> tuple[int, str] | None:
    """Why a request gets no answer."""
    if scope["method"] not in _ALLOWED:
        return 405, "Chỉ đọc. / Read-only."
    if hosts is not None and _host(headers.get("host", "")) not in hosts:
        return 421, "Địa chỉ không được phép. / This host name is not served here."
    # Datasette would redirect '//elsewhere.example/' to another site.
    if scope["path"].startswith(("//", "/\\")):
        return 404, "Không có trang này. / No such page."
    return None


def _host(header: str) -> str:
    """The name in a Host header, without its port."""
    name, _, port = header.rpartition(":")
    return (name if name and port.isdecimal() else header).lower()


def _with_language(scope: Scope, headers: Mapping[str, str], default: Lang) -> tuple[Scope, Lang, bool]:
    """A request with its language set apart from its parameters, the language, and whether the address chose it."""
    pairs = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    asked = [value for name, value in pairs if name == LANG]
    wanted = [*asked[-1:], *_COOKIE.findall(headers.get("cookie", "")), default]
    lang = cast(Lang, next(value for value in wanted if value in get_args(Lang)))
    if not asked:
        return {**scope, LANG: lang}, lang, False
    query = urlencode([(name, value) for name, value in pairs if name != LANG])
    return {**scope, LANG: lang, "query_string": query.encode("latin-1")}, lang, lang == asked[-1]


def _safe(headers: list[tuple[bytes, bytes]], lang: Lang | None) -> list[tuple[bytes, bytes]]:
    """An answer's headers with ours; a language that was chosen is remembered."""
    named = {name.lower() for name, _ in headers}
    ours = [(name.lower().encode(), value.encode()) for name, value in _HEADERS.items()]
    kept = [(name, value) for name, value in headers if name.lower() not in {name for name, _ in ours}]
    if b"cache-control" not in named:
        ours.append((b"cache-control", _PRIVATE.encode()))
    if lang:
        ours.append((b"set-cookie", f"{LANG}={lang}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly".encode()))
    return [*kept, *ours]


async def _refuse(send: Send, status: int, words: str) -> None:
    body = (words + "\n").encode()
    headers = _safe(
        [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())], None
    )
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})

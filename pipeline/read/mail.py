"""E-mail messages (.eml). In: the message's bytes. Out: its own text as a document."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage
from typing import cast

from pipeline.read.blocks import Block, Line, Piece, pages_of
from pipeline.read.html.reader import html_blocks
from pipeline.read.message import Message
from pipeline.read.refusals import DamagedFile, ReadError
from pipeline.read.text.reader import decode, text_blocks
from pipeline.records import Reading

_HEADERS = ("From", "To", "Cc", "Date", "Subject")
_LONGEST_HEADER = 10_000
"""Characters from which a header stands as typed: the library takes square time for lists of addresses."""


def read_mail(data: bytes) -> Reading:
    """A message's own text; raises a `ReadError`. Its attachments are documents of their own."""
    try:
        return Reading(pages_of(_blocks(Message(data).parsed)), "native")
    except ReadError:
        raise
    except Exception as error:  # the library raises a dozen kinds on a part's broken headers
        raise DamagedFile("EML", type(error).__name__) from error


def _blocks(message: EmailMessage) -> Iterator[Block]:
    """Who wrote to whom, when and about what, then the message's words."""
    for header in _HEADERS:
        value = _header(message, header)
        if value:
            yield Line((Piece(f"{header}: {' '.join(str(value).split())}"),))
    yield Line()
    body = message.get_body(("plain", "html"))
    if body is None:
        return
    payload = cast(bytes, body.get_payload(decode=True) or b"")
    if body.get_content_type() == "text/html":
        yield from html_blocks(payload, body.get_content_charset())
    elif payload:
        try:
            text = payload.decode(body.get_content_charset() or "utf-8")
        except (LookupError, UnicodeDecodeError):
            text = decode(payload)
        yield from text_blocks("\n".join(text.splitlines()))


def _header(message: EmailMessage, name: str) -> str:
    """A header decoded, or as typed where it cannot be."""
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), "")
    if len(raw) <= _LONGEST_HEADER:
        try:
            return str(message.get(name) or "")
        except Exception:  # an impossible time zone, a name cut in the middle ...
            pass
    return raw.encode("utf-8", "replace").decode()

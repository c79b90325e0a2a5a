"""E-mail messages (.eml). In: the message's bytes. Out: its own text as a document, and its attachments by name."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage
from typing import cast

from pipeline.errors import DamagedFile
from pipeline.read.blocks import Block, Line, Piece, pages_of
from pipeline.read.html import html_blocks
from pipeline.read.text import decode
from pipeline.records import Reading

_HEADERS = ("From", "To", "Cc", "Date", "Subject")


class Message:
    """A parsed message and its attachments; pictures that belong to the text are none."""

    def __init__(self, data: bytes) -> None:
        self._message = email.message_from_bytes(data, policy=email.policy.default)
        self._attachments: dict[str, EmailMessage] = {}
        if self._message.is_multipart():
            for part in self._message.iter_attachments():
                name = (part.get_filename() or _unnamed(part)).replace("\\", "/").split("/")[-1].rstrip("!")
                stem, dot, suffix = name.rpartition(".")
                number = 1
                while name in self._attachments:
                    number += 1
                    name = f"{stem} ({number}){dot}{suffix}"
                self._attachments[name] = part

    @property
    def names(self) -> list[str]:
        """The attachments' names."""
        return list(self._attachments)

    def read(self, name: str) -> bytes:
        """The bytes of an attachment; raises `DamagedFile`."""
        part = self._attachments.get(name)
        if part is None:
            raise DamagedFile("EML", "không còn trong thư/no longer in the message")
        if part.get_content_type() == "message/rfc822":
            return cast(EmailMessage, part.get_content()).as_bytes()
        return cast(bytes, part.get_payload(decode=True) or b"")

    def blocks(self) -> Iterator[Block]:
        """Who wrote to whom, when and about what, then the message's words."""
        for header in _HEADERS:
            value = self._message.get(header)
            if value:
                yield Line((Piece(f"{header}: {' '.join(str(value).split())}"),))
        yield Line()
        body = self._message.get_body(("plain", "html"))
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
            yield from (Line((Piece(line),)) for line in text.splitlines())


def read_mail(data: bytes) -> Reading:
    """A message's own text; raises a `ReadError`. Its attachments are documents of their own."""
    return Reading(pages_of(Message(data).blocks()), "native")


def _unnamed(part: EmailMessage) -> str:
    if part.get_content_type() == "message/rfc822":
        return "message.eml"
    return "attachment." + {"application/pdf": "pdf", "text/html": "html"}.get(part.get_content_type(), "txt")

"""E-mail messages (.eml). In: the message's bytes. Out: its own text as a document, and its attachments by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from email.message import EmailMessage
from typing import cast

from pipeline.errors import DamagedFile, ReadError
from pipeline.read.blocks import Block, Line, Piece, pages_of
from pipeline.read.html.reader import html_blocks
from pipeline.read.mime import parse_message
from pipeline.read.text.reader import decode, text_blocks
from pipeline.records import Reading

_HEADERS = ("From", "To", "Cc", "Date", "Subject")
_LONGEST_HEADER = 10_000
"""Characters from which a header stands as typed: the library takes square time for lists of addresses."""


class Message:
    """A parsed message and its attachments; pictures that belong to the text are none. Raises `DamagedFile`."""

    def __init__(self, data: bytes) -> None:
        self._attachments: dict[str, EmailMessage] = {}
        self._repeats: Counter[str] = Counter()
        self._message = parse_message(data, "EML")
        try:
            if self._message.is_multipart():
                for part in self._message.iter_attachments():
                    self._attachments[self._name(part)] = part
        except Exception as error:  # the library raises a dozen kinds on broken headers
            raise DamagedFile("EML", type(error).__name__) from error

    def _name(self, part: EmailMessage) -> str:
        """An attachment's own name, with a number where another has it."""
        name = (part.get_filename() or _unnamed(part)).replace("\\", "/").split("/")[-1].rstrip("!")
        stem, dot, suffix = name.rpartition(".")
        own = name
        while name in self._attachments:
            self._repeats[own] += 1
            name = f"{stem} ({self._repeats[own] + 1}){dot}{suffix}"
        return name

    @property
    def names(self) -> list[str]:
        """The attachments' names."""
        return list(self._attachments)

    def read(self, name: str) -> bytes:
        """The bytes of an attachment; raises `DamagedFile`."""
        part = self._attachments.get(name)
        if part is None:
            raise DamagedFile("EML", ("không còn trong thư", "no longer in the message"))
        try:
            if part.get_content_type() == "message/rfc822":
                return cast(EmailMessage, part.get_content()).as_bytes()
            return cast(bytes, part.get_payload(decode=True) or b"")
        except Exception as error:  # as above
            raise DamagedFile("EML", type(error).__name__) from error

    def blocks(self) -> Iterator[Block]:
        """Who wrote to whom, when and about what, then the message's words."""
        for header in _HEADERS:
            value = self._header(header)
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
            yield from text_blocks("\n".join(text.splitlines()))

    def _header(self, name: str) -> str:
        """A header decoded, or as typed where it cannot be."""
        raw = next((str(value) for key, value in self._message.raw_items() if key.lower() == name.lower()), "")
        if len(raw) <= _LONGEST_HEADER:
            try:
                return str(self._message.get(name) or "")
            except Exception:  # an impossible time zone, a name cut in the middle ...
                pass
        return raw.encode("utf-8", "replace").decode()


def read_mail(data: bytes) -> Reading:
    """A message's own text; raises a `ReadError`. Its attachments are documents of their own."""
    try:
        return Reading(pages_of(Message(data).blocks()), "native")
    except ReadError:
        raise
    except Exception as error:  # as above, in a part's own headers
        raise DamagedFile("EML", type(error).__name__) from error


def _unnamed(part: EmailMessage) -> str:
    if part.get_content_type() == "message/rfc822":
        return "message.eml"
    return "attachment." + {"application/pdf": "pdf", "text/html": "html"}.get(part.get_content_type(), "txt")

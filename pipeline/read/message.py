"""What an e-mail holds beside its words. In: the message's bytes. Out: its attachments by name, each a document."""

from __future__ import annotations

from collections import Counter
from email.message import EmailMessage
from typing import cast

from pipeline.read.mime import parse_message
from pipeline.read.refusals import DamagedFile


class Message:
    """A parsed message and its attachments; pictures that belong to the text are none. Raises `DamagedFile`."""

    def __init__(self, data: bytes) -> None:
        self._attachments: dict[str, EmailMessage] = {}
        self._repeats: Counter[str] = Counter()
        self.parsed = parse_message(data, "EML")
        try:
            if self.parsed.is_multipart():
                for part in self.parsed.iter_attachments():
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


def _unnamed(part: EmailMessage) -> str:
    if part.get_content_type() == "message/rfc822":
        return "message.eml"
    return "attachment." + {"application/pdf": "pdf", "text/html": "html"}.get(part.get_content_type(), "txt")

"""Messages as the mail standard packs them (.eml, .mht). In: bytes. Out: the library's message, parsed in bounded time."""

from __future__ import annotations

import email
from email.message import EmailMessage
from email.policy import EmailPolicy
from typing import Any, cast

from pipeline.read.refusals import DamagedFile

_LONGEST = 2_000
"""Characters of a header about the content (its type, its name) that are looked at: the library takes square time."""


class _BoundedPolicy(EmailPolicy):
    """The library's own policy, with such headers cut short before they are parsed."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        """A header as the library sees it."""
        return super().header_fetch_parse(name, value[:_LONGEST] if name.lower().startswith("content-") else value)


def parse_message(data: bytes, what: str) -> EmailMessage:
    """A message; raises `DamagedFile` where the library gives up, as on a thousand messages in one another."""
    try:
        return cast(EmailMessage, email.message_from_bytes(data, policy=_BoundedPolicy()))
    except Exception as error:  # the library raises a dozen kinds
        raise DamagedFile(what, type(error).__name__) from error

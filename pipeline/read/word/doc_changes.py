"""The changes ('sprm') of a Word 97-2003 file: an opcode that says what to change, and its operand, after [MS-DOC] 2.2.5."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

_OPERANDS = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
"""Bytes of an operand by the opcode's upper three bits; 6 is of its own length."""


class Change(NamedTuple):
    """A sprm: what to change, and to what."""

    code: int
    operand: bytes

    @property
    def number(self) -> int:
        """The operand as an unsigned number."""
        return int.from_bytes(self.operand, "little")


def changes(grouped: bytes) -> Iterator[Change]:
    """The sprms of a list; one that is cut short ends it."""
    at = 0
    while at + 2 < len(grouped):
        code = int.from_bytes(grouped[at : at + 2], "little")
        at += 2
        kind = code >> 13
        if kind == 6:
            size = 2 if code == 0xD608 else 1
            length = int.from_bytes(grouped[at : at + size], "little") - (code == 0xD608)
            if code == 0xC615 and length == 255:
                return
            at += size
        else:
            length = _OPERANDS[kind]
        if length < 0 or at + length > len(grouped):
            return
        yield Change(code, grouped[at : at + length])
        at += length

"""Changes to a file's bytes, from the seed of a random generator: of any file, of markup, of a package's parts, of a PDF."""

from __future__ import annotations

import io
import random
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence

LARGEST = 200_000
"""Bytes that a mutated input may have: a hang shows in small ones too, and a run is worth by their number."""

_NUMBERS = (0, 1, 2, 3, 7, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
_MARKUP = re.compile(rb"<[^<>]{0,300}>|\\[a-z]{1,32}-?\d*|[{}]|\d+|\"[^\"]{0,80}\"")
_PDF_TOKENS = (
    b"<<", b">>", b"[", b"]", b"obj", b"endobj", b"stream\n", b"\nendstream", b"R", b"1 0 R", b"2 0 R", b"3 0 R", b"/Kids", b"/Parent", b"/Prev",
    b"/Length", b"/Filter", b"/FlateDecode", b"/ASCIIHexDecode", b"/LZWDecode", b"/Count", b"/Type", b"/Contents", b"/MediaBox", b"/Rotate 90",
    b"/Rotate 91", b"/UserUnit 1e9", b"-1", b"0", b"99999999999", b"1e38", b"nan", b" BT ", b" ET ", b" Tj ", b"(abc) Tj", b" Td ", b" Tm ", b" Tf ",
    b" re f ", b" l S ", b" m ", b" q ", b" Q ", b" cm ", b" Do ", b" Tr ", b" Tz ", b"<feff>", b"/ToUnicode", b"/XObject", b"/Annots", b"/AcroForm",
)  # fmt: skip


def of_bytes(data: bytes, rng: random.Random, others: Sequence[bytes] = ()) -> bytes:
    """One to eight changes of any kind; a third of the inputs with bytes of another seed."""
    changed = bytearray(data)
    for _ in range(1 << rng.randrange(4)):
        if not changed:
            changed += b"\x00"
        rng.choice(_CHANGES)(changed, rng)
    if others and rng.random() < 0.1:
        other = rng.choice(others)
        start, length = rng.randrange(len(other) or 1), rng.randrange(1, 2000)
        at = rng.randrange(len(changed) + 1)
        changed[at:at] = other[start : start + length]
    return bytes(changed[:LARGEST])


def of_markup(data: bytes, rng: random.Random, others: Sequence[bytes] = ()) -> bytes:
    """Tags, control words, attributes and numbers moved, doubled, nested and swapped; sometimes plain bytes."""
    if rng.random() < 0.25:
        return of_bytes(data, rng, others)
    for _ in range(1 << rng.randrange(4)):
        found = [match.span() for match in _MARKUP.finditer(data)]
        if not found:
            return of_bytes(data, rng, others)
        start, end = rng.choice(found)
        token, (first, last) = data[start:end], rng.choice(found)
        kind = rng.randrange(6)
        if kind == 0:  # gone
            data = data[:start] + data[end:]
        elif kind == 1:  # again, at another place
            data = data[:first] + token + data[first:]
        elif kind == 2:  # many times
            data = data[:start] + token * rng.choice((2, 3, 10, 300)) + data[end:]
        elif kind == 3:  # another's
            data = data[:start] + data[first:last] + data[end:]
        elif kind == 4:  # its number out of bounds
            number = str(rng.choice((*_NUMBERS, -1, -32768, 10**12))).encode()
            data = data[:start] + re.sub(rb"-?\d+", number, token, count=1) + data[end:]
        else:  # a stretch between two tokens, doubled or dropped
            low, high = sorted((start, first))
            data = data[:low] + data[low:high] * rng.choice((0, 2, 5)) + data[high:]
        data = data[:LARGEST]
    return data


def of_package(data: bytes, rng: random.Random, others: Sequence[bytes] = ()) -> bytes:
    """A ZIP package with one or two parts changed and packed again; one in five has its own bytes changed."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = [(entry.filename, package.read(entry)) for entry in package.infolist()]
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, EOFError, OSError):
        parts = []
    if not parts or rng.random() < 0.2:
        return of_bytes(data, rng, others)
    for _ in range(rng.choice((1, 1, 2))):
        # Of many parts the large ones hold the document.
        at = rng.choices(range(len(parts)), [len(part) + 50 for _, part in parts])[0]
        name, part = parts[at]
        fate = rng.random()
        if fate < 0.04:
            parts.pop(at)
        elif fate < 0.08:
            parts.append((name, rng.choice(parts)[1]))
        elif fate < 0.12:
            parts[at] = (rng.choice(parts)[0], part)
        else:
            parts[at] = (name, of_markup(part, rng) if part else b"<a/>")
        if not parts:
            break
    return packed(parts)


def packed(parts: Sequence[tuple[str, bytes]]) -> bytes:
    """Parts as a ZIP package, in their order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, part in parts:
            # A name that comes twice is part of the trial; zipfile only warns of it, when asked to write by its name.
            entry = zipfile.ZipInfo(name)
            package.NameToInfo.pop(name, None)
            package.writestr(entry, part)
    return buffer.getvalue()


def of_pdf(data: bytes, rng: random.Random, others: Sequence[bytes] = ()) -> bytes:
    """Objects and operators of a PDF changed as tokens; PDFium finds its own way where the table of objects is off."""
    if rng.random() < 0.3:
        return of_bytes(data, rng, others)
    for _ in range(1 << rng.randrange(4)):
        words = [match.span() for match in re.finditer(rb"/?[\w.+-]+", data)]
        if not words:
            break
        start, end = rng.choice(words)
        kind = rng.randrange(4)
        if kind == 0:
            data = data[:start] + rng.choice(_PDF_TOKENS) + data[end:]
        elif kind == 1:
            data = data[:start] + rng.choice(_PDF_TOKENS) + b" " + data[start:]
        elif kind == 2:
            first, last = rng.choice(words)
            data = data[:start] + data[first:last] + data[end:]
        else:
            low, high = sorted((start, rng.choice(words)[0]))
            data = data[:low] + data[low : min(high, low + 3000)] * rng.choice((0, 2, 30)) + data[high:]
        data = data[:LARGEST]
    return data


def _flip(data: bytearray, rng: random.Random) -> None:
    data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)


def _set(data: bytearray, rng: random.Random) -> None:
    data[rng.randrange(len(data))] = rng.randrange(256)


def _number(data: bytearray, rng: random.Random) -> None:
    at, number = rng.randrange(len(data)), rng.choice(_NUMBERS)
    form = rng.choice(("<H", ">H", "<I", ">I"))
    data[at : at + struct.calcsize(form)] = struct.pack(form, number & (0xFFFF if form[1] == "H" else 0xFFFFFFFF))


def _drop(data: bytearray, rng: random.Random) -> None:
    at = rng.randrange(len(data))
    del data[at : at + rng.choice((1, 4, 64, 4096))]


def _cut(data: bytearray, rng: random.Random) -> None:
    if rng.random() < 0.2:
        del data[rng.randrange(len(data)) :]


def _double(data: bytearray, rng: random.Random) -> None:
    at = rng.randrange(len(data))
    data[at:at] = data[at : at + rng.choice((1, 8, 64, 512))] * rng.choice((1, 2, 50))


def _move(data: bytearray, rng: random.Random) -> None:
    start, at, length = rng.randrange(len(data)), rng.randrange(len(data)), rng.choice((1, 8, 64, 512))
    data[at : at + length] = data[start : start + length]


def _noise(data: bytearray, rng: random.Random) -> None:
    at = rng.randrange(len(data))
    data[at:at] = rng.randbytes(rng.choice((1, 4, 32)))


_CHANGES: tuple[Callable[[bytearray, random.Random], None], ...] = (
    _flip,
    _set,
    _number,
    _drop,
    _cut,
    _double,
    _move,
    _noise,
)

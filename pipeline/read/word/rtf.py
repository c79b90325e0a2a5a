"""Rich Text Format (.rtf). In: the file's bytes. Out: pages of text in document order with their tables.

Each run's font is known, so that letters from before Unicode are too. Fields are read by their results, deleted and
hidden text, heads, pictures and data are left out; footnotes follow the body, text boxes stand where they hang.
After Microsoft's RTF specification 1.9.1; one pass, groups held in a list, so that depth costs no recursion.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from pipeline.read.blocks import Piece, pages_of
from pipeline.read.letters.legacy import names_legacy_letters
from pipeline.read.refusals import DamagedFile
from pipeline.read.word.rtf_rows import RowDefinition
from pipeline.read.word.rtf_words import CODE_PAGES, ESCAPES, LEFT_OUT, OPENED, SIGNS, TOKEN, code_page, windows_1252
from pipeline.read.word.story import Paragraph, Story
from pipeline.records import Reading

_DEEPEST = 20_000
"""Groups within one another; Word allows far fewer."""


def read_rtf(data: bytes) -> Reading:
    """The text of an RTF document; raises `DamagedFile` or `LegacyLetters`."""
    reader = _Reader()
    reader.read(data)
    return Reading(pages_of(reader.story().blocks()), "native")


@dataclass(frozen=True, slots=True)
class _State:
    """What a group passes on to the groups inside it and forgets at its end."""

    font: int = -1
    shown: bool = True
    """Whether letters of this group belong to the text."""
    hidden: bool = False
    deleted: bool = False
    capitals: bool = False
    raised: bool = False
    fallback: int = 1
    """How many characters stand in for one in Unicode, for programs that know none."""
    in_table: bool = False
    centred: bool = False
    destination: str = ""


@dataclass(slots=True)
class _Flow:
    """One story's letters, cells and rows as they grow."""

    story: Story = field(default_factory=Story)
    letters: list[Piece] = field(default_factory=list)
    cell: list[Paragraph] = field(default_factory=list)
    row: list[list[Paragraph]] = field(default_factory=list)


class _Reader:
    """Carries out the control words of one file."""

    def __init__(self) -> None:
        self._state = _State()
        self._stack: list[_State] = []
        self._fonts: dict[int, str] = {}
        self._charsets: dict[int, int] = {}
        self._default_font = 0
        self._code_page = "cp1252"
        self._body, self._notes = _Flow(), _Flow()
        self._bytes = bytearray()
        """Letters not yet decoded; all in one font."""
        self._to_skip = 0
        self._surrogate = ""
        self._optional = False
        self._definition = RowDefinition()

    def story(self) -> Story:
        """The body, then the notes."""
        self._flush()
        for flow in (self._body, self._notes):
            self._unfinished(flow)
            if flow.letters:
                self._paragraph(flow)
        self._body.story.extend(self._notes.story)
        return self._body.story

    def read(self, data: bytes) -> None:
        """Go through the file once."""
        at = 0
        while at < len(data):
            token = TOKEN.match(data, at)
            if token is None:
                at += 1
                continue
            at = token.end()
            word, number, code, sign, brace, plain = token.groups()
            if plain is not None:
                self._plain(plain)
            elif code is not None:
                self._plain(bytes((int(code, 16),)))
            elif word is not None:
                name = word.decode("ascii")
                if name == "bin":
                    at += max(int(number or 0), 0)
                else:
                    self._word(name, int(number) if number is not None else None)
            elif brace == b"{":
                self._flush()
                self._to_skip = 0
                self._stack.append(self._state)
                if len(self._stack) > _DEEPEST:
                    raise DamagedFile("RTF", ("lồng quá sâu", "nested too deeply"))
            elif brace == b"}":
                self._flush()
                self._to_skip = 0
                if self._stack:
                    self._state = self._stack.pop()
            elif sign == b"*":
                self._optional = True
                continue
            elif sign is not None:
                self._escape(sign)
            self._optional = False

    # --- letters ---------------------------------------------------------------------------

    def _plain(self, data: bytes) -> None:
        skipped = min(self._to_skip, len(data))
        self._to_skip -= skipped
        data = data[skipped:]
        if self._state.destination == "fonttbl":
            self._font_name(data)
        elif data and self._visible():
            self._bytes += data

    def _visible(self) -> bool:
        return self._state.shown and not self._state.hidden and not self._state.deleted

    def _font_name(self, data: bytes) -> None:
        name = self._fonts.get(self._state.font, "") + data.decode("latin-1")
        self._fonts[self._state.font] = name

    def _flush(self) -> None:
        """Decode the bytes that wait, by their font's code page; fonts from before Unicode hold plain Windows bytes."""
        if not self._bytes:
            return
        font = self._font()
        page = CODE_PAGES.get(self._charsets.get(self._state.font, 0), self._code_page)
        if font is not None and names_legacy_letters(font):
            page = "cp1252"
        text = "".join(windows_1252(byte) for byte in self._bytes) if page == "cp1252" else ""
        self._show(text or self._bytes.decode(page, "replace"))
        self._bytes.clear()

    def _font(self) -> str | None:
        number = self._state.font if self._state.font in self._fonts else self._default_font
        name = self._fonts.get(number, "").split(";", 1)[0].strip()
        return name or None

    def _show(self, text: str) -> None:
        if text and self._visible():
            self._flow().letters.append(Piece(text, self._font(), self._state.capitals, self._state.raised))

    def _flow(self) -> _Flow:
        return self._notes if self._state.destination == "footnote" else self._body

    def _escape(self, sign: bytes) -> None:
        self._flush()
        if self._to_skip:
            self._to_skip -= 1
        elif sign in (b"\n", b"\r"):
            self._word("par", None)
        elif sign in ESCAPES:
            self._show(ESCAPES[sign])

    def _unicode(self, number: int) -> None:
        char = chr(number & 0xFFFF)
        if "\ud800" <= char < "\udc00":
            self._surrogate = char
        else:
            pair = self._surrogate + char
            self._surrogate = ""
            self._show(pair.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))
        self._to_skip = self._state.fallback

    # --- control words -----------------------------------------------------------------------

    def _word(self, name: str, number: int | None) -> None:
        self._flush()
        if self._to_skip and name not in ("u", "uc"):
            self._to_skip -= 1
            return
        on = number != 0
        if self._optional or name in LEFT_OUT or name in OPENED:
            self._open(name)
        elif name in SIGNS:
            self._show(" " if self._state.destination == "listtext" and name == "tab" else SIGNS[name])
        elif name == "u":
            self._unicode(number or 0)
        elif name == "uc":
            self._state = replace(self._state, fallback=min(max(number or 0, 0), 100))
        elif name == "f":
            self._state = replace(self._state, font=number or 0)
        elif name == "plain":
            self._state = replace(
                self._state, font=self._default_font, hidden=False, deleted=False, capitals=False, raised=False
            )
        elif name in ("sub", "nosupersub"):
            self._state = replace(self._state, raised=False)
        elif name in ("v", "deleted", "caps", "super"):
            key = {"v": "hidden", "deleted": "deleted", "caps": "capitals", "super": "raised"}[name]
            self._state = replace(self._state, **{key: on})  # type: ignore[arg-type]
        elif name in ("fonttbl", "footnote", "listtext"):
            self._state = replace(self._state, destination=name)
        elif name == "fcharset":
            self._charsets[self._state.font] = number or 0
        elif name == "deff":
            self._default_font = number or 0
        elif name == "ansicpg":
            self._code_page = code_page(number or 0)
        elif name == "mac":
            self._code_page = "mac_roman"
        else:
            self._layout(name, number)

    def _open(self, name: str) -> None:
        """A group of another kind than text begins."""
        if name == "fonttbl":
            self._state = replace(self._state, destination=name)
        elif name in OPENED:
            shown = OPENED[name]
            self._state = replace(self._state, shown=shown)
        else:
            self._state = replace(self._state, shown=False, destination="")

    def _layout(self, name: str, number: int | None) -> None:
        flow = self._flow()
        if name in ("par", "sect"):
            if self._visible() or flow.letters:
                self._paragraph(flow)
        elif name == "pard":
            self._state = replace(self._state, in_table=False, centred=False)
        elif name == "intbl":
            self._state = replace(self._state, in_table=True)
        elif name in ("qc", "ql", "qr", "qj"):
            self._state = replace(self._state, centred=name == "qc")
        elif name == "pagebb" and number != 0:
            self._show("\f")
        elif name == "cell":
            flow.row.append([*flow.cell, Paragraph(tuple(flow.letters))])
            flow.cell, flow.letters = [], []
        elif name in ("nestcell", "nestrow"):
            if flow.letters:
                flow.cell.append(Paragraph(tuple(flow.letters)))
                flow.letters = []
        elif name == "row":
            flow.story.row(list(self._definition.cells(flow.row)))
            flow.row, flow.cell = [], []
        else:
            self._definition.word(name, number)

    def _paragraph(self, flow: _Flow) -> None:
        words = Paragraph(tuple(flow.letters), self._state.centred)
        flow.letters = []
        if self._state.in_table:
            flow.cell.append(words)
        else:
            self._unfinished(flow)
            flow.story.paragraph(words)

    def _unfinished(self, flow: _Flow) -> None:
        """Cells whose row never ended are paragraphs."""
        for words in (*(words for cell in flow.row for words in cell), *flow.cell):
            flow.story.paragraph(words)
        flow.row, flow.cell = [], []

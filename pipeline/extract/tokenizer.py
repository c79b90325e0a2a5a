"""underthesea's word segmentation as spaCy's tokenizer, exact to the character.

underthesea rewrites white space; each of its words is found again in the text, so that the tokens,
with the white space between them, are the text. It is the slowest stage by far, so it runs only on the
stretches where an extractor may ask for a word's end; elsewhere a token is a run without white space,
which in Vietnamese is a syllable. Both libraries are imported where they are used, for whoever needs a document's records
only imports this room too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_LINE = 2000
_RUN = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Cue:
    """Where words are asked for: from a match of `pattern` to `reach` characters after it, in its line."""

    pattern: re.Pattern[str]
    reach: int


class UndertheseaTokenizer:
    """Callable text -> Doc; `doc.text == text` for any text. Without cues the whole text is cut into words."""

    def __init__(self, vocab: Vocab, cues: tuple[Cue, ...] = ()) -> None:
        self.vocab = vocab
        self._cues = cues

    def __call__(self, text: str) -> Doc:
        from spacy.tokens import Doc

        words: list[str] = []
        spaces: list[bool] = []
        position = 0
        for start, end in self._spans(text):
            if start > position:
                gap = text[position:start]
                if gap[0] == " " and words:
                    spaces[-1] = True
                    gap = gap[1:]
                if gap:
                    words.append(gap)
                    spaces.append(False)
            words.append(text[start:end])
            spaces.append(False)
            position = end
        if position < len(text):
            words.append(text[position:])
            spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)

    def _spans(self, text: str) -> Iterator[tuple[int, int]]:
        """The spans of the tokens: words inside the stretches, runs without white space outside."""
        position = 0
        for start, end in self._stretches(text):
            yield from _runs(text, position, start)
            yield from _words(text, start, end)
            position = end
        yield from _runs(text, position, len(text))

    def _stretches(self, text: str) -> list[tuple[int, int]]:
        """What is cut into words: disjoint, in order, from syllable to syllable, each in one line."""
        if not self._cues:
            return [match.span() for match in re.finditer(r"[^\n]+", text)]
        wanted = sorted(
            (match.start(), match.end() + cue.reach) for cue in self._cues for match in cue.pattern.finditer(text)
        )
        found: list[tuple[int, int]] = []
        for start, reach in wanted:
            line_end = text.find("\n", start, reach)
            end = min(reach, len(text)) if line_end < 0 else line_end
            while end < len(text) and not text[end].isspace():
                end += 1
            if found and start < found[-1][1]:
                found[-1] = (found[-1][0], max(end, found[-1][1]))
            else:
                found.append((start, end))
        return found

    def to_bytes(self, **_: object) -> bytes:
        """Nothing to save: the model comes with underthesea."""
        return b""

    def from_bytes(self, _data: bytes, **_: object) -> UndertheseaTokenizer:
        """Nothing to load."""
        return self


def _runs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    return (run.span() for run in _RUN.finditer(text, start, end))


def _words(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The words of a stretch as underthesea cuts them; a stretch longer than any prose by its spaces."""
    if end - start > _LINE:
        yield from _runs(text, start, end)
        return
    from underthesea import word_tokenize

    position = start
    for word in word_tokenize(text[start:end], use_token_normalize=False):
        span = _locate(text, word, position, end)
        if span is None:
            # The word was rewritten beyond white space: the rest by its spaces.
            yield from _runs(text, position, end)
            return
        yield span
        position = span[1]


def _locate(text: str, word: str, position: int, end: int) -> tuple[int, int] | None:
    """Where `word` stands at the next character that is no space, whatever spaces are inside it."""
    while position < end and text[position].isspace():
        position += 1
    at = position
    for char in word:
        if char.isspace():
            continue
        while at < end and text[at].isspace():
            at += 1
        if at >= end or text[at] != char:
            return None
        at += 1
    return (position, at) if at > position else None

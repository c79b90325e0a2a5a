"""underthesea's word segmentation as spaCy's tokenizer, exact to the character.

underthesea rewrites white space; each of its words is found again in the text, so that the tokens,
with the white space between them, are the text.
"""

from __future__ import annotations

import re

from spacy.tokens import Doc
from spacy.vocab import Vocab
from underthesea import word_tokenize

_LINE = 2000
_PIECE = re.compile(r"[^\n]+")
_RUN = re.compile(r"\S+")


class UndertheseaTokenizer:
    """Callable text -> Doc; `doc.text == text` for any text."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        position = 0
        for start, end in _words(text):
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

    def to_bytes(self, **_: object) -> bytes:
        """Nothing to save: the model comes with underthesea."""
        return b""

    def from_bytes(self, _data: bytes, **_: object) -> UndertheseaTokenizer:
        """Nothing to load."""
        return self


def _words(text: str) -> list[tuple[int, int]]:
    """The spans of the words, line by line; lines longer than any prose are cut at their spaces."""
    spans: list[tuple[int, int]] = []
    for piece in _PIECE.finditer(text):
        if len(piece[0]) > _LINE:
            spans += [run.span() for run in _RUN.finditer(text, *piece.span())]
        else:
            spans += _words_of_line(text, *piece.span())
    return spans


def _words_of_line(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    position = start
    for word in word_tokenize(text[start:end], use_token_normalize=False):
        span = _locate(text, word, position, end)
        if span is None:
            # The word was rewritten beyond white space: the rest of the line by its spaces.
            return spans + [run.span() for run in _RUN.finditer(text, position, end)]
        spans.append(span)
        position = span[1]
    return spans


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

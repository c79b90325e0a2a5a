"""underthesea's word segmentation as spaCy's tokenizer, exact to the character.

underthesea rewrites white space; each of its words is found again in the text, so that the tokens,
with the white space between them, are the text. Both libraries are imported where they are used, for whoever
needs a document's records only imports this room too.
"""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.loading import deferred, standing_in

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_LINE = 2000
_UNUSED = (
    *("underthesea.pipeline.chunking:chunk", "underthesea.pipeline.ner:ner", "underthesea.pipeline.pos_tag:pos_tag"),
    *("underthesea.pipeline.lang_detect:lang_detect", "underthesea.pipeline.classification:classify"),
    *("underthesea.agent:agent", "underthesea.address:convert_address"),
)
"""What would load its list of 74,000 words once more, for tags and names; and its other models, with what fetches them."""
_MODEL = "ws_crf_vlsp2013_20230727"
_RUN = re.compile(r"\S+")


class UndertheseaTokenizer:
    """Callable text -> Doc; `doc.text == text` for any text."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        from spacy.tokens import Doc

        words: list[str] = []
        spaces: list[bool] = []
        position = 0
        for start, end in _spans(text):
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


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """The spans of the words, line by line; a line longer than any prose by its spaces."""
    for line in re.finditer(r"[^\n]+", text):
        start, end = line.span()
        yield from _words(text, start, end) if end - start <= _LINE else _runs(text, start, end)


def _runs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    return (run.span() for run in _RUN.finditer(text, start, end))


@cache
def _cut() -> Callable[..., list[str]]:
    """underthesea's segmentation with its model read ahead: joblib unpickles its 70,000 words in Python, ten times slower.

    It takes joblib, which is as long in loading as all else, only to unpickle files. Where a release keeps its model
    elsewhere, it reads it itself.
    """
    with deferred(*_UNUSED), standing_in("joblib", load=_unpickled):
        from underthesea import word_tokenize
        from underthesea.models.fast_crf_sequence_tagger import FastCRFSequenceTagger
    from underthesea_core import CRFFeaturizer, CRFTagger

    home = import_module("underthesea.pipeline.word_tokenize")
    folder = Path(str(home.__file__)).parent / "models" / _MODEL
    if folder.is_dir():
        tagger = FastCRFSequenceTagger()
        tagger.estimator = CRFTagger()
        tagger.estimator.load(str(folder / tagger.path_model))
        names = (tagger.path_features, tagger.path_dictionary)
        tagger.featurizer = CRFFeaturizer(*(_unpickled(folder / name) for name in names))
        home.word_tokenize_model = tagger  # type: ignore[attr-defined]
    return word_tokenize  # type: ignore[no-any-return]


def _unpickled(path: str | Path) -> Any:
    return pickle.loads(Path(path).read_bytes())


def _words(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The words of a line as underthesea cuts them."""
    position = start
    for word in _cut()(text[start:end], use_token_normalize=False):
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
    if word and text.startswith(word, position, end):
        return position, position + len(word)
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

"""Extract: `Text` and `Outline` in, `Mentions` out, by a spaCy pipeline with underthesea's words.

One module and one named component a kind of fact (`components.EXTRACTORS`); the grammar's words are
tables in `data/`. Every mention slices to its text. A new extractor is one module with one function
from `Passage` to mentions, and one line in the registry.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.extract.components import EXTRACTORS, extract

__all__ = ["EXTRACTORS", "extract"]


def __getattr__(name: str) -> Any:
    # Whoever asks for a table of this room alone does not wait until the grammar is compiled.
    if name not in __all__:
        raise AttributeError(name)
    from pipeline.extract import components

    return getattr(components, name)

"""Normalize: a `Reading` in, a `Text` out: one string in Unicode NFC with single spaces, pages and offsets kept.

Word boxes and table cells come along in the document's offsets. A new clean-up is a step in
`normalize/cleaning.py`, which maps offsets by itself.
"""

from pipeline.normalize.document import normalize
from pipeline.normalize.fold import fold

__all__ = ["fold", "normalize"]

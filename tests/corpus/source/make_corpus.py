"""Write the documents of the corpus; a second run gives the same bytes. `python tests/corpus/source/make_corpus.py [FOLDER]`."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import layout_docx
import layout_pdf
import layout_text
from content_known import KNOWN
from content_sample import SAMPLES

RENDERERS = {".pdf": layout_pdf.render, ".docx": layout_docx.render, ".txt": layout_text.render}


def make(folder: Path) -> list[Path]:
    """Write every document into `folder`; returns their paths."""
    paths = []
    for document in (*KNOWN, *SAMPLES):
        path = folder / document.file
        path.write_bytes(RENDERERS[path.suffix](document))
        paths.append(path)
    return paths


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[3] / "corpus")

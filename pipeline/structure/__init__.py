"""Structure: `Text` in, `Outline` out: letterhead, numbered parts, bullets, recipients, signature.

The form's fixed words, the kinds of document and the issuing bodies are tables in `data/`; the
grammar of document numbers and of days lives here too, because the head is made of them. A new
part of the form is one module with one reader, called in `outlining`.
"""

from typing import TYPE_CHECKING

from pipeline.loading import on_demand

if TYPE_CHECKING:
    from pipeline.structure.outlining import outline as outline

__getattr__ = on_demand(__name__, {"outline": "outlining"})

"""Structure: `Text` in, `Outline` out: letterhead, numbered parts, bullets, recipients, signature.

The form's fixed words, the kinds of document and the issuing bodies are tables in `data/`; the
grammar of document numbers and of days lives here too, because the head is made of them. A new
part of the form is one module with one reader, called in `outline`.
"""

from dataclasses import replace

from pipeline.records import Outline, Text
from pipeline.structure.bare_letters import as_typed, dressed
from pipeline.structure.foot.signature import read_foot
from pipeline.structure.head.catalogue import read_catalogue
from pipeline.structure.head.letterhead import read_letterhead
from pipeline.structure.sections import sections_and_items
from pipeline.structure.typed_figures import figured

__all__ = ["outline"]


def outline(text: Text) -> Outline:
    """The form of a document; every offset counts in `text.text`."""
    whole = text.text
    written = figured(whole)
    form = dressed(written)
    catalogue = read_catalogue(form)
    letterhead = read_letterhead(form, catalogue, [(table.start, table.end) for table in text.tables])
    recipients, foot, signature = read_foot(form, letterhead.end)
    if form is not written:
        place, subject = (as_typed(whole, field) for field in (letterhead.place, letterhead.subject))
        letterhead = replace(letterhead, place=place, subject=subject)
        signature = replace(signature, signer=as_typed(whole, signature.signer))
        recipients = tuple(filter(None, (as_typed(whole, field) for field in recipients)))
    if signature.signer is None and (signer := catalogue.values.get("signer")):
        signature = replace(signature, signer=signer)
    body = (letterhead.end, min(foot, signature.start))
    sections, items = sections_and_items(whole, *body)
    return Outline(letterhead, sections, items, recipients, signature, body)

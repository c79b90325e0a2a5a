"""The outline of a document: `Text` in, `Outline` out, part by part."""

from __future__ import annotations

from dataclasses import replace

from pipeline.records import Outline, Text
from pipeline.structure.bare_letters import as_typed, dressed
from pipeline.structure.foot.imprint import imprint_start
from pipeline.structure.foot.signature import read_foot
from pipeline.structure.head.catalogue import read_catalogue
from pipeline.structure.head.copies import without_cover
from pipeline.structure.head.letterhead import read_letterhead
from pipeline.structure.sections import sections_and_items
from pipeline.structure.typed_figures import figured


def outline(text: Text) -> Outline:
    """The form of a document; every offset counts in `text.text`."""
    whole = text.text
    written = figured(whole)
    form = without_cover(dressed(written))
    catalogue = read_catalogue(form)
    letterhead = read_letterhead(form, catalogue, [(table.start, table.end) for table in text.tables])
    recipients, foot, signature = read_foot(form[: imprint_start(form, letterhead.end)], letterhead.end)
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

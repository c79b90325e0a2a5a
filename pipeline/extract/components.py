"""The spaCy pipeline: underthesea's words, then one named component for each kind of fact.

A component is a function from `Passage` to mentions, in `EXTRACTORS`, under the name of the field of
`Mentions` that it fills. It sees what the components before it found.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import fields, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from pipeline.extract.amounts.finder import find_amounts
from pipeline.extract.amounts.in_cells import find_amounts_in_cells
from pipeline.extract.citations.finder import find_citations
from pipeline.extract.confidence import calibrated
from pipeline.extract.dates.finder import find_dates
from pipeline.extract.organisations.finder import find_organisations
from pipeline.extract.passage import Passage, Spans
from pipeline.extract.people import find_people
from pipeline.extract.places.finder import find_places
from pipeline.extract.projects.best_mention import place_projects
from pipeline.extract.projects.costs.priced import price_projects
from pipeline.extract.projects.finder import find_projects
from pipeline.extract.projects.weighing.reviewed import review_projects
from pipeline.extract.projects.weighing.weighed import find_projects_weighed
from pipeline.extract.quantities.counted import noun_cue
from pipeline.extract.quantities.finder import find_quantities
from pipeline.extract.tables.cells import read_cells
from pipeline.extract.tokenizer import UndertheseaTokenizer
from pipeline.extract.words import Words
from pipeline.loading import at_call, collector_at_rest, deferred, standing_in, without
from pipeline.records import Field, Mentions, Outline, Text
from pipeline.structure.foot.imprint import imprint_start
from pipeline.structure.table.whole_tables import said_again, whole_tables
from pipeline.structure.typed_figures import figured

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

Extractor = Callable[[Passage], tuple[Any, ...]]

REVIEWED, WEIGHED, PRICED, PLACED = "reviewed", "weighed", "priced", "placed"
EXTRACTORS: dict[str, tuple[str, Extractor]] = {
    "amounts": ("amounts", find_amounts),
    "tables": ("cells", read_cells),
    "cells": ("amounts", find_amounts_in_cells),
    "citations": ("citations", find_citations),
    "dates": ("dates", find_dates),
    "projects": ("projects", find_projects),
    "places": ("entities", find_places),
    "organisations": ("entities", find_organisations),
    "people": ("entities", find_people),
    "quantities": ("quantities", find_quantities),
    REVIEWED: ("projects", review_projects),
    WEIGHED: ("projects", find_projects_weighed),
    PRICED: ("projects", price_projects),
    PLACED: ("projects", place_projects),
}
"""Component name -> the field of `Mentions` that it adds to, and the extractor; in running order."""
REVISING = frozenset((REVIEWED, PRICED, PLACED))
"""Those that put what they say in the place of what the field holds."""


_UNUSED = (
    "spacy.cli.info:info",
    *("spacy.pipeline.dep_parser:DependencyParser", "spacy.pipeline.edit_tree_lemmatizer:EditTreeLemmatizer"),
    *("spacy.pipeline.entity_linker:EntityLinker", "spacy.pipeline.ner:EntityRecognizer"),
    *("spacy.pipeline.span_finder:SpanFinder", "spacy.pipeline.spancat:SpanCategorizer"),
    *("spacy.pipeline.textcat:TextCategorizer", "spacy.pipeline.textcat_multilabel:MultiLabel_TextCategorizer"),
    *(f"srsly._yaml_api:{name}" for name in ("read_yaml", "write_yaml", "yaml_dumps", "yaml_loads")),
    "srsly._yaml_api:is_yaml_serializable",
)
"""spaCy's command, parsers and classifiers, and its YAML."""
_SCHEMAS = ("ConfigSchema", "ConfigSchemaInit", "ConfigSchemaNlp", "ConfigSchemaPretrain", "ConfigSchemaTraining")
_CHECKS = ("TokenPattern", "validate_init_settings", "validate_token_pattern")


def _component(name: str) -> Callable[[Doc], Doc]:
    kind, extractor = EXTRACTORS[name]

    def run(doc: Doc) -> Doc:
        passage: Passage = doc._.passage
        told = extractor(passage)
        if passage.aside:
            told = tuple(m for m in told if not passage.aside.overlap(m.start, m.end))
        if name not in REVISING:
            if not told:
                return doc
            told = tuple(sorted((*getattr(passage.found, kind), *told), key=lambda m: (m.start, -m.end)))
        passage.found = replace(passage.found, **{kind: told})
        return doc

    return run


@cache
def language() -> Language:
    """The pipeline with the model of its words, loaded once a process (about a quarter of a second)."""
    with collector_at_rest():
        return _loaded()


def _loaded() -> Language:
    # What fills spaCy's registry with its own components stands aside; it does so for whoever asks for one later.
    registry = standing_in("spacy.registrations", REGISTRY_POPULATED=True, populate_registry=lambda: None)
    factories = standing_in("spacy.pipeline.factories", register_factories=lambda: None)
    with without("pydantic"), without("pydantic.v1"), deferred(*_UNUSED), registry, factories, _schemas():
        from spacy.language import Language
        from spacy.tokens import Doc
        from spacy.vocab import Vocab

        Doc.set_extension("passage", default=None, force=True)
        vocab = Vocab()
        # The limit guards parsers that need memory by the square of the text; none runs here.
        nlp = Language(vocab, max_length=10**9, create_tokenizer=lambda _: UndertheseaTokenizer(vocab))
        for name in EXTRACTORS:
            Language.component(f"vanban_{name}", func=_component(name))
            nlp.add_pipe(f"vanban_{name}", name=name)
    nlp.make_doc("văn bản")  # underthesea reads its model at the first word
    return nlp


def _schemas() -> AbstractContextManager[None]:
    """What spaCy checks configuration files by takes any, for good in this process: we read none, and pydantic's schemas take
    long to load.
    """
    from confection.validation import Schema

    takes_any = type("TakesAny", (Schema,), {"model_rebuild": staticmethod(lambda **_: None)})
    checks = {name: at_call("spacy.schemas", name) for name in _CHECKS}
    return standing_in("spacy.schemas", **dict.fromkeys(_SCHEMAS, takes_any), **checks)


def extract(text: Text, outline: Outline) -> Mentions:
    """Every fact that the text states; each mention's words are `text.text[start:end]`."""
    return calibrated(extract_as_stated(text, outline))


def extract_as_stated(text: Text, outline: Outline) -> Mentions:
    """The same with the confidence that each rule states, which calibration measures."""
    nlp = language()
    from spacy.tokens import Doc

    # The Doc carries the passage from component to component; words are cut where one asks for them.
    doc = Doc(nlp.vocab)
    figures = figured(text.text)
    read = text if figures == text.text else replace(text, text=figures)
    words = Words(read.text, noun_cue(), nlp.make_doc)
    tables = whole_tables(read)
    last = imprint_start(read.text, outline.letterhead.end)
    imprint = [Field("", last, len(read.text))] if last < len(read.text) else []
    doc._.passage = Passage(read.text, outline, words, tables, aside=Spans(said_again(read, tables), imprint))
    for _, component in nlp.pipeline:
        doc = component(doc)
    found: Mentions = doc._.passage.found
    return found if read is text else _as_typed(text.text, found)


def _as_typed(text: str, found: Mentions) -> Mentions:
    """Mentions with the words that the text itself has, letters for figures and all."""
    kinds = {field.name: getattr(found, field.name) for field in fields(found)}
    return Mentions(
        **{kind: tuple(replace(m, text=text[m.start : m.end]) for m in told) for kind, told in kinds.items()}
    )

"""The typed records that pass between the rooms; no room is imported here.

`pages` what read and normalize hand on, `form` structure, `mentions` extract, `facts` link and audit.

Every offset counts characters (Python code points). Inside `Page` offsets count in that page's
text; from `Text` on they count in the document's normalised text, so that for every mention
`document.text[start:end] == mention.text`. Money is a whole number of đồng, never a float.
"""

from typing import Literal

from pipeline.records.facts import (
    CountRelation,
    Document,
    Doubt,
    DoubtReason,
    Evidence,
    Facts,
    Failure,
    Finding,
    RatioKind,
    RatioRelation,
    Severity,
    Statement,
    StatementKind,
    SumKind,
    SumRelation,
    Verdict,
    WordsRelation,
)
from pipeline.records.form import (
    Field,
    Item,
    Letterhead,
    Outline,
    Section,
    Signature,
)
from pipeline.records.mentions import (
    Amount,
    AmountRole,
    Citation,
    DateMention,
    DatePrecision,
    Entity,
    EntityKind,
    Mention,
    Mentions,
    Project,
    ProjectStatus,
    Quantity,
    QuantityRole,
    Relation,
    TableCell,
)
from pipeline.records.pages import (
    Cell,
    Ocr,
    Page,
    PageSpan,
    Reading,
    Source,
    Table,
    Text,
    TextSource,
    Word,
    Words,
)

__all__ = [
    "Amount",
    "AmountRole",
    "Cell",
    "Citation",
    "CountRelation",
    "DateMention",
    "DatePrecision",
    "Document",
    "Doubt",
    "DoubtReason",
    "Entity",
    "EntityKind",
    "Evidence",
    "Facts",
    "Failure",
    "Field",
    "Finding",
    "Item",
    "Lang",
    "Letterhead",
    "Mention",
    "Mentions",
    "Ocr",
    "Outline",
    "Page",
    "PageSpan",
    "Project",
    "ProjectStatus",
    "Quantity",
    "QuantityRole",
    "RatioKind",
    "RatioRelation",
    "Reading",
    "Relation",
    "Section",
    "Severity",
    "Signature",
    "Source",
    "Statement",
    "StatementKind",
    "SumKind",
    "SumRelation",
    "Table",
    "TableCell",
    "Text",
    "TextSource",
    "Verdict",
    "Word",
    "Words",
    "WordsRelation",
]

Lang = Literal["vi", "en"]
"""The language of what people read."""

"""What a document says of subjects that other documents speak of too: a `Document` in, `Statement`s out.

Subjects are documents by their number ('document:490/qd/ttg'), projects by their name and place
('project:...'), and the money of a programme in a year ('money:2018:ocop'). The checks of `audit.archive`
compare the statements of one subject; a document that comes in later touches only its own subjects.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.audit.allocation import is_public, programmes_paid
from pipeline.audit.programmes import programmes_in
from pipeline.normalize import fold
from pipeline.records import Amount, Citation, Document, Project, Statement
from pipeline.structure.docnumber import number_key
from pipeline.structure.sentences import Sentences

_SOME_ARTICLES = re.compile(
    r"(?:khoản|điều|điểm|mục|phụ lục|một số|một phần|nội dung|cụm từ|tiêu đề|thời hạn)\b[^.;\n]*$", re.IGNORECASE
)
_GIVEN_BY = re.compile(r"\s*(?:[,(]\s*)?(?:tại|theo|bằng|từ)\s+(?:các\s+)?$", re.IGNORECASE)
_DECIDING = ("QĐ", "NQ")
_USED = ("part", "spent", "disbursed")


def statements_of(document: Document) -> tuple[Statement, ...]:
    """Every statement of a document, in order of appearance."""
    found = [*_own(document), *_cited(document), *_money(document), *_projects(document)]
    return tuple(sorted(found, key=lambda statement: (statement.start, statement.end, statement.subject)))


def project_subject(project: Project) -> str:
    """A project told by its name, and by beneficiary and place where the name leaves them out."""
    parts = [project.name]
    parts += [told for told in (project.beneficiary, project.place) if told and fold(told) not in fold(project.name)]
    return "project:" + re.sub(r"\W+", " ", fold(" ".join(parts))).strip()


def _say(document: Document, subject: str, kind: str, start: int, end: int, **told: object) -> Statement:
    head = document.outline.letterhead
    return Statement(
        subject=subject,
        kind=kind,  # type: ignore[arg-type]
        document_id=document.id,
        document=head.number.value if head.number else document.source.path.name,
        document_kind=head.kind,
        document_day=head.issued_on,
        start=start,
        end=end,
        text=document.text.text[start:end],
        **told,  # type: ignore[arg-type]
    )


def _own(document: Document) -> Iterator[Statement]:
    head = document.outline.letterhead
    if head.number:
        subject = f"document:{number_key(head.number.value)}"
        issuer = head.issuer.value if head.issuer else None
        start, end = head.number.start, head.number.end
        yield _say(document, subject, "own", start, end, day=head.issued_on, issuer=issuer)


def _cited(document: Document) -> Iterator[Statement]:
    text = document.text.text
    for citation in document.facts.mentions.citations:
        if not citation.number:
            continue
        before = text[max(0, citation.start - 120) : citation.start]
        yield _say(
            document,
            f"document:{number_key(citation.number)}",
            "cited",
            citation.start,
            citation.end,
            day=citation.issued_on,
            issuer=citation.issuer,
            relation=citation.relation,
            whole=_SOME_ARTICLES.search(before) is None,
        )


def _money(document: Document) -> Iterator[Statement]:
    """What the document allocated, or says that another did, and what it says was used, by programme and year."""
    amounts = document.facts.mentions.amounts
    sentences = Sentences(document.text.text)
    deciding = document.outline.letterhead.kind in _DECIDING
    own = document.outline.letterhead.number
    parts = {part for relation in document.facts.sums for part in relation.parts}
    for index, amount in enumerate(amounts):
        if amount.vnd is None or amount.vnd_high is not None:
            continue
        if amount.role == "allocated" and index not in parts:
            giver = _giver(document, sentences, amount)
            if giver:
                yield _told(document, f"document:{number_key(giver.number)}", "allocated", amount)
            elif deciding and own and amount.fiscal_year:
                yield _told(document, f"document:{number_key(own.value)}", "allocated", amount)
                for programme in programmes_in(document.text.text, *sentences.at(amount.start)):
                    yield _told(document, f"money:{amount.fiscal_year}:{programme}", "allocated", amount)
        elif amount.role in _USED and not deciding and amount.fiscal_year and is_public(amount):
            for programme in programmes_paid(document, sentences, amount):
                yield _told(document, f"money:{amount.fiscal_year}:{programme}", "used", amount)


def _giver(document: Document, sentences: Sentences, amount: Amount) -> Citation | None:
    """The document that an allocation is attributed to: '500 triệu đồng tại Quyết định số 649/QĐ-UBND'."""
    stop = sentences.at(amount.start)[1]
    following = [c for c in document.facts.mentions.citations if amount.end <= c.start < stop and c.number]
    if following and _GIVEN_BY.fullmatch(document.text.text[amount.end : following[0].start]):
        return following[0]
    return None


def _projects(document: Document) -> Iterator[Statement]:
    mentions = document.facts.mentions
    amending = any(citation.relation in ("amends", "replaces") for citation in mentions.citations)
    deciding = document.outline.letterhead.kind in _DECIDING
    for amount in mentions.amounts:
        project = mentions.projects[amount.project] if amount.project is not None else None
        if project is None or amount.vnd is None:
            continue
        if deciding and amount.role in ("allocated", "part"):
            if amount.fiscal_year and not amending:
                yield _told(document, project_subject(project), "allocated", amount)
        elif amount.vnd == project.total_vnd:
            yield _told(document, project_subject(project), "cost", amount)


def _told(document: Document, subject: str, kind: str, amount: Amount) -> Statement:
    return _say(
        document,
        subject,
        kind,
        amount.start,
        amount.end,
        vnd=amount.vnd,
        precision_vnd=amount.precision_vnd,
        year=amount.fiscal_year,
    )

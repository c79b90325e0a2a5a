"""The report as one HTML page that stands alone, and the same page as PDF."""

from __future__ import annotations

import logging
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import pandas as pd

from pipeline import labels
from pipeline.errors import MissingExtra
from pipeline.query.checks import check_title, checks, untold
from pipeline.query.report.charts import allocated_and_spent, findings_by_check
from pipeline.query.report.evidence import Picture, Proof, picture_of, proof_of
from pipeline.query.sql import run_sql
from pipeline.records import Lang
from pipeline.store import connect_read_only


@dataclass(frozen=True, slots=True)
class _Told:
    """A finding as the page shows it."""

    key: str
    severity: str
    document: str
    title: str
    check_name: str
    message: str
    proof: Proof
    pictures: list[Picture]
    difference: int | None
    verdict: str | None
    given_by: str | None
    reason: str | None


def report_html(db: Path, findings: pd.DataFrame, lang: Lang) -> bytes:
    """The page with `findings` (a frame of `query.findings`), gravest first, with quotes, pictures and charts."""
    with closing(connect_read_only(db)) as connection:
        told = []
        for row in findings.astype(object).where(findings.notna(), None).to_dict("records"):
            told.append(_told(row, proof_of(connection, row["key"]), lang))
        documents = connection.execute("SELECT count(*) FROM documents").fetchone()[0]
    money = run_sql(db, "SELECT year, fund, allocated_vnd, spent_vnd FROM v_allocation_vs_spending ORDER BY year, fund")
    charts = [allocated_and_spent(money, lang), findings_by_check(findings, [one.title for one in told], lang)]
    page = _template().render(
        lang=lang,
        say=lambda vi, en: en if lang == "en" else vi,
        money=lambda vnd: f"{vnd:,}" if lang == "en" else f"{vnd:,}".replace(",", "."),
        findings=told,
        counts={severity: sum(one.severity == severity for one in told) for severity in ("error", "warning", "note")},
        documents=documents,
        checks=checks(db).to_dict("records"),
        untold=untold(db).to_dict("records"),
        short=labels.document,
        check_title=lambda name: check_title(name, lang),
        made=datetime.now().astimezone().strftime("%Y-%m-%d %H:%M" if lang == "en" else "%d/%m/%Y %H:%M"),
        charts=[chart for chart in charts if chart],
    )
    return page.encode()


def report_pdf(db: Path, findings: pd.DataFrame, lang: Lang) -> bytes:
    """The same page as an A4 PDF; raises `MissingExtra` where WeasyPrint or its libraries are not installed."""
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError) as error:
        raise MissingExtra("weasyprint", "pdf", "Pango") from error
    # It names every property of the charts that it does not know.
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    # Nothing is fetched for a report: its pictures stand in the page.
    inline_only = URLFetcher(allowed_protocols=("data",))
    data: bytes = HTML(string=report_html(db, findings, lang).decode(), url_fetcher=inline_only).write_pdf()
    return data


def _told(row: dict[Any, Any], proof: Proof, lang: Lang) -> _Told:
    return _Told(
        row["key"],
        row["severity"],
        row["document"],
        check_title(row["check_name"], lang),
        row["check_name"],
        row["message_en" if lang == "en" else "message_vi"],
        proof,
        [picture for sheet in proof.sheets if (picture := picture_of(sheet))],
        row["difference_vnd"],
        row["verdict"],
        row["given_by"],
        row["reason"],
    )


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, undefined=jinja2.StrictUndefined
    )  # fmt: skip
    return environment.get_template("audit.html")

"""The audit's report: findings out of the database in, one page for people out (HTML, or PDF of the same page).

`evidence` reads the quotes and draws the figures on their pages, `charts` draws what was allocated and
spent, `templates/` lays the page out. Spreadsheets and JSON are `query.formats`' matter.
"""

from pipeline.query.report.page import report_html, report_pdf

__all__ = ["report_html", "report_pdf"]

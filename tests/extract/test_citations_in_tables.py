"""Documents that a table lists, a row each: the day of a row is its document's."""

from __future__ import annotations

import pytest
from grids import document_of, rows_of


@pytest.mark.parametrize(
    ("head", "number", "told", "day"),
    [
        ("Ngày ban hành", "43/2014/NĐ-CP", "15-05-2014", "2014-05-15"),
        ("Ngày, tháng, năm", "12/QĐ-UBND", "05/01/2020", "2020-01-05"),
        ("Ngày ký", "12/QĐ-UBND", "ngày 5 tháng 1 năm 2020", "2020-01-05"),
        ("Ngày ban hành", "43/2014/NĐ-CP", "15-05-2015", "None"),
        ("Ngày hiệu lực", "43/2014/NĐ-CP", "15-05-2014", "None"),
        ("Ngày ban hành", "12/QĐ-UBND ngày 06/02/2019", "05/01/2020", "2019-02-06"),
        ("Ngày ban hành", "12/QĐ-UBND, 15/QĐ-UBND", "05/01/2020", "None None"),
        ("Ngày ban hành", "12/QĐ-UBND", "31/02/2020", "None"),
    ],
)
def test_a_row_tells_the_day_of_its_document(head: str, number: str, told: str, day: str) -> None:
    rows = (
        f"STT | Số ký hiệu | Trích yếu | {head}\n1 | {number} | Quy định mức chi | {told}\n2 | 7/KH-UBND | Kế hoạch | "
    )
    cited = document_of(rows_of(rows), above="Danh mục văn bản").facts.mentions.citations
    assert [str(one.issued_on) for one in cited] == [*day.split(), "None"]

"""What keeps a sum from being compared with another document's."""

from __future__ import annotations

import pytest
from conftest import as_document

from pipeline.audit.caveats import caveat_of


@pytest.mark.parametrize(
    ("words", "caveat"),
    [
        ("Từ đầu quý, đơn vị giải ngân", "cumulative"),
        ("Từ đầu tháng, đơn vị giải ngân", "cumulative"),
        ("Từ đầu vụ, đơn vị giải ngân", "cumulative"),
        ("Từ đầu năm, đơn vị giải ngân", "cumulative"),
        ("Từ khi khởi công, đơn vị giải ngân", "cumulative"),
        ("Từ đầu tư công, đơn vị giải ngân", None),
        ("Trong quý, đơn vị giải ngân", None),
    ],
)
def test_what_is_added_up_since_some_day_is_cumulative(words: str, caveat: str | None) -> None:
    document = as_document(f"{words} 900 triệu đồng.\n")
    assert caveat_of(document, document.facts.mentions.amounts[0]) == caveat

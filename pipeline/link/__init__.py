"""Link: `Mentions` in, `Facts` out: what each amount is for, totals and parts, counts and lists, whole citations.

    package   finds
    sums      totals and their parts
    meaning   what an amount is for: role, state, fiscal year
    funds     whose money it is
    figures   percentages, growth, counts, series
    ledger    which amounts are money given or used, so that each counts once

and `places` where money goes, `documents` completes citations, `named` gives bodies and places one name, `projects` what makes two of them one, `readings` what OCR may
have misread. What several packages read stands beside them: `cues`, `heading_words`, `leads`, `own_words`. Cue words are a
table in `data/meaning.toml`. A new relation is a record in `pipeline.records`, one module here that finds it, and a line in
`linking`.
"""

from typing import TYPE_CHECKING

from pipeline.loading import on_demand

if TYPE_CHECKING:
    from pipeline.link.linking import link as link

__getattr__ = on_demand(__name__, {"link": "linking"})

"""The figures of a report's section as its page shows them."""

import json
from collections.abc import Sequence
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from assessment.reports.content import Content, chart_of

KEPT = 200


def drawn_figures(section: Content, years: Sequence[str], number: int) -> SafeString:
    """The bars and the table of the section at this place of the report. What depends on nothing
    but its own numbers is drawn once, however often a draft is opened."""
    part = {key: section[key] for key in ("title", "figures")}
    return _drawn(json.dumps([part, list(years), number]))


@lru_cache(maxsize=KEPT)
def _drawn(said: str) -> SafeString:
    part, years, number = json.loads(said)
    about = {"part": part, "years": years, "chart": chart_of(part, years), "number": number}
    return render_to_string("assessment/_report_figures.html", about)

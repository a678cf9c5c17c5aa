"""Which panel's figures, and of which days."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms

from panels.models import Panel
from ui.forms import DateField, Form


class FiguresForm(Form):
    """A panel and a period; the last twelve months of every panel when nothing is said."""

    marks_optional = False
    panel = forms.ChoiceField(label="Panel", required=False)
    start = DateField(label="From", required=False)
    end = DateField(label="To", required=False)

    def __init__(self, *args: Any, panels: Iterable[Panel], today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.panels = {each.slug: each for each in panels}
        choices = [(slug, each.name) for slug, each in self.panels.items()]
        self.fields["panel"].choices = [("", "Every panel"), *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        end = cleaned.get("end") or self.today
        start = cleaned.get("start") or _a_year_before(end)
        if start > end:
            self.add_error("start", "Enter a first day that is not after the last one")
        cleaned.update(start=start, end=end, panel=self.panels.get(cleaned.get("panel", "")))
        return cleaned


def _a_year_before(day: dt.date) -> dt.date:
    """The day after the same day of the year before."""
    return day - dt.timedelta(days=364)

"""The rows behind a figure: the cases, referrals or actions it counts, for who may see them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import User
from assessment.figures.cases import MEASURES
from assessment.figures.figure import Measure
from assessment.periods import Span
from cases.models import Action, Case

LISTED: dict[str, Measure[Span]] = {each.code: each for each in MEASURES if each.rows}


@dataclass(frozen=True)
class Behind:
    """How many rows a figure counts now, and those of them that the reader may see."""

    number: int
    seen: QuerySet[Any]


def behind(code: str, span: Span, user: User) -> Behind | None:
    """The rows of a figure in a period; None for a figure that counts no rows with a page."""
    measure = LISTED.get(code)
    if measure is None or measure.rows is None:
        return None
    rows = measure.rows(span)
    visible = rows.model.objects.visible_to(user).values("pk")
    seen = rows.filter(pk__in=visible)
    if rows.model is Action:
        seen = seen.select_related("case")
    return Behind(rows.count(), seen)


def named(row: Any) -> tuple[str, str]:
    """What a row is called, and its address."""
    if isinstance(row, Action):
        return f"{row.case.reference}: {row.wording}", reverse("action", args=[row.pk])
    name = "case" if isinstance(row, Case) else "referral"
    return row.reference, reverse(name, args=[row.reference])

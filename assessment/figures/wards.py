"""Cases by the ward they lie in: each ward of the partnership, other wards that a case lies in, and
cases of no known ward."""

from collections.abc import Iterator, Mapping

from django.db.models import Count as Number

from accounts.models import Partnership
from assessment.figures.figure import Count, Measure
from assessment.figures.parts import WARD, part_code, part_name
from assessment.periods import Span
from cases.models import Case, real
from places.models import Area

OPENED = "cases.opened"
NOWHERE = ("none", "No known ward")

ByWard = Mapping[tuple[str, str], int]
"""How many, by the code and the name of a ward."""


def opened_by_ward(span: Span) -> ByWard:
    """Cases opened in a period, of each ward."""
    own = Partnership.objects.values("area_code")
    wards = Area.objects.wards().current(span.end).filter(parent__code__in=own)
    found = dict.fromkeys(wards.values_list("code", "name"), 0)
    rows = Case.objects.filter(real(), opened_on__range=span.days).order_by()
    counted = rows.values_list("ward__code", "ward__name").annotate(number=Number("pk"))
    for code, name, number in counted:
        found[(code, name) if code else NOWHERE] = number
    return dict(sorted(found.items(), key=lambda each: (each[0] == NOWHERE, each[0][1])))


def ward_measures(counts: ByWard) -> Iterator[Measure[ByWard]]:
    """Cases opened, for each ward."""
    for code, name in counts:
        yield _of_ward(code, name)


def _of_ward(code: str, name: str) -> Measure[ByWard]:
    def take(counts: ByWard) -> Count:
        return Count(counts[code, name])

    take.__doc__ = f"Cases opened in the period, restricted ones included, {WARD}: {name}."
    return Measure(
        part_code(OPENED, WARD, code), part_name("Cases opened", WARD, name), "cases", take
    )


def ward_definitions() -> list[tuple[str, str, str]]:
    """Code, name and definition of the family, for all wards."""
    meaning = "Cases opened in the period, restricted ones included, of each ward."
    return [(part_code(OPENED, WARD, "<ward>"), "Cases opened, by ward", meaning)]

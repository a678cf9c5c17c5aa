"""Cases by the ward they lie in: each ward of the partnership, other wards that a case lies in, and
cases of no known ward."""

from collections.abc import Iterator, Mapping

from django.db.models import Count as Number
from django.db.models import Q

from accounts.models import Partnership
from assessment.figures import cases
from assessment.figures.figure import Count, Measure
from assessment.figures.parts import WARD, part_code, part_name
from assessment.periods import Span
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
    rows = cases.OPENED.counted(span).order_by()
    numbers = rows.values_list("ward__code", "ward__name").annotate(number=Number("pk"))
    for code, name, number in numbers:
        found[(code, name) if code else NOWHERE] = number
    return dict(sorted(found.items(), key=lambda each: (each[0] == NOWHERE, each[0][1])))


def ward_measures(counts: ByWard) -> Iterator[Measure[ByWard]]:
    """Cases opened, for each ward."""
    for code, name in counts:
        yield of_ward(code, name)


def of_ward(code: str, name: str) -> Measure[ByWard]:
    """Cases opened, for one ward."""

    def take(counts: ByWard) -> Count:
        return Count(counts[code, name])

    take.__doc__ = f"Cases opened in the period, restricted ones included, {WARD}: {name}."
    lies_in = Q(ward=None) if code == NOWHERE[0] else Q(ward__code=code)
    return Measure(
        part_code(OPENED, WARD, code),
        part_name("Cases opened", WARD, name),
        "cases",
        take,
        cases.OPENED.only(lies_in),
    )


def ward_definitions() -> list[tuple[str, str, str]]:
    """Code, name and definition of the family, for all wards."""
    meaning = "Cases opened in the period, restricted ones included, of each ward."
    return [(part_code(OPENED, WARD, "<ward>"), "Cases opened, by ward", meaning)]

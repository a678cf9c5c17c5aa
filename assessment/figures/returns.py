"""What partner services report, made into figures of a period."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from assessment.figures.crime import Place
from assessment.figures.figure import Figure
from assessment.models import PartnerReturn
from assessment.periods import Period
from assessment.readers.returns import say_span
from assessment.returns import SERVICES, Adds, Asked, Service
from ui.dates import say_date

DAY = dt.timedelta(days=1)
SUPPLIED = ", supplied by "


def returned_figures(period: Period, place: Place) -> Iterator[Figure]:
    """Each measure of each service of which something lies in the period. What was returned of
    another period than this one is used as far as it lies in it, and says so."""
    rows = _newest(
        PartnerReturn.objects.held().filter(starts__gte=period.starts, ends__lte=period.ends)
    )
    for service in SERVICES.values():
        for asked in service.asked:
            if found := rows.get((service.key, asked.key)):
                yield _figure(period, place, service, asked, found)


def _newest(held: Iterable[PartnerReturn]) -> dict[tuple[str, str], list[PartnerReturn]]:
    """By service and measure, one number for each period: that of the newest file."""
    newest: dict[tuple[str, str, dt.date, dt.date], PartnerReturn] = {}
    for row in sorted(held, key=lambda row: row.file_id):
        newest[row.service, row.measure, row.starts, row.ends] = row
    found: dict[tuple[str, str], list[PartnerReturn]] = {}
    for row in newest.values():
        found.setdefault((row.service, row.measure), []).append(row)
    return found


def _figure(
    period: Period, place: Place, service: Service, asked: Asked, held: Sequence[PartnerReturn]
) -> Figure:
    used = chosen(held) if asked.adds is Adds.FLOW else [max(held, key=lambda row: row.ends)]
    note = _note(period, asked, used)
    notes = [note, *(row.note for row in used)]
    return Figure(
        code=service.code_of(asked),
        name=f"{service.name}: {asked.name}",
        area_code=place.code,
        area=place.name,
        period_start=period.starts,
        period_end=period.ends,
        value=sum(row.value for row in used),
        unit=asked.unit,
        source=_source(service, used),
        note=" ".join(dict.fromkeys(each for each in notes if each))[:500],
        is_partial=bool(note) and asked.adds is not Adds.STOCK,
    )


def chosen(held: Iterable[PartnerReturn]) -> list[PartnerReturn]:
    """Returns that do not overlap, the longest first: a year before its quarters."""
    used: list[PartnerReturn] = []
    for row in sorted(held, key=lambda row: (row.starts - row.ends, row.starts)):
        if all(row.ends < other.starts or other.ends < row.starts for other in used):
            used.append(row)
    return sorted(used, key=lambda row: row.starts)


def _note(period: Period, asked: Asked, used: Sequence[PartnerReturn]) -> str:
    """What part of the period the number is of; empty if it is of the whole."""
    first, last = used[0].starts, used[-1].ends
    if asked.adds is Adds.STOCK:
        return "" if last == period.ends else f"On {say_date(last)}."
    joined = all(a.ends + DAY == b.starts for a, b in pairwise(used))
    if joined and first == period.starts and last == period.ends:
        return ""
    return f"Of {' and '.join(say_span(row.starts, row.ends) for row in used)} only."


def _source(service: Service, used: Iterable[PartnerReturn]) -> str:
    """Who returned it."""
    providers = dict.fromkeys(row.provider for row in used if row.provider)
    suppliers = dict.fromkeys(row.supplied_by for row in used if row.supplied_by)
    said = f"Return of {', '.join(providers) or service.name}"
    return (f"{said}{SUPPLIED}{', '.join(suppliers)}" if suppliers else said)[:500]

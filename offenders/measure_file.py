"""The measure as a file that anybody can repeat it from: settings, parts, months, and each person
under a reference."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.http.response import HttpResponseBase

from offenders.measure import Group, Measure
from offenders.queries.measure import MeasurePage
from ui.dates import say_date
from ui.downloads import Sheet, csv_response, xlsx_response

PEOPLE = (
    "Nominal", "Joined", "Offences before", "Days at risk before", "Offences since",
    "Days at risk since", "Left out because",
)  # fmt: skip
GROUPS = (
    "Part", "People", "Left out", "Offences before", "Days at risk before",
    "Per person-year before", "Offences since", "Days at risk since", "Per person-year since",
    "Change in percent", "Interval from", "Interval to",
)  # fmt: skip
MONTHS = ("Month around joining", "Offences", "Days at risk", "Per person-year")


def measure_csv(page: MeasurePage) -> HttpResponseBase:
    """Each person's line: the sums give the number."""
    return csv_response("offending-measure.csv", PEOPLE, _people(page.measure))


def measure_xlsx(page: MeasurePage) -> HttpResponse:
    """Everything on the page, and each person's line."""
    found = page.measure
    everybody = Group("Everybody", found)
    parts = [everybody, *page.other_ways, *(row for rows in page.groups.values() for row in rows)]
    said = [
        ("Measured on", say_date(found.as_of)),
        ("Result", found.statement),
        ("How sure", found.interval_said or "Not calculable"),
        *(("Definition", sentence) for sentence in found.definition),
    ]
    months = (
        (month.label, month.rate.offences, month.rate.days, month.rate.per_year)
        for month in page.months
    )
    return xlsx_response(
        "offending-measure.xlsx",
        [
            Sheet("Measure", GROUPS, (_part(group) for group in parts)),
            Sheet("Months around joining", MONTHS, months),
            Sheet("People", PEOPLE, _people(found)),
        ],
        definitions=said,
    )


def _people(found: Measure) -> Iterator[tuple[object, ...]]:
    for line in found.lines:
        yield (
            line.reference,
            line.joined_on,
            line.before.offences,
            line.before.days,
            line.since.offences,
            line.since.days,
            line.left_out,
        )


def _part(group: Group) -> tuple[object, ...]:
    found = group.measure
    interval = found.interval
    return (
        group.name,
        found.people,
        len(found.left_out),
        found.before.offences,
        found.before.days,
        found.before.per_year,
        found.since.offences,
        found.since.days,
        found.since.per_year,
        found.change_percent,
        interval and interval.low,
        interval and (interval.high if interval.high < float("inf") else None),
    )

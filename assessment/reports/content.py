"""A report put together: plain data from its figures and what was typed, for page and paper alike.
While it is a draft it is made anew each time; frozen, it is read as it was kept."""

from collections.abc import Iterable, Mapping
from typing import Any

from assessment.charts import Bars, Chart, three_years
from assessment.models import FigureRun, Report, ReportSection
from assessment.periods import Period
from assessment.public import Guard, read
from assessment.reports.sentences import is_few, sentence, typed_numbers
from assessment.summary import PERCENT, Row
from assessment.ward_map import WardMap, is_of_ward, ward_maps
from strategy.models import PriorityRag
from strategy.queries import with_standing
from ui.dates import say_date
from ui.templatetags.concord import signed_percent

Content = dict[str, Any]
OPENING = ("crime.total", "mopac7.total", "cases.opened", "victims.supported", "iom.cohort")


def content_of(report: Report, guard: Guard | None = None) -> Content:
    """The whole report as plain data: to the partnership, or to the public."""
    run = report.run
    reading = read(run, guard)
    period = run.period
    sections = list(report.sections.select_related("owner", "agency", "signed_by"))
    rows = reading.summary.rows_of(code for section in sections for code in section.codes)
    plans = _plans(sections)
    return {
        "title": report.title,
        "area": run.area.name,
        "period": str(period),
        "days": period.days_said,
        "years": [str(period.five_years_earlier), str(period.previous), str(period)],
        "figures_digest": reading.digest,
        "notes": reading.notes,
        "sections": [
            {**_section(each, period, rows), "plan": plans.get(each.priority_id, "")}
            for each in sections
        ],
    }


def sentences_of(run: FigureRun, codes: Iterable[str]) -> list[tuple[str, str]]:
    """Each of these codes that is a figure of the run, with its sentence."""
    held = read(run).summary.rows_of(codes)
    return [(code, sentence(row, run.period)) for code, row in held.items()]


def kept_content(report: Report) -> Content:
    """A report as it reads now: as it was frozen, or as the draft stands."""
    return report.content if report.content is not None else content_of(report)


def suggested_codes(run: FigureRun) -> list[str]:
    """What the opening says, as far as figures of it were taken."""
    held = set(run.observations.values_list("code", flat=True))
    return [code for code in OPENING if code in held]


def unproven_numbers(content: Content) -> list[tuple[str, list[str]]]:
    """By section, the numbers that somebody typed and that no figure of the report shows."""
    shown = [text for section in content["sections"] for text in _shown_in(section)]
    found = [(each["title"], typed_numbers(_typed(each), shown)) for each in content["sections"]]
    return [(title, numbers) for title, numbers in found if numbers]


def numbers_of_others(content: Content) -> list[tuple[str, list[str]]]:
    """By section, the numbers that somebody typed and that only figures of other sections show,
    each in a sentence that names these."""
    found = []
    for section in content["sections"]:
        said = [
            f"“{number}” is shown only by {by}"
            for number in typed_numbers(_typed(section), _shown_in(section))
            if (by := _shown_by(number, content))
        ]
        if said:
            found.append((section["title"], said))
    return found


def charts_of(content: Content) -> list[Chart | None]:
    """For each section its counts of three years as bars, those by ward left to the map; None where
    there is nothing to draw."""
    return [
        three_years(
            section["title"],
            content["years"],
            [
                Bars(each["name"], each["values"], (each["base"], each["previous"], each["now"]))
                for each in section["figures"]
                if each["values"] and not is_of_ward(each["code"])
            ],
        )
        for section in content["sections"]
    ]


def maps_of(content: Content) -> list[list[WardMap]]:
    """For each section a map of each of its figures by ward."""
    return [
        ward_maps(
            (each["code"], each["name"], each["values"][2])
            for each in section["figures"]
            if each["values"]
        )
        for section in content["sections"]
    ]


def _section(section: ReportSection, period: Period, held: Mapping[str, Row]) -> Content:
    rows = [held[code] for code in section.codes if code in held]
    around = [section.words.get(row.figure.code, ["", ""]) for row in rows]
    return {
        "title": section.title,
        "objective": section.objective,
        "agency": section.agency.name if section.agency else "",
        "statements": [
            " ".join(part for part in (before, sentence(row, period), after) if part)
            for row, (before, after) in zip(rows, around, strict=True)
        ],
        "around": " ".join(text for pair in around for text in pair if text),
        "figures": [_figure(row) for row in rows],
        "activity": section.activity,
        "recommendation": section.recommendation,
        "signed": _signed(section),
    }


def _figure(row: Row) -> Content:
    figure = row.figure
    return {
        "code": figure.code,
        "name": figure.name,
        "unit": figure.unit,
        "base": row.base_shown,
        "previous": row.previous_shown,
        "now": row.shown_in_full or row.shown,
        "change": "" if is_few(row, row.previous) else signed_percent(row.change),
        "values": None if row.figure.unit == PERCENT else [row.base, row.previous, figure.value],
        "note": row.note,
        "source": figure.source,
    }


def _plans(sections: Iterable[ReportSection]) -> dict[int | None, str]:
    """How the priority of each section stands in the action plan, in a sentence."""
    keys = [each.priority_id for each in sections if each.priority_id]
    return {row.pk: said for row in with_standing().filter(pk__in=keys) if (said := _plan(row))}


def _plan(priority: Any) -> str:
    taken = f"{priority.steps_done} of {priority.steps_all} steps taken"
    if not priority.rag:
        return f"Action plan: {taken}." if priority.steps_all else ""
    stands = PriorityRag(priority.rag).label.lower()
    return f"Action plan: {stands}, {taken}. {priority.progress_text}"


def _signed(section: ReportSection) -> str:
    if section.signed_at is None:
        return ""
    return f"{section.signed_by}, {say_date(section.signed_at.date())}"


def _shown(figure: Content) -> list[str]:
    return [figure["base"], figure["previous"], figure["now"], figure["change"]]


def _shown_in(section: Content) -> list[str]:
    return [text for figure in section["figures"] for text in _shown(figure)]


def _shown_by(number: str, content: Content) -> str:
    """The figures that show a number, each with its section."""
    return " and ".join(
        f"{figure['name']} in “{section['title']}”"
        for section in content["sections"]
        for figure in section["figures"]
        if not typed_numbers(number, _shown(figure))
    )


def _typed(section: Content) -> str:
    return f"{section['around']} {section['activity']} {section['recommendation']}"

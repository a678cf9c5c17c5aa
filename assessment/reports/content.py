"""A report put together: plain data from its figures and what was typed, for page and paper alike.
While it is a draft it is made anew each time; frozen, it is read as it was kept."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from assessment.models import FigureRun, Report, ReportSection
from assessment.periods import Period
from assessment.pictures.bars import Bars, Chart, three_years
from assessment.pictures.ward_map import WardMap, is_of_ward, ward_maps
from assessment.public import Guard, read
from assessment.queries import rows_of
from assessment.reports.queries import sections_of
from assessment.reports.sentences import sentence, typed_numbers
from assessment.summary import Row
from assessment.units import IN_PERCENT
from strategy.models import Priority
from ui.dates import say_date
from ui.templatetags.concord import signed_percent

Content = dict[str, Any]
OPENING = ("crime.total", "mopac7.total", "cases.opened", "victims.supported", "iom.cohort")


def content_of(
    report: Report, guard: Guard | None = None, sections: list[ReportSection] | None = None
) -> Content:
    """The whole report as plain data: to the partnership, or to the public. `sections`: its own, as
    `sections_of` gives them, where they are at hand."""
    run = report.run
    period = run.period
    sections = sections_of(report) if sections is None else sections
    codes = [code for section in sections for code in section.codes]
    # The public's digest is of all that it is given; the partnership's was kept with the run.
    reading = read(run, guard) if guard else None
    rows = reading.summary.rows_of(codes) if reading else rows_of(run, codes)
    return {
        "title": report.title,
        "area": run.area.name,
        "period": str(period),
        "days": period.days_said,
        "years": [str(period.five_years_earlier), str(period.previous), str(period)],
        "figures_digest": (reading or run).digest,
        "notes": list((reading or run).notes),
        "sections": [_section(each, period, rows) for each in sections],
    }


def sentences_of(run: FigureRun, codes: Collection[str]) -> list[tuple[str, str]]:
    """Each of these codes that is a figure of the run, with its sentence."""
    return [(code, sentence(row, run.period)) for code, row in rows_of(run, codes).items()]


def kept_content(report: Report, sections: list[ReportSection] | None = None) -> Content:
    """A report as it reads now: as it was frozen, or as the draft stands."""
    return report.content if report.content is not None else content_of(report, sections=sections)


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


def chart_of(section: Content, years: Sequence[str]) -> Chart | None:
    """The counts of a section in three years as bars, those by ward left to the map; None where
    there is nothing to draw."""
    bars = [
        Bars(each["name"], each["values"], (each["base"], each["previous"], each["now"]))
        for each in section["figures"]
        if each["values"] and not is_of_ward(each["code"])
    ]
    return three_years(section["title"], years, bars)


def maps_of(section: Content) -> list[WardMap]:
    """A map of each figure of a section that is given by ward."""
    counts = [each for each in section["figures"] if each["values"]]
    return ward_maps((each["code"], each["name"], each["values"][2]) for each in counts)


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
        "plan": _plan(section.priority),
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
        "change": signed_percent(row.change),
        "base_change": signed_percent(row.base_change),
        "values": None if figure.unit in IN_PERCENT else [row.base, row.previous, figure.value],
        "note": row.note,
        "source": figure.source,
    }


def _plan(priority: Priority | None) -> str:
    """How the priority of a section stands in the action plan, in a sentence."""
    if priority is None:
        return ""
    taken = f"{priority.steps_done} of {priority.steps_all} steps taken"
    latest = priority.latest
    if latest is None:
        return f"Action plan: {taken}." if priority.steps_all else ""
    return f"Action plan: {latest.get_rag_display().lower()}, {taken}. {latest.text}"


def _signed(section: ReportSection) -> str:
    if section.signed_at is None:
        return ""
    return f"{section.signed_by}, {say_date(section.signed_at.date())}"


def _shown(figure: Content) -> list[str]:
    return [figure[key] for key in ("base", "previous", "now", "change", "base_change")]


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

"""Cases by ward: they add up, are drawn, and give nobody away."""

import datetime as dt

import pytest
from django.urls import reverse

from assessment.figures import cases
from assessment.figures.wards import opened_by_ward, ward_measures
from assessment.pages import Parts
from assessment.periods import FinancialYear
from assessment.pictures.ward_map import SHADES, ward_map
from assessment.public import guard_of
from assessment.reports.content import content_of, maps_of
from assessment.services import change_section, freeze_run, publish_run, start_report, take_figures
from cases.models import Case
from places.models import Area, AreaKind
from tests.people import Cast, a_case

YEAR = FinancialYear(2025)
DAY = dt.date(2025, 6, 1)


def a_ward(own: Area, number: int, name: str) -> Area:
    ring = [[number, 51], [number + 1, 51], [number + 1, 52], [number, 52], [number, 51]]
    return Area.objects.create(
        code=f"X05{number:06}",
        name=name,
        kind=AreaKind.WARD,
        parent=own,
        boundary={"type": "Polygon", "coordinates": [ring]},
    )


@pytest.fixture
def wards(own_area: Area, cast: Cast) -> list[Area]:
    """Three wards with six cases, two and none; one case lies in none."""
    cast.partnership.area_code = own_area.code
    cast.partnership.save()
    made = [a_ward(own_area, at, name) for at, name in enumerate(("Abbey", "Priory", "Quay"))]
    for ward, number in ((made[0], 6), (made[1], 2), (None, 1)):
        for _ in range(number):
            case = a_case(cast, opened_on=DAY, people=False)
            Case.objects.filter(pk=case.pk).update(ward=ward)
    return made


def test_every_case_is_in_one_ward_or_in_none(wards):
    counts = opened_by_ward(YEAR.span)
    assert [(name, number) for (_, name), number in counts.items()] == [
        ("Abbey", 6), ("Priory", 2), ("Quay", 0), ("No known ward", 1),
    ]  # fmt: skip
    assert sum(counts.values()) == cases.cases_opened(YEAR.span).value
    [first, *_] = ward_measures(counts)
    assert (first.code, first.name) == (
        "cases.opened.by-ward.X05000000",
        "Cases opened, ward: Abbey",
    )
    assert first.definition.endswith("ward: Abbey.")


def test_the_map_is_darker_where_there_are_more(wards):
    drawn = ward_map(
        "Cases",
        {
            f"cases.opened.by-ward.{each.code}": n
            for each, n in zip(wards, (6, None, 0), strict=True)
        },
    )
    assert [each.fill for each in drawn.wards] == [SHADES[-1], "#f3f2f1", SHADES[0]]
    assert drawn.text == "The darker, the more: Abbey 6, Priory withheld, Quay 0."
    assert ward_map("Cases", {"cases.opened": 9}) is None


def test_the_summary_and_the_report_show_it(wards, own_area, cast, signed_in):
    run = take_figures(YEAR, own_area, by=cast.analyst)
    page = signed_in(cast.analyst).get(reverse("show_run", args=[run.slug, own_area.slug, run.pk]))
    assert "Abbey 6, Priory 2, Quay 0" in page.content.decode()
    freeze_run(run, looked_at=run.digest, by=cast.analyst)
    report = start_report(run, by=cast.analyst)
    codes = [f"cases.opened.by-ward.{each.code}" for each in wards]
    change_section(report.sections.get(), by=cast.analyst, version=1, codes=codes)
    [drawn] = maps_of(content_of(report)["sections"][0])
    assert drawn.title == "Cases opened, by ward"
    assert len(drawn.wards) == 3
    shown = signed_in(cast.analyst).get(reverse("report", args=[report.pk])).content.decode()
    assert "The darker, the more" in shown
    for form in ("report_pdf", "report_docx"):
        assert signed_in(cast.analyst).get(reverse(form, args=[report.pk])).status_code == 200


def test_the_public_reads_no_small_ward(wards, own_area, cast, signed_in):
    run = take_figures(YEAR, own_area, by=cast.analyst)
    publish_run(freeze_run(run, looked_at=run.digest, by=cast.analyst), by=cast.analyst)
    withheld = {code for code, slug in guard_of(run.publication).withheld if slug == YEAR.slug}
    parts = {code.rpartition(".")[2] for code in withheld if ".by-ward." in code}
    assert {wards[1].code, "none"} <= parts
    address = reverse("public_summary", args=[run.slug, own_area.slug, run.pk])
    page = signed_in(cast.officer).get(address).content.decode()
    assert "Priory withheld" in page
    assert "Priory 2" not in page


def test_two_wards_of_one_name_have_a_line_each() -> None:
    table = Parts("Cases opened by ward", "Ward")
    for part, row in ((("Abbey", "E1"), 4), (("Abbey", "E2"), 5), (("Quay", "E3"), 6)):
        table.add(part, "Cases opened", row)
    assert table.rows == {"Abbey (E1)": [4], "Abbey (E2)": [5], "Quay": [6]}

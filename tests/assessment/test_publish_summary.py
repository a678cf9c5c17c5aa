"""A summary for the public: no form holds a small number, whatever was published before."""

import io
import json

import pytest
from django.urls import reverse
from jsonschema import validate
from python_calamine import CalamineWorkbook

from assessment import public
from assessment.figures.figure import Figure, digest_of
from assessment.models import FigureRun, Observation, Publication
from assessment.open_data import schema
from assessment.periods import FinancialYear, Period, Quarter
from assessment.public import guard_of
from assessment.services import CannotPublish, freeze_run, publish_run
from assessment.workflow import WrongStatus
from audit.models import Entry
from cases.models import Setting
from places.models import Area

YEAR = FinancialYear(2025)
FORMS = ("csv", "xlsx", "pdf", "docx", "json")
REFERRED = {
    "victims.referred": 19,
    "victims.referred.by-source.panel": 3,
    "victims.referred.by-source.self": 9,
    "victims.referred.by-source.police": 7,
}


def figure(code: str, value: float, unit: str = "referrals", period: Period = YEAR, **more):
    return Figure(
        code, f"Name of {code}", "X09000001", "Northbridge", period.starts, period.ends, value,
        unit, "Case data", **more,
    )  # fmt: skip


def frozen(area: Area, cast, figures: list[Figure], period: Period = YEAR) -> FigureRun:
    run = FigureRun.objects.create(
        slug=period.slug, ends=period.ends, area=area, digest=digest_of(figures, []), notes=[]
    )
    Observation.objects.bulk_create(Observation(run=run, **each._asdict()) for each in figures)
    return freeze_run(run, looked_at=run.digest, by=cast.analyst)


def counts(**changed: int) -> list[Figure]:
    return [figure(code, value) for code, value in (REFERRED | changed).items()]


def withheld(run: FigureRun) -> set[str]:
    return {code for code, _ in run.publication.cells}


@pytest.fixture
def run(own_area: Area, cast) -> FigureRun:
    share = figure("victims.would-recommend", 95.0, "percent", numerator=19, denominator=20)
    return frozen(own_area, cast, [*counts(), share, figure("case_review.held", 1, "reviews")])


def address(name: str, run: FigureRun) -> str:
    return reverse(name, args=[run.slug, run.area.slug, run.pk])


def test_an_analyst_sees_what_is_withheld_then_publishes(run, cast, signed_in) -> None:
    client = signed_in(cast.analyst)
    assert "Publish summary" in client.get(address("show_run", run)).content.decode()
    asked = client.get(address("publish_summary", run)).content.decode()
    assert "Name of victims.referred.by-source.panel" in asked
    assert "Name of victims.would-recommend" in asked
    assert "Name of case_review.held" not in asked
    page = client.post(address("publish_summary", run), follow=True).content.decode()
    assert "is published" in page
    assert "from 1 to 4" in page
    assert Entry.objects.get(verb="summary.published").changes["withheld"] == 3
    assert client.get(address("publish_summary", run)).status_code == 302


def test_no_form_holds_a_withheld_number(run, cast, signed_in) -> None:
    publish_run(run, by=cast.analyst)
    assert withheld(run) == {
        "victims.referred.by-source.panel",
        "victims.referred.by-source.police",
        "victims.would-recommend",
    }
    client = signed_in(cast.officer)
    files = {form: client.get(address(f"public_{form}", run)) for form in FORMS}
    assert {answer.status_code for answer in files.values()} == {200}
    assert "public" in files["csv"]["Content-Disposition"]
    document = json.loads(files["json"].content)
    validate(document, schema())
    values = {each["code"]: each["value"] for each in document["figures"]}
    assert values == {
        "victims.referred": 19,
        "victims.referred.by-source.panel": None,
        "victims.referred.by-source.self": 9,
        "victims.referred.by-source.police": None,
        "victims.would-recommend": None,
        "case_review.held": 1,
    }
    shares = [each for each in document["figures"] if each["code"] == "victims.would-recommend"]
    assert (shares[0]["numerator"], shares[0]["denominator"]) == (None, None)
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(files["xlsx"].content))
    rows = {row[0]: row[5] for row in sheet.get_sheet_by_index(0).to_python()[1:]}
    assert {code for code, value in rows.items() if value == ""} == withheld(run)
    assert Entry.objects.filter(verb="summary.downloaded").count() == len(FORMS)


def test_the_partnership_still_reads_every_number(run, cast, signed_in) -> None:
    publish_run(run, by=cast.analyst)
    client = signed_in(cast.officer)
    document = json.loads(client.get(address("run_json", run)).content)
    assert all(each["value"] is not None for each in document["figures"])
    page = client.get(address("public_summary", run)).content.decode()
    assert "[c]" in page
    assert "This is what the public reads" in page


def test_what_is_withheld_stays_so_in_the_next_publication(run, own_area, cast) -> None:
    publish_run(run, by=cast.analyst)
    late = counts(**{"victims.referred.by-source.panel": 8, "victims.referred": 24})
    again = frozen(own_area, cast, late)
    publish_run(again, by=cast.analyst)
    assert withheld(run) - withheld(again) == {"victims.would-recommend"}


def test_what_would_give_earlier_numbers_away_is_not_published(own_area, cast) -> None:
    """Every other count was published; only the small one changed, and so did the total."""
    first = frozen(
        own_area, cast, counts(**{"victims.referred.by-source.panel": 6, "victims.referred": 22})
    )
    publish_run(first, by=cast.analyst)
    assert not withheld(first)
    now = counts(**{"victims.referred.by-source.panel": 4, "victims.referred": 20})
    publish_run(second := frozen(own_area, cast, now), by=cast.analyst)
    assert withheld(second) == {"victims.referred.by-source.panel", "victims.referred"}


def test_a_share_does_not_give_away_the_counts_that_it_adds_up(own_area, cast) -> None:
    """Of 15 panels proposed 12 were mediations: the share would say that 3 were the other kind."""
    kinds = {
        "victims.interventions": 40,
        "victims.interventions.by-kind.casework": 19,
        "victims.interventions.by-kind.advocacy": 6,
        "victims.interventions.by-kind.mediation": 12,
        "victims.interventions.by-kind.restorative": 3,
        "victims.interventions-done.by-kind.casework": 9,
        "victims.interventions-under-way.by-kind.casework": 9,
        "victims.interventions-not-proceeded.by-kind.casework": 1,
    }
    share = figure("victims.panels-held", 100.0, "percent", numerator=15, denominator=15)
    figures = [*(figure(code, value) for code, value in kinds.items()), share]
    publish_run(run := frozen(own_area, cast, figures), by=cast.analyst)
    assert withheld(run) == {
        "victims.interventions.by-kind.restorative",
        "victims.interventions.by-kind.advocacy",
        "victims.panels-held",
        "victims.interventions-not-proceeded.by-kind.casework",
        "victims.interventions-done.by-kind.casework",
    }


def test_the_shares_of_parts_are_kept_from_the_public(own_area, cast) -> None:
    """14 of 20 in all and 8 of 10 for the police leave 6 of 10 for the others."""
    whole = figure("victims.improved", 70.0, "percent", numerator=14, denominator=20)
    part = figure("victims.improved.by-source.police", 80.0, "percent", numerator=8, denominator=10)
    publish_run(run := frozen(own_area, cast, [whole, part]), by=cast.analyst)
    assert withheld(run) == {"victims.improved.by-source.police"}


def test_nothing_given_to_the_public_proves_a_guess(run, cast, signed_in) -> None:
    """The digest of the whole is of every number: few guesses at what is withheld would fit it."""
    publish_run(run, by=cast.analyst)
    client = signed_in(cast.officer)
    page = client.get(address("public_summary", run)).content.decode()
    document = json.loads(client.get(address("public_json", run)).content)
    assert run.digest not in page
    assert document["digest"] != run.digest
    assert document["digest"] in page
    assert run.digest not in client.get(address("public_csv", run)).content.decode()
    sheet = CalamineWorkbook.from_filelike(
        io.BytesIO(client.get(address("public_xlsx", run)).content)
    )
    assert run.digest not in str(sheet.get_sheet_by_name("Provenance").to_python())


def test_who_supplied_a_number_and_how_many_were_measured_stays_inside(own_area, cast) -> None:
    reported = figure("partner.idva.referrals", 90, note="Of nine months only.")
    source = "Return of Solace, supplied by J. Reed"
    change = figure(
        "iom.offending-change", -20.0, "percent change", numerator=30, denominator=40,
        note="9 people measured, 2 left out. The interval.",
    )  # fmt: skip
    cohort = figure("iom.cohort", 9, "people")
    run = frozen(own_area, cast, [reported._replace(source=source), change, cohort])
    publish_run(run, by=cast.analyst)
    given = {each.code: each for each in public.read(run, guard_of(run.publication)).figures}
    assert given["partner.idva.referrals"].source == "Return of Solace"
    assert given["partner.idva.referrals"].note == "Of nine months only."
    assert given["iom.offending-change"].note == "The interval."


def test_the_same_cases_in_the_summary_of_another_area(run, own_area, cast) -> None:
    """The partnership's own cases are in every summary, whatever area its crime is of."""
    publish_run(run, by=cast.analyst)
    other = Area.objects.create(code="X09000002", name="Southbridge", kind=own_area.kind)
    late = counts(**{"victims.referred.by-source.panel": 8, "victims.referred": 24})
    again = frozen(other, cast, late)
    publish_run(again, by=cast.analyst)
    assert withheld(run) - withheld(again) == {"victims.would-recommend"}


def test_a_year_beside_its_neighbour(own_area, cast) -> None:
    """The cohort of the year before is in both summaries, and withheld in both or neither."""
    before = YEAR.previous
    stock = [
        figure("iom.cohort", 12, "people", before), figure("iom.cohort", 13, "people"),
        figure("iom.joined", 2, "people"), figure("iom.left", 1, "people"),
    ]  # fmt: skip
    now = frozen(own_area, cast, stock)
    publish_run(now, by=cast.analyst)
    assert {"iom.joined", "iom.left"} <= withheld(now)
    then = frozen(own_area, cast, [figure("iom.cohort", 12, "people", before)], before)
    publish_run(then, by=cast.analyst)
    of_both = {cell for cell in now.publication.cells if cell[1] == before.slug}
    assert of_both == then.publication.cells


def test_the_first_year_of_case_data(own_area, cast) -> None:
    """Nothing is held of the year before, so the reader knows that no case was open then."""
    cases = {"cases.opened": 13, "cases.closed": 1, "cases.open-at-end": 12}
    run = frozen(own_area, cast, [figure(code, value, "cases") for code, value in cases.items()])
    publish_run(run, by=cast.analyst)
    assert withheld(run) == {"cases.closed", "cases.open-at-end"}


def test_other_counts_are_rounded_where_a_setting_says_so(run, cast) -> None:
    Setting.objects.create(
        key="publish_round_to", value=5, valid_from=YEAR.starts, set_by=cast.administrator
    )
    publish_run(run, by=cast.analyst)
    read = {each.code: each.value for each in public.read(run, guard_of(run.publication)).figures}
    assert read["victims.referred"] == 20
    assert read["victims.referred.by-source.self"] == 10
    assert read["case_review.held"] == 1


def test_only_what_is_frozen_and_a_financial_year_is_published(own_area, cast, signed_in) -> None:
    quarter = Quarter(2025, 3)
    run = frozen(own_area, cast, [figure("cases.opened", 9, "cases", quarter)], quarter)
    with pytest.raises(CannotPublish, match="Only financial years"):
        publish_run(run, by=cast.analyst)
    client = signed_in(cast.analyst)
    assert "Publish summary" not in client.get(address("show_run", run)).content.decode()
    page = client.post(address("publish_summary", run)).content.decode()
    assert "Only financial years are published" in page
    draft = FigureRun.objects.create(
        slug=YEAR.slug, ends=YEAR.ends, area=own_area, digest=digest_of([], [])
    )
    with pytest.raises(CannotPublish, match="Only a frozen"):
        publish_run(draft, by=cast.analyst)


def test_a_summary_is_published_once(run, cast) -> None:
    publish_run(run, by=cast.analyst)
    with pytest.raises(WrongStatus):
        publish_run(FigureRun.objects.get(pk=run.pk), by=cast.analyst)
    assert Publication.objects.count() == 1


@pytest.mark.parametrize("who", ["coordinator", "officer", "administrator"])
def test_others_do_not_publish(run, cast, signed_in, who) -> None:
    client = signed_in(getattr(cast, who))
    assert client.post(address("publish_summary", run)).status_code == 403
    assert client.get(address("public_summary", run)).status_code == 404
    assert not Publication.objects.exists()

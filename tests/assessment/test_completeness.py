"""How complete the rows are that figures rest on, beside the figures."""

import re

import pytest
from django.urls import reverse

from assessment.figures.case_data import MEASURES
from assessment.figures.completeness import NEEDS, for_the_public
from assessment.figures.figure import WITHHELD
from assessment.public import guard_of, guarded
from assessment.queries import figures_of, rows_of
from assessment.services import freeze_run, publish_run, take_figures
from assessment.summary import Summary
from cases.models import Action, Case, Incident
from places.queries import partnership_area
from tests.assessment.full_year import YEAR, a_full_year
from tests.assessment.test_publish_summary import figure

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def people():
    return a_full_year()


@pytest.fixture
def area(people):
    return partnership_area()


@pytest.fixture
def run(people, area):
    return take_figures(YEAR, area, by=people["analyst"])


def notes(run):
    return {code: row.figure.note for code, row in rows_of(run, list(NEEDS)).items()}


def test_each_is_of_a_figure_that_is_taken():
    assert NEEDS.keys() <= {measure.code for measure in MEASURES}


def test_a_year_of_work_says_of_each_how_complete_it_is(run):
    said = notes(run)
    assert said.keys() == NEEDS.keys()
    assert all("Complete for " in note for note in said.values()), said


def test_what_is_missing_is_counted(people, area):
    case = Case.objects.filter(opened_on__range=YEAR.span.days, is_rehearsal=False).first()
    Case.objects.filter(pk=case.pk).update(ward=None)
    told = Incident.objects.filter(happened_on__range=YEAR.span.days).first()
    before = notes(take_figures(YEAR, area, by=people["analyst"]))
    Case.objects.filter(opened_on__range=YEAR.span.days).update(ward=None)
    Incident.objects.filter(pk=told.pk).update(postcode="")
    Action.objects.filter(due_on__range=YEAR.span.days).update(status="open", ended_at=None)
    after = notes(take_figures(YEAR, area, by=people["analyst"]))
    assert "Complete for 0 of " in after["cases.opened"]
    assert "Complete for 0 of " in after["actions.due"]
    assert after["incidents.recorded"] != before["incidents.recorded"]


def test_page_report_and_file_show_it_and_the_public_reads_no_number_of_it(
    run, people, area, signed_in
):
    note = notes(run)["cases.opened"]
    client = signed_in(people["analyst"])
    where = [run.slug, area.slug, run.pk]
    assert note in client.get(reverse("show_run", args=where)).content.decode()
    file = client.get(reverse("summary_csv", args=where[:2]))
    assert note in file.content.decode()
    freeze_run(run, looked_at=run.digest, by=people["analyst"])
    publication = publish_run(run, by=people["analyst"])
    shown = list(guarded(figures_of(run), run, guard_of(publication)))
    told = [each.note for each in shown if "Complete for" in each.note]
    assert told
    assert not [note for note in told if re.search(r"\d", note.partition("Complete for")[2])]


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("Complete for 38 of 40: cases opened.", ""),
        ("Of 45 first contacts. Complete for 0 of 99: x.", "Of 45 first contacts."),
        ("Complete for 100 of 100: cases opened.", "Complete for all: cases opened."),
        ("Complete for 90 of 100: x, y.", "Complete for nine in ten or more: x, y."),
        ("Complete for 1,079 of 1,200: x.", "Complete for fewer than nine in ten: x."),
        ("No referral in the period.", "No referral in the period."),
    ],
)
def test_the_public_is_told_in_words_and_of_few_nothing(note, said):
    assert for_the_public(note) == said


def test_that_a_number_is_withheld_is_said_once_in_its_place():
    hidden = figure("cases.opened", None, note=WITHHELD)
    said = figure("cases.closed", 3, note="Of 3 cases.")
    rows = Summary(YEAR, hidden.area_code, [hidden, said]).rows_of(["cases.opened", "cases.closed"])
    assert [row.remark for row in rows.values()] == ["", "Of 3 cases."]

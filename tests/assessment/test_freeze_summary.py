"""Freezing a summary: who may, that it holds, and that it proves itself."""

import pytest
from django.db import connection
from django.urls import reverse

from assessment.models import FigureRun, RunStatus
from assessment.periods import FinancialYear
from assessment.services import freeze_run, take_figures, verify_run
from assessment.workflow import MOVES, WrongStatus, move
from audit.models import Entry
from places.queries import area_named

YEAR = FinancialYear(2016)
ADDRESS = ["2016-17", "barnet"]


@pytest.fixture
def draft(three_years, cast):
    return take_figures(YEAR, area_named("Barnet"))


def test_an_analyst_freezes_after_being_asked(draft, cast, signed_in):
    client = signed_in(cast.analyst)
    page = client.get(reverse("freeze_summary", args=ADDRESS))
    assert "It cannot be changed or taken back" in page.content.decode()
    client.post(reverse("freeze_summary", args=ADDRESS), {"digest": draft.digest})
    draft.refresh_from_db()
    assert draft.is_frozen
    assert draft.frozen_by == cast.analyst
    assert Entry.objects.filter(verb="figures.frozen").count() == 1


def test_figures_taken_again_meanwhile_are_not_frozen_unseen(draft, cast, signed_in):
    client = signed_in(cast.analyst)
    answer = client.post(
        reverse("freeze_summary", args=ADDRESS), {"digest": "another"}, follow=True
    )
    assert "taken again meanwhile" in answer.content.decode()
    draft.refresh_from_db()
    assert not draft.is_frozen


def test_a_frozen_run_cannot_be_frozen_again(draft, cast):
    freeze_run(draft, looked_at=draft.digest, by=cast.analyst)
    with pytest.raises(WrongStatus):
        freeze_run(draft, looked_at=draft.digest, by=cast.analyst)


def test_of_two_who_freeze_at_once_one_is_told(draft, cast):
    same = FigureRun.objects.get(pk=draft.pk)
    freeze_run(draft, looked_at=draft.digest, by=cast.analyst)
    with pytest.raises(WrongStatus):
        move(same, RunStatus.FROZEN, by=cast.analyst, at=draft.frozen_at)


def test_nothing_leaves_frozen():
    assert MOVES[RunStatus.FROZEN] == frozenset()
    assert set(MOVES) == set(RunStatus)


def test_an_altered_figure_is_found_out_and_not_handed_out(draft, cast, signed_in):
    freeze_run(draft, looked_at=draft.digest, by=cast.analyst)
    assert verify_run(draft)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE assessment_observation SET value = value + 1 WHERE code = 'crime.total'"
        )
    assert not verify_run(draft)
    client = signed_in(cast.analyst)
    page = client.get(reverse("show_summary", args=ADDRESS))
    assert "do not match their digest" in page.content.decode()
    download = client.get(reverse("summary_csv", args=ADDRESS))
    assert download.status_code == 302
    assert not Entry.objects.filter(verb="summary.downloaded").exists()


def test_an_altered_draft_is_not_frozen(draft, cast):
    draft.observations.filter(code="crime.total").update(value=1)
    with pytest.raises(WrongStatus, match="do not match"):
        freeze_run(draft, looked_at=draft.digest, by=cast.analyst)


@pytest.mark.parametrize("who", ["coordinator", "officer", "dpo", "administrator"])
def test_others_do_not_freeze(draft, cast, signed_in, who):
    client = signed_in(getattr(cast, who))
    data = {"digest": draft.digest}
    assert client.post(reverse("freeze_summary", args=ADDRESS), data).status_code == 404
    freeze_run(draft, looked_at=draft.digest, by=cast.analyst)
    assert client.post(reverse("freeze_summary", args=ADDRESS), data).status_code == 403

"""Close a case with its record: all of it, or nothing; the panel may leave it to be written."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from cases.models import Action, Case, Closure, RiskAssessment, StatusChange
from cases.queries import chronology, instrument_in_use
from cases.queries.work import work_list
from cases.services import add_action, assess_risk, close_case, move_case
from cases.services.closure import ActionsLeftOpen, ClosingRecord
from cases.workflow import WrongStatus
from tests.people import a_case
from ui.working_days import is_working_day

pytestmark = pytest.mark.django_db

SAID = {
    "outcome": "stopped",
    "exit_reason": "no_incidents",
    "reason": "Quiet for three months",
    "risk_band": "standard",
    "victim_told": "yes",
    "told_by": "Olu Grant, housing officer",
    "told_on": "today",
    "told_what": "That we close it, and how to reach us",
}


@pytest.fixture
def case(cast):
    case = a_case(cast)
    assess_risk(
        case, by=cast.officer, source="R", instrument=instrument_in_use(), answers={"often": "yes"}
    )
    return case


@pytest.fixture
def action(cast, case):
    return add_action(
        case,
        by=cast.coordinator,
        wording="Fit <b>locks</b> {{ case }}",
        owner=cast.officer,
        agency=cast.housing,
        due_on=timezone.localdate(),
    )


def post(client, case, name="close_case", **changed):
    return client.post(reverse(name, args=[case.reference]), {**SAID, **changed})


def fate(action, status="done", note="Locks fitted"):
    return {f"fate_{action.pk}": status, f"fate_note_{action.pk}": note}


def owed(user):
    return [item.text for item in work_list(user) if item.kind == "Closure"]


def test_closing_it_keeps_everything_that_was_said(cast, signed_in, case, action):
    assert post(signed_in(cast.coordinator), case, **fate(action)).status_code == 302
    case.refresh_from_db()
    assert (case.status, case.next_review_on) == ("closed", None)
    assert case.closing_reason == "Quiet for three months"
    closure = Closure.objects.get()
    assert (closure.outcome, closure.exit_reason) == ("stopped", "no_incidents")
    assert closure.risk == RiskAssessment.objects.get()
    assert (closure.told_on, closure.recorded_by) == (timezone.localdate(), cast.coordinator)
    assert closure.check_due_on - timezone.localdate() >= dt.timedelta(days=90)
    assert is_working_day(closure.check_due_on)
    action.refresh_from_db()
    assert (action.status, action.outcome) == ("done", "Locks fitted")
    events = [each for each in chronology(case, cast.officer) if each.kind == "closure"]
    assert ["stopped" in each.title for each in events] == [True]
    verbs = list(Entry.objects.order_by("pk").values_list("verb", flat=True))
    assert {"case.moved", "action.ended", "case.closure_recorded"} <= set(verbs)
    assert owed(cast.officer) == []


def test_each_thing_left_out_is_said_by_its_field(cast, signed_in, case, action):
    page = signed_in(cast.coordinator).post(reverse("close_case", args=[case.reference]), {"x": ""})
    assert set(page.context["form"].errors) == {
        "outcome", "exit_reason", "reason", "risk_band", "victim_told", *fate(action)
    }  # fmt: skip
    text = page.content.decode()
    assert "Fit &lt;b&gt;locks&lt;/b&gt; {{ case }}" in text
    case.refresh_from_db()
    assert case.status == "open"
    assert not Closure.objects.exists()


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"told_by": "", "told_on": "", "told_what": ""}, {"told_by", "told_on", "told_what"}),
        ({"victim_told": "no"}, {"not_told_reason"}),
        ({"risk_band": "high"}, {"risk_reason"}),
        ({"told_on": "1 1 2090"}, {"told_on"}),
        ({"exit_reason": "bored"}, {"exit_reason"}),
    ],
)
def test_what_one_answer_makes_necessary(cast, signed_in, case, changed, wrong):
    page = post(signed_in(cast.coordinator), case, **changed)
    assert set(page.context["form"].errors) == wrong
    assert not Closure.objects.exists()


def test_another_risk_at_closure_is_an_assessment(cast, signed_in, case):
    said = {"risk_band": "medium", "risk_reason": "Still afraid"}
    assert post(signed_in(cast.cochair_police), case, **said).status_code == 302
    row = Closure.objects.get().risk
    assert (row.band, row.judgement_reason, row.source) == ("medium", "Still afraid", "closure")
    case.refresh_from_db()
    assert (case.risk_band, case.next_review_on) == ("medium", None)


def test_not_told_keeps_the_reason_and_no_half_of_the_other_answer(cast, signed_in, case):
    post(signed_in(cast.coordinator), case, victim_told="no", not_told_reason="Unsafe to write")
    closure = Closure.objects.get()
    assert (closure.told_by, closure.told_on, closure.told_what) == ("", None, "")
    assert closure.not_told_reason == "Unsafe to write"


def record(**changed):
    return ClosingRecord(
        **{
            "outcome": "stopped",
            "exit_reason": "moved",
            "reason": "Moved",
            "risk_band": "standard",
            "risk_reason": "",
            "victim_told": "no",
            "not_told_reason": "Unsafe",
            **changed,
        }
    )


def test_all_of_it_or_nothing(cast, case, action):
    with pytest.raises(ActionsLeftOpen):
        close_case(case, by=cast.coordinator, said=record())
    assert Case.objects.get(pk=case.pk).status == "open"
    assert not Closure.objects.exists()
    assert StatusChange.objects.filter(became="closed").count() == 0


def test_of_two_who_close_it_the_second_is_told(cast, case):
    stale = Case.objects.get(pk=case.pk)
    close_case(case, by=cast.coordinator, said=record())
    with pytest.raises(WrongStatus):
        close_case(stale, by=cast.cochair_police, said=record(reason="Other"))
    assert Closure.objects.get().reason == "Moved"


def test_an_action_added_meanwhile_is_asked_for(cast, signed_in, case, action):
    other = Action.objects.create(
        case=case,
        wording="Write",
        owner=cast.officer,
        agency=cast.housing,
        due_on=timezone.localdate(),
    )
    page = post(signed_in(cast.coordinator), case, **fate(action))
    assert set(page.context["form"].errors) == set(fate(other))
    action.refresh_from_db()
    assert action.status == "open"


def test_an_officer_closes_nothing(cast, signed_in, case):
    assert post(signed_in(cast.officer), case).status_code == 403
    assert not Closure.objects.exists()


def test_the_panels_closing_leaves_the_record_to_the_lead_officer(cast, signed_in, case, action):
    move_case(case, by=cast.coordinator, to="closed", reason="Decided at M-1: quiet")
    assert owed(cast.officer) == [f"Write the closing record of {case.reference}"]
    client = signed_in(cast.officer)
    page = client.get(reverse("record_closure", args=[case.reference]))
    assert page.context["form"]["reason"].value() == "Decided at M-1: quiet"
    assert post(client, case, "record_closure", **fate(action)).status_code == 302
    assert owed(cast.officer) == []
    closure = Closure.objects.get()
    assert (closure.closed_by, closure.recorded_by) == (cast.coordinator, cast.officer)
    action.refresh_from_db()
    assert action.status == "done"
    assert post(client, case, "record_closure").status_code == 403
    shown = client.get(reverse("record_closure", args=[case.reference])).content.decode()
    assert "That we close it, and how to reach us" in shown


def test_another_agency_reads_the_record_and_does_not_write_it(cast, signed_in):
    case = a_case(cast, shared_with=(cast.police,))
    move_case(case, by=cast.coordinator, to="closed", reason="Quiet")
    from_police = cast.offender_manager
    from_police.memberships.update(agency=cast.police)
    client = signed_in(from_police)
    url = reverse("record_closure", args=[case.reference])
    assert "Not written yet" in client.get(url).content.decode()
    assert client.post(url, SAID).status_code == 403
    assert signed_in(cast.outsider).get(url).status_code == 404


def test_reopening_keeps_the_record_and_closing_again_makes_another(cast, signed_in, case):
    client = signed_in(cast.coordinator)
    post(client, case)
    client.post(reverse("reopen_case", args=[case.reference]), {"reason": "It began again"})
    case.refresh_from_db()
    assert case.status == "open"
    assert case.next_review_on is not None
    first = Closure.objects.get()
    assert first.reopened_at is not None
    post(client, case, reason="Quiet again")
    assert list(Closure.objects.values_list("reason", flat=True)) == [
        "Quiet again",
        "Quiet for three months",
    ]
    page = client.get(reverse("record_closure", args=[case.reference])).content.decode()
    assert page.count("No incident for the period") == 2
    assert "Reopened" in page


def test_a_case_closed_before_records_were_kept_says_so(cast, signed_in, case):
    Case.objects.filter(pk=case.pk).update(status="closed", closed_at=timezone.now())
    client = signed_in(cast.coordinator)
    page = client.get(reverse("record_closure", args=[case.reference]))
    assert "before records were kept" in page.content.decode()
    assert owed(cast.officer) == []

"""Add a note or an incident to a case."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from cases.models import Incident, Note
from cases.queries import chronology
from cases.services import add_note, move_case, share_case
from places.models import Area, AreaKind, Postcode
from tests.people import a_case

pytestmark = pytest.mark.django_db

INCIDENT = {
    "happened_on": "1 3 2026",
    "happened_at": "",
    "postcode": "",
    "description": "Shouting",
    "reported_to": "",
    "report_reference": "",
    "category": "noise",
}


@pytest.fixture
def case(cast):
    return a_case(cast, shared_with=(cast.police, cast.council))


@pytest.fixture
def post(signed_in, cast, case):
    def send(name, data, who=None):
        return signed_in(who or cast.officer).post(reverse(name, args=[case.reference]), data)

    return send


def note(**said):
    return {"text": "Quieter now.", "is_opinion": "fact", "handling": "share", **said}


def test_a_note_is_its_agencys_and_says_whether_it_is_fact(cast, case, post):
    assert post("add_note", note(is_opinion="opinion")).status_code == 302
    row = Note.objects.get()
    assert (row.agency, row.author, row.is_opinion) == (cast.housing, cast.officer, True)
    entry = Entry.objects.get(verb="note.added")
    assert entry.changes == {"handling": "share", "is_opinion": True}


def test_a_note_says_fact_or_opinion_or_is_refused(post):
    page = post("add_note", {"text": "Quieter now.", "handling": "share"})
    assert "Is this fact or opinion" in page.content.decode()
    assert not Note.objects.exists()


def test_a_note_for_the_writers_agency_is_read_by_it_and_those_who_oversee(cast, case):
    row = add_note(case, by=cast.officer, agency=cast.housing, text="Ours only", handling="own")
    police_officer = cast.cochair_police
    assert row in Note.objects.visible_to(cast.officer)
    for who in (cast.coordinator, cast.cochair_council, police_officer):
        assert row in Note.objects.visible_to(who)
    share_case(case, by=cast.coordinator, agency=cast.probation, reason="Works on it")
    assert row not in Note.objects.visible_to(cast.offender_manager)
    texts = {event.text for event in chronology(case, cast.offender_manager)}
    assert "Ours only" not in texts


def test_notes_that_may_be_shared_and_the_panels_are_read_by_all_who_see_it_in_full(cast, case):
    share_case(case, by=cast.coordinator, agency=cast.probation, reason="Works on it")
    for handling in ("share", "panel"):
        row = add_note(case, by=cast.officer, agency=cast.housing, text="-", handling=handling)
        assert row in Note.objects.visible_to(cast.offender_manager)


def test_whoever_sees_the_summary_only_reads_no_note(cast, case):
    share_case(case, by=cast.coordinator, agency=cast.health, level="summary", reason="Informed")
    row = add_note(case, by=cast.officer, agency=cast.housing, text="-")
    assert row not in Note.objects.visible_to(cast.partner)


def test_a_note_is_no_script(cast, case, signed_in, post):
    post("add_note", note(text="<script>alert(1)</script>"))
    url = reverse("case_chronology", args=[case.reference])
    assert b"<script>alert" not in signed_in(cast.officer).get(url).content


@pytest.mark.parametrize("text", ["\x00", "x" * 3_000_000, " \n "])
def test_a_note_of_no_use_is_refused_with_a_message(post, text):
    page = post("add_note", note(text=text))
    assert page.status_code == 200
    assert page.context["form"].errors["text"]
    assert not Note.objects.exists()


def test_an_emoji_is_a_text(post):
    assert post("add_note", note(text="\N{FIRE}" * 40)).status_code == 302
    assert Note.objects.get().text == "\N{FIRE}" * 40


def test_an_incident_lies_in_the_ward_of_its_postcode(case, post):
    ward = Area.objects.create(code="X05000001", name="Old Market", kind=AreaKind.WARD)
    Postcode.objects.create(postcode="N11 1AA", ward=ward, ward_code=ward.code)
    data = {**INCIDENT, "postcode": "n111aa", "happened_at": "2:30pm"}
    assert post("add_incident", data).status_code == 302
    row = Incident.objects.latest("pk")
    assert (row.postcode, row.ward, row.happened_at) == ("N11 1AA", ward, dt.time(14, 30))


def test_an_incident_of_an_unknown_postcode_has_no_ward(post):
    assert post("add_incident", {**INCIDENT, "postcode": "ZZ1 1ZZ"}).status_code == 302
    assert Incident.objects.latest("pk").ward is None


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("happened_on", "1 1 2031", "today or in the past"),
        ("happened_on", "31 2 2026", "Enter a date, like"),
        ("happened_on", "", "Enter the date of the incident"),
        ("postcode", "NOWHERE", "Enter a full postcode"),
        ("happened_at", "25:00", "Enter a time"),
        ("description", "", "What happened"),
        ("category", "dragons", "valid"),
    ],
)
def test_a_wrong_incident_is_refused_and_kept_as_typed(case, post, field, typed, said):
    before = Incident.objects.count()
    page = post("add_incident", {**INCIDENT, field: typed})
    assert page.status_code == 200
    assert said in page.content.decode()
    assert Incident.objects.count() == before
    assert page.context["form"].data[field] == typed


def test_nothing_is_added_to_a_closed_case(cast, case, post):
    move_case(case, by=cast.coordinator, to="closed", reason="Quiet")
    assert post("add_note", note()).status_code == 403
    assert post("add_incident", INCIDENT).status_code == 403


def test_the_chronology_has_every_kind_newest_first_and_can_be_narrowed(cast, case, signed_in):
    add_note(case, by=cast.officer, agency=cast.housing, text="Quiet")
    events = chronology(case, cast.officer)
    assert [event.when for event in events] == sorted(
        (event.when for event in events), reverse=True
    )
    assert {event.kind for event in events} == {"incident", "note", "status", "sharing"}
    [only] = chronology(case, cast.officer, "note")
    assert (only.text, only.by) == ("Quiet", "Officer Tester, Homes")
    client = signed_in(cast.officer)
    url = reverse("case_chronology", args=[case.reference])
    assert "Music until four" not in client.get(url + "?kind=note").content.decode()
    assert "Music until four" in client.get(url + "?kind=dragon").content.decode()


def test_an_incident_without_a_time_is_shown_by_its_day(cast, case):
    [event] = chronology(case, cast.officer, "incident")
    assert event.is_day_only
    assert timezone.localdate(event.when) == dt.date(2026, 1, 5)

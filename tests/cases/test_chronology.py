"""One chronology: every kind in one order, narrowed, paged, printed, taken away."""

import datetime as dt
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from audit.models import Entry
from cases.models import (
    Action,
    ActionChange,
    CaseEvent,
    CaseShare,
    Incident,
    Note,
    RiskAssessment,
    StatusChange,
)
from cases.queries.chronology import (
    agency_names,
    chronology,
    chronology_page,
    whole_chronology,
)
from cases.queries.chronology_lines import Narrowing
from cases.services import add_action, add_event, add_note, assess_risk, move_case, share_case
from tests.home.counting import queries_of
from tests.people import a_case

pytestmark = pytest.mark.django_db
UTC = dt.UTC
# Around both changes of the clock, two of them at one moment, one on a day without a time.
MOMENTS = [
    dt.datetime(2026, 3, 29, 0, 59, 59, 5, tzinfo=UTC),
    dt.datetime(2026, 3, 29, 1, 0, tzinfo=UTC),
    dt.datetime(2026, 3, 29, 1, 30, tzinfo=UTC),
    dt.datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
    dt.datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    dt.datetime(2026, 1, 5, 12, 0, tzinfo=UTC),
    dt.datetime(2025, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
]
DAYS = [dt.date(2026, 3, 29), dt.date(2026, 10, 25), dt.date(2026, 1, 5), dt.date(2025, 12, 31)]
TIMES = [None, dt.time(0, 59), dt.time(1, 0), dt.time(1, 30), dt.time(2, 0), dt.time(23, 59)]


@pytest.fixture
def case(cast):
    return a_case(cast, shared_with=(cast.council, cast.police))


def url(case, name="case_chronology"):
    return reverse(name, args=[case.reference])


def narrow(client, case, **said):
    """Apply filters as the page does, and read the page that follows."""
    return client.post(url(case), said, follow=True)


def titles(page):
    return [event.title for event in page.context["events"]]


@st.composite
def entries(draw):
    """What to put into a case: a kind and a moment each."""
    kinds = st.sampled_from(
        ("incident", "note", "risk", "action", "ended", "change", "status", "share", "event")
    )
    moment = st.tuples(kinds, st.sampled_from(MOMENTS), st.sampled_from(DAYS))
    return draw(st.lists(st.tuples(moment, st.sampled_from(TIMES)), max_size=25))


def put(case, cast, said):
    """Write these entries, straight into their tables."""
    action = Action.objects.create(
        case=case, wording="A", owner=cast.officer, agency=cast.housing, due_on=DAYS[0]
    )
    for (kind, at, day), time in said:
        match kind:
            case "incident":
                Incident.objects.create(
                    case=case, happened_on=day, happened_at=time, category="noise"
                )
            case "note":
                Note.objects.create(case=case, agency=cast.housing, text="n", written_at=at)
            case "risk":
                RiskAssessment.objects.create(
                    case=case, band="high", judgement_reason="j", assessed_at=at
                )
            case "action" | "ended":
                done = {"status": "done", "ended_at": at} if kind == "ended" else {}
                Action.objects.create(
                    case=case,
                    wording="A",
                    owner=cast.officer,
                    agency=cast.housing,
                    due_on=day,
                    set_at=at,
                    **done,
                )
            case "change":
                ActionChange.objects.create(
                    action=action, due_was=day, due_on=day, reason="r", at=at
                )
            case "status":
                StatusChange.objects.create(case=case, became="open", reason="r", at=at)
            case "share":
                CaseShare.objects.create(
                    case=case, agency=cast.health, shared_at=at, ended_at=at, reason="r"
                )
            case "event":
                CaseEvent.objects.create(case=case, kind="contact", title="t", at=at)


def walk(case, user, names, narrowing, per_page, direction):
    """Every page from one end to the other, its rows as they are read."""
    rows, place = [], ""
    while True:
        page = chronology_page(
            case, user, narrowing, names, per_page=per_page, **{direction: place}
        )
        rows.append(page.rows)
        place = page.next if direction == "after" else page.previous
        if not place:
            return rows, page
        assert len(rows) < 100


@settings(
    max_examples=10,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(said=entries(), per_page=st.integers(1, 9), kind=st.sampled_from(["", "action", "note"]))
def test_walking_all_pages_gives_every_entry_once_and_in_order(cast, said, per_page, kind):
    case = a_case(cast, people=False)
    put(case, cast, said)
    names, narrowing = agency_names(cast.officer), Narrowing(kind=kind)
    whole = whole_chronology(case, cast.officer, narrowing, names)
    pages, last = walk(case, cast.officer, names, narrowing, per_page, "after")
    assert [event for page in pages for event in page] == whole
    assert all(len(page) == per_page for page in pages[:-1])
    assert [event.when for event in whole] == sorted((event.when for event in whole), reverse=True)
    if not kind:
        ended = sum(1 for (what, _, _), _ in said if what in {"ended", "share"})
        assert len(whole) == len(said) + ended + 1 + 2  # its own action, opening and share
    back = [last.rows]
    place = last.previous
    while place:
        page = chronology_page(
            case, cast.officer, narrowing, names, per_page=per_page, before=place
        )
        back.insert(0, page.rows)
        place = page.previous
    assert [event for page in back for event in page] == whole


def test_a_place_that_is_not_ours_is_the_first_page(cast, case):
    names = agency_names(cast.officer)
    first = chronology_page(case, cast.officer, Narrowing(), names)
    for token in ("x", "", "gAAAA", "\ud800"):
        page = chronology_page(case, cast.officer, Narrowing(), names, after=token)
        assert page.rows == first.rows


def test_an_incident_stands_at_its_time_on_londons_clock(cast, case):
    for day, time in ((dt.date(2026, 7, 1), dt.time(23, 30)), (dt.date(2026, 7, 2), None)):
        Incident.objects.create(case=case, happened_on=day, happened_at=time, category="noise")
    later, earlier = chronology(case, cast.officer, "incident")[:2]
    assert earlier.when == dt.datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    assert later.when == dt.datetime(2026, 7, 2, 11, tzinfo=UTC)
    assert (earlier.is_day_only, later.is_day_only) == (False, True)


def test_every_entry_says_whose_it_is_what_it_is_and_who_may_read_it(cast, case, signed_in):
    add_note(case, by=cast.officer, agency=cast.housing, text="He may move", is_opinion=True)
    assess_risk(case, by=cast.officer, source="case", band="high", judgement_reason="Threats")
    add_action(
        case,
        by=cast.coordinator,
        wording="Visit",
        owner=cast.cochair_police,
        agency=cast.police,
        due_on=timezone.localdate(),
    )
    add_event(case, by=None, kind="contact", title="Spoke to the school", agency=cast.council)
    by_kind = {event.kind: event for event in chronology(case, cast.officer)}
    assert by_kind["note"].by == "Officer Tester, Homes"
    assert (by_kind["note"].is_opinion, by_kind["incident"].is_opinion) == (True, False)
    assert by_kind["incident"].by == "Officer Tester, Homes"
    assert by_kind["risk"].is_opinion
    assert by_kind["action"].agency == "Police"
    assert (by_kind["contact"].title, by_kind["contact"].agency) == (
        "Spoke to the school",
        "Council",
    )
    client = signed_in(cast.officer)
    for event in by_kind.values():
        assert event.handling == "May be shared with the case's agencies"
        if event.url:
            assert client.get(event.url).status_code == 200, event.kind
    page = client.get(url(case)).content.decode()
    assert "Opinion" in page
    assert "Spoke to the school" in page


def test_it_is_narrowed_by_kind_agency_person_period_and_words(cast, case, signed_in):
    note = add_note(case, by=cast.cochair_police, agency=cast.police, text="Blue van seen")
    Note.objects.filter(pk=note.pk).update(written_at=dt.datetime(2025, 5, 1, 12, tzinfo=UTC))
    add_note(case, by=cast.officer, agency=cast.housing, text="Red van seen")
    client = signed_in(cast.officer)
    for said, expected in (
        ({"kind": "note"}, {"Blue van seen", "Red van seen"}),
        ({"agency": cast.police.pk}, {"Blue van seen"}),
        ({"person": cast.cochair_police.pk}, {"Blue van seen"}),
        ({"until": "1/5/2025"}, {"Blue van seen"}),
        ({"since": "2/5/2025", "until": "3 May 2025"}, set()),
        ({"words": "blue VAN"}, {"Blue van seen"}),
        ({"words": "van", "agency": cast.housing.pk}, {"Red van seen"}),
    ):
        page = narrow(client, case, **said)
        assert {event.text for event in page.context["events"]} == expected, said


def test_words_typed_into_the_filter_stand_in_no_address_and_not_in_the_log(cast, case, signed_in):
    client = signed_in(cast.officer)
    page = narrow(client, case, words="Holloway")
    [(address, _)] = page.redirect_chain
    assert "Holloway" not in address
    assert "Holloway" in page.content.decode()
    query = address.partition("?")[2]
    client.get(f"{url(case, 'download_chronology')}?{query}")
    entry = Entry.objects.get(verb="chronology.downloaded")
    assert entry.changes == {"filter": {"Words": "given"}}


def test_a_period_that_ends_before_it_begins_is_explained(cast, case, signed_in):
    page = narrow(signed_in(cast.officer), case, since="2/5/2025", until="1/5/2025")
    assert "not before the first one" in page.content.decode()


def test_a_filter_that_is_not_one_shows_everything(cast, case, signed_in):
    page = signed_in(cast.officer).get(url(case) + "?kind=nonsense&agency=x&person=9999&since=no")
    assert page.status_code == 200
    assert len(page.context["events"]) == len(chronology(case, cast.officer))


def test_a_note_of_another_agency_for_its_own_eyes_is_nowhere(cast, case, signed_in):
    share_case(case, by=None, agency=cast.probation, reason="Works on it")
    add_note(case, by=cast.officer, agency=cast.housing, text="Between us", handling="own")
    client = signed_in(cast.offender_manager)
    for name in ("case_chronology", "print_chronology"):
        assert "Between us" not in client.get(url(case, name)).content.decode()
    file = b"".join(client.get(url(case, "download_chronology")).streaming_content).decode()
    assert "Between us" not in file
    assert narrow(client, case, words="Between us").context["events"] == []


@pytest.mark.parametrize("name", ["case_chronology", "print_chronology", "download_chronology"])
def test_it_is_shown_to_those_who_see_the_case_in_full_only(cast, case, signed_in, name):
    share_case(case, by=None, agency=cast.health, level="summary", reason="Has an action")
    assert signed_in(cast.outsider).get(url(case, name)).status_code == 404
    assert signed_in(cast.partner).get(url(case, name)).status_code == 403
    assert signed_in(cast.administrator).get(url(case, name)).status_code == 404


def test_what_is_taken_away_is_what_is_seen_and_is_logged_as_a_disclosure(cast, case, signed_in):
    add_note(case, by=cast.officer, agency=cast.housing, text="=1+1", is_opinion=True)
    client = signed_in(cast.officer)
    address = f"{url(case, 'download_chronology')}?kind=note"
    file = b"".join(client.get(address).streaming_content).decode()
    [header, row] = file.strip().splitlines()
    assert header.endswith("Fact or opinion,Handling")
    assert "'=1+1,Officer Tester,Homes,Opinion,May be shared" in row
    book = CalamineWorkbook.from_filelike(BytesIO(client.get(f"{address}&format=xlsx").content))
    assert book.get_sheet_by_name("Chronology").to_python()[1][3] == "=1+1"
    assert ["Kind", "Notes"] in book.get_sheet_by_name("Definitions").to_python()
    page = client.get(f"{url(case, 'print_chronology')}?kind=note").content.decode()
    assert "1 entry, newest first" in page
    logged = Entry.objects.filter(operation="disclosure", verb__startswith="chronology.")
    assert [entry.changes for entry in logged] == [{"filter": {"Kind": "Notes"}}] * 3
    assert {entry.subject for entry in logged} == {f"case {case.reference}"}


def test_a_case_with_five_hundred_entries_costs_what_a_small_one_costs(cast, case, signed_in):
    client = signed_in(cast.officer)
    page = url(case)
    queries_of(client, "get", page)
    before = queries_of(client, "get", page)
    Note.objects.bulk_create(
        Note(
            case=case,
            agency=cast.housing,
            text=f"Note {n}",
            written_at=MOMENTS[n % len(MOMENTS)] + dt.timedelta(minutes=n // 3),
        )
        for n in range(500)
    )
    assert queries_of(client, "get", page) == before <= 15
    pages, _ = walk(case, cast.officer, agency_names(cast.officer), Narrowing(), 100, "after")
    seen = [event.note for rows in pages for event in rows if event.note]
    assert len(seen) == len(set(seen)) == 500
    following = client.get(page).context["page"]["next"]
    assert titles(client.get(page + following)) == ["Note"] * 25
    printed = client.get(url(case, "print_chronology")).content.decode()
    assert printed.count("moj-timeline__item") > 500


def test_a_closed_case_offers_no_more_actions(cast, case, signed_in):
    add_note(case, by=cast.officer, agency=cast.housing, text="Quiet")
    client = signed_in(cast.officer)
    assert "Make it an action" in client.get(url(case)).content.decode()
    move_case(case, by=cast.coordinator, to="closed", reason="Quiet")
    page = client.get(url(case)).content.decode()
    assert "Make it an action" not in page
    assert "Case closed" in page

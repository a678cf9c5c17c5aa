"""One act asks every invited agency about every person; each answers on one page; the late are
chased; nobody reads another's answers too early."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from audit.models import Entry
from cases.models import Handling, Party
from cases.services import restrict_case
from cases.workflow import StaleVersion, WrongStatus
from panels import services
from panels.models import InformationAnswer, Panel
from panels.queries.requests import answers_about
from panels.queries.work import work_list
from tests.panels.meetings import a_meeting, a_panel, agree
from tests.people import Cast, a_case, person_of
from ui.working_days import add_working_days


def asked(cast: Cast, *, cases: int = 1, shared_with=(), days: int = 30, **terms):
    """A meeting whose agencies have been asked about everybody on its agenda."""
    for _ in range(cases):
        a_case(cast, shared_with=shared_with)
    meeting = a_meeting(cast, a_panel(cast, **terms), days=days)
    services.ask_information(meeting, by=cast.coordinator)
    return meeting


def answer_of(meeting, agency, role="victim") -> InformationAnswer:
    rows = InformationAnswer.objects.filter(asked__meeting=meeting, agency=agency)
    return rows.select_related("asked__meeting", "party__case", "agency").filter(party__role=role)[
        0
    ]


def say(answer: InformationAnswer, by, **said) -> InformationAnswer:
    fields = {
        "knows": "summary",
        "text": "Evicted in May.",
        "source": "Case notes",
        "is_opinion": False,
        "handling": Handling.SHARE,
        **said,
    }
    return services.answer_information(answer, by=by, version=answer.version, **fields)


def url(meeting, name="answer_information") -> str:
    return reverse(name, args=[meeting.reference])


def typed(answer: InformationAnswer, client, meeting, **said) -> dict[str, str]:
    """What a browser sends for one row of the page as it stands."""
    page = client.get(url(meeting))
    form = next(row["form"] for row in page.context["rows"] if row["answer"].pk == answer.pk)
    values = {name: form.initial[name] for name in ("version", "seen", "text", "source")}
    values |= {"handling": "share", "knows": form.initial["knows"], **said}
    return {form.add_prefix(name): str(value) for name, value in values.items()}


def test_every_invited_agency_is_asked_about_every_person(cast: Cast) -> None:
    meeting = asked(cast, cases=2, shared_with=(cast.health,))
    agencies = 5  # four members, and health by its share
    assert InformationAnswer.objects.count() == agencies * Party.objects.count() == 20
    entries = Entry.objects.filter(verb="information.asked")
    assert entries.count() == 2
    assert entries[0].operation == "disclosure"
    assert "Health" in entries[0].recipients
    assert entries[0].reason == meeting.panel.gateway


def test_a_panel_may_ask_only_those_the_case_is_open_to(cast: Cast) -> None:
    asked(cast, shared_with=(cast.health,), asks_everybody=False)
    names = set(InformationAnswer.objects.values_list("agency__name", flat=True))
    assert names == {"Homes", "Health"}


def test_nobody_is_asked_about_a_restricted_case(cast: Cast) -> None:
    hidden = a_case(cast)
    meeting = a_meeting(cast, days=30)
    restrict_case(hidden, by=cast.cochair_police, people=[cast.cochair_police], reason="-")
    assert services.ask_information(meeting, by=cast.coordinator) == 0


def test_a_case_restricted_after_asking_is_on_nobodys_page(cast: Cast, signed_in) -> None:
    meeting = asked(cast)
    case = meeting.items.get().case
    restrict_case(case, by=cast.cochair_police, people=[cast.cochair_police], reason="-")
    assert signed_in(cast.officer).get(url(meeting)).status_code == 404
    assert work_list(cast.officer) == []


def test_asking_again_asks_only_about_who_is_new(cast: Cast, signed_in, mail_queue) -> None:
    meeting = asked(cast)
    sent = len(mail_queue())
    assert services.ask_information(meeting, by=cast.coordinator) == 0
    assert len(mail_queue()) == sent
    services.add_case(meeting, by=cast.cochair_police, case=a_case(cast), reason="Urgent")
    page = signed_in(cast.coordinator).get(url(meeting, "meeting_information")).content.decode()
    assert "Ask about 2 more people" in page
    signed_in(cast.coordinator).post(url(meeting, "ask_meeting_information"))
    assert InformationAnswer.objects.count() == 16


def test_the_message_names_nobody_and_leads_to_the_page(cast: Cast, mail_queue) -> None:
    meeting = asked(cast)
    mails = [mail for mail in mail_queue() if "What do you know?" in mail.subject]
    assert {cast.officer.email} <= {mail.to[0] for mail in mails}
    for mail in mails:
        assert "Harmed" not in mail.message
        assert url(meeting) in mail.message


def test_my_work_says_for_how_many_and_by_when(cast: Cast) -> None:
    meeting = asked(cast)
    [item] = [each for each in work_list(cast.officer) if "Answer for" in each.text]
    assert item.text.startswith("Answer for 2 people by ")
    assert item.url == url(meeting)
    for role in ("victim", "alleged_perpetrator"):
        say(answer_of(meeting, cast.housing, role), cast.officer)
    assert not [each for each in work_list(cast.officer) if "Answer for" in each.text]


def test_the_page_shows_only_who_and_never_in_what_role(cast: Cast, signed_in) -> None:
    meeting = asked(cast)
    page = signed_in(cast.victim_worker).get(url(meeting)).content.decode()
    assert "Vera Harmed" in page
    assert "Alan Alleged" in page
    for hidden in ("Loud music", "Music until four", "lleged perpetrator", "Victim</"):
        assert hidden not in page


def test_one_row_is_saved_and_the_others_are_left_alone(cast: Cast, signed_in) -> None:
    meeting = asked(cast)
    client = signed_in(cast.officer)
    one, other = (answer_of(meeting, cast.housing, r) for r in ("victim", "alleged_perpetrator"))
    said = {
        **typed(one, client, meeting, knows="not_known"),
        **typed(other, client, meeting),
    }
    assert client.post(url(meeting), said).status_code == 302
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.knows, one.answered_by, one.version) == ("not_known", cast.officer, 2)
    assert (other.knows, other.version) == ("", 1)
    entry = Entry.objects.get(verb="information.answered")
    assert entry.agency_name == "Homes"
    assert entry.changes["knows"] == ["", "not_known"]


def test_a_wrong_row_keeps_no_right_one_back_and_keeps_what_was_typed(
    cast: Cast, signed_in
) -> None:
    meeting = asked(cast)
    client = signed_in(cast.officer)
    one, other = (answer_of(meeting, cast.housing, r) for r in ("victim", "alleged_perpetrator"))
    said = {
        **typed(one, client, meeting, knows="summary", text="Known since 2019", source=""),
        **typed(other, client, meeting, knows="will_speak"),
    }
    page = client.post(url(meeting), said).content.decode()
    assert "Enter where this comes from, like our case notes of May" in page
    assert "Known since 2019" in page
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.knows, other.knows) == ("", "will_speak")


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"knows": "summary"}, "Enter a summary of what you know"),
        ({"knows": "will_not_share"}, "Enter why you will not share it"),
        ({"text": "Something"}, "Select what you know about this person"),
        ({"knows": "perhaps"}, "Select a valid choice"),
        ({"knows": "not_known", "handling": "everybody"}, "Select a valid choice"),
    ],
)
def test_what_is_missing_is_said(cast: Cast, signed_in, said, error: str) -> None:
    meeting = asked(cast)
    client = signed_in(cast.officer)
    row = answer_of(meeting, cast.housing)
    page = client.post(url(meeting), typed(row, client, meeting, **said)).content.decode()
    assert error in page
    row.refresh_from_db()
    assert row.version == 1


def test_two_colleagues_answer_and_neither_is_overwritten(cast: Cast, signed_in) -> None:
    meeting = asked(cast)
    colleague = person_of(Role.OFFICER, cast.housing, "colleague")
    row = answer_of(meeting, cast.housing)
    client = signed_in(cast.officer)
    said = typed(row, client, meeting, knows="will_not_share", text="Court order")
    say(row, colleague, text="Evicted in May.")
    page = client.post(url(meeting), said)
    text = page.content.decode()
    assert "A colleague answered for this person while you were typing" in text
    assert "Evicted in May." in text
    assert "Court order" in text
    row.refresh_from_db()
    assert row.text == "Evicted in May."
    form = next(each["form"] for each in page.context["rows"] if each["answer"].pk == row.pk)
    again = {**said, form.add_prefix("version"): "2", form.add_prefix("seen"): "theirs"}
    client.post(url(meeting), again)
    row.refresh_from_db()
    assert row.text == "Court order"


def test_a_row_nobody_touched_is_not_stale(cast: Cast, signed_in) -> None:
    meeting = asked(cast)
    row, other = (answer_of(meeting, cast.housing, r) for r in ("victim", "alleged_perpetrator"))
    client = signed_in(cast.officer)
    said = {
        **typed(row, client, meeting),
        **typed(other, client, meeting, knows="not_known"),
    }
    say(row, cast.officer)
    assert client.post(url(meeting), said).status_code == 302


def test_the_service_refuses_a_stale_answer(cast: Cast) -> None:
    row = answer_of(asked(cast), cast.housing)
    say(row, cast.officer)
    with pytest.raises(StaleVersion):
        services.answer_information(row, by=cast.officer, version=1, knows="not_known")


def test_answers_close_when_the_meeting_begins(cast: Cast, signed_in) -> None:
    meeting = asked(cast)
    agree(meeting, cast)
    services.start_meeting(meeting, by=cast.coordinator)
    row = answer_of(meeting, cast.housing)
    with pytest.raises(WrongStatus):
        say(row, cast.officer)
    page = signed_in(cast.officer).get(url(meeting)).content.decode()
    assert "Answers are closed" in page
    assert 'name="answer-' not in page


def test_the_meeting_screen_shows_the_answers_and_which_agencies_know_the_case(
    cast: Cast, signed_in
) -> None:
    meeting = asked(cast)
    say(answer_of(meeting, cast.housing), cast.officer)
    rows = InformationAnswer.objects.filter(agency=cast.victim_support)
    for row in rows.select_related("asked__meeting", "party__case", "agency"):
        say(row, cast.victim_worker, knows="not_known", text="", source="")
    agree(meeting, cast)
    services.start_meeting(meeting, by=cast.coordinator)
    item = meeting.items.on()[0]
    page = signed_in(cast.cochair_police).get(
        reverse("screen_item", args=[meeting.reference, item.pk])
    )
    assert "Evicted in May." in page.content.decode()
    known = {each.agency: each.sources for each in page.context["shown"].knows}
    assert "answered before the meeting" in known["Homes"]
    assert "Victim Support" not in known


def seen_by(meeting, user, role="victim"):
    return [
        each.agency.name
        for each in answers_about(list(meeting.items.on()), user)[meeting.items.on()[0].case_id]
    ]


@pytest.mark.parametrize("is_open", [True, False])
def test_nobody_reads_anothers_answer_before_the_papers_unless_the_panel_says_so(
    cast: Cast, is_open: bool
) -> None:
    meeting = asked(cast, shared_with=(cast.health,), answers_are_open=is_open)
    say(answer_of(meeting, cast.housing), cast.officer)
    assert seen_by(meeting, cast.officer) == ["Homes"]
    assert seen_by(meeting, cast.partner) == (["Homes"] if is_open else [])
    assert seen_by(meeting, cast.cochair_police) == ["Homes"]
    agree(meeting, cast)
    services.make_due_packs()
    assert seen_by(meeting, cast.partner) == ["Homes"]


def test_handling_keeps_an_answer_to_its_agency_and_the_co_chairs(cast: Cast) -> None:
    meeting = asked(cast, shared_with=(cast.health,))
    say(answer_of(meeting, cast.housing), cast.officer, handling=Handling.OWN)
    agree(meeting, cast)
    services.make_due_packs()
    assert seen_by(meeting, cast.partner) == []
    assert seen_by(meeting, cast.officer) == ["Homes"]
    assert seen_by(meeting, cast.cochair_council) == ["Homes"]


def test_an_agency_asked_about_a_case_it_does_not_see_reads_no_other_answer(cast: Cast) -> None:
    meeting = asked(cast)
    say(answer_of(meeting, cast.housing), cast.officer)
    agree(meeting, cast)
    services.make_due_packs()
    answers = InformationAnswer.objects.visible_to(cast.victim_worker)
    assert {each.agency.name for each in answers} == {"Victim Support"}


def test_the_grid_says_who_has_answered(cast: Cast, signed_in) -> None:
    meeting = asked(cast)
    say(answer_of(meeting, cast.housing), cast.officer, is_opinion=True)
    page = signed_in(cast.cochair_police).get(url(meeting, "meeting_information")).content.decode()
    assert "1 of 2" in page
    assert "Evicted in May." in page
    assert "Opinion" in page


MONDAY = dt.datetime(2030, 3, 4, 10, tzinfo=dt.UTC)


def test_the_late_are_chased_once_before_and_once_after_the_day(cast: Cast, mail_queue) -> None:
    with time_machine.travel(MONDAY, tick=False):
        meeting = asked(cast, days=28)
        due_on = meeting.information.due_on
        say(answer_of(meeting, cast.victim_support), cast.victim_worker)
        say(answer_of(meeting, cast.victim_support, "alleged_perpetrator"), cast.victim_worker)
    found = []
    for day in range(28):
        moment = MONDAY + dt.timedelta(days=day)
        with time_machine.travel(moment, tick=False):
            before = len(mail_queue())
            services.chase_information()
            services.chase_information()
            new = [mail for mail in mail_queue()[before:] if mail.to == [cast.officer.email]]
            found += [(timezone.localdate(), mail.subject) for mail in new]
            assert not [m for m in mail_queue()[before:] if m.to == [cast.victim_worker.email]]
    assert [day for day, _ in found] == [
        add_working_days(due_on, -2),
        add_working_days(due_on, 1),
    ]
    assert "is due by" in found[0][1]
    assert found[1][1].endswith("is overdue")


def test_a_missed_week_of_jobs_sends_one_chaser_not_two(cast: Cast, mail_queue) -> None:
    with time_machine.travel(MONDAY, tick=False):
        meeting = asked(cast, days=28)
        due_on = meeting.information.due_on
    late = dt.datetime.combine(due_on, dt.time(10), tzinfo=dt.UTC) + dt.timedelta(days=5)
    with time_machine.travel(late, tick=False):
        before = len(mail_queue())
        services.chase_information()
        mine = [mail for mail in mail_queue()[before:] if mail.to == [cast.officer.email]]
    assert len(mine) == 1


def test_the_page_costs_the_same_with_ten_people_and_with_thirty(cast: Cast, signed_in) -> None:
    meeting = asked(cast, cases=5)
    pages = [(cast.officer, url(meeting)), (cast.coordinator, url(meeting, "meeting_information"))]

    def costs() -> list[int]:
        found = []
        for who, address in pages:
            client = signed_in(who)
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            found.append(len(queries))
        return found

    ten = costs()
    for _ in range(10):
        services.add_case(meeting, by=cast.cochair_police, case=a_case(cast), reason="More")
    services.ask_information(meeting, by=cast.coordinator)
    assert costs() == ten


def test_a_panels_terms_decide_the_day(cast: Cast) -> None:
    meeting = asked(cast, answers_working_days=3)
    assert meeting.information.due_on == add_working_days(meeting.day, -3)
    assert Panel.objects.get().answers_working_days == 3

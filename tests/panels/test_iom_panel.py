"""An IOM panel goes through the cohort, nominal by nominal, and nobody else learns who is in it."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from cases.models import Action, PartyRole
from cases.workflow import WrongStatus
from offenders import services as offenders
from offenders.models import Nominal
from panels import services
from panels.models import AgendaItem, InformationAnswer, Meeting, Why
from panels.queries.candidates import candidates
from panels.queries.minutes import compose
from panels.queries.papers import reader_of, sections
from panels.queries.renderings import reader_for
from panels.queries.screen import case_on_screen, unfinished_business
from tests.offenders.conftest import ladder, make_order, nominate  # noqa: F401
from tests.panels.meetings import a_meeting, agree, lock
from tests.people import Cast, a_case

TODAY = timezone.localdate
DAY = dt.timedelta(days=1)


@pytest.fixture
def panel(cast: Cast):
    made = services.set_up_panel(
        by=None, name="IOM panel", kind="iom", confidentiality_statement="Keep it here."
    )
    for chair in (cast.cochair_police, cast.cochair_council):
        services.appoint_co_chair(made, by=None, user=chair, starts=dt.date(2020, 1, 1))
    for agency in (cast.probation, cast.police, cast.housing, cast.victim_support):
        services.add_member(made, by=None, agency=agency, starts=dt.date(2020, 1, 1))
    return made


def a_nominal(cast: Cast, *, selected: bool = True, **more) -> Nominal:
    case = a_case(cast)
    nominal = nominate(cast, case.parties.get(role=PartyRole.ALLEGED_PERPETRATOR))
    if selected:
        offenders.select_offender(
            nominal,
            by=cast.offender_manager,
            cohort="fixed",
            joined_on=TODAY() - 200 * DAY,
            reason="Five burglaries",
        )
    Nominal.objects.filter(pk=nominal.pk).update(**{"next_review_on": None, **more})
    nominal.refresh_from_db()
    return nominal


def begun(cast: Cast, panel) -> tuple[Meeting, list[AgendaItem]]:
    meeting = agree(a_meeting(cast, panel), cast)
    services.start_meeting(meeting, by=cast.coordinator)
    rows = meeting.items.on().select_related("case", "nominal__person", "meeting__panel")
    return meeting, list(rows)


def decide(item: AgendaItem, cast: Cast, decision: str, version: int = 0, **more):
    fields = {
        "facts_shared": "Seen twice.",
        "decision_reason": "As all agreed.",
        "rag": "",
        "cohort": "",
        "leaving_reason": "",
        **more,
    }
    return services.record_item(
        item, by=cast.cochair_police, version=version, decision=decision, **fields
    )


class TestWhoIsDue:
    def test_every_reason_in_order_and_in_words(self, cast: Cast, panel, ladder) -> None:  # noqa: F811
        case = a_case(cast)
        quiet = a_nominal(cast, next_review_on=TODAY() + 90 * DAY)
        out = a_nominal(cast, next_review_on=TODAY() + 90 * DAY)
        offenders.record_custody(
            out,
            by=cast.offender_manager,
            kind="sentence",
            started_on=TODAY() - 60 * DAY,
            release_expected_on=TODAY() + 30 * DAY,
            source="Prison",
        )
        due = a_nominal(cast, next_review_on=TODAY() + 10 * DAY)
        broke = a_nominal(cast, next_review_on=TODAY() + 5 * DAY)
        order = make_order(cast, broke.party)
        offenders.record_breach(
            order, by=cast.officer, happened_on=TODAY() - DAY, description="Came back", source="PC"
        )
        new = a_nominal(cast, selected=False)
        meeting = a_meeting(cast, panel)
        lines = list(meeting.items.on().select_related("nominal"))
        assert [line.nominal for line in lines] == [new, broke, due, out]
        assert [line.why for line in lines] == [
            Why.NOMINATED, Why.BREACHED, Why.REVIEW, Why.RELEASE,
        ]  # fmt: skip
        assert lines[1].why_text.startswith("An order was breached on")
        assert "; Review due on" in lines[1].why_text
        assert quiet not in [line.nominal for line in lines]
        assert case.pk not in [line.case_id for line in lines]
        assert candidates(meeting, limit=10) == []

    def test_a_case_panel_hears_the_case_all_the_same(self, cast: Cast, panel) -> None:
        from tests.panels.meetings import a_panel

        nominal = a_nominal(cast, selected=False)
        a_meeting(cast, panel, days=7)
        usual = a_meeting(cast, a_panel(cast))
        line = usual.items.on().get()
        assert (line.case, line.nominal) == (nominal.party.case, None)

    def test_no_urgent_meeting_about_a_case_is_called_by_it(
        self, cast: Cast, panel, signed_in
    ) -> None:
        from tests.panels.meetings import a_panel

        a_panel(cast)
        url = reverse("call_urgent_meeting", args=[a_case(cast).reference])
        page = signed_in(cast.coordinator).get(url).content.decode()
        assert ">CS MARAC</option>" in page
        assert "IOM panel" not in page

    def test_two_nominals_of_one_case_are_two_lines(self, cast: Cast, panel) -> None:
        first = a_nominal(cast, selected=False)
        other = first.party.case.parties.create(
            person=a_case(cast).parties.get(role=PartyRole.ALLEGED_PERPETRATOR).person,
            role=PartyRole.ALLEGED_PERPETRATOR,
        )
        second = nominate(cast, other)
        _, items = begun(cast, panel)
        assert [item.nominal for item in items] == [first, second]

    def test_the_others_and_why(self, cast: Cast, panel, signed_in) -> None:
        quiet = a_nominal(cast, next_review_on=TODAY() + 90 * DAY)
        off = a_nominal(cast, selected=False)
        meeting = a_meeting(cast, panel)
        services.take_off(meeting.items.get(nominal=off), by=cast.coordinator, reason="In hospital")
        url = reverse("agenda_left_out", args=[meeting.reference])
        page = signed_in(cast.coordinator).get(url).content.decode()
        assert "nothing due" in page
        assert "Taken off: In hospital" in page
        assert quiet.reference in page

    def test_somebody_is_added_with_a_reason_and_a_case_is_not(
        self, cast: Cast, panel, signed_in
    ) -> None:
        quiet = a_nominal(cast, next_review_on=TODAY() + 90 * DAY)
        meeting = a_meeting(cast, panel)
        url = reverse("agenda_add_case", args=[meeting.reference])
        client = signed_in(cast.cochair_police)
        wrong = client.post(url, {"reference": "CSM-2026-0001", "reason": "Seen near a school"})
        assert "Enter the reference of somebody nominated or in the cohort" in (
            wrong.content.decode()
        )
        client.post(url, {"reference": quiet.reference.lower(), "reason": "Seen near a school"})
        assert meeting.items.on().get().nominal == quiet
        again = client.post(url, {"reference": quiet.reference, "reason": "Seen near a school"})
        assert "They are on the agenda" in again.content.decode()
        with pytest.raises(WrongStatus):
            services.add_case(meeting, by=cast.coordinator, case=a_case(cast), reason="-")


class TestWhatIsDecided:
    def test_a_nominee_joins_with_a_colour(self, cast: Cast, panel) -> None:
        nominal = a_nominal(cast, selected=False)
        meeting, [item] = begun(cast, panel)
        record = decide(item, cast, "select", cohort="flex", rag="red")
        nominal.refresh_from_db()
        assert (nominal.status, nominal.cohort, nominal.rag) == ("selected", "flex", "red")
        assert nominal.joined_on == TODAY()
        assert nominal.decision_reason == f"Decided at {meeting.reference}: As all agreed."
        assert nominal.next_review_on > TODAY()
        decide(item, cast, "select", record.version, cohort="flex", rag="red")
        assert nominal.rag_reviews.count() == 1
        record.refresh_from_db()
        with pytest.raises(WrongStatus, match="selected by now"):
            decide(item, cast, "not_select", record.version)

    @pytest.mark.parametrize(
        ("selected", "decision", "more", "status"),
        [
            (False, "not_select", {}, "not_selected"),
            (False, "later", {}, "nominated"),
            (True, "stay", {"rag": "amber"}, "selected"),
            (True, "deselect", {"leaving_reason": "moved"}, "deselected"),
            (True, "later", {}, "selected"),
        ],
    )
    def test_each_decision_is_carried_out(
        self, cast: Cast, panel, selected, decision, more, status
    ) -> None:
        nominal = a_nominal(cast, selected=selected, next_review_on=TODAY() if selected else None)
        _, [item] = begun(cast, panel)
        decide(item, cast, decision, **more)
        nominal.refresh_from_db()
        assert nominal.status == status
        assert nominal.rag == more.get("rag", "")
        assert nominal.leaving_reason == more.get("leaving_reason", "")

    def test_a_review_given_a_date_is_recorded_once(self, cast: Cast, panel) -> None:
        nominal = a_nominal(cast, next_review_on=TODAY())
        _, [item] = begun(cast, panel)
        due = TODAY() + 30 * DAY
        record = decide(item, cast, "stay", rag="green", next_review_on=due)
        decide(item, cast, "stay", record.version, rag="green", next_review_on=due)
        assert nominal.rag_reviews.get().next_review_on == due

    def test_the_form_asks_for_what_the_decision_needs_and_keeps_what_was_typed(
        self, cast: Cast, panel, signed_in
    ) -> None:
        a_nominal(cast, selected=False)
        meeting, [item] = begun(cast, panel)
        client = signed_in(cast.cochair_police)
        url = reverse("screen_item", args=[meeting.reference, item.pk])
        typed = {"record-decision": "select", "record-decision_reason": "Prolific burglar"}
        page = client.post(url, typed).content.decode()
        assert "Select the cohort that they join" in page
        assert "Select how they stand" in page
        assert "Prolific burglar" in page
        assert "De-select" not in page
        client.post(url, {**typed, "record-cohort": "fixed", "record-rag": "red"})
        item.refresh_from_db()
        assert item.record.rag == "red"
        page = client.get(url).content.decode()
        assert "Next person" not in page, "it is the last one"
        assert "This person" in page

    def test_the_chronology_of_the_case_says_nothing(self, cast: Cast, panel) -> None:
        nominal = a_nominal(cast, selected=False)
        before = nominal.party.case.events.count()
        _, [item] = begun(cast, panel)
        decide(item, cast, "not_select")
        assert nominal.party.case.events.count() == before
        entry = Entry.objects.get(verb="hearing.recorded")
        assert entry.subject == f"offender {nominal.reference}"


class TestActions:
    def test_they_are_asked_about_when_the_person_is_heard_again(self, cast: Cast, panel) -> None:
        nominal = a_nominal(cast, next_review_on=TODAY())
        meeting, [item] = begun(cast, panel)
        action = services.set_action(
            item,
            by=cast.cochair_police,
            wording="Visit on Friday",
            owner=cast.officer,
            agency=cast.housing,
            due_on=TODAY() + DAY,
        )
        assert (action.case, action.source) == (nominal.party.case, ""), "the meeting would tell"
        shown = case_on_screen(meeting, cast.cochair_police, item.pk)
        assert (shown.set_here, shown.unfinished) == ([action], [])
        decide(item, cast, "stay", rag="red", next_review_on=TODAY() + 2 * DAY)
        lock(meeting, cast)
        Action.objects.filter(pk=action.pk).update(due_on=TODAY() - DAY)
        again, [line] = begun(cast, panel)
        assert line.why_text.startswith("Actions fall due by the meeting; Review due")
        shown = case_on_screen(again, cast.cochair_police, line.pk)
        assert [each.wording for each in shown.unfinished] == ["Visit on Friday"]
        assert f"{nominal.reference}: Say what became of the overdue action: Visit on Friday" in (
            unfinished_business(again)
        )

    def test_the_risk_of_the_case_is_another_matter(self, cast: Cast, panel) -> None:
        from panels.queries.figures import Period, risk_first_and_last
        from tests.panels.meetings import a_panel, say

        nominal = a_nominal(cast, next_review_on=TODAY())
        usual = a_panel(cast)
        for days, band in ((7, "standard"), (9, "high")):
            meeting = a_meeting(cast, usual, days=days)
            if not meeting.items.on().exists():
                services.add_case(
                    meeting, by=cast.coordinator, case=nominal.party.case, reason="Asked for"
                )
            agree(meeting, cast)
            services.start_meeting(meeting, by=cast.coordinator)
            say(meeting.items.on().get(case=nominal.party.case), cast, risk_band=band)
            lock(meeting, cast)
        _, [item] = begun(cast, panel)
        decide(item, cast, "stay", rag="red")
        shifts = risk_first_and_last(Period(TODAY(), TODAY()))
        assert [(each.first, each.last) for each in shifts if each.cases] == [("Standard", "High")]

    def test_nobody_harmed_is_referred_from_here(self, cast: Cast, panel, signed_in) -> None:
        a_nominal(cast, selected=False)
        meeting, [item] = begun(cast, panel)
        url = reverse("screen_item", args=[meeting.reference, item.pk])
        page = signed_in(cast.cochair_police).get(url).content.decode()
        assert "Refer to Victim Support" not in page
        victim = item.case.parties.get(role=PartyRole.VICTIM)
        with pytest.raises(WrongStatus):
            services.refer_party(
                item, by=cast.cochair_police, party=victim, priority="standard", reasons=""
            )


class TestWhoLearnsOfIt:
    def pages(self, meeting: Meeting, client) -> str:
        names = ("meeting", "meeting_papers", "meeting_minutes")
        found = [client.get(reverse(name, args=[meeting.reference])) for name in names]
        return "".join(page.content.decode() for page in found)

    def test_only_those_who_see_the_cohort_and_nobody_sees_who_was_harmed(
        self, cast: Cast, panel, signed_in
    ) -> None:
        nominal = a_nominal(cast, selected=False)
        harmed = nominal.party.case.parties.get(role=PartyRole.VICTIM).person.family_name
        meeting, [item] = begun(cast, panel)
        decide(item, cast, "select", cohort="flex", rag="red")
        services.share_fact(
            item, by=cast.cochair_police, agency=cast.probation, text="Missed two appointments",
            is_opinion=False, handling="share",
        )  # fmt: skip
        screen = reverse("screen_item", args=[meeting.reference, item.pk])
        shown = signed_in(cast.cochair_police).get(screen).content.decode()
        assert nominal.person.family_name in shown
        assert "Missed two appointments" in shown
        lock(meeting, cast)
        manager = self.pages(meeting, signed_in(cast.offender_manager))
        for told in (nominal.reference, nominal.person.family_name, "Missed two appointments"):
            assert told in manager
        for client in (signed_in(cast.officer), signed_in(cast.victim_worker)):
            page = self.pages(meeting, client)
            for hidden in (nominal.reference, nominal.person.family_name, "Missed two"):
                assert hidden not in page
        assert harmed not in manager + shown

    def test_the_case_says_nothing_of_it(self, cast: Cast, panel, signed_in) -> None:
        nominal = a_nominal(cast, selected=False)
        meeting, [item] = begun(cast, panel)
        decide(item, cast, "select", cohort="flex", rag="red")
        for name in ("case", "case_panel", "case_chronology"):
            page = signed_in(cast.officer).get(reverse(name, args=[nominal.party.case.reference]))
            assert f"/{meeting.reference}" not in page.content.decode()
            assert nominal.reference not in page.content.decode()

    def test_a_pack_is_for_agencies_that_manage_offenders(self, cast: Cast, panel) -> None:
        nominal = a_nominal(cast, selected=False)
        meeting = agree(a_meeting(cast, panel), cast)
        assert [each.reference for each in sections(meeting, reader_of(cast.probation))] == [
            nominal.reference
        ]
        assert sections(meeting, reader_of(cast.victim_support)) == []
        entry = Entry.objects.get(verb="papers.sent", subject=f"offender {nominal.reference}")
        assert "Probation" in entry.recipients
        assert "Victim Support" not in entry.recipients
        for agency, seen in ((cast.probation, True), (cast.victim_support, False)):
            reader = reader_for(compose(meeting), agency, cast.coordinator)
            assert (nominal.reference in reader.full) is seen

    def test_a_pack_asks_as_many_queries_for_twelve_as_for_two(
        self, cast: Cast, panel, django_assert_max_num_queries
    ) -> None:
        for _ in range(12):
            a_nominal(cast, selected=False)
        meeting = agree(a_meeting(cast, panel), cast)
        with django_assert_max_num_queries(14):
            assert len(sections(meeting, reader_of(cast.probation))) == 12

    def test_agencies_are_asked_about_nobody(self, cast: Cast, panel) -> None:
        a_nominal(cast, selected=False)
        meeting = a_meeting(cast, panel)
        assert services.ask_information(meeting, by=cast.coordinator) == 0
        assert not InformationAnswer.objects.exists()

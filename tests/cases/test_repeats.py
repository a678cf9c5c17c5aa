"""Find what repeats, show it to those who see enough of it, and dismiss it."""

import datetime as dt

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from audit.models import Entry
from cases.models import Case, IncidentMatch, PartyRole, RepeatFlag, RepeatRule, Setting
from cases.queries.repeat_flags import repeats_of, repeats_of_case, repeats_of_person, show
from cases.services import add_incident, add_party, share_case
from cases.services.counting import join_incidents, keep_incidents_apart, propose_matches
from cases.services.repeats import count_repeats, dismiss_repeat, take_up_repeat
from cases.tasks import count_repeats as job
from cases.workflow import WrongStatus
from people.services import add_person
from tests.home.counting import queries_of
from tests.people import a_case, make_cast

TODAY = dt.date(2026, 6, 30)
WINDOW = 91


def told(case, cast, back=0, **said):
    """An incident so many days before the day of the count."""
    return add_incident(
        case,
        by=cast.officer,
        happened_on=TODAY - dt.timedelta(days=back),
        category="noise",
        description="Music",
        **said,
    )


def somebody(name="Vera"):
    return add_person(by=None, given_name=name, family_name="Repeated")


def case_of(cast, person, role=PartyRole.VICTIM):
    case = a_case(cast, people=False)
    add_party(case, by=None, person=person, role=role)
    return case


def flags(**fields):
    return RepeatFlag.objects.raised().filter(**fields)


def evidence(flag):
    return set(flag.evidence.values_list("incident", flat=True))


@pytest.fixture
def person(db):
    return somebody()


@pytest.fixture
def case(cast, person):
    return case_of(cast, person)


@pytest.mark.django_db
class TestCounting:
    @pytest.mark.parametrize(
        ("role", "rule"),
        [
            (PartyRole.VICTIM, RepeatRule.VICTIM),
            (PartyRole.COMPLAINANT, RepeatRule.VICTIM),
            (PartyRole.ALLEGED_PERPETRATOR, RepeatRule.PERPETRATOR),
        ],
    )
    def test_three_incidents_over_two_cases_make_a_repeat(self, cast, person, role, rule):
        one, two = case_of(cast, person, role), case_of(cast, person, role)
        incidents = {told(each, cast).pk for each in (one, one, two)}
        assert count_repeats(TODAY) == {"raised": 1}
        flag = flags().get()
        assert (flag.rule, flag.person, flag.threshold, flag.window_days) == (rule, person, 3, 91)
        assert evidence(flag) == incidents

    def test_a_witness_is_no_repeat(self, cast, person):
        case = case_of(cast, person, PartyRole.WITNESS)
        for _ in range(3):
            told(case, cast)
        assert count_repeats(TODAY) == {}

    @pytest.mark.parametrize(("back", "raised"), [(0, 1), (WINDOW, 1), (WINDOW + 1, 0), (-1, 0)])
    def test_the_window_holds_its_first_day_and_its_last(self, cast, case, back, raised):
        for days in (0, 1, back):
            told(case, cast, days)
        count_repeats(TODAY)
        assert flags().count() == raised

    def test_an_address_repeats_by_its_own_postcode_or_by_its_cases(self, cast):
        case = a_case(cast, people=False)
        Case.objects.filter(pk=case.pk).update(postcode="N22 8HQ")
        told(case, cast)
        told(case, cast)
        told(a_case(cast, people=False), cast, postcode="N22 8HQ")
        count_repeats(TODAY)
        assert (flags().get().rule, flags().get().postcode) == ("address", "N22 8HQ")

    def test_victim_here_and_alleged_there_lists_both_sides(self, cast, person, case):
        other = case_of(cast, person, PartyRole.ALLEGED_PERPETRATOR)
        incidents = {told(case, cast).pk, told(other, cast).pk}
        count_repeats(TODAY)
        assert evidence(flags(rule="both_sides").get()) == incidents

    def test_both_in_one_case_are_not_two_sides(self, cast, person, case):
        add_party(case, by=None, person=person, role=PartyRole.ALLEGED_PERPETRATOR)
        told(case, cast)
        count_repeats(TODAY)
        assert not flags(rule="both_sides").exists()

    def test_incidents_found_to_be_one_count_once(self, cast, case):
        for back, agency in enumerate(("Police", "Council", "Homes")):
            told(case, cast, back, postcode="N22 8HQ", reported_to=agency)
        count_repeats(TODAY)
        assert flags().count() == 2
        propose_matches(TODAY)
        join_incidents(IncidentMatch.objects.first(), by=cast.officer, reason="One")
        assert count_repeats(TODAY) == {"lapsed": 2}

    def test_one_evening_told_to_three_agencies_is_one_incident(self, cast, case):
        for agency in ("Police", "Council", "Homes"):
            told(case, cast, postcode="N22 8HQ", reported_to=agency)
        count_repeats(TODAY)
        assert not flags().exists()

    def test_found_apart_they_are_as_many_as_they_are(self, cast, case):
        for agency in ("Police", "Council", "Homes"):
            told(case, cast, postcode="N22 8HQ", reported_to=agency)
        propose_matches(TODAY)
        for match in IncidentMatch.objects.all():
            keep_incidents_apart(match, by=cast.officer, reason="Three evenings")
        count_repeats(TODAY)
        assert flags().count() == 2

    def test_a_restricted_case_raises_nothing(self, cast, case):
        Case.objects.filter(pk=case.pk).update(is_restricted=True)
        for _ in range(3):
            told(case, cast)
        assert count_repeats(TODAY) == {}

    def test_the_numbers_are_those_of_the_day(self, cast, case):
        for key, value in (("repeat_victim_incidents", 2), ("repeat_window_days", 30)):
            Setting.objects.create(key=key, value=value, valid_from=TODAY, reason="Ours")
        told(case, cast)
        told(case, cast, 30)
        yesterday = TODAY - dt.timedelta(days=1)
        assert count_repeats(yesterday) == {}
        assert count_repeats(TODAY) == {"raised": 1}
        assert (flags().get().threshold, flags().get().window_days) == (2, 30)


@pytest.mark.django_db
class TestCountingAgain:
    @pytest.fixture
    def flag(self, cast, case):
        for back in (0, 1, 2):
            told(case, cast, back)
        count_repeats(TODAY)
        return flags().get()

    def test_the_same_again_changes_nothing(self, flag):
        entries = Entry.objects.count()
        assert count_repeats(TODAY) == {}
        assert Entry.objects.count() == entries
        assert flags().get() == flag

    def test_one_more_is_added_to_the_same_flag(self, cast, case, flag):
        new = told(case, cast)
        assert count_repeats(TODAY) == {"changed": 1}
        assert new.pk in evidence(flag)
        assert flags().count() == 1

    def test_when_time_passes_it_lapses_and_a_new_run_of_incidents_raises_it(
        self, cast, case, flag
    ):
        assert count_repeats(TODAY + dt.timedelta(days=WINDOW)) == {"lapsed": 1}
        assert count_repeats(TODAY) == {"raised again": 1}

    def test_dismissed_it_stays_away_until_a_new_incident(self, cast, case, flag):
        dismiss_repeat(flag, by=cast.coordinator, reason="Known")
        assert count_repeats(TODAY) == {}
        assert count_repeats(TODAY + dt.timedelta(days=1)) == {}
        told(case, cast)
        assert count_repeats(TODAY) == {"raised again": 1}
        again = flags().get()
        assert (again.reason, again.decided_by, len(evidence(again))) == ("", None, 4)

    def test_the_same_incident_told_once_more_does_not_bring_it_back(self, cast, case, flag):
        old = told(case, cast, 3, postcode="N22 8HQ", reported_to="Police")
        count_repeats(TODAY)
        flag.refresh_from_db()
        dismiss_repeat(flag, by=cast.coordinator, reason="Known")
        new = told(case, cast, 3, postcode="N22 8HQ", reported_to="Council")
        propose_matches(TODAY)
        match = IncidentMatch.objects.get(first=old, second=new)
        join_incidents(match, by=cast.officer, reason="One")
        assert count_repeats(TODAY) == {}

    def test_taken_up_it_stands_and_waits_for_nobody_until_a_new_incident(self, cast, case, flag):
        take_up_repeat(flag, by=cast.coordinator, reason="A visit together")
        assert count_repeats(TODAY) == {}
        again = flags().get(pk=flag.pk)
        assert (again.status, again.reason) == ("taken_up", "A visit together")
        assert RepeatFlag.objects.raised().exists()
        assert not RepeatFlag.objects.to_decide().exists()
        told(case, cast, 5)
        assert count_repeats(TODAY) == {"raised again": 1}
        again.refresh_from_db()
        assert (again.status, again.reason, again.decided_by) == ("raised", "", None)

    def test_taken_up_it_lapses_like_any_other(self, cast, flag):
        take_up_repeat(flag, by=cast.coordinator, reason="A visit together")
        assert count_repeats(TODAY + dt.timedelta(days=WINDOW + 30)) == {"lapsed": 1}

    def test_what_was_taken_up_may_still_be_dismissed_and_not_the_other_way(self, cast, flag):
        take_up_repeat(flag, by=cast.coordinator, reason="A visit together")
        dismiss_repeat(flag, by=cast.coordinator, reason="It was nothing")
        with pytest.raises(WrongStatus):
            take_up_repeat(flag, by=cast.coordinator, reason="After all")
        verbs = Entry.objects.filter(verb__startswith="repeat.").order_by("pk")
        assert list(verbs.values_list("verb", flat=True)) == [
            "repeat.taken_up",
            "repeat.dismissed",
        ]

    def test_it_is_dismissed_once(self, cast, flag):
        dismiss_repeat(flag, by=cast.coordinator, reason="Known")
        with pytest.raises(WrongStatus):
            dismiss_repeat(flag, by=cast.coordinator, reason="Known")

    def test_the_job_may_run_twice(self, flag):
        job()
        assert job() == {"proposed": 0}


@pytest.mark.django_db
class TestSeeing:
    @pytest.fixture
    def flag(self, cast, person, case):
        """Two incidents in one case, one in another."""
        other = case_of(cast, person)
        self.other = other
        for each in (case, case, other):
            told(each, cast)
        count_repeats(TODAY)
        return flags().get()

    def give(self, cast, case, level="full"):
        share_case(case, by=cast.coordinator, agency=cast.outside, level=level, reason="-")

    def test_who_sees_too_few_sees_no_flag_and_not_that_there_is_one(
        self, cast, signed_in, case, person, flag
    ):
        self.give(cast, case)
        client = signed_in(cast.outsider)
        assert not repeats_of(cast.outsider).exists()
        assert repeats_of_case(case, cast.outsider) == []
        assert repeats_of_person(person, cast.outsider) == []
        assert person.full_name not in client.get(reverse("list_repeats")).content.decode()
        for name in ("repeat", "dismiss_repeat"):
            assert client.get(reverse(name, args=[flag.pk])).status_code == 404

    def test_who_sees_enough_sees_the_flag_with_those_alone(
        self, cast, signed_in, case, person, flag
    ):
        told(case, cast, 1)
        count_repeats(TODAY)
        self.give(cast, case)
        self.give(cast, self.other, "summary")
        shown = show(repeats_of(cast.outsider).get())
        assert (shown.count, {each.case for each in shown.incidents}) == (3, {case})
        page = signed_in(cast.outsider).get(reverse("repeat", args=[flag.pk])).content.decode()
        assert self.other.reference not in page
        assert show(repeats_of(cast.officer).get()).count == 4

    def test_one_side_alone_shows_no_flag_of_two_sides(self, cast, person, case):
        other = case_of(cast, person, PartyRole.ALLEGED_PERPETRATOR)
        told(case, cast)
        told(other, cast)
        count_repeats(TODAY)
        self.give(cast, case)
        assert not repeats_of(cast.outsider).exists()
        self.give(cast, other)
        assert repeats_of(cast.outsider).count() == 1

    def test_it_shows_on_the_case_and_with_the_person(self, cast, signed_in, case, person, flag):
        client = signed_in(cast.officer)
        url = reverse("repeat", args=[flag.pk])
        for name, key in (
            ("case", case.reference),
            ("case_links", case.reference),
            ("person", person.reference),
        ):
            assert url in client.get(reverse(name, args=[key])).content.decode()

    def test_the_coordinator_dismisses_it_in_the_browser(self, cast, signed_in, person, flag):
        client = signed_in(cast.coordinator)
        url = reverse("dismiss_repeat", args=[flag.pk])
        assert client.post(url, {"reason": "Plan agreed"}).status_code == 302
        listing = reverse("list_repeats")
        assert person.full_name not in client.get(listing).content.decode()
        kept = client.get(listing, {"status": "dismissed"}).content.decode()
        assert person.full_name in kept
        page = client.get(reverse("repeat", args=[flag.pk])).content.decode()
        assert "Plan agreed" in page

    def test_the_coordinator_takes_it_up_in_the_browser(self, cast, signed_in, flag):
        client, url = signed_in(cast.coordinator), reverse("take_up_repeat", args=[flag.pk])
        assert url in client.get(reverse("repeat", args=[flag.pk])).content.decode()
        page = client.post(url, {"reason": ""})
        assert page.context["form"].errors["reason"]
        assert "What is done about it?" in page.content.decode()
        assert client.post(url, {"reason": "A visit together"}).status_code == 302
        page = client.get(reverse("repeat", args=[flag.pk])).content.decode()
        assert "A visit together" in page
        assert url not in page
        assert signed_in(cast.officer).get(url).status_code == 403

    def test_an_officer_may_look_and_not_dismiss(self, cast, signed_in, flag):
        url = reverse("dismiss_repeat", args=[flag.pk])
        assert signed_in(cast.officer).post(url, {"reason": "-"}).status_code == 403

    def test_the_coordinator_has_it_counted_now(
        self, cast, signed_in, monkeypatch, django_capture_on_commit_callbacks
    ):
        asked = []
        monkeypatch.setattr(job, "delay", lambda: asked.append("now"))
        with django_capture_on_commit_callbacks(execute=True):
            answer = signed_in(cast.coordinator).post(reverse("count_repeats"), follow=True)
        assert asked == ["now"]
        assert "Look again in a minute" in answer.content.decode()

    def test_the_list_narrows_by_rule(self, cast, signed_in, person, flag):
        client, url = signed_in(cast.officer), reverse("list_repeats")
        assert person.full_name in client.get(url, {"rule": "victim"}).content.decode()
        assert person.full_name not in client.get(url, {"rule": "address"}).content.decode()

    def test_pages_cost_the_same_however_many_flags(self, cast, signed_in, case, flag):
        client, urls = signed_in(cast.officer), [reverse("list_repeats"), reverse("list_matches")]

        def cost():
            return [queries_of(client, "get", url) for url in urls]

        cost()
        before = cost()
        for n in range(6):
            more = case_of(cast, somebody(f"Vera{n}"))
            for back, agency in enumerate(("Police", "Council", "Homes")):
                told(more, cast, back, postcode="N22 8HQ", reported_to=agency)
        propose_matches(TODAY)
        count_repeats(TODAY)
        assert cost() == before
        assert max(before) <= 8


class BoundaryDays(TestCase):
    """A flag stands exactly when enough incidents lie within the window, whatever their order."""

    def setUp(self):
        self.cast = make_cast()

    @settings(max_examples=25, deadline=None)
    @given(st.lists(st.integers(WINDOW - 2, WINDOW + 2) | st.integers(-1, 1), max_size=6))
    def test_it_stands_exactly_when_enough_lie_within(self, backs):
        person = somebody()
        case = case_of(self.cast, person)
        incidents = {told(case, self.cast, back).pk: back for back in backs}
        count_repeats(TODAY)
        within = {pk for pk, back in incidents.items() if 0 <= back <= WINDOW}
        found = flags(person=person).first()
        assert (evidence(found) if found else set()) == (within if len(within) >= 3 else set())

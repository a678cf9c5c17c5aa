"""A compiled read gives what the same queryset gives, to each person, on each day."""

import datetime as dt

import pytest
import time_machine
from django.db.models import BigIntegerField, CharField, F, Value
from django.utils import timezone

from accounts.anybody import compiled_for
from accounts.models import Agency, Membership, User
from cases.models import Action, Case, Note, Party
from cases.services import add_action, add_note, restrict_case, share_case
from tests.people import a_case
from ui.compiled import Given, Moment, _statement, compiled

pytestmark = pytest.mark.django_db
CASE = Given("case", BigIntegerField())
READS = {
    "cases": lambda user: Case.objects.visible_to(user).order_by("pk"),
    "cases in full": lambda user: Case.objects.in_full_for(user).order_by("pk"),
    "parties": lambda user: Party.objects.visible_to(user).select_related("person").order_by("pk"),
    "notes": lambda user: Note.objects.visible_to(user).order_by("pk"),
    "actions": lambda user: Action.objects.visible_to(user).order_by("pk"),
}


@pytest.fixture
def cases(cast):
    """One shared in full, one in summary, one restricted to its officer, one not shared."""
    full = a_case(cast, shared_with=(cast.council, cast.police))
    summary, restricted, mine = a_case(cast), a_case(cast), a_case(cast)
    share_case(
        summary, by=cast.coordinator, agency=cast.police, level="summary", reason="To know of it"
    )
    for case in (full, summary, restricted, mine):
        add_note(case, by=cast.officer, agency=cast.housing, text="n", handling="own")
        add_action(
            case,
            by=cast.coordinator,
            wording="Visit",
            owner=cast.officer,
            agency=cast.housing,
            due_on=timezone.localdate(),
        )
    restrict_case(restricted, by=cast.coordinator, people=[cast.officer], reason="A relative")
    return full, summary, restricted, mine


@pytest.mark.parametrize("name", READS)
def test_everybody_is_shown_exactly_what_they_may_see(cast, cases, name):
    read = READS[name]
    for who, user in cast.everyone().items():
        assert compiled_for(user, read) == list(read(user)), who


def test_two_people_at_one_kind_of_desk_share_a_statement_but_not_what_they_see(cast, cases):
    _, _, restricted, _ = cases
    colleague = User.objects.create_user("colleague@example.org", given_name="Col", family_name="L")
    for role, agency in cast.officer.desk.seats:
        Membership.objects.create(user=colleague, agency=agency, role=role)
    read = READS["cases"]
    assert restricted in compiled_for(cast.officer, read)
    misses = _statement.cache_info().misses
    assert restricted not in compiled_for(colleague, read)
    assert _statement.cache_info().misses == misses


def test_values_are_put_in_each_time(cast, cases):
    def notes(user):
        return Note.objects.visible_to(user).filter(case=CASE).values_list("pk", "written_at")

    for case in cases:
        expected = list(case.notes.visible_to(cast.officer).values_list("pk", "written_at"))
        assert compiled_for(cast.officer, notes, case=case.pk) == expected != []


def test_rows_come_with_what_is_joined_and_added(cast, cases, django_assert_num_queries):
    def read(user):
        rows = Party.objects.visible_to(user).filter(case=CASE).select_related("person", "case")
        return rows.annotate(said=F("person__family_name"))

    with django_assert_num_queries(1):
        rows = compiled_for(cast.officer, read, case=cases[0].pk)
        assert [row.said for row in rows] == [row.person.family_name for row in rows] != []
        assert {row.case for row in rows} == {cases[0]}
    assert rows[0]._state.db == "default"
    assert not rows[0]._state.adding


def test_what_nobody_may_see_is_nothing_and_costs_nothing(cast, cases, django_assert_num_queries):
    assert cast.analyst.desk.roles == {"analyst"}
    with django_assert_num_queries(0):
        assert compiled_for(cast.analyst, READS["cases"]) == []


def test_a_rule_that_asks_which_day_it_is_is_asked_anew_the_next_day(cast):
    Agency.objects.filter(pk=cast.health.pk).update(valid_to=dt.date(2026, 3, 1))

    def current():
        return Agency.objects.current().values_list("pk")

    with time_machine.travel(dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)):
        assert (cast.health.pk,) in compiled(current)
    with time_machine.travel(dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)):
        assert (cast.health.pk,) not in compiled(current)


def test_a_rule_that_asks_for_the_time_is_refused(cast):
    def recent():
        return Note.objects.filter(written_at__lte=timezone.now()).values_list("pk")

    with pytest.raises(TypeError, match="what time it is"):
        compiled(recent)


def test_what_time_it_is_is_asked_each_time(cast, cases):
    def recent():
        return Note.objects.filter(written_at__lte=Moment()).values_list("pk")

    now = timezone.now()
    for when, found in ((now - dt.timedelta(minutes=5), 0), (now + dt.timedelta(minutes=5), 4)):
        with time_machine.travel(when):
            assert len(compiled(recent)) == found == len(recent())


def test_text_that_is_put_in_stays_text(cast, cases):
    def agencies():
        name = Given("name", CharField())
        return Agency.objects.filter(name=name).values_list(Value("'); --", CharField()), "name")

    Agency.objects.filter(pk=cast.health.pk).update(name="100% 'O%s\"; --")
    assert compiled(agencies, name="100% 'O%s\"; --") == [("'); --", "100% 'O%s\"; --")]
    assert compiled(agencies, name="' OR 1=1 --") == []

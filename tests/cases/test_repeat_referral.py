"""A referral about the same pair of people, not long after."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from audit.models import Entry
from cases.clocks import months_before
from cases.models import Case, PartyRole
from cases.services import move_case, set_setting
from people.models import Person
from tests.cases.desk import accept, sent_referral

pytestmark = pytest.mark.django_db
FIRST = dt.datetime(2025, 3, 3, 12, tzinfo=dt.UTC)


@pytest.fixture
def earlier(cast):
    """A case about Vera Holloway and Dean Marsh, closed on 3 March 2025."""
    with time_machine.travel(FIRST):
        case = accept(cast, sent_referral_in_the_past(cast))
        return move_case(case, by=cast.coordinator, to="closed", reason="Over")


def sent_referral_in_the_past(cast):
    """As `sent_referral`, with nothing in it that is later than the day."""
    day = "1 2 2025"
    return sent_referral(
        cast,
        incidents={"incidents-0-happened_on": day},
        tried={"tried-0-done_on": day},
        consent={"explained_on": day},
    )


def same_people():
    return dict(enumerate(Person.objects.order_by("pk")))


def again(cast, day, **said):
    with time_machine.travel(dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC)):
        return accept(cast, sent_referral_in_the_past(cast), **said)


@pytest.mark.parametrize(
    ("day", "is_repeat"),
    [
        (dt.date(2025, 3, 4), True),
        (dt.date(2026, 3, 2), True),
        (dt.date(2026, 3, 3), True),  # twelve months to the day
        (dt.date(2026, 3, 4), False),
    ],
)
def test_twelve_months_to_the_day(cast, earlier, day, is_repeat):
    case = again(cast, day, known=same_people())
    assert case.referral.is_repeat_of == (earlier if is_repeat else None)


def test_the_window_is_a_setting_of_its_day(cast, earlier):
    with time_machine.travel(FIRST):
        since = dt.date(2025, 5, 1)
        set_setting("referral_repeat_months", by=None, value=1, valid_from=since, reason="Board")
    assert again(cast, dt.date(2025, 5, 2), known=same_people()).referral.is_repeat_of is None


def test_one_of_the_two_alone_is_no_repeat(cast, earlier):
    case = again(cast, dt.date(2025, 4, 1), known={0: Person.objects.get(given_name="Vera")})
    assert case.referral.is_repeat_of is None


def test_the_other_way_round_is_no_repeat(cast, earlier):
    """A counter-allegation is something else: who is harmed matters."""
    vera, dean = Person.objects.get(given_name="Vera"), Person.objects.get(given_name="Dean")
    case = again(cast, dt.date(2025, 4, 1), known={0: dean, 1: vera})
    assert case.referral.is_repeat_of is None


def test_an_open_case_counts_however_old(cast):
    with time_machine.travel(FIRST):
        old = accept(cast, sent_referral_in_the_past(cast))
    case = again(cast, dt.date(2026, 11, 2), known=same_people())
    assert case.referral.is_repeat_of == old


def test_the_coordinator_is_warned_and_may_add_it_to_the_case(cast, signed_in):
    old = accept(cast, sent_referral(cast))
    referral = sent_referral(cast)
    url = reverse("accept_referral", args=[referral.reference])
    page = signed_in(cast.coordinator).get(url).content.decode()
    assert "This may be a repeat" in page
    assert f"?case={old.reference}" in page
    join = reverse("match_referral", args=[referral.reference])
    page = signed_in(cast.coordinator).get(join, {"case": old.reference}).content.decode()
    assert f'value="{old.reference}"' in page


def test_the_case_says_that_it_is_a_repeat_and_the_log_too(cast, signed_in):
    old = accept(cast, sent_referral(cast))
    case = accept(cast, sent_referral(cast), known=same_people())
    page = signed_in(cast.coordinator).get(reverse("case", args=[case.reference])).content.decode()
    assert "Repeat of" in page
    assert old.reference in page
    entry = Entry.objects.get(verb="referral.found_repeat")
    assert entry.changes == {"repeat_of": old.reference}
    assert entry.operation == "combination"


def test_an_agency_without_the_earlier_case_learns_no_reference(cast, signed_in):
    old = accept(cast, sent_referral(cast), share_with=[])
    case = accept(cast, sent_referral(cast), known=same_people(), share_with=[cast.health])
    page = signed_in(cast.partner).get(reverse("case", args=[case.reference])).content.decode()
    assert old.reference not in page


def test_a_restricted_case_is_told_to_nobody(cast):
    old = accept(cast, sent_referral(cast))
    Case.objects.filter(pk=old.pk).update(is_restricted=True)
    case = accept(cast, sent_referral(cast), known=same_people())
    assert case.referral.is_repeat_of is None
    assert case.parties.filter(role=PartyRole.VICTIM).exists()


@given(st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)), st.integers(1, 60))
def test_months_before_is_the_same_day_or_the_end_of_a_shorter_month(day, months):
    then = months_before(day, months)
    assert (day.year - then.year) * 12 + day.month - then.month == months
    if then.day != day.day:
        assert then.day < day.day
        assert (then + dt.timedelta(days=1)).day == 1

"""The tables of statuses: what is not in them is refused, and changes nothing."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.models import (
    Action,
    ActionStatus,
    Case,
    CaseStatus,
    IncidentMatch,
    InstrumentStatus,
    MatchStatus,
    Referral,
    ReferralStatus,
    RepeatFlag,
    RepeatStatus,
    RiskInstrument,
)
from cases.services import add_incident
from cases.workflow import (
    ACTION,
    CASE,
    INSTRUMENT,
    MATCH,
    REFERRAL,
    REPEAT,
    StaleVersion,
    WrongStatus,
    save_versioned,
)
from tests.people import a_case

pytestmark = pytest.mark.django_db


def a_referral(cast, status):
    now = timezone.now()
    return Referral.objects.create(
        joined_case=a_case(cast, people=False) if status == "matched" else None,
        reference=f"R-{status}",
        agency=cast.housing,
        author=cast.officer,
        status=status,
        sent_at=now,
        answered_at=now,
    )


def a_case_that_is(cast, status):
    case = a_case(cast, people=False)
    closed_at = timezone.now() if status == "closed" else None
    Case.objects.filter(pk=case.pk).update(status=status, closed_at=closed_at)
    case.refresh_from_db()
    return case


def an_action(cast, status):
    return Action.objects.create(
        case=a_case(cast, people=False),
        wording="Visit",
        owner=cast.officer,
        agency=cast.housing,
        due_on=timezone.localdate(),
        status=status,
        ended_at=None if status == "open" else timezone.now(),
    )


def an_instrument(cast, status):
    return RiskInstrument.objects.create(
        name=f"Matrix {status}", standing="-", status=status, valid_from=timezone.localdate()
    )


def a_match(cast, status):
    case = a_case(cast, people=False)
    one, other = (
        add_incident(
            case,
            by=cast.officer,
            happened_on=timezone.localdate(),
            category="noise",
            description="Loud",
            reported_to=told,
        )
        for told in ("Police", "Council")
    )
    return IncidentMatch.objects.create(first=one, second=other, status=status)


def a_flag(cast, status):
    return RepeatFlag.objects.create(
        rule="address", postcode="N22 8HQ", threshold=3, window_days=91, status=status
    )


TABLES = (
    (REFERRAL, ReferralStatus, a_referral, {}),
    (CASE, CaseStatus, a_case_that_is, {}),
    (ACTION, ActionStatus, an_action, {}),
    (INSTRUMENT, InstrumentStatus, an_instrument, {}),
    (MATCH, MatchStatus, a_match, {}),
    (REPEAT, RepeatStatus, a_flag, {}),
)
MOVES = [
    pytest.param(table, make, start, to, id=f"{statuses.__name__}: {start} to {to}")
    for table, statuses, make, _ in TABLES
    for start in statuses.values
    for to in statuses.values
]


@pytest.mark.parametrize(("table", "make", "start", "to"), MOVES)
def test_every_move_is_in_the_table_or_refused(cast, table, make, start, to):
    row = make(cast, start)
    times = {"closed_at": timezone.now() if to == "closed" else None} if table is CASE else {}
    times |= {"ended_at": timezone.now()} if table is ACTION else {}
    times |= {"joined_case": a_case(cast, people=False)} if to == "matched" else {}
    before = type(row).objects.filter(pk=row.pk).values().get()
    if table.allows(row, to):
        table.move(row, to, **times)
        assert type(row).objects.get(pk=row.pk).status == to == row.status
        assert row.version == before["version"] + 1
    else:
        with pytest.raises(WrongStatus):
            table.move(row, to, **times)
        assert type(row).objects.filter(pk=row.pk).values().get() == before
        assert row.status == start


def test_of_two_who_move_at_once_the_second_is_told(cast):
    first = a_case_that_is(cast, "open")
    second = Case.objects.get(pk=first.pk)
    CASE.move(first, "monitoring")
    with pytest.raises(WrongStatus, match="Somebody else"):
        CASE.move(second, "closed", closed_at=timezone.now())
    assert Case.objects.get(pk=first.pk).status == "monitoring"
    assert second.status == "open"


def test_of_two_who_save_at_once_the_second_is_told(cast):
    first = a_case_that_is(cast, "open")
    second = Case.objects.get(pk=first.pk)
    save_versioned(first, first.version, summary="Mine")
    with pytest.raises(StaleVersion):
        save_versioned(second, second.version, summary="Yours")
    assert Case.objects.get(pk=first.pk).summary == "Mine"


@pytest.mark.parametrize(
    ("make", "fields"),
    [
        (a_case_that_is, {"status": "closed"}),
        (a_case_that_is, {"closed_at": timezone.now()}),
        (an_action, {"status": "done"}),
        (an_action, {"ended_at": timezone.now()}),
    ],
)
def test_the_database_refuses_a_status_without_its_time(cast, make, fields):
    row = make(cast, "open")
    with pytest.raises(IntegrityError), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(**fields)

"""Bulk data: the same for the same seed, in the proportions promised, and as the rules have it."""

import datetime as dt
from hashlib import sha256

import pytest
from django.core.management import CommandError, call_command
from django.db import models, transaction
from django.db.models import Count, F

from audit.models import Entry
from audit.services import find_tampering, seal_due_days
from cases.models import (
    Action,
    ActionChange,
    Case,
    CaseEvent,
    CaseLink,
    CaseReview,
    CaseShare,
    Closure,
    ClosureCheck,
    Document,
    Incident,
    Note,
    Party,
    Referral,
    ReferralQuestion,
    RepeatFlag,
    RiskAssessment,
    StatusChange,
)
from cases.services import open_case, score
from home.filling import fill
from home.rehearsal.base import agency, lay_ground, lay_panel
from offenders.models import Nominal, Offence
from panels.models import AgendaItem, Attendance, ItemRecord, LockedMinutes, Meeting
from people.models import Person, PersonAccess
from reviews.models import CaseReviewApplication
from victims.models import (
    Consent,
    ContactAttempt,
    SupportGoal,
    SupportReferral,
    SurveyAnswer,
)

CASES, YEARS, SEED = 120, 3, 5
TODAY = dt.date(2026, 11, 24)
TABLES = (
    Action,
    ActionChange,
    AgendaItem,
    Attendance,
    Case,
    CaseEvent,
    CaseLink,
    CaseReview,
    CaseReviewApplication,
    CaseShare,
    Closure,
    ClosureCheck,
    Consent,
    ContactAttempt,
    Document,
    Incident,
    ItemRecord,
    LockedMinutes,
    Meeting,
    Nominal,
    Note,
    Offence,
    Party,
    Person,
    PersonAccess,
    Referral,
    ReferralQuestion,
    RepeatFlag,
    RiskAssessment,
    StatusChange,
    SupportGoal,
    SupportReferral,
    SurveyAnswer,
)
WHEN_IT_WAS_WRITTEN = {"created_at"}


def lay_and_fill(cases=CASES, seed=SEED):
    lay_ground()
    fill(cases=cases, years=YEARS, seed=seed, today=TODAY, panel=lay_panel())


def digest(model: type[models.Model]) -> str:
    """A digest of what the rows of a table say, whatever keys the database gave them."""
    said = [
        field.name
        for field in model._meta.concrete_fields
        if not field.is_relation and not field.primary_key and field.name not in WHEN_IT_WAS_WRITTEN
    ]
    if not said:
        return str(model._default_manager.count())
    rows = model._default_manager.order_by("pk").values_list(*said)
    return sha256("\n".join(repr(row) for row in rows).encode()).hexdigest()


def digests():
    return {model.__name__: digest(model) for model in TABLES}


def undone(make):
    """What `make` returns, with everything that it wrote taken back."""
    with transaction.atomic():
        lay_and_fill(seed=make)
        result = digests()
        transaction.set_rollback(True)
    return result


@pytest.fixture(scope="module")
def filled(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        first, second, other = undone(SEED), undone(SEED), undone(SEED + 1)
        lay_and_fill()
        yield first, second, other
        transaction.set_rollback(True)


@pytest.fixture
def db_filled(filled, db):
    return filled


def test_the_same_seed_writes_the_same_rows(db_filled):
    first, second, _ = db_filled
    assert first == second == digests()


def test_another_seed_writes_others(db_filled):
    first, _, other = db_filled
    assert first["Case"] != other["Case"]
    assert first["Person"] != other["Person"]


@pytest.mark.parametrize(
    ("model", "least", "most"),
    [
        (Party, 2.85, 3),
        (Incident, 6, 7),
        (Note, 5, 9),
        (Action, 4, 4.5),
        (ActionChange, 0.8, 1.4),
        (AgendaItem, 1.7, 2),
        (CaseEvent, 4.8, 5),
        (CaseLink, 0.08, 0.1),
        (CaseReview, 1, 4),
        (CaseReviewApplication, 0.01, 0.03),
        (Closure, 0.7, 1),
        (Entry, 4, 4.5),
        (Nominal, 0.17, 0.2),
        (Referral, 1.03, 1.06),
        (ReferralQuestion, 0.08, 0.1),
        (RepeatFlag, 0.03, 0.05),
        (RiskAssessment, 1.5, 2.5),
        (SupportReferral, 0.45, 0.5),
    ],
)
def test_each_table_has_its_share(db_filled, model, least, most):
    assert CASES * least <= model._default_manager.count() <= CASES * most


def test_a_few_cases_have_five_hundred_entries(db_filled):
    case = Case.objects.annotate(n=Count("notes")).order_by("-n")[0]
    tables = (case.incidents, case.notes, case.assessments, case.actions, case.events)
    assert sum(rows.count() for rows in tables) >= 500


def test_every_closed_case_has_its_closing(db_filled):
    closed = Case.objects.filter(status="closed").values_list("pk", "closed_at")
    assert set(Closure.objects.standing().values_list("case", "closed_at")) == set(closed)


def test_the_log_is_whole(db_filled):
    assert find_tampering() == []


def test_every_case_is_opened_within_the_years_asked_for(db_filled):
    days = Case.objects.values_list("opened_on", flat=True)
    assert min(days) >= TODAY - dt.timedelta(days=YEARS * 366)
    assert max(days) <= TODAY


def test_nothing_happens_before_it_can_or_after_today(db_filled):
    assert not Incident.objects.filter(happened_on__gt=F("case__opened_on")).exists()
    assert not Referral.objects.filter(answered_at__lt=F("sent_at")).exists()
    assert not Referral.objects.filter(sent_at__date__gt=TODAY).exists()
    assert not Action.objects.filter(ended_at__lt=F("set_at")).exists()
    assert not Action.objects.filter(set_at__date__gt=TODAY).exists()
    assert not Action.objects.filter(ended_at__date__gt=TODAY).exists()
    assert not Note.objects.filter(written_at__date__gt=TODAY).exists()
    assert not SupportReferral.objects.filter(first_contact_at__lt=F("referred_at")).exists()
    assert not SupportReferral.objects.filter(closed_at__date__gt=TODAY).exists()
    assert not Offence.objects.filter(committed_on__gt=TODAY).exists()
    assert not ActionChange.objects.filter(at__date__gt=TODAY).exists()
    assert not CaseReview.objects.filter(reviewed_at__date__gt=TODAY).exists()
    assert not Closure.objects.filter(recorded_at__date__gt=TODAY).exists()
    assert not ClosureCheck.objects.filter(checked_at__date__gt=TODAY).exists()
    assert not CaseReviewApplication.objects.filter(received_on__gt=TODAY).exists()
    assert not Entry.objects.filter(verb="case.opened", at__date__gt=TODAY).exists()


def test_a_closed_case_has_nothing_left_to_do(db_filled):
    assert not Action.objects.filter(case__status="closed", status="open").exists()


def test_everybody_acts_for_an_agency_that_sees_the_case(db_filled):
    shares = set(CaseShare.objects.current().values_list("case", "agency"))
    assert set(Action.objects.values_list("case", "agency")) <= shares
    assert set(Note.objects.values_list("case", "agency")) <= shares
    assert set(Case.objects.values_list("pk", "lead_agency")) <= shares


def test_people_are_open_to_exactly_the_agencies_that_see_their_cases(db_filled):
    expected = {
        (person, agency)
        for case, agency in CaseShare.objects.filter(level="full").values_list("case", "agency")
        for person in Party.objects.filter(case=case).values_list("person", flat=True)
    }
    assert set(PersonAccess.objects.values_list("person", "agency")) == expected


def test_risk_is_as_the_matrix_scores_it(db_filled):
    latest = {}
    for row in RiskAssessment.objects.select_related("instrument", "case").order_by("assessed_at"):
        assert (row.total, row.band) == score(row.instrument, row.answers)
        latest[row.case] = row.band
    assert all(case.risk_band == band for case, band in latest.items())


def test_the_next_case_has_the_next_number(db_filled):
    last = Case.objects.filter(opened_on__year=TODAY.year).order_by("reference").last()
    case = open_case(
        by=None,
        lead_agency=agency("homes"),
        category="noise",
        asb_type="personal",
        summary="-",
        reason="-",
        opened_on=TODAY,
    )
    assert int(case.reference[-4:]) == int(last.reference[-4:]) + 1


def test_filling_again_adds_to_what_is_there(db_filled):
    call_command("fill", cases=3, years=1, seed=9)
    assert Case.objects.count() == CASES + 3


@pytest.mark.parametrize("seed", [SEED, SEED + 1])
def test_filling_again_leaves_the_log_whole_though_its_days_are_sealed(db_filled, seed):
    seal_due_days(TODAY)
    call_command("fill", cases=3, years=YEARS, seed=seed)
    assert Entry.objects.filter(verb="case.opened").count() == CASES + 3
    assert find_tampering() == []


@pytest.mark.parametrize(("cases", "years"), [(0, 1), (-1, 1), (1, 0), (1, 51)])
def test_a_senseless_size_is_refused(db_filled, cases, years):
    with pytest.raises(CommandError):
        call_command("fill", cases=cases, years=years)

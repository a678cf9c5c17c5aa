"""A year of 2025/26 in which something of every kind happened: the bulk data of the rehearsal, and
what that leaves out. Returns the people of the rehearsal by the names of their accounts."""

import datetime as dt
from itertools import cycle

from django.utils import timezone

from accounts.models import User
from assessment.periods import FinancialYear
from cases.models import Case, PartyRole, Referral
from cases.services import add_party
from home.filling import fill
from home.rehearsal.base import account, agency, lay_ground, lay_panel
from home.rehearsal.northbridge import ACCOUNTS
from offenders.models import (
    CustodyPeriod,
    Nominal,
    Order,
    OrderBreach,
    Pathway,
    PathwayReferral,
    Power,
    RagReview,
    Rung,
)
from people.services import add_person
from reviews.models import CaseReviewApplication
from victims.models import (
    Consent,
    Intervention,
    InterventionKind,
    InterventionStatus,
    OutcomeMeasure,
    SourceKind,
    SupportGoal,
    SupportReferral,
)

YEAR = FinancialYear(2025)
DAY = dt.date(2025, 6, 2)
ONE = dt.timedelta(days=1)


def noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC)


def a_full_year() -> dict[str, User]:
    lay_ground()
    fill(cases=60, years=2, seed=5, today=dt.date(2026, 11, 24), panel=lay_panel())
    _decline_one()
    _harm_again()
    _support()
    _manage()
    _bind()
    _review()
    return {each.name: account(each.name) for each in ACCOUNTS}


def _decline_one() -> None:
    Referral.objects.create(
        reference="R-2025-9001",
        agency=agency("homes"),
        author=account("officer.housing"),
        status="declined",
        sent_at=noon(DAY),
        answered_at=noon(DAY + ONE),
    )


def _harm_again() -> None:
    """Three people are harmed in two cases each, the second of them in the year."""
    cases = list(Case.objects.filter(opened_on__range=YEAR.span.days).order_by("opened_on")[:6])
    for first, second in zip(cases[:3], cases[3:], strict=True):
        person = first.parties.filter(role=PartyRole.VICTIM).first().person
        add_party(second, by=None, person=person, role=PartyRole.VICTIM)


def _support() -> None:
    """Somebody whose support begins twice, for each source, with every kind and fate of an
    intervention and every outcome."""
    fates, results = cycle(InterventionStatus), cycle(("improved", "worse", "not_assessed"))
    worker = account("victim.worker")
    for number, source in enumerate(SourceKind):
        if source in ("panel", "case"):
            continue
        person = add_person(by=None, given_name="Una", family_name=f"Outside{number}")
        for time in (1, 2):
            row = SupportReferral.objects.create(
                reference=f"VS-2025-9{number}{time}",
                person=person,
                provider=agency("victim-support"),
                source="Told us",
                source_kind=source,
                priority="enhanced" if number % 2 else "standard",
                status="closed",
                referred_at=noon(DAY),
                first_contact_at=noon(DAY + time * 5 * ONE),
                support_started_at=noon(DAY + 20 * ONE),
                closed_at=noon(DAY + 90 * ONE),
                closing_reason="goals_reached",
            )
            for decision, day in (("given", DAY), ("withdrawn", DAY + ONE)):
                Consent.objects.create(
                    referral=row, decision=decision, how="phone", decided_on=day, recorded_by=worker
                )
            for need in ("housing", "safety", "safety"):
                SupportGoal.objects.create(
                    referral=row, need=need, goal="-", owner="worker", due_on=DAY, set_by=worker
                )
            for kind in ("health", "coping"):
                OutcomeMeasure.objects.create(referral=row, kind=kind, result=next(results))
            for kind in InterventionKind:
                status = next(fates)
                Intervention.objects.create(
                    referral=row,
                    kind=kind,
                    status=status,
                    reason="unsafe" if status == "not_proceeded" else "",
                    aim="-",
                    proposed_on=DAY,
                    added_by=worker,
                )


def _manage() -> None:
    """Services and a release; somebody not reviewed, and somebody reviewed again afterwards."""
    first, second, third = Nominal.objects.in_cohort_on(YEAR.ends).order_by("pk")[:3]
    drugs = Pathway.objects.filter(is_treatment=True).first() or Pathway.objects.create(
        key="treatment", name="Treatment", is_treatment=True
    )
    soon = DAY + 10 * ONE
    for nominal, attended in ((first, soon), (second, soon), (third, None)):
        PathwayReferral.objects.create(
            nominal=nominal,
            pathway=drugs,
            service="Turning Leaf",
            referred_on=DAY,
            first_attended_on=attended,
        )
    CustodyPeriod.objects.filter(person=first.person).delete()
    for nominal in (first, second):
        CustodyPeriod.objects.create(
            person=nominal.person,
            kind="remand",
            started_on=DAY - 30 * ONE,
            released_on=DAY,
            source="Prison",
        )
    RagReview.objects.filter(nominal=second).delete()
    for colour, day in (("amber", YEAR.ends), ("red", YEAR.ends + ONE)):
        RagReview.objects.create(
            nominal=third, rag=colour, reason="-", next_review_on=day, reviewed_at=noon(day)
        )


def _bind() -> None:
    """For each rung of the ladder an order of the year, breached twice, in force to its end."""
    party = Nominal.objects.order_by("pk").first().party
    for number, rung in enumerate(Rung):
        power = Power.objects.filter(rung=rung).first()
        if power is None:
            continue
        order = Order.objects.create(
            reference=f"ORD-2025-900{number}",
            party=party,
            power=power,
            agency=agency("homes"),
            made_on=DAY,
            begins_on=DAY,
            reason="-",
        )
        for _ in range(2):
            OrderBreach.objects.create(
                order=order,
                happened_on=DAY,
                description="-",
                source="Police",
                status="proven",
                decided_on=DAY + ONE,
                outcome="Fined",
            )


def _review() -> None:
    """An application of which the threshold was not met."""
    CaseReviewApplication.objects.create(
        reference="ACR-2025-9001",
        applicant="victim",
        how_applied="phone",
        received_on=DAY,
        person_name="Una Known",
        asks="-",
        logged_agency=agency("homes"),
        logged_at=timezone.now(),
        threshold="not_met",
        threshold_on=DAY,
    )

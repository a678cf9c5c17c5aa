"""Bulk victim support: one referral for every second case, most of it closed with a survey."""

import datetime as dt
import random
from dataclasses import dataclass

from home.filling.cases import Made
from home.filling.numbers import Numbers
from home.filling.plan import Plan, at
from ui.working_days import add_working_days
from victims.models import Consent, ContactAttempt, SupportGoal, SupportReferral, SurveyAnswer

DAYS_TO_CONTACT = (0, 1, 1, 1, 2, 2, 3, 4)
WOULD_RECOMMEND = ("yes",) * 24 + ("no",)


@dataclass
class Support:
    """One support referral with the days it turns on."""

    row: SupportReferral
    contact: dt.date
    closed: dt.date
    dice: random.Random


def make_support(plan: Plan, numbers: Numbers, made: list[Made]) -> None:
    """Write support for the victim of every second case."""
    all_of_it = [each for each in (_support(plan, numbers, case) for case in made) if each]
    plan.writer.write_models([each.row for each in all_of_it])
    plan.writer.write_models([_consent(each) for each in all_of_it])
    plan.writer.write_models([_attempt(each) for each in all_of_it])
    plan.writer.write_models([_goal(each) for each in all_of_it])
    plan.writer.write_models([_survey(each) for each in all_of_it if each.row.closed_at])


def _support(plan: Plan, numbers: Numbers, made: Made) -> Support | None:
    victim = next((party for party in made.parties if party.role == "victim"), None)
    dice = made.dice
    referred = made.case.opened_on + dt.timedelta(days=dice.randint(0, 20))
    contact = add_working_days(referred, dice.choice(DAYS_TO_CONTACT))
    closed = contact + dt.timedelta(days=dice.randint(30, 120))
    if made.number % 2 or victim is None or contact >= plan.today:
        return None
    provider = plan.agencies["victim-support"]
    is_closed = closed < plan.today
    due = plan.today + dt.timedelta(days=dice.randint(-2, 14))
    row = SupportReferral(
        reference=numbers.next("VS", referred.year),
        person_id=victim.person_id,
        party=victim,
        provider=provider,
        source=made.case.reference,
        priority="enhanced" if victim.is_vulnerable else "standard",
        priority_reasons="vulnerable" if victim.is_vulnerable else "",
        status="closed" if is_closed else "in_support",
        worker=plan.officer(provider, made.number),
        referred_at=at(referred, 12),
        first_contact_at=at(contact, 14),
        support_started_at=at(contact, 15),
        next_contact_due=None if is_closed else due,
        closed_at=at(closed, 16) if is_closed else None,
        closing_reason="goals_reached" if is_closed else "",
    )
    return Support(row, contact, closed, dice)


def _consent(each: Support) -> Consent:
    return Consent(
        referral=each.row,
        decision="given",
        how="phone",
        decided_on=each.contact,
        recorded_by=each.row.worker,
        recorded_at=at(each.contact, 14),
    )


def _attempt(each: Support) -> ContactAttempt:
    return ContactAttempt(
        referral=each.row,
        at=at(each.contact, 14),
        way="phone",
        outcome="spoke",
        is_support=True,
        note="Talked through what the service can do.",
        recorded_by=each.row.worker,
        recorded_at=at(each.contact, 14),
    )


def _goal(each: Support) -> SupportGoal:
    return SupportGoal(
        referral=each.row,
        need="safety",
        goal="Feel safe at home again",
        owner="worker",
        due_on=each.closed,
        reached_on=each.closed if each.row.closed_at else None,
        set_by=each.row.worker,
        set_at=at(each.contact, 15),
    )


def _survey(each: Support) -> SurveyAnswer:
    answered = each.dice.random() < 0.6
    return SurveyAnswer(
        referral=each.row,
        how="phone",
        asked_on=each.closed,
        answered_on=each.closed if answered else None,
        would_recommend=each.dice.choice(WOULD_RECOMMEND) if answered else "",
    )

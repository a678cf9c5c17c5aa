"""Bulk offender management: one nominal for every fifth case, with offences before and since."""

import datetime as dt

from cases.models import Party
from home.filling import words
from home.filling.cases import Made
from home.filling.numbers import Numbers
from home.filling.plan import Plan, at
from offenders.models import Nominal, Offence, RagReview

CATEGORIES = ("burglary", "theft-and-handling", "criminal-damage", "violence-against-the-person")
BEFORE, SINCE = (2, 3, 4, 5, 6), (0, 1, 1, 2, 3)


def make_cohort(plan: Plan, numbers: Numbers, made: list[Made], seen: set[int]) -> None:
    """Write a nominal for every fifth case; `seen` keeps anybody from being in the cohort twice."""
    nominals, offences = [], []
    for each in made:
        alleged = next((p for p in each.parties if p.role == "alleged_perpetrator"), None)
        if each.number % 5 or alleged is None or alleged.person_id in seen:
            continue
        seen.add(alleged.person_id)
        nominal = _nominal(plan, numbers, each, alleged)
        nominals.append(nominal)
        offences += _offences(plan, each, nominal)
    plan.writer.write_models(nominals)
    plan.writer.write_models(offences)
    plan.writer.write_models(
        [
            RagReview(
                nominal=row,
                rag=row.rag,
                reason=row.rag_reason,
                next_review_on=row.next_review_on or row.left_on or plan.today,
                reviewed_by=row.lead_officer,
                reviewed_at=at(row.joined_on),
            )
            for row in nominals
            if row.rag and row.joined_on
        ]
    )


def _nominal(plan: Plan, numbers: Numbers, made: Made, alleged: Party) -> Nominal:
    dice = made.dice
    nominated = min(made.case.opened_on + dt.timedelta(days=dice.randint(7, 40)), plan.today)
    joined = nominated + dt.timedelta(days=14)
    is_in = joined < plan.today
    officer = plan.officer(plan.agencies["probation"], made.number)
    left = joined + dt.timedelta(days=dice.randint(200, 700))
    is_out = is_in and left < plan.today
    return Nominal(
        reference=numbers.next("IOM", nominated.year),
        person_id=alleged.person_id,
        party=alleged,
        status="deselected" if is_out else ("selected" if is_in else "nominated"),
        reason="Repeated neighbourhood crime.",
        nominated_agency=plan.agencies["police"],
        nominated_by=plan.officer(plan.agencies["police"], made.number),
        nominated_at=at(nominated),
        cohort=dice.choice(("fixed", "fixed", "flex", "free")) if is_in else "",
        decision_reason="Scores high enough." if is_in else "",
        decided_by=officer if is_in else None,
        decided_at=at(joined) if is_in else None,
        joined_on=joined if is_in else None,
        lead_officer=officer if is_in else None,
        rag=dice.choice(("red", "amber", "amber", "green")) if is_in else "",
        rag_reason="As reviewed." if is_in else "",
        next_review_on=plan.today + dt.timedelta(days=dice.randint(-3, 40))
        if is_in and not is_out
        else None,
        left_on=left if is_out else None,
        leaving_reason="desisted" if is_out else "",
    )


def _offences(plan: Plan, made: Made, nominal: Nominal) -> list[Offence]:
    if nominal.joined_on is None:
        return []
    dice, joined = made.dice, nominal.joined_on
    since = max(((nominal.left_on or plan.today) - joined).days, 1)
    days = [joined - dt.timedelta(days=dice.randint(1, 365)) for _ in range(dice.choice(BEFORE))]
    days += [joined + dt.timedelta(days=dice.randint(0, since)) for _ in range(dice.choice(SINCE))]
    return [
        Offence(
            person_id=nominal.person_id,
            committed_on=min(day, plan.today),
            category=dice.choice(CATEGORIES),
            description=dice.choice(words.OFFENCES),
            status=dice.choice(("alleged", "charged", "convicted", "convicted")),
            source="Police",
            recorded_by=nominal.lead_officer,
            recorded_at=at(min(day, plan.today), 12),
        )
        for day in days
    ]

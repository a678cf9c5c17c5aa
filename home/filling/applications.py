"""Bulk ASB Case Reviews: one application for every fiftieth case, most of them at their end."""

import datetime as dt
from typing import Any

from home.filling import words
from home.filling.cases import Made
from home.filling.numbers import Numbers
from home.filling.plan import Plan, at
from reviews.models import (
    CaseReviewApplication,
    ClockStep,
    Complaint,
    InformationRequest,
    Recommendation,
    ReviewMeeting,
)
from ui.working_days import add_working_days

EVERY = 50
STEPS = (("acknowledge", 2), ("threshold", 10), ("review", 20), ("outcome", 5))
STATUS_AFTER = ("received", "acknowledged", "to_review", "reviewed", "closed")
CASES: Any = CaseReviewApplication.cases.through


def apply_for_reviews(plan: Plan, numbers: Numbers, made: list[Made]) -> None:
    """Write the applications, as far as each has got to by today."""
    for each in made:
        if each.number % EVERY == 4 and each.case.status != "merged":
            _apply(plan, numbers, each)


def _apply(plan: Plan, numbers: Numbers, made: Made) -> None:
    writer, case = plan.writer, made.case
    days = _days(plan, made)
    done = sum(day < plan.today for day in days) if days[0] <= plan.today else 0
    if days[0] > plan.today:
        return
    done = max(done - 1, 0)
    review = _application(plan, numbers, made, days, done)
    writer.write_models([review])
    writer.write(
        CASES, [writer.table(CASES).row(casereviewapplication_id=review.pk, case_id=case.pk)]
    )
    steps = []
    for number, (step, working_days) in enumerate(STEPS[: done + 1]):
        steps.append(
            writer.table(ClockStep).row(
                review_id=review.pk,
                step=step,
                starts_on=days[number],
                working_days=working_days,
                due_on=add_working_days(days[number], working_days),
                done_on=days[number + 1] if number < done else None,
            )
        )
    writer.write(ClockStep, steps)
    _told_of(plan, made, review, days)
    if done >= 3:
        _held(plan, made, review, days)


def _days(plan: Plan, made: Made) -> list[dt.date]:
    """The day of the application, and of each step if all goes as it should."""
    days = [made.case.opened_on + dt.timedelta(days=made.dice.randint(20, 90))]
    for _, working_days in STEPS:
        days.append(add_working_days(days[-1], working_days))
    return days


def _application(
    plan: Plan, numbers: Numbers, made: Made, days: list[dt.date], done: int
) -> CaseReviewApplication:
    case = made.case
    victim = next((party for party in made.parties if party.role == "victim"), None)
    decided: dict[str, Any] = {
        "threshold": "met",
        "threshold_on": days[2],
        "threshold_reason": "Four reports within six months.",
    }
    told: dict[str, Any] = {
        "told_on": days[4],
        "told_how": "Letter",
        "told_what": "What the review found and recommends.",
        "ended_on": days[4],
        "end_reason": "The outcome was told.",
    }
    return CaseReviewApplication(
        reference=numbers.next("CR", days[0].year),
        status=STATUS_AFTER[done],
        applicant="victim",
        how_applied="phone",
        received_on=days[0],
        person_id=victim.person_id if victim else None,
        person_name="" if victim else "Not known",
        postcode=case.postcode,
        asks="That somebody does something.",
        logged_by_id=case.lead_officer_id,
        logged_agency_id=case.lead_agency_id,
        logged_at=at(days[0]),
        acknowledged_on=days[1] if done else None,
        **(decided if done >= 2 else {}),
        **(told if done >= 4 else {}),
    )


def _told_of(plan: Plan, made: Made, review: CaseReviewApplication, days: list[dt.date]) -> None:
    writer, case = plan.writer, made.case
    reported = days[0] - dt.timedelta(days=30)
    complaint = writer.table(Complaint).row(
        review_id=review.pk,
        happened_on=reported,
        reported_on=reported,
        reported_to="Landlord",
        category=case.category,
        postcode=case.postcode,
        recorded_at=at(days[0], 12),
    )
    writer.write(Complaint, [complaint])
    asked, answered = days[1], days[2]
    if asked > plan.today:
        return
    is_answered = answered < plan.today
    requests = [
        writer.table(InformationRequest).row(
            review_id=review.pk,
            agency_id=agency.pk,
            asks="What was reported to you?",
            asked_on=asked,
            due_on=answered,
            answer=made.dice.choice(words.NOTES) if is_answered else "",
            answered_on=answered if is_answered else None,
        )
        for agency in made.agencies[:3]
    ]
    writer.write(InformationRequest, requests)


def _held(plan: Plan, made: Made, review: CaseReviewApplication, days: list[dt.date]) -> None:
    writer = plan.writer
    meeting = writer.table(ReviewMeeting).row(
        review_id=review.pk,
        held_on=days[3],
        chair="Ida Marlow",
        chair_body="Northbridge Council",
        is_independent=True,
        victim_attended=made.dice.random() < 0.5,
        findings="Each agency had waited for another.",
        recorded_at=at(days[3], 16),
    )
    writer.write(ReviewMeeting, [meeting])
    replied = days[3] + dt.timedelta(days=28)
    reply = {"reply": "accepted", "replied_on": replied, "done_on": replied}
    advice = writer.table(Recommendation).row(
        review_id=review.pk,
        meeting_id=writer.table(ReviewMeeting).last,
        agency_id=made.case.lead_agency_id,
        text="Name one person who answers the victim.",
        made_on=days[3],
        reply_due_on=replied,
        **(reply if replied < plan.today else {}),
    )
    writer.write(Recommendation, [advice])

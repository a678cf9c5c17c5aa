"""Two applications for an ASB Case Review: one to decide, one that ended with recommendations."""

import datetime as dt

from cases.models import Case, Party, PartyRole
from cases.services import add_incident
from home.rehearsal.base import account, agency
from reviews import queries, services
from reviews.models import CaseReviewApplication
from ui.working_days import add_working_days

REVIEWERS = (("police", "cochair.police"), ("council", "cochair.council"))


def review_cases(today: dt.date) -> None:
    """An application that waits for its threshold, and one that was held, told and closed."""
    victims = Party.objects.filter(role=PartyRole.VICTIM, case__in=Case.objects.open())
    waiting, held = victims.exclude(case__is_restricted=True).order_by("-pk")[:2]
    _wait(waiting, today)
    _close(held, today)


def _apply(party: Party, day: dt.date) -> CaseReviewApplication:
    """Three reports in the months before, and the application by phone."""
    case = party.case
    for number, told in enumerate(("Landlord", "Police", "Council")):
        on = day - dt.timedelta(days=30 * number + 12)
        add_incident(
            case,
            by=account("officer.housing"),
            happened_on=on,
            reported_on=on + dt.timedelta(days=1),
            reported_to=told,
            category=case.category,
            postcode=case.postcode,
            description="Shouting and banging until four in the morning.",
        )
    review = services.log_review(
        by=account("officer.housing"),
        agency=agency("homes"),
        applicant="victim",
        how_applied="phone",
        received_on=day,
        person=party.person,
        cases=[case],
        postcode=case.postcode,
        contact="By phone, after 2pm",
        asks="Three agencies know of it, and each says that it is for another.",
    )
    day = add_working_days(day, 2)
    return services.acknowledge_review(
        review, by=account("coordinator"), acknowledged_on=day, how="Called back; Carol Whitfield"
    )


def _wait(party: Party, today: dt.date) -> None:
    review = _apply(party, add_working_days(today, -6))
    for slug in ("police", "homes"):
        services.ask_information(
            review, by=account("coordinator"), agency=agency(slug), asks="What was reported to you?"
        )


def _close(party: Party, today: dt.date) -> None:
    by, start = account("coordinator"), add_working_days(today, -60)
    review = _apply(party, start)
    services.decide_threshold(
        review,
        by=by,
        finding=queries.finding_of(review, by),
        outcome="met",
        decided_on=add_working_days(start, 10),
        reason="Three reports, and nobody has put them together.",
        persistence="Every week for three months.",
    )
    services.offer_attendance(
        review,
        by=by,
        version=review.version,
        attendance="yes",
        attendance_on=add_working_days(start, 12),
        involvement="part",
        statement="I have not slept through a night since March.",
    )
    for slug, name in REVIEWERS:
        services.add_member(review, by=by, agency=agency(slug), user=account(name))
    services.add_member(review, by=by, agency=agency("mental-health"), name="Consultant on call")
    _hold(review, start)


def _hold(review: CaseReviewApplication, start: dt.date) -> None:
    by, held_on = account("coordinator"), add_working_days(start, 30)
    services.hold_review(
        review,
        by=by,
        held_on=held_on,
        chair="Joan Aldous",
        chair_body="Eastmoor Council",
        is_independent=True,
        victim_attended=True,
        findings="Each agency had acted on its own report. Nobody had put the three together.",
    )
    for slug, text in (("homes", "Install noise monitoring."), ("police", "Name one officer.")):
        made = services.add_recommendation(
            review,
            by=by,
            agency=agency(slug),
            text=text,
            reply_due_on=queries.reply_due(held_on),
            made_on=held_on,
        )
        services.answer_recommendation(
            made, by=by, reply="accepted", replied_on=add_working_days(held_on, 8)
        )
    services.tell_outcome(
        review,
        by=by,
        told_on=add_working_days(start, 35),
        how="Letter, and a call by Carol Whitfield",
        what="What the review found, its two recommendations, and how to appeal.",
    )
    services.close_review(
        review, by=by, ended_on=add_working_days(start, 58), reason="Both accepted; no appeal."
    )

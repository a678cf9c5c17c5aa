"""Bulk referrals that are no case: drafts, those sent and not answered, those declined."""

import datetime as dt

from cases.models import Referral, ReferralQuestion
from home.filling.cases import Made
from home.filling.numbers import Numbers
from home.filling.plan import Plan, at

EVERY, ASKED = 20, 10
LAST_DAYS = dt.timedelta(days=14)
FATES = ("declined", "declined", "withdrawn", "draft")


def refer_more(plan: Plan, numbers: Numbers, made: list[Made]) -> None:
    """Write one more referral for every twentieth case, and what was asked about every tenth."""
    referrals = [_referral(plan, numbers, each) for each in made if each.number % EVERY == 5]
    plan.writer.write_models(referrals)
    row = plan.writer.table(ReferralQuestion).row
    asked = [each for each in made if each.number % ASKED == 6 and each.case.referral]
    questions = [
        row(
            referral_id=each.case.referral_id,
            section="incidents",
            text="Who was told of the last one?",
            asked_by_id=each.case.lead_officer_id,
            asked_at=at(each.case.opened_on, 8),
            answer="The landlord.",
            answered_by_id=each.case.lead_officer_id,
            answered_at=at(each.case.opened_on, 9),
        )
        for each in asked
    ]
    plan.writer.write(ReferralQuestion, questions)


def _referral(plan: Plan, numbers: Numbers, made: Made) -> Referral:
    case, day = made.case, made.case.opened_on
    fate = "sent" if plan.today - day < LAST_DAYS else made.dice.choice(FATES)
    is_sent, is_answered = fate != "draft", fate in ("declined", "withdrawn")
    return Referral(
        reference=numbers.next("R", day.year),
        agency_id=case.lead_agency_id,
        author=case.lead_officer,
        status=fate,
        category=case.category,
        answers={"wants": {"typed": {"wants": ["Quiet"], "police": ["no"]}, "done": True}},
        started_at=at(day, 9),
        sent_at=at(day, 10) if is_sent else None,
        answered_at=at(day, 15) if is_answered else None,
        answered_by_id=case.lead_officer_id if is_answered else None,
        answer_reason="Not for the panel." if is_answered else "",
    )

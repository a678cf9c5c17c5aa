"""What may be done to many referrals together."""

from collections.abc import Sequence

from accounts.models import User
from cases.access import can_answer_referral, can_edit_referral
from cases.models import Referral
from cases.services.bulk.change import Change, Said
from cases.services.referrals import acknowledge_referral, give_referrals


def _in_hand(by: User, referral: Referral, said: Said) -> str:
    if not can_answer_referral(by, referral):
        return f"It does not wait for an answer: {referral.get_status_display().lower()}"
    return "Its referrer has been told already" if referral.acknowledged_at else ""


def _another_author(by: User, referral: Referral, said: Said) -> str:
    if not can_edit_referral(by, referral):
        return f"Your agency no longer writes it: {referral.get_status_display().lower()}"
    to = said.get("author")
    if to is None:
        return ""
    if referral.author_id == to.pk:
        return f"{to} writes it already"
    if referral.agency_id not in to.desk.casework_agency_ids:
        return f"{referral.agency.short_name} refers it, and {to} works elsewhere"
    return ""


def _acknowledge(referrals: Sequence[Referral], *, by: User) -> int:
    for referral in referrals:
        acknowledge_referral(referral, by=by)
    return len(referrals)


REFERRAL_CHANGES: dict[str, Change[Referral]] = {
    "acknowledge": Change(_in_hand, _acknowledge),
    "author": Change(_another_author, give_referrals),
}

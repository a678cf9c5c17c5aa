"""The messages about support: a reference and a link, nothing personal."""

from django.urls import reverse

from accounts.mail import queue_mail
from accounts.models import Role, User
from accounts.queries import overseers, people_with_role
from cases.access import sees_in_full
from victims.models import SupportReferral


def victim_referred(referral: SupportReferral) -> int:
    """To the victim workers of the provider, when a person has been referred to them."""
    return queue_mail(
        people_with_role(Role.VICTIM_WORKER, [referral.provider_id]),
        subject=f"New referral for support {referral.reference}",
        template="support_referred",
        path=reverse("victim", args=[referral.reference]),
        reference=referral.reference,
        due=f"{referral.next_contact_due:%-d %B %Y}",
    )


def call_wanted(referral: SupportReferral) -> int:
    """To the worker, or to every worker of the service while there is none: they want a call."""
    everyone = people_with_role(Role.VICTIM_WORKER, [referral.provider_id])
    return queue_mail(
        [referral.worker] if referral.worker else everyone,
        subject=f"Please call: {referral.reference}",
        template="support_call_wanted",
        path=reverse("victim", args=[referral.reference]),
        reference=referral.reference,
    )


def review_wanted(referral: SupportReferral) -> int:
    """To those who oversee the case: somebody harmed in it asks for a review."""
    if referral.case is None:
        return 0
    return queue_mail(
        [person for person in overseers() if sees_in_full(person, referral.case)],
        subject=f"A review is asked for: {referral.case.reference}",
        template="support_review_wanted",
        path=reverse("case_victims", args=[referral.case.reference]),
        reference=referral.case.reference,
    )


def support_handed_over(to: User, number: int) -> int:
    """To the worker who has been given referrals."""
    return queue_mail(
        [to],
        subject="Referrals for support were handed over to you",
        template="support_handed_over",
        path=reverse("todays_calls"),
        number=str(number),
    )

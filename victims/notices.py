"""The messages about support: a reference and a link, nothing personal."""

from django.urls import reverse

from accounts.mail import queue_mail
from accounts.models import Role
from accounts.queries import people_with_role
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

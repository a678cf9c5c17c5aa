"""The messages about the cohort: a reference and a link, nothing personal."""

from django.urls import reverse

from accounts.mail import queue_mail
from accounts.models import Role
from accounts.queries import people_with_role
from offenders.models import Nominal


def offender_nominated(nominal: Nominal) -> int:
    """To the offender managers, when a nomination waits for the panel's decision."""
    return queue_mail(
        people_with_role(Role.OFFENDER_MANAGER),
        subject=f"Nomination {nominal.reference} is waiting for a decision",
        template="cohort_nominated",
        path=reverse("offender", args=[nominal.reference]),
        reference=nominal.reference,
    )

"""Custody of a nominal as its page shows it."""

from django.db.models import Prefetch

from accounts.models import User
from offenders.models import CustodyPeriod, Nominal, ReleaseContact


def custody_of(user: User, nominal: Nominal) -> list[CustodyPeriod]:
    """The person's times in custody, the latest first, with who is to hear of the release."""
    rows = CustodyPeriod.objects.visible_to(user).filter(person=nominal.person_id)
    contacts = Prefetch("contacts", queryset=ReleaseContact.objects.visible_to(user))
    return list(rows.prefetch_related(contacts))

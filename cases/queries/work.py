"""What a person owes on referrals and cases."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, User
from cases.access import EDITABLE
from cases.models import Referral, ReferralStatus
from cases.queries.clocks import clocks_of, with_clock_days
from cases.queries.owed import owed_on_cases
from ui.work import WorkItem

MOST_OF_A_KIND = 50


def work_list(user: User) -> list[WorkItem]:
    """Referrals to answer or to finish, and what is owed on cases: two queries."""
    if not user.desk.works_on_cases:
        return []
    return [*_referrals(user), *owed_on_cases(user)]


def _referrals(user: User) -> list[WorkItem]:
    wanted = Q(author=user, status__in=EDITABLE)
    if user.desk.has(Role.COORDINATOR):
        wanted |= Q(status=ReferralStatus.SENT)
    found = Referral.objects.visible_to(user).filter(wanted).order_by("sent_at", "pk")
    rows = with_clock_days(found)[:MOST_OF_A_KIND]
    return [item for row in rows for item in _referral_items(row)]


def _referral_items(row: Referral) -> list[WorkItem]:
    url = reverse("referral", args=[row.reference])
    if row.status == ReferralStatus.SENT:
        today = timezone.localdate()
        which = "urgent referral" if row.is_urgent else "referral"
        return [
            WorkItem(f"{clock.label} {which} {row.reference}", url, clock.due, "Referral", said)
            for clock in clocks_of(row)
            if clock.met_at is None
            for said in [clock.say(today)]
        ]
    said = "Answer the questions on" if row.status == ReferralStatus.RETURNED else "Finish"
    return [WorkItem(f"{said} referral {row.reference}", url, None, "Referral")]

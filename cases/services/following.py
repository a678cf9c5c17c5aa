"""An agency that another has followed: whoever does its work now sees and leads its open cases."""

import datetime as dt

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import Agency
from audit.models import Operation
from audit.services import record
from cases.models import Case, CaseShare
from cases.services.sharing import share_case
from ui.dates import say_date


def open_to_followers(today: dt.date | None = None) -> int:
    """Open each open case that an ended agency sees to the one that does its work now, as far as
    the old one saw it, and have it led by that one where the old one led it; returns how many cases
    that touched. Once for each: where somebody closed a case to the new agency afterwards, it stays
    closed. A restricted case is open to people, and stays so."""
    today = today or timezone.localdate()
    ended = Agency.objects.exclude(successor=None).filter(valid_to__lt=today)
    return sum(_follow(agency, agency.standing_on(today)) for agency in ended)


@transaction.atomic
def _follow(old: Agency, new: Agency) -> int:
    begins = old.valid_to + dt.timedelta(days=1) if old.valid_to else None
    reason = f"{new} does the work of {old}" + (f" since {say_date(begins)}" if begins else "")
    return len(_open(old, new, reason) | _lead(old, new, reason))


def _open(old: Agency, new: Agency, reason: str) -> set[int]:
    known = CaseShare.objects.filter(agency=new).values("case")
    shares = CaseShare.objects.current().filter(
        agency=old, case__in=Case.objects.open().filter(is_restricted=False)
    )
    rows = list(shares.exclude(case__in=known).select_related("case"))
    for share in rows:
        share_case(
            share.case, by=None, agency=new, level=share.level, gateway=share.gateway, reason=reason
        )
    return {share.case_id for share in rows}


def _lead(old: Agency, new: Agency, reason: str) -> set[int]:
    led = list(Case.objects.open().filter(lead_agency=old))
    rows = Case.objects.filter(pk__in=[case.pk for case in led])
    rows.update(lead_agency=new, version=F("version") + 1)
    for case in led:
        record(
            "case.lead_agency_followed",
            by=None,
            subject=f"case {case.reference}",
            operation=Operation.ALTERATION,
            reason=reason,
            changes={"lead_agency": [old.slug, new.slug]},
        )
    return {case.pk for case in led}

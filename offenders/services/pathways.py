"""Pathways: needs as rated, and referrals to partner services with what came of them."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.models import Operation
from offenders.ladder import PATHWAYS
from offenders.lengths import Fault, Impossible
from offenders.models import (
    Nominal,
    Pathway,
    PathwayNeed,
    PathwayReferral,
    PathwayReferralStatus,
)
from offenders.services.trail import InTheFuture, record_nominal
from offenders.workflow import REFERRAL
from ui.dates import say_date

ENDED = {
    PathwayReferralStatus.DECLINED,
    PathwayReferralStatus.COMPLETED,
    PathwayReferralStatus.DROPPED_OUT,
}


def lay_pathways() -> int:
    """Write down every pathway that is not held yet; returns how many were added."""
    made = 0
    for position, (key, name, is_treatment) in enumerate(PATHWAYS, start=1):
        said = {"name": name, "position": position, "is_treatment": is_treatment}
        made += Pathway.objects.get_or_create(key=key, defaults=said)[1]
    return made


@transaction.atomic
def rate_needs(
    nominal: Nominal, *, by: User | None, stage: str, rated_on: dt.date, needs: dict[Pathway, int]
) -> list[PathwayNeed]:
    """Write down needs as rated on a day. Earlier ratings stay."""
    if rated_on > timezone.localdate():
        raise InTheFuture
    rows = PathwayNeed.objects.bulk_create(
        PathwayNeed(
            nominal=nominal, pathway=pathway, stage=stage, need=need, rated_on=rated_on, rated_by=by
        )
        for pathway, need in needs.items()
    )
    changes = {"stage": stage, "needs": {pathway.key: need for pathway, need in needs.items()}}
    record_nominal(
        "pathway.needs_rated", nominal, by=by, operation=Operation.COLLECTION, changes=changes
    )
    return rows


@transaction.atomic
def refer_to_pathway(
    nominal: Nominal, *, by: User | None, pathway: Pathway, service: str, referred_on: dt.date
) -> PathwayReferral:
    """Refer somebody to a partner service."""
    if referred_on > timezone.localdate():
        raise InTheFuture
    referral = PathwayReferral.objects.create(
        nominal=nominal, pathway=pathway, service=service, referred_on=referred_on, referred_by=by
    )
    changes = {"referral": referral.pk, "pathway": pathway.key}
    record_nominal(
        "pathway.referred", nominal, by=by, operation=Operation.COLLECTION, changes=changes
    )
    return referral


@transaction.atomic
def move_pathway_referral(
    referral: PathwayReferral, *, by: User, to: str, on: dt.date, outcome: str = ""
) -> PathwayReferral:
    """Say what has come of a referral: attended, not attended, declined, completed, dropped out."""
    if on > timezone.localdate():
        raise InTheFuture
    earliest = referral.first_attended_on or referral.referred_on
    if on < earliest:
        raise Impossible([Fault("on", f"Enter a day on or after {say_date(earliest)}")])
    before = referral.status
    fields: dict[str, object] = {"outcome": outcome or referral.outcome}
    if to == PathwayReferralStatus.ENGAGED:
        fields["first_attended_on"] = on
    if to in ENDED:
        fields["ended_on"] = on
    REFERRAL.move(referral, to, **fields)
    changes = {"referral": referral.pk, "status": [before, to], "on": on.isoformat()}
    record_nominal("pathway.moved", referral.nominal, by=by, changes=changes)
    return referral

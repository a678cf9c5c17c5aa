"""How a nominal is managed, as the page shows it: RAG history, scores, pathways, visits."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from offenders.models import (
    CustodyPeriod,
    FurtherInformation,
    NeedStage,
    Nominal,
    Pathway,
    PathwayNeed,
    PathwayReferral,
    RagReview,
    RiskScore,
    Visit,
    VisitOutcome,
    VisitStatus,
)
from offenders.workflow import REFERRAL

MOST_SHOWN = 50


def pathways_in_use(user: User) -> QuerySet[Pathway]:
    """The pathways that the partnership works with."""
    rows: QuerySet[Pathway] = Pathway.objects.visible_to(user).in_use()  # type: ignore[attr-defined]
    return rows


@dataclass(frozen=True)
class NeedLine:
    """One pathway: the need at the start, at the latest review, at the end."""

    name: str
    start: str
    review: str
    end: str


@dataclass(frozen=True)
class ReferralLine:
    """A referral on the page, and whether something may still come of it."""

    referral: PathwayReferral
    may_move: bool


@dataclass(frozen=True)
class Management:
    """Everything about how a nominal is managed."""

    reviews: list[RagReview]
    further: list[FurtherInformation]
    scores: list[RiskScore]
    needs: list[NeedLine]
    referrals: list[ReferralLine]
    visits: list[Visit]
    last_seen: dt.date | None
    next_contact: dt.date | None
    days_to_treatment: int | None


def management_of(user: User, nominal: Nominal, custody: list[CustodyPeriod]) -> Management:
    """How a nominal is managed, as far as the user may see."""
    found = PathwayReferral.objects.visible_to(user).filter(nominal=nominal)
    referrals = list(found.select_related("pathway")[:MOST_SHOWN])
    visits = Visit.objects.visible_to(user).filter(nominal=nominal).select_related("officer")
    shown: list[Visit] = list(visits[:MOST_SHOWN])
    last = _last_seen(shown)
    every = nominal.contact_every_days
    begun = last or nominal.joined_on
    return Management(
        list(
            RagReview.objects.visible_to(user)
            .filter(nominal=nominal)
            .select_related("reviewed_by")[:MOST_SHOWN]
        ),
        list(
            FurtherInformation.objects.visible_to(user)
            .filter(nominal=nominal)
            .select_related("agency")[:MOST_SHOWN]
        ),
        list(RiskScore.objects.visible_to(user).filter(nominal=nominal)[:MOST_SHOWN]),
        _needs(user, nominal),
        [ReferralLine(row, bool(REFERRAL.moves.get(row.status))) for row in referrals],
        shown,
        last,
        begun + dt.timedelta(days=every) if every and begun else None,
        days_to_treatment(custody, referrals),
    )


def _last_seen(visits: list[Visit]) -> dt.date | None:
    days = [
        timezone.localdate(visit.planned_at)
        for visit in visits
        if visit.status == VisitStatus.DONE and visit.outcome == VisitOutcome.SEEN
    ]
    return max(days, default=None)


def _needs(user: User, nominal: Nominal) -> list[NeedLine]:
    rows = PathwayNeed.objects.visible_to(user).filter(nominal=nominal).select_related("pathway")
    latest: dict[tuple[Pathway, str], str] = {}
    for row in rows:
        latest[row.pathway, row.stage] = row.get_need_display()
    pathways = sorted({pathway for pathway, _ in latest}, key=lambda each: each.position)
    return [
        NeedLine(
            pathway.name, *(latest.get((pathway, stage), "Not rated") for stage in NeedStage.values)
        )
        for pathway in pathways
    ]


def days_to_treatment(custody: list[CustodyPeriod], referrals: list[PathwayReferral]) -> int | None:
    """Days from the latest release to the first treatment appointment that was attended after it;
    None without a release or such an appointment."""
    released = max((each.released_on for each in custody if each.released_on), default=None)
    if released is None:
        return None
    attended = [
        row.first_attended_on
        for row in referrals
        if row.pathway.is_treatment and row.first_attended_on and row.first_attended_on >= released
    ]
    return (min(attended) - released).days if attended else None

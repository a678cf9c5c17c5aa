"""What a panel reads of each nominal before it decides, in a fixed number of queries however many
they are. Nothing of a case is in it, nor of anybody harmed."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from offenders.models import (
    CustodyPeriod,
    Nominal,
    Offence,
    Order,
    PathwayNeed,
    PathwayReferral,
    RiskScore,
    Visit,
    VisitOutcome,
    VisitStatus,
)
from offenders.queries.orders import binding_line, orders_of

YEAR = dt.timedelta(days=365)


@dataclass
class Brief:
    """One nominal as a panel looks at them: offences of the last twelve months, the newest first;
    the latest need of each pathway; referrals to services; the latest score of each instrument."""

    nominal: Nominal
    binding: str = ""
    custody: list[CustodyPeriod] = field(default_factory=list)
    offences: list[Offence] = field(default_factory=list)
    needs: dict[str, str] = field(default_factory=dict)
    referrals: list[PathwayReferral] = field(default_factory=list)
    scores: dict[str, RiskScore] = field(default_factory=dict)
    last_seen: dt.date | None = None

    @property
    def inside(self) -> CustodyPeriod | None:
        """The time in custody that has not ended."""
        return next((each for each in self.custody if each.released_on is None), None)


def briefs(user: User, nominals: Sequence[Nominal]) -> list[Brief]:
    """Each of these nominals, as far as the user may see. `nominals` have their people read."""
    today = timezone.localdate()
    found = {nominal.pk: Brief(nominal) for nominal in nominals}
    people = {nominal.person_id: found[nominal.pk] for nominal in nominals}
    _of_people(user, people, today)
    for row in _latest_last(PathwayNeed, user, found, "rated_on").select_related("pathway"):
        found[row.nominal_id].needs[row.pathway.name] = row.get_need_display()
    for row in _latest_last(RiskScore, user, found, "scored_on"):
        found[row.nominal_id].scores[row.instrument] = row
    for row in _latest_last(PathwayReferral, user, found, "referred_on").select_related("pathway"):
        found[row.nominal_id].referrals.insert(0, row)
    seen = _latest_last(Visit, user, found, "planned_at")
    for row in seen.filter(status=VisitStatus.DONE, outcome=VisitOutcome.SEEN):
        found[row.nominal_id].last_seen = timezone.localdate(row.planned_at)
    return list(found.values())


def _of_people(user: User, people: dict[int, Brief], today: dt.date) -> None:
    """What belongs to a person rather than to their time in the cohort."""
    bound: dict[int, list[Order]] = defaultdict(list)
    orders = orders_of(user).filter(party__person__in=people).binding_on(today)  # type: ignore[attr-defined]
    for order in orders.order_by("-made_on", "-pk"):
        bound[order.party.person_id].append(order)
    for person, each in people.items():
        each.binding = binding_line(bound[person], today)
    for period in CustodyPeriod.objects.visible_to(user).filter(person__in=people):
        people[period.person_id].custody.append(period)
    recent = Offence.objects.visible_to(user).filter(person__in=people)
    for offence in recent.filter(committed_on__gt=today - YEAR):
        people[offence.person_id].offences.append(offence)


def _latest_last(model: Any, user: User, found: Iterable[int], day: str) -> QuerySet[Any]:
    rows: QuerySet[Any] = model.objects.visible_to(user).filter(nominal__in=list(found))
    return rows.order_by(day, "pk")

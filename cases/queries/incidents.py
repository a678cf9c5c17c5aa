"""One incident: what it is counted with, and what it has raised."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from accounts.models import User
from cases.models import GroupedIncident, Incident, IncidentMatch, RepeatIncident
from cases.queries.repeat_flags import Shown, repeats_of, show

MOST = 20


@dataclass(frozen=True)
class IncidentPage:
    """What a person sees around an incident."""

    together: list[Incident]
    pairs: list[IncidentMatch]
    repeats: list[Shown]


def incident_seen_by(user: User, pk: int) -> Incident | None:
    """An incident of a case that the user sees in full."""
    rows = Incident.objects.visible_to(user).select_related("case", "ward", "recorded_by")
    found: Incident | None = rows.filter(pk=pk).first()
    return found


def incident_page(incident: Incident, user: User) -> IncidentPage:
    """The incidents it is counted with, the pairs to decide, the flags it helped to raise."""
    current = GroupedIncident.objects.current()
    group = current.filter(incident=incident).values("group")
    together = current.visible_to(user).filter(group__in=group).exclude(incident=incident)
    pairs = IncidentMatch.objects.visible_to(user).proposed()
    pairs = pairs.filter(Q(first=incident) | Q(second=incident))
    behind = RepeatIncident.objects.filter(incident=incident).values("flag")
    flags = repeats_of(user).raised().filter(pk__in=behind).order_by("-raised_at", "-pk")
    return IncidentPage(
        together=[row.incident for row in together.select_related("incident__case")[:MOST]],
        pairs=list(pairs.select_related("first__case", "second__case")[:MOST]),
        repeats=[show(flag) for flag in flags[:MOST]],
    )


def seen_among(user: User, pks: Iterable[int]) -> set[int]:
    """Those of these incidents whose page the user may open."""
    rows = Incident.objects.visible_to(user).filter(pk__in=list(pks))
    return set(rows.values_list("pk", flat=True))

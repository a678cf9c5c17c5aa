"""How many incidents there are, each counted once, and which may be one."""

from collections import defaultdict
from typing import Any

from django.db.models import Count, QuerySet

from accounts.models import User
from cases.models import GroupedIncident, Incident, IncidentMatch


def count_incidents(incidents: QuerySet[Any]) -> int:
    """How many incidents these are, those found to be one counted once."""
    grouped = GroupedIncident.objects.current().filter(incident__in=incidents.values("pk"))
    tally = grouped.aggregate(rows=Count("pk"), groups=Count("group", distinct=True))
    return int(incidents.count() - tally["rows"] + tally["groups"])


def matches_of(user: User, status: str) -> QuerySet[IncidentMatch]:
    """Pairs with one answer, of which the user sees both incidents in full."""
    rows = IncidentMatch.objects.visible_to(user).filter(status=status)
    return rows.select_related("first__case", "second__case", "decided_by")


def match_seen_by(user: User, pk: int) -> IncidentMatch | None:
    """One pair, if the user sees both incidents in full."""
    rows = IncidentMatch.objects.visible_to(user)
    return rows.select_related("first__case", "second__case").filter(pk=pk).first()


def also_told(user: User, incidents: list[int]) -> dict[int, str]:
    """For each incident found to be one with others: who else was told, as far as the user sees
    those others in full."""
    groups = GroupedIncident.objects.current().filter(incident__in=incidents).values("group")
    rows = GroupedIncident.objects.visible_to(user).current().filter(group__in=groups)
    told: dict[int, list[Incident]] = defaultdict(list)
    for row in rows.select_related("incident__case").order_by("incident_id"):
        told[row.group_id].append(row.incident)
    wanted = set(incidents)
    return {
        incident.pk: "; ".join(_named(other) for other in together if other.pk != incident.pk)
        for together in told.values()
        if len(together) > 1
        for incident in together
        if incident.pk in wanted
    }


def _named(incident: Incident) -> str:
    parts = (incident.reported_to, incident.report_reference, f"in {incident.case.reference}")
    return " ".join(part for part in parts if part)

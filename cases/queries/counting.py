"""How many incidents there are, each counted once, and which may be one."""

from collections import defaultdict
from typing import Any

from django.db.models import Count, QuerySet

from accounts.models import User
from cases.models import Case, GroupedIncident, Incident, IncidentMatch


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


def also_told(case: Case, user: User) -> dict[int, str]:
    """For each incident of a case that was found to be one with others: who else was told, as far
    as the user sees those others in full."""
    here = GroupedIncident.objects.current().filter(incident__case=case).values("group")
    rows = GroupedIncident.objects.visible_to(user).current().filter(group__in=here)
    groups: dict[int, list[Incident]] = defaultdict(list)
    for row in rows.select_related("incident__case").order_by("incident_id"):
        groups[row.group_id].append(row.incident)
    return {
        incident.pk: "; ".join(_named(other) for other in together if other != incident)
        for together in groups.values()
        if len(together) > 1
        for incident in together
        if incident.case_id == case.pk
    }


def _named(incident: Incident) -> str:
    parts = (incident.reported_to, incident.report_reference, f"in {incident.case.reference}")
    return " ".join(part for part in parts if part)

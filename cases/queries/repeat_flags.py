"""Repeats as pages show them: each with the incidents behind it that the user sees in full.

A flag is shown to whoever sees enough incidents in full to raise it by themselves, and then with
those incidents alone. It is not shown to anybody else, and never says that there are others.
"""

from dataclasses import dataclass

from django.db.models import BigIntegerField, Prefetch

from accounts.anybody import compiled_for
from accounts.models import User
from cases.models import Case, Incident, RepeatFlag, RepeatIncident, RepeatRule
from cases.models.repeat import RepeatFlagQuerySet
from people.models import Person
from ui.compiled import Given, Rows

MOST = 20


@dataclass(frozen=True)
class Shown:
    """A flag with what this person sees of it; the newest incident first."""

    flag: RepeatFlag
    incidents: list[Incident]
    count: int

    @property
    def first(self) -> Incident:
        """The earliest."""
        return self.incidents[-1]

    @property
    def last(self) -> Incident:
        """The latest."""
        return self.incidents[0]

    @property
    def rule(self) -> str:
        """The rule that was met, with its numbers as they applied."""
        flag = self.flag
        if flag.rule == RepeatRule.BOTH_SIDES:
            return f"incidents on both sides within {flag.window_days} days"
        return f"{flag.threshold} or more incidents within {flag.window_days} days"


def repeats_of(user: User) -> RepeatFlagQuerySet:
    """Flags the user may see, for their list."""
    evidence = RepeatIncident.objects.visible_to(user).select_related("incident__case")
    shown = Prefetch("evidence", evidence.order_by("-incident__happened_on", "-incident_id"))
    rows = RepeatFlag.objects.visible_to(user).select_related("person", "decided_by")
    return rows.prefetch_related(shown)


def show(flag: RepeatFlag) -> Shown:
    """A flag of `repeats_of` as it is shown."""
    rows = flag.evidence.all()
    incidents = list({row.incident_id: row.incident for row in rows}.values())
    marks = {row.mark for row in rows}
    count = len(incidents) if flag.rule == RepeatRule.BOTH_SIDES else len(marks)
    return Shown(flag, incidents, count)


def repeat_seen_by(user: User, pk: int) -> RepeatFlag | None:
    """One flag, if the user may see it."""
    return repeats_of(user).filter(pk=pk).first()


def repeats_of_case(case: Case, user: User) -> list[Shown]:
    """The flags that stand and rest on an incident of a case."""
    standing = [pk for (pk,) in compiled_for(user, _standing, case=case.pk)]
    if not standing:
        return []
    rows = repeats_of(user).filter(pk__in=standing)
    return [show(flag) for flag in rows.order_by("-raised_at", "-pk")]


def _standing(user: User) -> Rows:
    case = Given("case", BigIntegerField())
    behind = RepeatIncident.objects.filter(incident__case=case).values("flag")
    rows = RepeatFlag.objects.visible_to(user).raised().filter(pk__in=behind)
    return rows.order_by("-raised_at", "-pk").values_list("pk")[:MOST]


def repeats_of_person(person: Person, user: User) -> list[Shown]:
    """The flags that stand for a person."""
    rows = repeats_of(user).raised().filter(person=person)
    return [show(flag) for flag in rows.order_by("-raised_at", "-pk")[:MOST]]

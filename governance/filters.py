"""What the log can be narrowed by."""

import datetime as dt
from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import Agency, User
from audit.models import Entry, Operation
from ui.filters import DayFilter
from ui.forms import FilterForm

# What an entry can be about: the word before the reference in its subject.
SUBJECTS = ("case", "referral", "person", "meeting", "victim", "offender", "user", "file")


def agencies(request: Any) -> QuerySet[Agency]:
    """Every agency, past ones too."""
    return Agency.objects.all()


class EntryFilter(filters.FilterSet):  # type: ignore[misc]
    """Entries by what was done, to what, by whom, for which agency and when."""

    subject = filters.CharFilter(
        method="about", label="About", help_text="A reference, like CSM-2026-0001"
    )
    verb = filters.CharFilter(
        method="named",
        label="What happened",
        help_text="As the log says it, from its first word: case closed",
    )
    operation = filters.ChoiceFilter(choices=Operation.choices, empty_label="Any operation")
    person = filters.CharFilter(
        method="done_by", label="Person", help_text="A name, part of one, or an e-mail address"
    )
    agency = filters.ModelChoiceFilter(
        queryset=agencies, method="done_for", label="Agency", empty_label="Any agency"
    )
    since = DayFilter(method="from_day", label="From")
    until = DayFilter(method="to_day", label="To")

    class Meta:
        model = Entry
        form = FilterForm
        fields: list[str] = []

    def about(self, rows: Any, name: str, value: str) -> Any:
        """The exact subject, with or without the word before its reference."""
        reference = value.strip()
        forms = [reference, *(f"{noun} {reference.upper()}" for noun in SUBJECTS)]
        return rows.filter(subject__in=[*forms, *(f"{noun} {reference}" for noun in SUBJECTS)])

    def named(self, rows: Any, name: str, value: str) -> Any:
        """The verb, or its beginning, with spaces or with its dots."""
        words = value.strip().lower().replace(".", " ").split()
        return rows.filter(verb__startswith=".".join(["_".join(words[:1]), "_".join(words[1:])]))

    def done_by(self, rows: Any, name: str, value: str) -> Any:
        """What the people did whose name or address holds each of the words."""
        found = User.objects.all()
        for word in value.split():
            found = found.filter(
                Q(given_name__icontains=word)
                | Q(family_name__icontains=word)
                | Q(email__icontains=word)
            )
        return rows.filter(actor_id__in=[str(pk) for pk in found.values_list("pk", flat=True)])

    def done_for(self, rows: Any, name: str, value: Agency) -> Any:
        """What was done for one agency; the log keeps the name it had then."""
        return rows.filter(agency_name__in=[value.name, value.short_name])

    def from_day(self, rows: Any, name: str, value: dt.date) -> Any:
        """On that day or later."""
        return rows.filter(at__gte=timezone.make_aware(dt.datetime.combine(value, dt.time.min)))

    def to_day(self, rows: Any, name: str, value: dt.date) -> Any:
        """On that day or earlier."""
        return rows.filter(at__lte=timezone.make_aware(dt.datetime.combine(value, dt.time.max)))

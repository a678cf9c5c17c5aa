"""What a filling is made to: how many cases, over which days, from which seed."""

import datetime as dt
import random
from dataclasses import dataclass, field
from functools import cached_property

from django.utils import timezone

from accounts.desk import CASEWORK_ROLES
from accounts.models import Agency, Membership, User
from audit.models import Seal
from cases.models import RiskInstrument
from cases.queries import instrument_in_use
from home.filling.writing import Writer
from places.models import Area, Postcode

LONDON = timezone.get_default_timezone()
CATEGORIES = (
    "noise",
    "neighbours",
    "neighbours",
    "rowdy",
    "vehicle-nuisance",
    "littering",
    "communications",
    "street-drinking",
    "animals",
)


@dataclass(frozen=True)
class Plan:
    """The size, the days and the seed, whom the rows belong to, and what writes them."""

    cases: int
    years: int
    seed: int
    today: dt.date
    writer: Writer = field(default_factory=Writer, compare=False)

    @property
    def first_day(self) -> dt.date:
        """The day the oldest case is opened."""
        return self.today - dt.timedelta(days=round(self.years * 365.25))

    @property
    def days(self) -> int:
        """From the first day to today."""
        return (self.today - self.first_day).days

    def opened_on(self, number: int) -> dt.date:
        """The day the case at this position is opened: evenly spread, never going back."""
        return self.first_day + dt.timedelta(days=number * self.days // self.cases)

    def dice(self, number: int) -> random.Random:
        """The chances of one case: the same for the same seed, whatever else is made."""
        return random.Random(self.seed * 1_000_003 + number)

    def officer(self, agency: Agency, number: int) -> User:
        """Whoever of an agency works on the case at this position."""
        people = self.staff[agency.pk]
        return people[number % len(people)]

    @cached_property
    def staff(self) -> dict[int, list[User]]:
        """The people who work on cases, by agency."""
        rows = Membership.objects.current().filter(role__in=CASEWORK_ROLES)
        people: dict[int, list[User]] = {}
        for row in rows.select_related("user").order_by("pk"):
            people.setdefault(row.agency_id, []).append(row.user)
        return people

    @cached_property
    def agencies(self) -> dict[str, Agency]:
        """The agencies with people who work on cases, by slug."""
        rows = Agency.objects.filter(pk__in=self.staff).order_by("slug")
        return {row.slug: row for row in rows}

    @cached_property
    def places(self) -> list[tuple[str, Area]]:
        """Postcodes with their wards."""
        rows = Postcode.objects.exclude(ward=None).select_related("ward").order_by("pk")[:500]
        return [(row.postcode, row.ward) for row in rows if row.ward]

    @cached_property
    def instrument(self) -> RiskInstrument:
        """The risk matrix in use."""
        return instrument_in_use()

    @cached_property
    def log_open_from(self) -> dt.datetime:
        """The first moment of the log that is not sealed yet."""
        last = Seal.objects.order_by("day").last()
        day = last.day + dt.timedelta(days=1) if last else dt.date.min
        return dt.datetime.combine(day, dt.time.min, tzinfo=dt.UTC)


def at(day: dt.date, hour: int = 10, minute: int = 0) -> dt.datetime:
    """A moment of a day in London."""
    return dt.datetime.combine(day, dt.time(hour, minute), tzinfo=LONDON)

"""Who carries how much: by worker, by need, by age; and what managers keep."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from cases.queries.settings import setting
from victims.models import (
    Capacity,
    DipSample,
    NeedDomain,
    SampleAnswer,
    SampledReferral,
    SampleQuestion,
    SupervisionNote,
    SupportReferral,
)
from victims.queries.referrals import colleagues_in_service

AGES = (
    ("Under a month", 0, 30),
    ("1 to 3 months", 30, 91),
    ("3 to 6 months", 91, 182),
    ("Over 6 months", 182, None),
)


@dataclass(frozen=True)
class Load:
    """What one worker carries, against what they have room for."""

    worker: User
    people: int
    enhanced: int
    overdue: int
    capacity: int
    version: int

    @property
    def room(self) -> int:
        """How many more they could take; below zero when they carry too many."""
        return self.capacity - self.people


@dataclass(frozen=True)
class Caseload:
    """A victim service's open work."""

    loads: list[Load]
    unclaimed: int
    by_age: list[tuple[str, int]]
    by_need: list[tuple[str, int]]


def caseload(user: User) -> Caseload:
    """The open work of the service whose manager the user is."""
    today = timezone.localdate()
    rows = SupportReferral.objects.visible_to(user).open()
    return Caseload(
        loads=_loads(user, rows, today),
        unclaimed=rows.filter(worker=None).count(),
        by_age=_by_age(rows),
        by_need=_by_need(rows),
    )


def _loads(user: User, rows: QuerySet[SupportReferral], today: dt.date) -> list[Load]:
    counted = {
        row["worker"]: row
        for row in rows.exclude(worker=None)
        .values("worker")
        .annotate(
            people=Count("pk"),
            enhanced=Count("pk", filter=Q(priority="enhanced")),
            overdue=Count("pk", filter=Q(next_contact_due__lt=today)),
        )
    }
    room = {row.worker_id: row for row in Capacity.objects.visible_to(user)}
    usual = setting("support_capacity", today)
    nobody = {"people": 0, "enhanced": 0, "overdue": 0}
    loads = []
    for worker in _workers(user, list(counted)):
        said, own = counted.get(worker.pk, nobody), room.get(worker.pk)
        loads.append(
            Load(
                worker=worker,
                people=said["people"],
                enhanced=said["enhanced"],
                overdue=said["overdue"],
                capacity=own.people if own else usual,
                version=own.version if own else 0,
            )
        )
    return loads


def _workers(user: User, carrying: list[int]) -> QuerySet[User]:
    """The workers of the service today, and whoever has left and still carries somebody."""
    today = colleagues_in_service(user).values("pk")
    rows = User.objects.filter(Q(pk__in=today) | Q(pk__in=carrying))
    return rows.order_by("family_name", "given_name", "pk")


def load_of(user: User, worker: User) -> Load:
    """What one worker carries."""
    return next(load for load in caseload(user).loads if load.worker == worker)


def _by_age(rows: QuerySet[SupportReferral]) -> list[tuple[str, int]]:
    now = timezone.now()
    bands = {}
    for label, since, until in AGES:
        band = Q(referred_at__lte=now - dt.timedelta(days=since))
        if until is not None:
            band &= Q(referred_at__gt=now - dt.timedelta(days=until))
        bands[label] = Count("pk", filter=band)
    counted = rows.aggregate(**{f"band{n}": each for n, each in enumerate(bands.values())})
    return [(label, counted[f"band{n}"]) for n, label in enumerate(bands)]


def _by_need(rows: QuerySet[SupportReferral]) -> list[tuple[str, int]]:
    """People with a goal in each part of life; a person may be in several."""
    counted = Counter(
        dict(
            rows.filter(goals__isnull=False)
            .values_list("goals__need")
            .annotate(people=Count("pk", distinct=True))
        )
    )
    return [(each.name, counted[each.key]) for each in NeedDomain.objects.all()]


def carried_by(user: User, worker: User) -> QuerySet[SupportReferral]:
    """What a worker of the service carries, for hand-over."""
    rows = SupportReferral.objects.visible_to(user).open().filter(worker=worker)
    return rows.select_related("person").order_by("next_contact_due", "pk")


def carriers(user: User) -> QuerySet[User]:
    """Everybody who carries somebody of the service."""
    carrying = SupportReferral.objects.visible_to(user).open().exclude(worker=None)
    return _workers(user, list(carrying.values_list("worker", flat=True).distinct()))


def supervision_notes(user: User) -> QuerySet[SupervisionNote]:
    """Notes of supervision that the user may read."""
    return SupervisionNote.objects.visible_to(user).select_related("worker", "written_by")


def samples(user: User) -> QuerySet[DipSample]:
    """Dip-samples, the latest first, with how far each has got."""
    rows: QuerySet[DipSample] = DipSample.objects.visible_to(user).select_related("drawn_by")
    return rows.annotate(
        size=Count("drawn"), looked=Count("drawn", filter=Q(drawn__looked_at__isnull=False))
    )


def drawn_in(user: User, sample: DipSample) -> list[SampledReferral]:
    """The referrals of a dip-sample."""
    rows = SampledReferral.objects.visible_to(user).filter(sample=sample)
    return list(rows.select_related("referral"))


def found_in(drawn: list[SampledReferral]) -> list[tuple[str, list[int]]]:
    """How often each answer was given to each question."""
    looked = [row.answers for row in drawn if row.looked_at]
    return [
        (str(text), [sum(said.get(code) == answer for said in looked) for answer in SampleAnswer])
        for code, text in SampleQuestion.choices
    ]

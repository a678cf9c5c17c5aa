"""The lines of a case's chronology as the database gives them, in one query: narrowed, and from one
place on. Compiled once for each shape of the question, since ten tables take long to write down."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, DateTimeField, Q, TextField
from django.utils import timezone

from accounts.anybody import compiled_for
from accounts.models import User
from cases.models import Case, CaseEventKind
from cases.queries.chronology_sources import COLUMNS, SOURCES, Source
from ui.compiled import Given, Rows

CASE = Given("case", BigIntegerField())
MOMENT = Given("moment", DateTimeField())
KEY = Given("key", BigIntegerField())


@dataclass(frozen=True)
class Narrowing:
    """What a chronology is narrowed to: nothing at all by default."""

    kind: str = ""
    agency: int | None = None
    person: int | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    words: str = ""


class Line(NamedTuple):
    """One row of the union."""

    moment: dt.datetime
    rank: int
    key: int
    code: str
    detail: str
    body: str
    extra: str
    name: str
    agency_pk: int | None
    opinion: bool
    passing: str
    target: int


@dataclass(frozen=True)
class Place:
    """Where an entry stands in the order."""

    moment: dt.datetime
    rank: int
    key: int


@dataclass(frozen=True)
class _Shape:
    """Of which kind the entries are, what they are narrowed by, beyond an entry of which source
    they stand, in which direction, and how many are read."""

    kind: str
    asked: frozenset[str]
    place: int | None
    backwards: bool
    most: int | None


def read_lines(
    case: Case,
    user: User,
    narrowing: Narrowing,
    place: Place | None = None,
    *,
    backwards: bool = False,
    most: int | None = None,
) -> list[Line]:
    """The lines of a case that the user may see, the newest first, or `backwards`; those beyond a
    place if one is named."""
    given = {
        "agency": narrowing.agency,
        "person": narrowing.person,
        "since": _midnight(narrowing.since),
        "until": _midnight(narrowing.until, days=1),
        "words": narrowing.words,
    }
    asked = frozenset(name for name, value in given.items() if value)
    if place:
        given |= {"moment": place.moment, "key": place.key}
    shape = _Shape(narrowing.kind, asked, place.rank if place else None, backwards, most)
    return [Line(*row) for row in compiled_for(user, _union, shape, case=case.pk, **given)]


def people_in_chronology(case: Case, user: User) -> dict[int, str]:
    """The name of everybody who wrote or owns an entry that the user may see."""
    rows = compiled_for(user, _people, case=case.pk)
    return {pk: f"{given} {family}" for pk, given, family in rows}


def _people(user: User) -> Rows:
    found = Q(pk__in=[])
    for source in SOURCES:
        rows = source.rows(user, CASE).order_by()
        for path in source.people:
            found |= Q(pk__in=rows.values(path))
    people = User.objects.filter(found).order_by("family_name", "given_name", "pk")
    named: Rows = people.values_list("pk", "given_name", "family_name")
    return named


def _union(user: User, shape: _Shape) -> Rows:
    """The chronology of any case in one shape."""
    parts = []
    for rank, source in enumerate(SOURCES):
        wanted = _wanted(source, shape.kind, shape.asked)
        if wanted is None:
            continue
        rows = source.entries(user, CASE, rank).filter(wanted)
        if shape.place is not None:
            beyond = _newer if shape.backwards else _older
            rows = rows.filter(beyond(rank, shape.place))
        parts.append(rows.order_by().values_list(*COLUMNS))
    sign = "" if shape.backwards else "-"
    first, *others = parts
    rows = first.union(*others, all=True).order_by(f"{sign}moment", f"{sign}rank", f"{sign}key")
    return rows[: shape.most]


def _wanted(source: Source, kind: str, asked: frozenset[str]) -> Q | None:
    """What a source gives to a narrowed chronology; None if nothing."""
    wanted = Q()
    if kind and kind != source.kind:
        if source.kind != "event" or kind not in CaseEventKind.values:
            return None
        wanted &= Q(code=kind)
    if "agency" in asked:
        wanted &= Q(agency_pk=Given("agency", BigIntegerField()))
    if "person" in asked:
        wanted &= _any(source.people, "", Given("person", BigIntegerField()))
    if "since" in asked:
        wanted &= Q(moment__gte=Given("since", DateTimeField()))
    if "until" in asked:
        wanted &= Q(moment__lt=Given("until", DateTimeField()))
    if "words" in asked:
        wanted &= _any(source.words, "__icontains", Given("words", TextField()))
    return wanted


def _any(paths: Sequence[str], how: str, value: Any) -> Q:
    found = Q(pk__in=[])
    for path in paths:
        found |= Q(**{f"{path}{how}": value})
    return found


def _older(rank: int, than: int) -> Q:
    """The entries of a source that come, newest first, after the place of an entry of another."""
    if rank != than:
        return Q(moment__lte=MOMENT) if rank < than else Q(moment__lt=MOMENT)
    return Q(moment__lt=MOMENT) | Q(moment=MOMENT, key__lt=KEY)


def _newer(rank: int, than: int) -> Q:
    """The entries of a source that come before the place of an entry of another."""
    if rank != than:
        return Q(moment__gte=MOMENT) if rank > than else Q(moment__gt=MOMENT)
    return Q(moment__gt=MOMENT) | Q(moment=MOMENT, key__gt=KEY)


def _midnight(day: dt.date | None, days: int = 0) -> dt.datetime | None:
    if day is None:
        return None
    return timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=days), dt.time.min))

"""Where the entries of a chronology come from, each brought into the same columns.

One SQL union reads them all, so that order, pages and filters are the database's and exact.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BooleanField,
    DateTimeField,
    Exists,
    Expression,
    ExpressionWrapper,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models import Case as Choose
from django.db.models.functions import Cast, Coalesce, Concat

from accounts.models import Membership, User
from cases.models import (
    Action,
    ActionChange,
    CaseEvent,
    CaseShare,
    Handling,
    Incident,
    Note,
    RiskAssessment,
    StatusChange,
    seen_by,
)

COLUMNS = (
    "moment",
    "rank",
    "key",
    "code",
    "detail",
    "body",
    "extra",
    "name",
    "agency_pk",
    "opinion",
    "passing",
    "target",
)


class LondonMoment(Func):
    """A day and a time of day on London's clock as one moment; midday where no time is known."""

    output_field = DateTimeField()
    template = "((%(day)s + COALESCE(%(time)s, TIME '12:00')) AT TIME ZONE 'Europe/London')"
    # The same with the function that Django itself gives SQLite for truncating moments.
    sqlite = (
        "django_datetime_trunc('second', %(day)s || ' ' || COALESCE(%(time)s, '12:00:00'),"
        " 'UTC', 'Europe/London')"
    )

    def as_sql(  # type: ignore[override]
        self, compiler: Any, connection: Any, **context: Any
    ) -> tuple[str, list[Any]]:
        template = self.sqlite if connection.vendor == "sqlite" else self.template
        (day, first), (time, second) = (compiler.compile(part) for part in self.source_expressions)
        return template % {"day": day, "time": time}, [*first, *second]


def _text(value: str = "") -> Value:
    return Value(value, output_field=TextField())


def _name(path: str) -> Concat:
    """The name of the person behind a foreign key; a space where there is none."""
    return Concat(
        F(f"{path}__given_name"), Value(" "), F(f"{path}__family_name"), output_field=TextField()
    )


def _shared_with() -> Coalesce:
    """The agency or the person that a case is open to."""
    return Coalesce(F("agency__short_name"), _name("user"), output_field=TextField())


def _agency_of(person: str, at: str) -> Subquery:
    """The agency that the person behind a foreign key acted for that day."""
    day = OuterRef(f"{at}__date")
    rows = Membership.objects.filter(
        Q(ends=None) | Q(ends__gt=day), user=OuterRef(person), starts__lte=day
    )
    return Subquery(rows.order_by("pk").values("agency")[:1])


@dataclass(frozen=True)
class Source:
    """One table's part in the chronology. `people` are the paths to whoever wrote or owns an
    entry, the one shown first; `words` the paths that a search looks into."""

    kind: str
    rows: Callable[[User, Expression], QuerySet[Any]]
    moment: Any
    people: tuple[str, ...]
    words: tuple[str, ...]
    agency: Any
    columns: dict[str, Any]

    def entries(self, user: User, case: Expression, rank: int) -> QuerySet[Any]:
        """Its rows on a case with the columns of the union."""
        columns: dict[str, Any] = {
            "moment": self.moment,
            "rank": Value(rank, output_field=IntegerField()),
            "key": F("pk"),
            "code": _text(),
            "detail": _text(),
            "body": _text(),
            "extra": _text(),
            "name": _name(self.people[0]),
            "agency_pk": self.agency,
            "opinion": Value(False, output_field=BooleanField()),
            "passing": _text(Handling.SHARE),
            "target": Value(0, output_field=IntegerField()),
            **self.columns,
        }
        found: QuerySet[Any] = self.rows(user, case).annotate(**columns)
        return found


def _of(model: Any) -> Callable[[User, Expression], QuerySet[Any]]:
    def rows(user: User, case: Expression) -> QuerySet[Any]:
        seen: QuerySet[Any] = model.objects.visible_to(user).filter(case=case)
        return seen

    return rows


def _ended_actions(user: User, case: Expression) -> QuerySet[Any]:
    return Action.objects.visible_to(user).filter(case=case, ended_at__isnull=False)


def _action_changes(user: User, case: Expression) -> QuerySet[Any]:
    return ActionChange.objects.visible_to(user).filter(action__case=case)


def _shares(user: User, case: Expression) -> QuerySet[Any]:
    return CaseShare.objects.filter(seen_by(user, case="case"), case=case)


def _ended_shares(user: User, case: Expression) -> QuerySet[Any]:
    return _shares(user, case).filter(ended_at__isnull=False)


def _text_of(path: str) -> Cast:
    return Cast(F(path), TextField())


SOURCES = (
    Source(
        kind="incident",
        rows=_of(Incident),
        moment=LondonMoment("happened_on", "happened_at"),
        people=("recorded_by",),
        words=("description", "reported_to", "report_reference"),
        agency=_agency_of("recorded_by", "recorded_at"),
        columns={
            "code": F("category"),
            "detail": Coalesce(Cast("happened_at", TextField()), _text()),
            "body": F("description"),
            "extra": F("reported_to"),
        },
    ),
    Source(
        kind="note",
        rows=_of(Note),
        moment=F("written_at"),
        people=("author",),
        words=("text",),
        agency=F("agency"),
        columns={
            "code": Choose(
                When(Exists(Note.objects.filter(corrects=OuterRef("pk"))), then=_text("corrected")),
                default=_text(),
            ),
            "body": F("text"),
            "opinion": F("is_opinion"),
            "passing": F("handling"),
            "target": Coalesce(F("corrects"), 0),
        },
    ),
    Source(
        kind="risk",
        rows=_of(RiskAssessment),
        moment=F("assessed_at"),
        people=("assessed_by",),
        words=("judgement_reason",),
        agency=_agency_of("assessed_by", "assessed_at"),
        columns={
            "code": F("band"),
            "detail": F("source"),
            "body": F("judgement_reason"),
            "opinion": ExpressionWrapper(~Q(judgement_reason=""), output_field=BooleanField()),
        },
    ),
    Source(
        kind="action",
        rows=_of(Action),
        moment=F("set_at"),
        people=("owner", "set_by"),
        words=("wording",),
        agency=F("agency"),
        columns={
            "code": _text("set"),
            "detail": _text_of("due_on"),
            "body": F("wording"),
            "extra": F("source"),
            "target": F("pk"),
        },
    ),
    Source(
        kind="action",
        rows=_ended_actions,
        moment=F("ended_at"),
        people=("owner",),
        words=("wording", "outcome", "evidence"),
        agency=F("agency"),
        columns={
            "code": F("status"),
            "detail": F("evidence"),
            "body": F("outcome"),
            "extra": F("wording"),
            "target": F("pk"),
        },
    ),
    Source(
        kind="action",
        rows=_action_changes,
        moment=F("at"),
        people=("by", "owner", "owner_was"),
        words=("reason", "action__wording"),
        agency=F("action__agency"),
        columns={
            "code": Coalesce(_text_of("due_on"), _text()),
            "detail": _name("owner"),
            "body": F("reason"),
            "extra": F("action__wording"),
            "target": F("action"),
        },
    ),
    Source(
        kind="status",
        rows=_of(StatusChange),
        moment=F("at"),
        people=("by",),
        words=("reason",),
        agency=_agency_of("by", "at"),
        columns={"code": F("became"), "body": F("reason")},
    ),
    Source(
        kind="sharing",
        rows=_shares,
        moment=F("shared_at"),
        people=("shared_by",),
        words=("reason", "agency__short_name", "agency__name"),
        agency=_agency_of("shared_by", "shared_at"),
        columns={
            "code": F("level"),
            "detail": _shared_with(),
            "body": F("reason"),
        },
    ),
    Source(
        kind="sharing",
        rows=_ended_shares,
        moment=F("ended_at"),
        people=("shared_by",),
        words=("agency__short_name", "agency__name"),
        agency=_agency_of("shared_by", "shared_at"),
        columns={
            "code": _text("ended"),
            "detail": _shared_with(),
            "name": _text(),
        },
    ),
    Source(
        kind="event",
        rows=_of(CaseEvent),
        moment=F("at"),
        people=("by",),
        words=("title", "text"),
        agency=F("agency"),
        columns={
            "code": F("kind"),
            "detail": F("title"),
            "body": F("text"),
            "extra": F("url_name"),
            "opinion": F("is_opinion"),
            "passing": F("handling"),
        },
    ),
)
NOTE_RANK = 1

"""An IOM panel goes through the cohort: which nominals are due at a meeting and why, why the others
are not, and what each reader's papers say of them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from accounts.models import User
from cases.models import Action
from cases.queries.settings import setting
from offenders.models import (
    CURRENT_STATUSES,
    BreachStatus,
    CustodyPeriod,
    Nominal,
    NominalStatus,
    Offence,
    OrderBreach,
)
from offenders.queries.brief import Brief, briefs
from panels.models import AgendaItem, ItemStatus, Meeting, Why
from ui.dates import say_date
from ui.papers import Block, Bullets, Facts, Paragraph

RELEASE = "release_warning_days"

Reasons = Iterator[tuple[int, str]]
Part = tuple[str, Sequence[Block]]


def nominals_due(meeting: Meeting, *, limit: int) -> dict[int, list[tuple[Why, str]]]:
    """The nominals due at a meeting with every reason, at most `limit` for each: nominations to
    decide, orders breached since they were heard, actions of theirs due, reviews due, releases
    ahead."""
    found: dict[int, list[tuple[Why, str]]] = defaultdict(list)
    for why, reasons in (
        (Why.NOMINATED, _nominated),
        (Why.BREACHED, _breached),
        (Why.UNFINISHED, _unfinished),
        (Why.REVIEW, _review_due),
        (Why.RELEASE, _release_ahead),
    ):
        for pk, text in reasons(meeting, _eligible(meeting), limit):
            found[pk].append((why, text))
    return found


def nominated_since_proposed(meeting: Meeting, *, limit: int = 100) -> int:
    """How many people were nominated since this agenda was last proposed."""
    rows = _eligible(meeting).filter(status=NominalStatus.NOMINATED)
    if meeting.proposed_at:
        rows = rows.filter(nominated_at__gte=meeting.proposed_at)
    return rows[:limit].count()


def nominals_to_add(user: User) -> QuerySet[Nominal]:
    """Those nominated or in the cohort, whom this person could put on an agenda."""
    rows: QuerySet[Nominal] = Nominal.objects.visible_to(user).filter(status__in=CURRENT_STATUSES)
    return rows.select_related("person", "party__case")


def nominals_left_out(meeting: Meeting, user: User) -> QuerySet[Any]:
    """Every nominal who is nominated or in the cohort and not on the agenda, ready for
    `why_left_out`."""
    here = AgendaItem.objects.filter(meeting=meeting, nominal=OuterRef("pk"))
    elsewhere = AgendaItem.objects.waiting().filter(nominal=OuterRef("pk"))
    return (
        nominals_to_add(user)
        .filter(~Exists(here.filter(status=ItemStatus.ON)))
        .annotate(
            item_status=Subquery(here.values("status")[:1]),
            item_why=Subquery(here.values("why_text")[:1]),
            off_reason=Subquery(here.values("off_reason")[:1]),
            elsewhere=Subquery(elsewhere.exclude(meeting=meeting).values("meeting__reference")[:1]),
        )
    )


def why_left_out(nominal: Any, meeting: Meeting) -> str:
    """One line: why a nominal is not on the agenda. `nominal` comes from `nominals_left_out`."""
    if nominal.item_status == ItemStatus.OFF:
        return f"Taken off: {nominal.off_reason}"
    if nominal.item_status == ItemStatus.OFFERED:
        return f"Could be added: {nominal.item_why}"
    if nominal.elsewhere:
        return f"On the agenda of {nominal.elsewhere}"
    due = nominal.next_review_on
    if nominal.status == NominalStatus.NOMINATED or (due and due <= meeting.day):
        return "Due, not yet proposed or no room"
    return f"Next review {say_date(due)}; nothing due" if due else "No review is due"


def _eligible(meeting: Meeting) -> QuerySet[Any]:
    """Nominated or in the cohort, and not on this agenda, taken off it, or on another to come."""
    here = AgendaItem.objects.filter(meeting=meeting, nominal=OuterRef("pk"))
    waiting = AgendaItem.objects.waiting().filter(nominal=OuterRef("pk"))
    rows = Nominal.objects.filter(~Exists(here), ~Exists(waiting), status__in=CURRENT_STATUSES)
    return rows.order_by("next_review_on", "pk")


def _nominated(meeting: Meeting, nominals: QuerySet[Any], limit: int) -> Reasons:
    rows = nominals.filter(status=NominalStatus.NOMINATED).order_by("nominated_at", "pk")
    for pk, at in rows.values_list("pk", "nominated_at")[:limit]:
        yield pk, f"Nominated on {say_date(timezone.localdate(at))}"


def _breached(meeting: Meeting, nominals: QuerySet[Any], limit: int) -> Reasons:
    heard = AgendaItem.objects.heard().filter(nominal=OuterRef("pk"))
    breaches = OrderBreach.objects.filter(order__party__person=OuterRef("person"))
    breaches = breaches.exclude(status__in=[BreachStatus.NOT_PROVEN, BreachStatus.NO_ACTION])
    last = heard.order_by("-meeting__starts_at").values("meeting__started_at")[:1]
    rows = nominals.filter(status=NominalStatus.SELECTED).annotate(
        heard_at=Subquery(last),
        told_at=Subquery(breaches.order_by("-recorded_at").values("recorded_at")[:1]),
        breached_on=Subquery(breaches.order_by("-recorded_at").values("happened_on")[:1]),
    )
    rows = rows.filter(Q(heard_at=None) | Q(told_at__gt=F("heard_at")), told_at__isnull=False)
    for pk, day in rows.values_list("pk", "breached_on")[:limit]:
        yield pk, f"An order was breached on {say_date(day)}"


def _unfinished(meeting: Meeting, nominals: QuerySet[Any], limit: int) -> Reasons:
    """Actions that meetings set for them and that are open when they fall due."""
    due = Action.objects.open().filter(due_on__lte=meeting.day)
    lines = AgendaItem.actions_set.through.objects.filter(action__in=due)
    rows = nominals.filter(pk__in=lines.values("agendaitem__nominal"))
    for pk in rows.values_list("pk", flat=True)[:limit]:
        yield pk, "Actions fall due by the meeting"


def _review_due(meeting: Meeting, nominals: QuerySet[Any], limit: int) -> Reasons:
    due = nominals.filter(status=NominalStatus.SELECTED, next_review_on__lte=meeting.day)
    for pk, day in due.values_list("pk", "next_review_on")[:limit]:
        yield pk, f"Review due on {say_date(day)}"


def _release_ahead(meeting: Meeting, nominals: QuerySet[Any], limit: int) -> Reasons:
    today = timezone.localdate()
    last = meeting.day + dt.timedelta(days=setting(RELEASE, today))
    soon = CustodyPeriod.objects.filter(person=OuterRef("person")).due_out(today, last)
    rows = nominals.annotate(out_on=Subquery(soon.values("release_expected_on")[:1]))
    rows = rows.filter(status=NominalStatus.SELECTED, out_on__isnull=False).order_by("out_on", "pk")
    for pk, day in rows.values_list("pk", "out_on")[:limit]:
        yield pk, f"Release expected on {say_date(day)}"


def brief_of(item: AgendaItem, user: User) -> list[Part]:
    """What the meeting reads of one nominal."""
    return briefs_of([item], user)[item.pk]


def briefs_of(items: Sequence[AgendaItem], user: User) -> dict[int, list[Part]]:
    """What each of these lines says of its nominal, by line, in a fixed number of queries."""
    found = briefs(user, [item.nominal for item in items if item.nominal])
    parts = {each.nominal.pk: _parts(each) for each in found}
    return {item.pk: parts[item.nominal_id] for item in items if item.nominal_id}


def _parts(brief: Brief) -> list[Part]:
    return [
        ("", [Facts(_facts(brief))]),
        ("Offences in the last 12 months", _list([_offence(row) for row in brief.offences])),
        ("Needs", _list([f"{name}: {need.lower()}" for name, need in brief.needs.items()])),
        ("Services", _list([_referral(row) for row in brief.referrals])),
        ("Scores", _list([f"{row}, {say_date(row.scored_on)}" for row in brief.scores.values()])),
    ]


def _facts(brief: Brief) -> list[tuple[str, str]]:
    nominal, inside = brief.nominal, brief.inside
    rows = [
        ("Stands", nominal.get_status_display()),
        ("Why nominated", nominal.reason if nominal.status == NominalStatus.NOMINATED else ""),
        ("What is new", nominal.new_information),
        ("Cohort", nominal.get_cohort_display()),
        ("Joined", say_date(nominal.joined_on) if nominal.joined_on else ""),
        ("RAG", f"{nominal.get_rag_display()}: {nominal.rag_reason}" if nominal.rag else ""),
        ("Next review", say_date(nominal.next_review_on) if nominal.next_review_on else ""),
        ("Lead officer", str(nominal.lead_officer or "Nobody yet")),
        ("Bound today by", brief.binding or "Nothing that you may see"),
        ("In custody", _custody(inside) if inside else ""),
        ("Last seen", say_date(brief.last_seen) if brief.last_seen else "Never"),
        ("Also known to", nominal.other_panels_said),
    ]
    return [row for row in rows if row[1]]


def _custody(inside: CustodyPeriod) -> str:
    out = inside.release_expected_on
    expected = f", release expected on {say_date(out)}" if out else ""
    return f"{inside.get_kind_display()} since {say_date(inside.started_on)}{expected}"


def _offence(row: Offence) -> str:
    said = f"{say_date(row.committed_on)}: {row.get_category_display()}"
    return f"{said}, {row.get_status_display().lower()} ({row.source})"


def _referral(row: Any) -> str:
    said = f"{row.pathway.name}: {row.service}, referred {say_date(row.referred_on)}"
    return f"{said}, {row.get_status_display().lower()}"


def _list(rows: Sequence[str]) -> Sequence[Block]:
    return [Bullets(rows) if rows else Paragraph("None recorded.")]

"""One honest digest a person a day about actions that fall due or have gone unanswered."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, User
from accounts.queries import people_with_role
from cases import notices
from cases.models import Action, ActionReminder, AgencyContact, ReminderKind, real
from cases.notices import Due
from cases.queries.lists import actions_due_by
from cases.queries.settings import settings_on
from ui.dates import say_date

BEFORE, AFTER = "action_remind_days_before", "action_escalate_days_after"
MOST_NAMED = 20


def remind_about_actions(today: dt.date | None = None) -> int:
    """Write to owners of actions due within the days of the setting, and to managers of those too
    long overdue; returns how many were written to. Safe to run twice and at any hour."""
    today = today or timezone.localdate()
    days = settings_on(today, [BEFORE, AFTER])
    soon_by = today + dt.timedelta(days=days[BEFORE])
    late_by = today - dt.timedelta(days=days[AFTER])
    managers = _managers(late_by)
    owners = _unreminded(soon_by, ReminderKind.SOON, OuterRef("owner")).values("owner")
    people = {person.pk: person for person in User.objects.filter(pk__in=owners, is_active=True)}
    people.update({person.pk: person for person in managers})
    return sum(
        _remind(person, managers.get(person, set()), soon_by, late_by, today)
        for person in people.values()
    )


def _unreminded(due_by: dt.date, kind: str, told: Any) -> QuerySet[Action]:
    said = ActionReminder.objects.filter(
        action=OuterRef("pk"), kind=kind, due_on=OuterRef("due_on"), told=told
    )
    return Action.objects.open().filter(real("case"), ~Exists(said), due_on__lte=due_by)


def _managers(late_by: dt.date) -> dict[User, set[int]]:
    """Who hears of which agencies' overdue actions: the named manager, while they work there;
    otherwise the coordinators, so that nothing goes unheard."""
    rows = Action.objects.open().filter(real("case"), due_on__lte=late_by).order_by()
    agencies = set(rows.values_list("agency", flat=True).distinct())
    found: dict[User, set[int]] = defaultdict(set)
    contacts = AgencyContact.objects.filter(agency__in=agencies, manager__is_active=True)
    for contact in contacts.select_related("manager"):
        if contact.agency_id in contact.manager.desk.casework_agency_ids:
            found[contact.manager].add(contact.agency_id)
            agencies.discard(contact.agency_id)
    for coordinator in people_with_role(Role.COORDINATOR) if agencies else ():
        found[coordinator] |= agencies
    return found


def _remind(
    person: User, agencies: set[int], soon_by: dt.date, late_by: dt.date, today: dt.date
) -> int:
    """One person's digest and its rows, in one transaction; a second worker at the same person
    meets the unique rows and sends nothing."""
    if ActionReminder.objects.filter(told=person, sent_on=today).exists():
        return 0
    parts = (
        (ReminderKind.SOON, actions_due_by(person, soon_by).filter(owner=person), soon_by),
        (ReminderKind.LATE, actions_due_by(person, late_by).filter(agency__in=agencies), late_by),
    )
    try:
        with transaction.atomic():
            news = 0
            for kind, rows, due_by in parts:
                new = rows.filter(pk__in=_unreminded(due_by, kind, told=person).values("pk"))
                news += len(_mark(new, kind, person, today))
            if not news:
                return 0
            (_, soon, _), (_, late, _) = parts
            parts_said = [_soon(soon, soon_by), *_late(late, late_by)]
            return notices.actions_due(person, [each for each in parts_said if each])
    except IntegrityError:
        return 0


def _mark(rows: Iterable[Action], kind: str, person: User, today: dt.date) -> list[ActionReminder]:
    return ActionReminder.objects.bulk_create(
        ActionReminder(action=action, kind=kind, due_on=action.due_on, told=person, sent_on=today)
        for action in rows
    )


def _soon(rows: QuerySet[Action], by: dt.date) -> Due | None:
    query = f"?whose=mine&status=open&due_to={by.isoformat()}"
    return _part(rows, f"to do by {say_date(by)}", query)


def _late(rows: QuerySet[Action], by: dt.date) -> Iterator[Due | None]:
    """One part for each agency, as the list shows one agency's."""
    agencies = rows.order_by("agency__short_name").values_list("agency", "agency__short_name")
    for pk, name in agencies.distinct():
        query = f"?agency={pk}&status=open&due_to={by.isoformat()}"
        said = f"of {name}, due by {say_date(by)} and not answered"
        yield _part(rows.filter(agency=pk), said, query)


def _part(rows: QuerySet[Action], said: str, query: str) -> Due | None:
    references = list(rows.order_by("due_on", "pk").values_list("case__reference", flat=True))
    if not references:
        return None
    count = len(references)
    named = list(dict.fromkeys(references))
    more = f" and {len(named) - MOST_NAMED} more" if len(named) > MOST_NAMED else ""
    noun = "1 action" if count == 1 else f"{count} actions"
    text = f"{noun} {said}: {', '.join(named[:MOST_NAMED])}{more}."
    return Due(text, reverse("list_actions") + query)

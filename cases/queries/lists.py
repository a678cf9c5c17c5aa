"""Lists of referrals, cases and actions, as far as the user may see them."""

import datetime as dt
import re
from collections.abc import Sequence

from django.db.models import Q, QuerySet

from accounts.models import Agency, User
from accounts.queries import current_agencies
from cases.models import Action, ActionChange, AgencyContact, Case, Note, Referral
from cases.queries.clocks import with_clock_days

POSTCODE_START = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?(\d[A-Z]{0,2})?")
REFERENCE = re.compile(r"^(CSM|R)[\s-]*(\d{4})[\s-]*(\d+)$", re.IGNORECASE)


def referrals_of(user: User) -> QuerySet[Referral]:
    """Referrals, for their list."""
    return Referral.objects.visible_to(user).select_related("agency", "author")


def cases_of(user: User) -> QuerySet[Case]:
    """Cases, for their list."""
    return Case.objects.visible_to(user).select_related("lead_agency", "ward")


def actions_of(user: User) -> QuerySet[Action]:
    """Actions, for their list."""
    return Action.objects.visible_to(user).select_related("case", "owner", "agency")


def is_about_cases(words: str) -> bool:
    """Whether the words are a reference or the beginning of a postcode, and so nobody's name."""
    return bool(REFERENCE.match(words.strip()) or POSTCODE_START.fullmatch(_squeezed(words)))


def actions_due_by(user: User, day: dt.date) -> QuerySet[Action]:
    """Actions still to do that were or are due by a day, as far as the user may see them."""
    return Action.objects.visible_to(user).open().filter(due_on__lte=day)


def actions_picked(user: User, picked: Sequence[int]) -> list[Action]:
    """The actions that were ticked on a list, as far as the user may see them, with what is
    needed to change them."""
    return list(actions_of(user).filter(pk__in=picked).order_by("due_on", "pk"))


def cases_picked(user: User, picked: Sequence[int]) -> list[Case]:
    """The cases that were ticked on a list, as far as the user may see them."""
    rows = cases_of(user).select_related("lead_officer").filter(pk__in=picked)
    return list(rows.order_by("reference"))


def referrals_picked(user: User, picked: Sequence[int]) -> list[Referral]:
    """The referrals that were ticked on a list, as far as the user may see them."""
    rows = with_clock_days(referrals_of(user))
    return list(rows.filter(pk__in=picked).order_by("reference"))


def history_of(action: Action) -> list[ActionChange]:
    """How an action's due date and owner changed, the latest first."""
    rows = ActionChange.objects.filter(action=action)
    return list(rows.select_related("by", "owner", "owner_was").order_by("-at", "-pk")[:100])


def note_behind(action: Action, user: User) -> Note | None:
    """The note that an action comes from, if the user may read it."""
    if action.note_id is None:
        return None
    return Note.objects.visible_to(user).filter(pk=action.note_id).first()


def corrections_of(note: Note) -> list[Note]:
    """What corrects a note, the first one first."""
    rows = Note.objects.filter(corrects=note).select_related("author", "agency")
    return list(rows.order_by("written_at", "pk"))


def actions_from(note: Note, user: User) -> list[Action]:
    """The actions made of a note, as far as the user may see them."""
    return list(actions_of(user).filter(note=note).order_by("due_on", "pk"))


def agencies_with_managers(user: User) -> list[tuple[Agency, AgencyContact | None]]:
    """Every agency of today and who hears of its overdue actions."""
    rows = AgencyContact.objects.visible_to(user).select_related("manager")
    contacts = {contact.agency_id: contact for contact in rows}
    return [(agency, contacts.get(agency.pk)) for agency in current_agencies()]


def agency_by_slug(slug: str) -> Agency | None:
    """An agency by its address."""
    return current_agencies().filter(slug=slug).first()


def search_cases(user: User, words: str) -> QuerySet[Case]:
    """Cases by reference (dashes or not) or by the beginning of a postcode."""
    found = REFERENCE.match(words.strip())
    if found and found[1].upper() == "CSM":
        return cases_of(user).filter(reference=f"CSM-{found[2]}-{int(found[3]):04d}")
    squeezed = _squeezed(words)
    if POSTCODE_START.fullmatch(squeezed):
        tail = len(squeezed) - 3
        whole = f"{squeezed[:tail]} {squeezed[tail:]}" if tail > 1 else squeezed
        start = Q(postcode__startswith=squeezed) | Q(postcode__startswith=whole)
        return cases_of(user).filter(start).order_by("-opened_on", "-pk")
    return Case.objects.none()


def _squeezed(words: str) -> str:
    return "".join(words.upper().split())


def restricted_case_named(reference: str) -> Case | None:
    """A restricted case by its reference, dashes or not, for whoever may break the glass."""
    found = REFERENCE.match(reference.strip())
    if not found or found[1].upper() != "CSM":
        return None
    rows = Case.objects.filter(is_restricted=True).select_related("lead_agency")
    return rows.filter(reference=f"CSM-{found[2]}-{int(found[3]):04d}").first()


def open_case_named(user: User, reference: str) -> Case | None:
    """An open case that the user sees in full, by its reference, dashes or not."""
    found = REFERENCE.match(reference.strip())
    if not found or found[1].upper() != "CSM":
        return None
    rows = Case.objects.in_full_for(user).open()
    return rows.filter(reference=f"CSM-{found[2]}-{int(found[3]):04d}").first()

"""Lists of referrals, cases and actions, as far as the user may see them."""

import re

from django.db.models import Q, QuerySet

from accounts.models import User
from cases.models import Action, Case, Referral

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

"""Finding people."""

import datetime as dt

from django.db.models import Q, QuerySet

from accounts.models import User
from people.models import Person
from people.names import fold, search_name, sounds_like

MATCH_LIMIT = 10


def matches_of(
    user: User, *, given_name: str, family_name: str, date_of_birth: dt.date | None
) -> QuerySet[Person]:
    """People the user may see who may be this one: same sound, or same birthday and family name."""
    sound = sounds_like(given_name, family_name)
    # Names in other scripts have no such key, and must not all be taken for one another.
    same = Q(sounds_like=sound) if sound else Q(search_name=search_name(given_name, family_name))
    if date_of_birth:
        same &= Q(date_of_birth=None) | Q(date_of_birth=date_of_birth)
        same |= Q(date_of_birth=date_of_birth, search_name__startswith=fold(family_name) + " ")
    return Person.objects.visible_to(user).filter(same).order_by("pk")[:MATCH_LIMIT]


def search(user: User, words: str) -> QuerySet[Person]:
    """People the user may see whose names begin with, or sound like, the words; newest first."""
    folded = fold(words)
    if not folded:
        return Person.objects.none()
    given, _, family = folded.rpartition(" ")
    found = Q(search_name__startswith=folded) | Q(
        search_name__startswith=f"{family} {given}".strip()
    )
    if given:
        found |= Q(sounds_like=sounds_like(given, family))
    return Person.objects.visible_to(user).filter(found).order_by("-pk")

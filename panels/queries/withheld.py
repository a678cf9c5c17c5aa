"""Whose names and addresses must not leave with a paper, and finding them in a text."""

import re
from collections.abc import Iterable

from cases.models import Party

BLANK = "[withheld]"
_SHORTEST = 2


def words_of(party: Party) -> set[str]:
    """What would give a person away: each of their names, their address and postcode."""
    person = party.person
    said = {person.full_name, person.given_name, person.family_name, party.address, party.postcode}
    said |= set(re.split(r"[,;/]", person.known_as)) | set(person.known_as.split())
    said |= set(party.previous_addresses.splitlines()) | {party.address.split(",")[0]}
    return {word for each in said if len(word := " ".join(each.split())) >= _SHORTEST}


def words_of_others(subject: Party, parties: Iterable[Party]) -> set[str]:
    """What would give away anybody in a case but its subject; what the subject shares with
    them, such as a family name, tells the subject nothing new."""
    own = {word.casefold() for word in words_of(subject)}
    others = [each for each in parties if each.person_id != subject.person_id]
    return {word for each in others for word in words_of(each) if word.casefold() not in own}


def names_somebody(text: str, words: Iterable[str]) -> bool:
    """Whether a text holds any of these names or addresses."""
    return withhold(text, words)[1] > 0


def withhold(text: str, words: Iterable[str]) -> tuple[str, int]:
    """The text with each of these names and addresses blanked, and how many there were."""
    patterns = [_pattern(word) for word in sorted(set(words), key=lambda each: (-len(each), each))]
    if not patterns:
        return text, 0
    return re.subn(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", BLANK, text, flags=re.IGNORECASE)


def _pattern(word: str) -> str:
    """A name however its parts are spaced; a postcode also without its space."""
    gap = r"\s*" if any(each.isdigit() for each in word) else r"\s+"
    return gap.join(re.escape(part) for part in word.split())

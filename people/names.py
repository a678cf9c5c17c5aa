"""Comparing names as people write them: accents, case, order and spelling vary."""

import unicodedata

import jellyfish

# Folding may lengthen a name: one ligature can stand for a whole phrase.
LONGEST_SEARCH_NAME = 210


def fold(name: str) -> str:
    """Lower case without accents or punctuation: `O'Brien-Núñez` becomes `obrien nunez`."""
    plain = unicodedata.normalize("NFKD", name.replace("-", " "))
    kept = "".join(letter for letter in plain if letter.isalnum() or letter.isspace())
    return " ".join(kept.lower().split())


def sounds_like(given_name: str, family_name: str) -> str:
    """A key shared by names that sound alike: metaphone of the family name, then of the given."""
    keys = [jellyfish.metaphone(fold(part)) for part in (family_name, given_name)]
    return " ".join(keys).strip()[:60]


def likeness(left: str, right: str) -> float:
    """How alike two names are, 0 to 1 (Jaro-Winkler)."""
    return float(jellyfish.jaro_winkler_similarity(fold(left), fold(right)))


def search_name(given_name: str, family_name: str) -> str:
    """The family name first, as lists are read, folded for comparing."""
    return f"{fold(family_name)} {fold(given_name)}".strip()[:LONGEST_SEARCH_NAME]

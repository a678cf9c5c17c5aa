"""Finding an address, a postcode, a phone number or an email in a text, however it is spelled."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

_SAME = {
    "st": ("street", "saint", "str"),
    "rd": ("road",),
    "ave": ("avenue", "av", "aven"),
    "ln": ("lane", "la"),
    "cl": ("close", "clo"),
    "ct": ("court", "crt"),
    "dr": ("drive", "drv"),
    "cres": ("crescent", "cresc", "cr"),
    "gdns": ("gardens", "gdn", "garden", "gds"),
    "grv": ("grove", "gr", "gro"),
    "pl": ("place",),
    "sq": ("square",),
    "ter": ("terrace", "terr", "tce"),
    "ho": ("house", "hse"),
    "mt": ("mount", "mnt"),
    "pk": ("park",),
    "wlk": ("walk",),
    "bldg": ("building", "buildings", "bldgs"),
    "est": ("estate",),
    "blvd": ("boulevard",),
    "pde": ("parade",),
    "gn": ("green", "grn"),
    "hts": ("heights", "hgts"),
    "vw": ("view",),
    "north": ("nth",),
    "south": ("sth",),
    "and": ("&",),
}
_WORDS = {word: short for short, words in _SAME.items() for word in words}
_KINDS = _SAME.keys() - {"and", "north", "south"}
_DWELLINGS = {"flat", "flt", "apartment", "apt", "unit", "room", "rm", "no", "number", "nr", "the"}
_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NUMBERS = {
    **{word: number for number, word in enumerate(_ONES)},
    **{word: 10 * number for number, word in enumerate(_TENS, start=2)},
}
_TOKEN = re.compile(r"\d+|[a-z]+|&")
_APOSTROPHE = re.compile("['\N{RIGHT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}]")
_LOOKS_LIKE = {**dict.fromkeys("0o", "[0o]"), **dict.fromkeys("1il", "[1il]")}
_POSTCODE_IN_ADDRESS = re.compile(r"\b[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}\b")
_AT = re.compile(r"\s*(?:\(at\)|\[at\]|\bat\b)\s*")
_DOT = re.compile(r"\s*(?:\(dot\)|\[dot\]|\bdot\b)\s*")
_GAP = r"[\W_]*"


def folded(text: str) -> str:
    """Lower case without accents, hidden characters or look-alike digits of other scripts."""
    plain = unicodedata.normalize("NFKD", text)
    kept = "".join(each for each in plain if unicodedata.category(each) not in ("Mn", "Cf"))
    digits = "".join(str(unicodedata.digit(each, each)) for each in kept)
    return _APOSTROPHE.sub("", digits).lower()


@lru_cache(maxsize=256)
def tokens(text: str) -> tuple[str, ...]:
    """The words and numbers of an address, each in one spelling; `Flat` and `No` fall away."""
    found: list[str] = []
    for token in _TOKEN.findall(folded(text)):
        number = _NUMBERS.get(token)
        if number is None:
            if token not in _DWELLINGS:
                found.append(_WORDS.get(token, token.lstrip("0") or "0"))
        elif 0 < number < 10 and found and found[-1].endswith("0 "):
            found[-1] = str(int(found[-1]) + number)
        else:
            # A tens word waits, marked by a space, for a number below ten: `twenty two`.
            found.append(f"{number} " if number >= 20 else str(number))
    return tuple(token.strip() for token in found)


def telling(address: str) -> list[tuple[str, ...]]:
    """The parts of an address that give a home away: each number with the words after it, in a line
    or across lines; where there is no number, the first line of two words or more."""
    lines = [
        tokens(_POSTCODE_IN_ADDRESS.sub(" ", folded(line))) for line in re.split(r"[,;\n]", address)
    ]
    lines = [line for line in lines if line]
    parts: list[tuple[str, ...]] = []
    waiting: tuple[str, ...] = ()
    for line in lines:
        if any(_is_word(token) for token in line):
            parts += _numbered((*waiting, *line))
            waiting = ()
        else:
            waiting = (*waiting, *line)
    return parts or [line for line in lines if len(line) > 1][:1]


def _is_word(token: str) -> bool:
    return len(token) > 1 and not token.isdigit()


def _numbered(line: Sequence[str]) -> list[tuple[str, ...]]:
    """`flat 3, 12a Mill Lane Northbridge` tells by `12 a mill ln`: a number, its letter if it has
    one, and the words up to the kind of street; without a kind, two words."""
    found = []
    for place, token in enumerate(line):
        first = place + 1
        if first < len(line) and len(line[first]) == 1 and line[first].isalpha():
            first += 1
        if token.isdigit() and first < len(line) and _is_word(line[first]):
            words = line[first : first + 4]
            kind = next((n for n, word in enumerate(words) if n and word in _KINDS), 1)
            found.append((*line[place:first], *words[: kind + 1]))
    return found


def holds_address(text: str, address: str) -> bool:
    """Whether the text gives the address away."""
    said = tokens(text)
    return any(
        _contains(said, part) or _contains(said, (*part[1:], part[0])) for part in telling(address)
    )


def _contains(said: Sequence[str], part: Sequence[str]) -> bool:
    length = len(part)
    return any(tuple(said[n : n + length]) == tuple(part) for n in range(len(said) - length + 1))


def holds_postcode(text: str, postcode: str) -> bool:
    """Whether the text has the postcode, spaced or not, with 0 for O and 1 for I."""
    signs = re.sub(r"[^a-z0-9]", "", folded(postcode))
    if len(signs) < 5:
        return False
    pattern = _GAP.join(_LOOKS_LIKE.get(sign, sign) for sign in signs)
    return re.search(rf"(?<![a-z0-9]){pattern}(?![a-z0-9])", folded(text)) is not None


def postcodes_in(address: str) -> list[str]:
    """The postcodes written in an address."""
    return _POSTCODE_IN_ADDRESS.findall(folded(address))


def holds_phone(text: str, phone: str) -> bool:
    """Whether the text has the phone number in any grouping, with or without +44."""
    digits = re.sub(r"^(?:0044|44(?=\d{9})|)0?", "", re.sub(r"\D", "", folded(phone)))
    if len(digits) < 7:
        return False
    return re.search(_GAP.join(digits) + r"(?!\d)", folded(text)) is not None


def holds_email(text: str, email: str) -> bool:
    """Whether the text has the email address, spelled with `at` and `dot` too."""
    wanted = _squashed(email)
    said = folded(text)
    ways = (_squashed(said), _squashed(_DOT.sub(".", _AT.sub("@", said))))
    return bool(wanted) and any(wanted in way for way in ways)


def _squashed(text: str) -> str:
    return re.sub(r"\s+", "", folded(text))


def same_address(one: str, other: str) -> bool:
    """Whether two addresses give the same home away."""
    return holds_address(one, other) or holds_address(other, one)


def names_person(text: str, given: str, family: str, *, but: Iterable[str] = ()) -> bool:
    """Whether the text names a person: both names, the family name alone, or the given name inside
    a sentence. Names in `but` are the reader's own and say nothing."""
    known = {folded(name) for name in but}
    plain = unicodedata.normalize("NFKC", text)
    first, last = re.escape(given), re.escape(family)
    both = rf"\b(?:{first}\s+{last}|{last},?\s+{first})\b"
    if given and family and re.search(both, plain, re.IGNORECASE):
        return True
    if len(family) > 2 and folded(family) not in known and re.search(rf"\b{last}\b", plain):
        return True
    inside = rf"(?<=[a-z,;:] ){first}\b"
    return len(given) > 2 and folded(given) not in known and bool(re.search(inside, plain))


def repeats(text: str, source: str, *, words: int = 8) -> bool:
    """Whether the text repeats so many words in a row of another text."""
    here, there = tokens(text), tokens(source)
    runs = {here[n : n + words] for n in range(len(here) - words + 1)}
    return any(there[n : n + words] in runs for n in range(len(there) - words + 1))

"""What stops a letter. Plain functions over plain facts; what they say gives no secret away.

After a council's letter that took a victim's new address to the home she had fled (Information
Commissioner's reprimand of Charnwood Borough Council, 2023), and the rules of safe contact.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from letters.merging import unfilled
from letters.models import Sending
from letters.spelling import (
    holds_address,
    holds_email,
    holds_phone,
    holds_postcode,
    names_person,
    repeats,
    same_address,
)

ASK = "ask Victim Support"
SHORTEST_QUOTE = 8


class Grade(IntEnum):
    """How far a finding stands in the way."""

    WARNING = 1  # whoever writes may go on, with a reason
    ASK_COORDINATOR = 2  # the coordinator and the co-chairs may, with a reason
    STOP = 3  # nobody may


@dataclass(frozen=True)
class Finding:
    """Something a check found, in words that reveal nothing to whoever reads them."""

    code: str
    grade: Grade
    says: str


@dataclass(frozen=True)
class Check:
    """One check and what it found."""

    title: str
    findings: Sequence[Finding]


@dataclass(frozen=True)
class Secret:
    """Something that gives away where a person is or how they are reached. `kind` is address,
    postcode, phone number or email address."""

    kind: str
    text: str
    whose: str


@dataclass(frozen=True)
class OtherPerson:
    """Somebody else in the case, whose name the letter may have."""

    given_name: str
    family_name: str
    whose: str


@dataclass(frozen=True)
class SafeWays:
    """One record of how the person can safely be reached: the ways, and where to."""

    ways: frozenset[str]
    email: str = ""
    address: str = ""


@dataclass(frozen=True)
class Facts:
    """Everything that the checks of one letter ask for."""

    text: str
    sending: str
    address: str = ""
    email: str = ""
    own_addresses: Sequence[str] = ()
    own_names: Sequence[str] = ()
    address_changed: bool = False
    to_agency: bool = False
    safe_contact: Sequence[SafeWays] = ()
    secrets: Sequence[Secret] = ()
    own_secrets: Sequence[Secret] = ()
    others: Sequence[OtherPerson] = ()
    opposite_homes: Sequence[str] = ()
    kept_notes: Sequence[str] = ()
    is_restricted: bool = False
    unsafe_to_tell: bool = False
    not_told: bool = False
    lacks_desk: bool = False


def every_check(facts: Facts) -> list[Check]:
    """Every check with what it found, in the order in which a page shows them."""
    return [Check(title, tuple(look(facts))) for title, look in CHECKS]


def findings(checks: Iterable[Check]) -> list[Finding]:
    """What all the checks found."""
    return [each for check in checks for each in check.findings]


def safe_contact(facts: Facts) -> Iterable[Finding]:
    """The way of sending is one that every record of the person's safe contact allows."""
    if facts.unsafe_to_tell:
        yield _stop("unsafe_to_tell", f"Telling this person about the referral is unsafe: {ASK}")
    way = {Sending.POST: "a letter by post", Sending.EMAIL: "an email"}.get(
        Sending(facts.sending), "a letter by hand"
    )
    if any(facts.sending not in record.ways for record in facts.safe_contact):
        yield _stop("unsafe_way", f"This person's safe contact does not allow {way}: {ASK}")
        return
    for record in facts.safe_contact:
        if facts.sending == Sending.EMAIL and _differs(record.email, facts.email):
            yield _stop(
                "unsafe_email", f"This is not the email address of their safe contact: {ASK}"
            )
        elif (
            facts.sending == Sending.POST
            and record.address
            and not same_address(record.address, facts.address)
        ):
            yield _stop("unsafe_place", f"Their safe contact names another place for post: {ASK}")


def other_side(facts: Facts) -> Iterable[Finding]:
    """Neither the text nor the address tells where somebody else lives or how they are reached."""
    said = f"{facts.text}\n{facts.address}\n{facts.email}"
    own = "\n".join(facts.own_addresses)
    found = dict.fromkeys(
        (secret.kind, secret.whose)
        for secret in facts.secrets
        if _holds(said, secret) and not _holds(own, secret)
    )
    for kind, whose in found:
        yield _stop("other_side", f"The letter has the {kind} of {whose}. Take it out")
    words = f"{facts.text}\n{facts.address}"
    for kind in dict.fromkeys(
        secret.kind
        for secret in facts.own_secrets
        if _holds(words, secret) and not _holds(own, secret)
    ):
        yield _stop("own_safe_place", f"The letter has the {kind} of their safe contact: {ASK}")


def address_still_right(facts: Facts) -> Iterable[Finding]:
    """The person's address is still the one that the letter took over."""
    if facts.address_changed:
        yield _stop("address_changed", "Their address has changed since. Take the new one")


def home_of_both(facts: Facts) -> Iterable[Finding]:
    """Nobody of the other side opens the post where it goes to."""
    if facts.sending == Sending.POST and any(
        same_address(home, facts.address) for home in facts.opposite_homes
    ):
        yield Finding(
            "shared_home",
            Grade.WARNING,
            "Somebody of the other side lives at the same address and may open it",
        )


def other_names(facts: Facts) -> Iterable[Finding]:
    """Nobody else of the case is named."""
    roles = dict.fromkeys(
        other.whose
        for other in facts.others
        if names_person(facts.text, other.given_name, other.family_name, but=facts.own_names)
    )
    for whose in roles:
        yield Finding("names", Grade.WARNING, f"The letter names {whose} of the case")


def confidence(facts: Facts) -> Iterable[Finding]:
    """Nothing leaves that was given in confidence."""
    if facts.is_restricted:
        yield Finding("restricted", Grade.ASK_COORDINATOR, "The case is restricted to named people")
    if any(repeats(facts.text, note, words=SHORTEST_QUOTE) for note in facts.kept_notes):
        yield Finding(
            "kept_note",
            Grade.ASK_COORDINATOR,
            "The letter repeats a note that its agency did not give to be passed on",
        )
    if facts.not_told:
        yield Finding("not_told", Grade.WARNING, "This person does not know of the referral")


def all_filled(facts: Facts) -> Iterable[Finding]:
    """Nothing is left to be filled in, and it can reach the person."""
    for name in unfilled(facts.text):
        yield _stop("unfilled", f"Fill in or take out: {name}")
    if facts.sending == Sending.POST and not facts.address.strip():
        yield _stop("no_address", "There is no address to post it to")
    known = any(record.email for record in facts.safe_contact)
    if facts.sending == Sending.EMAIL and not facts.email and not known:
        yield _stop("no_email", "There is no email address to send it to")
    if facts.lacks_desk:
        yield _stop(
            "no_desk",
            "The agency has no letterhead, so nobody could answer: ask an administrator for one",
        )


CHECKS: Sequence[tuple[str, Callable[[Facts], Iterable[Finding]]]] = (
    ("Safe contact allows it", safe_contact),
    ("It does not tell where anybody else is", other_side),
    ("The address is still right", address_still_right),
    ("Nobody of the other side lives where it goes", home_of_both),
    ("It names nobody else of the case", other_names),
    ("Nothing given in confidence", confidence),
    ("Nothing is missing", all_filled),
)


def _holds(said: str, secret: Secret) -> bool:
    holds = {
        "address": holds_address,
        "postcode": holds_postcode,
        "phone number": holds_phone,
        "email address": holds_email,
    }[secret.kind]
    return holds(said, secret.text)


def _differs(known: str, typed: str) -> bool:
    return bool(known and typed) and known.strip().lower() != typed.strip().lower()


def _stop(code: str, says: str) -> Finding:
    return Finding(code, Grade.STOP, says)

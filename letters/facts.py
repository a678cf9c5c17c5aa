"""Gathering what the checks of one letter ask for. It reads more than the writer may see, so a page
shows only what the checks say, and nothing of this."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from cases.models import (
    Case,
    CaseLink,
    CaseShare,
    Handling,
    KnowsOfReferral,
    Note,
    Party,
    PartyRole,
    ShareLevel,
)
from letters.checks import Facts, OtherPerson, SafeWays, Secret
from letters.models import Letter, Sending
from letters.queries import address_of, letterhead_of
from letters.spelling import postcodes_in
from victims.models import SafeContact
from victims.safe_rules import broken_rule

WHOSE: dict[str, str] = {
    PartyRole.VICTIM: "a victim",
    PartyRole.COMPLAINANT: "a complainant",
    PartyRole.ALLEGED_PERPETRATOR: "an alleged perpetrator",
    PartyRole.WITNESS: "a witness",
}


@dataclass(frozen=True)
class People:
    """Everybody of the cases that a letter touches, and the safe contact of each."""

    parties: list[Party]
    safe: list[SafeContact]


def facts_of(letter: Letter) -> Facts:
    """Everything that is checked before this letter leaves, as it stands now."""
    text = f"{letter.subject}\n{letter.body}"
    people = _people(letter)
    notes = Note.objects.filter(case=letter.case).exclude(handling=Handling.SHARE)
    shared: dict[str, Any] = {
        "text": text,
        "sending": letter.sending,
        "address": letter.address,
        "email": letter.email,
        "kept_notes": list(notes.values_list("text", flat=True)),
        "is_restricted": letter.case.is_restricted,
        "lacks_desk": letterhead_of(letter.agency) is None,
    }
    if letter.party is None:
        return Facts(**shared, **_about_agency(letter, people))
    return Facts(**shared, **_about_person(letter.party, letter, people))


def _people(letter: Letter) -> People:
    cases = _cases(letter)
    parties = list(Party.objects.filter(case__in=cases).select_related("person"))
    everybody = {party.person_id for party in parties}
    safe = SafeContact.objects.filter(referral__person__in=everybody)
    return People(parties, list(safe.select_related("referral__party")))


def _cases(letter: Letter) -> set[int]:
    """The letter's case, those linked with it, and the others that its reader is in."""
    case = letter.case
    links = CaseLink.objects.current().filter(Q(case=case) | Q(other=case))
    ends = {end for pair in links.values_list("case", "other") for end in pair}
    theirs: Iterable[int] = ()
    if letter.party:
        theirs = Case.objects.filter(parties__person=letter.party.person_id).values_list(
            "pk", flat=True
        )
    return {case.pk, *ends, *theirs}


def _about_person(reader: Party, letter: Letter, people: People) -> dict[str, Any]:
    own = [party for party in people.parties if party.person_id == reader.person_id]
    others = [party for party in people.parties if party.person_id != reader.person_id]
    own_safe = [s for s in people.safe if s.referral.person_id == reader.person_id]
    other_safe = [s for s in people.safe if s.referral.person_id != reader.person_id]
    return {
        "own_addresses": [address_of(party) for party in own],
        "own_names": [reader.person.given_name, reader.person.family_name],
        "address_changed": address_of(reader) != letter.address_seen,
        "safe_contact": [
            SafeWays(_ways_allowed(safe), safe.email, safe.address) for safe in own_safe
        ],
        "secrets": [*_homes(others), *_reached(other_safe)],
        "own_secrets": _reached(own_safe),
        "others": _named(others),
        "opposite_homes": [address_of(party) for party in others if _opposite(own, party)],
        "unsafe_to_tell": any(p.knows_of_referral == KnowsOfReferral.UNSAFE for p in own),
        "not_told": reader.knows_of_referral == KnowsOfReferral.NO,
    }


def _ways_allowed(safe: SafeContact) -> frozenset[str]:
    """The ways of sending that this safe contact lets through, by the rules of victim support."""
    return frozenset(way for way in Sending.values if not broken_rule(safe.rules, way))


def _about_agency(letter: Letter, people: People) -> dict[str, Any]:
    """An agency that the case is shared with in full may read of the people in it, but not how a
    victim is safely reached."""
    shares = CaseShare.objects.current().filter(case=letter.case, agency=letter.to_agency)
    knows = shares.filter(level=ShareLevel.FULL).exists()
    here = [party for party in people.parties if party.case_id == letter.case_id]
    strangers = people.parties if not knows else [p for p in people.parties if p not in here]
    own = [address_of(party) for party in here] if knows else []
    return {
        "to_agency": True,
        "own_addresses": own,
        "secrets": [*_homes(strangers), *_reached(people.safe)],
        "others": [] if knows else _named(people.parties),
    }


def _opposite(own: list[Party], other: Party) -> bool:
    alleged = other.role == PartyRole.ALLEGED_PERPETRATOR
    return any((mine.role == PartyRole.ALLEGED_PERPETRATOR) != alleged for mine in own)


def _named(parties: list[Party]) -> list[OtherPerson]:
    return [
        OtherPerson(party.person.given_name, party.person.family_name, WHOSE[party.role])
        for party in parties
    ]


def _homes(parties: list[Party]) -> list[Secret]:
    found = []
    for party in parties:
        whose = WHOSE[party.role]
        found.append(Secret("address", party.address, whose))
        found.append(Secret("postcode", party.postcode, whose))
        found += [Secret("address", line, whose) for line in party.previous_addresses.splitlines()]
        written = f"{party.address}\n{party.previous_addresses}"
        found += [Secret("postcode", code, whose) for code in postcodes_in(written)]
    return [secret for secret in found if secret.text.strip()]


def _reached(safe: list[SafeContact]) -> list[Secret]:
    """What a safe contact holds; a postcode at its end is an address of its own."""
    found = []
    for each in safe:
        party = each.referral.party
        whose = WHOSE[party.role if party else PartyRole.VICTIM]
        found += [
            Secret("phone number", each.phone, whose),
            Secret("email address", each.email, whose),
            Secret("address", each.address, whose),
        ]
        found += [Secret("postcode", code, whose) for code in postcodes_in(each.address)]
    return [secret for secret in found if secret.text.strip()]

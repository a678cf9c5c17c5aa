"""A letter to write: a case with two homes, a template, a letterhead."""

from cases.models import Case, Party, PartyRole
from cases.services import add_party
from letters.models import Letter, LetterTemplate
from letters.services import begin_letter, publish_template, save_letterhead, start_template
from people.services import add_person
from tests.people import Cast, a_case
from victims.models import SupportReferral
from victims.services import refer_victim, save_safe_contact

HERS = {"address": "12 Tannery Walk, Northbridge", "postcode": "NB3 1AA"}
HIS = {"address": "Flat 4, 31 Mill Lane", "postcode": "NB7 2BB"}
SAFE_PLACE = "The Refuge, 9 Harbour Street, NB9 9ZZ"


def a_dispute(cast: Cast) -> Case:
    """A case of Vera Harmer, at 12 Tannery Walk, and Alan Blamed, at 31 Mill Lane."""
    case = a_case(cast, people=False, shared_with=(cast.council, cast.police, cast.probation))
    put(case, "Vera", "Harmer", PartyRole.VICTIM, **HERS)
    put(case, "Alan", "Blamed", PartyRole.ALLEGED_PERPETRATOR, **HIS)
    return case


def put(case: Case, given: str, family: str, role: str, **particulars: str) -> Party:
    """Somebody new in a case."""
    person = add_person(by=None, given_name=given, family_name=family)
    return add_party(case, by=None, person=person, role=role, **particulars)


def victim_of(case: Case) -> Party:
    """The victim."""
    return case.parties.get(role=PartyRole.VICTIM)


def alleged_of(case: Case) -> Party:
    """The alleged perpetrator."""
    return case.parties.get(role=PartyRole.ALLEGED_PERPETRATOR)


def a_template(
    cast: Cast, body: str = "Dear [[name]],\n\nAbout [[case reference]]."
) -> LetterTemplate:
    """A published template for anyone."""
    number = LetterTemplate.objects.count()
    draft = start_template(
        by=cast.administrator,
        name=f"Template {number}",
        written_for="anyone",
        subject="About your case",
        body=body,
    )
    return publish_template(draft, by=cast.administrator, version=draft.version)


def a_letterhead(cast: Cast, agency: object = None) -> None:
    """The desk of the housing agency, or of another."""
    save_letterhead(
        agency or cast.housing,
        by=cast.administrator,
        version=0,
        address="1 High Street, Northbridge",
        phone="020 7946 0111",
        email="desk@homes.example",
    )


def a_letter(cast: Cast, party: Party, *, by: object = None, **said: object) -> Letter:
    """A draft to somebody in a case, by the housing agency."""
    fresh = {"agency": cast.housing, "template": said.pop("template", None) or a_template(cast)}
    body = said.pop("body", None)
    letter = begin_letter(
        party.case, by=by or cast.officer, party=party, **{**fresh, "sending": "post", **said}
    )
    if body is not None:
        Letter.objects.filter(pk=letter.pk).update(body=body)
        letter.refresh_from_db()
    return letter


def safely(cast: Cast, party: Party, **how: object) -> SupportReferral:
    """Refer a victim and keep how they can safely be reached."""
    referral = refer_victim(party, by=cast.coordinator)
    save_safe_contact(referral, by=cast.victim_worker, version=0, reason="Told", **how)
    return referral

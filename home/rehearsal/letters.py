"""Letterheads of the agencies, and a letter at each step: being written, to be posted, sent."""

import datetime as dt

from accounts.models import User
from cases.models import Case, CaseStatus, Party, PartyRole
from home.rehearsal.base import account, agency
from letters.models import Letter, LetterTemplate, Sending
from letters.services import begin_letter, make_letter, record_sending, save_letter, save_letterhead

DESKS = (
    ("council", "Town Hall, Market Square, Northbridge", "020 7946 0100"),
    ("police", "The Police Station, Station Road, Northbridge", "020 7946 0101"),
    ("homes", "4 Exchange Street, Northbridge", "020 7946 0102"),
    ("victim-support", "2 Chapel Yard, Northbridge", "020 7946 0103"),
)
HOMES = (
    ("8 Tannery Walk", "NB3 1AB"),
    ("21 Weir Road", "NB4 2CD"),
    ("Flat 2, 5 Mill Row", "NB5 3EF"),
)
WORDS = {
    "[[fill in: what will be done first, and by when]]": "An officer calls on you this week to "
    "agree a plan with you.",
}


def write_letters(today: dt.date) -> None:
    """Letters of Northbridge Homes to people harmed in three of its cases."""
    coordinator, officer = account("coordinator"), account("officer.housing")
    for slug, address, phone in DESKS:
        save_letterhead(
            agency(slug),
            by=coordinator,
            version=0,
            address=address,
            phone=phone,
            email=f"desk@{slug}.example",
        )
    rows = Party.objects.filter(
        role=PartyRole.VICTIM,
        case__lead_agency=agency("homes"),
        case__status=CaseStatus.OPEN,
        case__is_restricted=False,
        support_referrals=None,
    )
    for number, party in enumerate(rows.select_related("case").order_by("-pk")[: len(HOMES)]):
        address, postcode = HOMES[number]
        Party.objects.filter(pk=party.pk, address="").update(address=address, postcode=postcode)
        party.refresh_from_db()
        letter = _begin(party, officer, "We have your report")
        if number:
            _make(letter, officer)
        if number > 1:
            record_sending(letter, by=officer, sent_on=today)


def _begin(party: Party, by: User, name: str) -> Letter:
    case: Case = party.case
    return begin_letter(
        case,
        by=by,
        agency=agency("homes"),
        party=party,
        template=LetterTemplate.objects.in_use().get(name=name),
        sending=Sending.POST,
    )


def _make(letter: Letter, by: User) -> None:
    body = letter.body
    for asked, words in WORDS.items():
        body = body.replace(asked, words)
    body = body.replace("[[lead officer]]", by.get_full_name())
    save_letter(letter, by=by, version=letter.version, body=body)
    make_letter(letter, by=by, version=letter.version, reason="Rehearsal: they agreed to it")

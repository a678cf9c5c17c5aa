"""The ground the rehearsal stands on: partnership, places, agencies, accounts."""

import datetime as dt
import json

from accounts.models import Agency, Membership, User
from accounts.services import add_agency
from home.rehearsal import northbridge as nb
from home.services import set_up_partnership
from panels.models import Cadence, Panel
from panels.services import add_member, appoint_co_chair, set_up_panel
from places.models import Area, AreaKind, Postcode
from places.readers.files import Source
from places.services import import_wards

JOINED = dt.date(2020, 1, 1)
CONTACTS = {"homes": "officer.housing", "mental-health": "officer.health"}


def lay_ground() -> None:
    """Make the rehearsal partnership with its boroughs, wards, postcodes, agencies and accounts."""
    set_up_partnership(
        name=nb.NAME, short_name="Northbridge", area_code=nb.AREA_CODE, is_rehearsal=True
    )
    for code, name in nb.BOROUGHS.items():
        Area.objects.get_or_create(code=code, defaults={"name": name, "kind": AreaKind.BOROUGH})
    own = Area.objects.get(code=nb.AREA_CODE)
    shapes = json.dumps(nb.ward_shapes()).encode()
    import_wards(Source.of_bytes("northbridge_wards.geojson", shapes), by=None, parent=own)
    _add_postcodes()
    _add_people()


def _add_postcodes() -> None:
    wards = {area.code: area for area in Area.objects.wards()}
    Postcode.objects.bulk_create(
        [
            Postcode(
                postcode=postcode, ward=wards[nb.ward_code(ward)], ward_code=nb.ward_code(ward)
            )
            for postcode, ward in nb.postcodes()
        ]
    )


def _add_people() -> None:
    agencies = {seed.slug: add_agency(by=None, **seed._asdict()) for seed in nb.AGENCIES}
    for seed in nb.ACCOUNTS:
        user = User.objects.create_user(
            f"{seed.name}@rehearsal.example",
            nb.PASSWORD,
            given_name=seed.given_name,
            family_name=seed.family_name,
            job_title=seed.job_title,
        )
        Membership.objects.create(
            user=user, agency=agencies[seed.agency], role=seed.role, starts=JOINED
        )


def account(name: str) -> User:
    """A rehearsal account by the part of its address before the @."""
    return User.objects.get(email=f"{name}@rehearsal.example")


def agency(slug: str) -> Agency:
    """A rehearsal agency."""
    return Agency.objects.get(slug=slug)


def lay_panel() -> Panel:
    """The CS MARAC with its two co-chairs and its member agencies."""
    panel = set_up_panel(
        by=None,
        name="CS MARAC",
        terms="Reviews the most persistent and complex anti-social behaviour cases. Not an agency: "
        "responsibility for a case stays with the agencies that work on it.",
        confidentiality_statement="What is shared here is shared under section 115 of the Crime "
        "and Disorder Act 1998, for this purpose only, and goes no further without the consent "
        "of the agency that shared it.",
        cadence=Cadence.MONTHLY,
        usual_place="Committee room 1",
    )
    for name in ("cochair.police", "cochair.council"):
        appoint_co_chair(panel, by=None, user=account(name), starts=JOINED)
    for seed in nb.AGENCIES:
        if seed.is_core:
            contact = account(CONTACTS[seed.slug]) if seed.slug in CONTACTS else None
            add_member(panel, by=None, agency=agency(seed.slug), contact=contact, starts=JOINED)
    return panel

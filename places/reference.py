"""London's areas as the Metropolitan Police and the Office for National Statistics name them."""

from typing import NamedTuple

from places.models import AreaKind


class Entry(NamedTuple):
    """One area that needs no import to be known."""

    code: str
    name: str
    kind: AreaKind


LONDON = Entry("E12000007", "London", AreaKind.REGION)
AIRPORTS = Entry("MPS-AIRPORTS", "London Heathrow and London City Airports", AreaKind.FORCE_OTHER)
# Policed by the City of London Police, so it is in no borough ranking of recorded crime.
CITY = Entry("E09000001", "City of London", AreaKind.FORCE_OTHER)
BOROUGH_NAMES = (
    "Barking and Dagenham",
    "Barnet",
    "Bexley",
    "Brent",
    "Bromley",
    "Camden",
    "Croydon",
    "Ealing",
    "Enfield",
    "Greenwich",
    "Hackney",
    "Hammersmith and Fulham",
    "Haringey",
    "Harrow",
    "Havering",
    "Hillingdon",
    "Hounslow",
    "Islington",
    "Kensington and Chelsea",
    "Kingston upon Thames",
    "Lambeth",
    "Lewisham",
    "Merton",
    "Newham",
    "Redbridge",
    "Richmond upon Thames",
    "Southwark",
    "Sutton",
    "Tower Hamlets",
    "Waltham Forest",
    "Wandsworth",
    "Westminster",
)
# The codes follow the alphabet from the second on; the first is the City of London's.
BOROUGHS = tuple(
    Entry(f"E0900{number:04d}", name, AreaKind.BOROUGH)
    for number, name in enumerate(BOROUGH_NAMES, start=2)
)
OTHER_NAMES = {"greater london": LONDON.name, "city of westminster": "Westminster"}

"""What police.uk calls crimes and outcomes: one name each, whichever form of the data said it.

https://data.police.uk/docs/method/crime-categories/, https://data.police.uk/about/#columns
"""

from collections.abc import Mapping

from assessment.crime.categories import CategoryName
from assessment.crime.series import Series
from places.readers.files import plain

ASB = "Anti-social behaviour"
# The name -> the other names that it has or had.
CRIMES: Mapping[str, tuple[str, ...]] = {
    ASB: (),
    "Bicycle theft": (),
    "Burglary": (),
    "Criminal damage and arson": ("criminal-damage-arson",),
    "Drugs": (),
    "Other crime": (),
    "Other theft": (),
    "Possession of weapons": (),
    "Public disorder and weapons": (),
    "Public order": (),
    "Robbery": (),
    "Shoplifting": (),
    "Theft from the person": (),
    "Vehicle crime": (),
    "Violence and sexual offences": ("violent-crime", "Violent crime"),
}
OUTCOMES = (
    "Action to be taken by another organisation",
    "Awaiting court outcome",
    "Court case unable to proceed",
    "Court result unavailable",
    "Defendant found not guilty",
    "Defendant sent to Crown Court",
    "Formal action is not in the public interest",
    "Further action is not in the public interest",
    "Further investigation is not in the public interest",
    "Investigation complete; no suspect identified",
    "Local resolution",
    "Offender deprived of property",
    "Offender fined",
    "Offender given a caution",
    "Offender given a drugs possession warning",
    "Offender given absolute discharge",
    "Offender given community sentence",
    "Offender given conditional discharge",
    "Offender given penalty notice",
    "Offender given suspended prison sentence",
    "Offender ordered to pay compensation",
    "Offender otherwise dealt with",
    "Offender sent to prison",
    "Status update unavailable",
    "Suspect charged",
    "Suspect charged as part of another case",
    "Unable to prosecute suspect",
    "Under investigation",
)
MAJORS = {Series.STREET: "Street-level crime", Series.OUTCOMES: "Outcomes"}
_NAMES = {
    Series.STREET: {
        plain(label): name for name, others in CRIMES.items() for label in (name, *others)
    },
    Series.OUTCOMES: {plain(name): name for name in OUTCOMES},
}


def street_type(series: Series, label: str) -> CategoryName:
    """The published type that a label means, or one marked as unknown."""
    name = _NAMES[series].get(plain(label))
    return CategoryName(MAJORS[series], name or label, known=name is not None)

"""The published crime categories: one name each, whichever edition printed it.

The names are those of the edition of 2008 to 2016, then those of the Home Office's classes, which
later editions use. Labels that mean the same are mapped on to one name. Two pairs are not the same
and keep their own names: dwelling and other-building burglary ended in December 2016, when
residential and business-and-community burglary began. Residential burglary over all of its names
is the sum in `RESIDENTIAL`.
"""

from dataclasses import dataclass

from django.utils.text import slugify

from places.readers.files import plain


@dataclass(frozen=True, order=True)
class CategoryName:
    """A major and a minor category under their published names."""

    major: str
    minor: str
    known: bool = True

    @property
    def slugs(self) -> tuple[str, str]:
        return name_slug(self.major), name_slug(self.minor)

    @property
    def code(self) -> str:
        return "crime." + ".".join(self.slugs)


# Major category -> its minor categories -> the other labels each was printed under.
PUBLISHED: dict[str, dict[str, tuple[str, ...]]] = {
    "Burglary": {
        "Burglary in a Dwelling": (),
        "Burglary in Other Buildings": (),
        "Burglary - Residential": (),
        "Burglary - Business and Community": (),
        "Domestic Burglary": (),
        "Residential Burglary of a Home": ("Res Burglary of a Home",),
        "Residential Burglary of Unconnected Building": ("Res Burglary of Unconnected Building",),
    },
    "Criminal Damage": {
        "Arson": (),
        "Criminal Damage To Dwelling": ("Criminal Damage To a Dwelling",),
        "Criminal Damage To Motor Vehicle": ("Criminal Damage To M/V",),
        "Criminal Damage To Other Building": ("Criminal Damage To Other Bldg",),
        "Other Criminal Damage": (),
    },
    "Drugs": {
        "Drug Trafficking": (),
        "Other Drugs": ("Other Drug Offences",),
        "Possession Of Drugs": (),
    },
    "Fraud or Forgery": {
        "Counted per Victim": (),
        "Other Fraud & Forgery": (),
    },
    "Other Notifiable Offences": {
        "Going Equipped": (),
        "Other Notifiable": (),
    },
    "Robbery": {
        "Business Property": ("Robbery of Business Property",),
        "Personal Property": ("Robbery of Personal Property",),
    },
    "Sexual Offences": {
        "Other Sexual": ("Other Sexual Offences",),
        "Rape": (),
    },
    "Theft and Handling": {
        "Handling Stolen Goods": (),
        "Motor Vehicle Interference & Tampering": ("M/V Interference & Tampering",),
        "Other Theft": (),
        "Other Theft Person": ("Theft Person",),
        "Theft From Motor Vehicle": ("Theft From M/V",),
        "Theft From Shops": (),
        "Theft/Taking Of Motor Vehicle": ("Theft/Taking of M/V",),
        "Theft/Taking of Pedal Cycle": ("Theft/Taking of Pedal Cycles",),
    },
    "Violence Against the Person": {
        "Assault with Injury": (),
        "Common Assault": (),
        "Grievous Bodily Harm": (),
        "Harassment": (),
        "Murder": (),
        "Offensive Weapon": (),
        "Other violence": (),
        "Wounding/GBH": (),
        "Death or Serious Injury by Illegal Driving": ("Death Serious Injury Illegal Driving",),
        "Homicide": (),
        "Stalking and Harassment": (),
        "Violence with Injury": (),
        "Violence without Injury": (),
    },
    "Arson and Criminal Damage": {"Arson": (), "Criminal Damage": ()},
    "Drug Offences": {
        "Drug Trafficking": ("Trafficking of Drugs",),
        "Possession of Drugs": (),
    },
    "Fraud and Forgery": {"Fraud and Forgery": ()},
    "Miscellaneous Crimes Against Society": {
        "Absconding from Lawful Custody": (),
        "Bail Offences": (),
        "Bigamy": (),
        "Dangerous Driving": (),
        "Disclosure, Obstruction, False or Misleading State": (),
        "Forgery or Use of Drug Prescription": (),
        "Fraud or Forgery Associated with Driver Records": (),
        "Going Equipped for Stealing": (),
        "Handling Stolen Goods": (),
        "Making, Supplying or Possessing Articles for use i": (),
        "Misc Crimes Against Society": ("Miscellaneous Crimes Against Society",),
        "Obscene Publications": (),
        "Other Forgery": (),
        "Other Notifiable Offences": (),
        "Perjury": (),
        "Perverting Course of Justice": (),
        "Possession of False Documents": (),
        "Profitting From or Concealing Proceeds of Crime": (),
        "Threat or Possession With Intent to Commit Crimina": (),
    },
    "Possession of Weapons": {
        "Other Firearm Offences": (),
        "Possession of Article with Blade or Point": (),
        "Possession of Firearm with Intent": (),
        "Possession of Firearms Offences": (),
        "Possession of Other Weapon": (),
        "Possession of Weapons": (),
    },
    "Public Order Offences": {
        "Other Offences Against the State, or Public Order": ("Other Offences Public Order",),
        "Public Fear Alarm or Distress": (),
        "Racially or Religiously Aggravated Public Fear, Al": (
            "Race or Religious Agg Public Fear",
        ),
        "Violent Disorder": (),
    },
    "Theft": {
        "Bicycle Theft": (),
        "Other Theft": (),
        "Shoplifting": (),
        "Theft from the Person": ("Theft from Person",),
    },
    "Vehicle Offences": {
        "Aggravated Vehicle Taking": (),
        "Interfering with a Motor Vehicle": (),
        "Theft from a Vehicle": ("Theft from a Motor Vehicle",),
        "Theft or Taking of a Motor Vehicle": ("Theft or Unauth Taking of a Motor Veh",),
    },
}

BY_LABEL: dict[tuple[str, str], CategoryName] = {
    (plain(major), plain(label)): CategoryName(major, minor)
    for major, minors in PUBLISHED.items()
    for minor, others in minors.items()
    for label in (minor, *others)
}
MAJORS: dict[str, str] = {plain(major): major for major in PUBLISHED}


@dataclass(frozen=True)
class Measure:
    """A figure made of several categories, with its published definition."""

    code: str
    name: str
    definition: str
    majors: frozenset[str] = frozenset()
    minors: frozenset[str] = frozenset()

    def counts(self, category: CategoryName) -> bool:
        return category.major in self.majors or category.minor in self.minors


MOPAC7: tuple[Measure, ...] = (
    Measure(
        "mopac7.robbery",
        "Robbery",
        "All offences of the major category Robbery.",
        majors=frozenset({"Robbery"}),
    ),
    Measure(
        "mopac7.theft-from-motor-vehicle",
        "Theft from motor vehicle",
        "Theft From Motor Vehicle (Theft From M/V from January 2017, Theft from a Vehicle in later "
        "editions).",
        minors=frozenset({"Theft From Motor Vehicle", "Theft from a Vehicle"}),
    ),
    Measure(
        "mopac7.burglary",
        "Burglary",
        "All offences of the major category Burglary, of homes and of other buildings.",
        majors=frozenset({"Burglary"}),
    ),
    Measure(
        "mopac7.theft-of-motor-vehicle",
        "Theft of motor vehicle",
        "Theft/Taking Of Motor Vehicle (Theft/Taking of M/V from January 2017, Theft or Taking of "
        "a Motor Vehicle in later editions).",
        minors=frozenset({"Theft/Taking Of Motor Vehicle", "Theft or Taking of a Motor Vehicle"}),
    ),
    Measure(
        "mopac7.criminal-damage",
        "Criminal damage",
        "All offences of the major category Criminal Damage, Arson included (Arson and Criminal "
        "Damage in later editions).",
        majors=frozenset({"Criminal Damage", "Arson and Criminal Damage"}),
    ),
    Measure(
        "mopac7.theft-from-person",
        "Theft from person",
        "Other Theft Person (Theft Person from January 2017, Theft from the Person in later "
        "editions).",
        minors=frozenset({"Other Theft Person", "Theft from the Person"}),
    ),
    Measure(
        "mopac7.violence-with-injury",
        "Violence with injury",
        "Assault with Injury, Wounding/GBH and Grievous Bodily Harm; in later editions Violence "
        "with Injury, a class of its own: do not compare across the two.",
        minors=frozenset(
            {"Assault with Injury", "Wounding/GBH", "Grievous Bodily Harm", "Violence with Injury"}
        ),
    ),
)
RESIDENTIAL = Measure(
    "joined.residential-burglary",
    "Residential burglary (all its names)",
    "Burglary in a Dwelling to December 2016 and Burglary - Residential from January 2017, added; "
    "in later editions Domestic Burglary, or Residential Burglary of a Home and of Unconnected "
    "Building.",
    minors=frozenset(
        {
            "Burglary in a Dwelling",
            "Burglary - Residential",
            "Domestic Burglary",
            "Residential Burglary of a Home",
            "Residential Burglary of Unconnected Building",
        }
    ),
)


def category_named(major: str, minor: str) -> CategoryName:
    """The published category that two labels mean, or one marked as unknown."""
    known = BY_LABEL.get((plain(major), plain(minor)))
    return known or CategoryName(MAJORS.get(plain(major), major), minor, known=False)


def name_slug(name: str) -> str:
    """A published name as part of a code: Theft/Taking Of becomes theft-taking-of."""
    return slugify(name.replace("/", " ")) or "unnamed"

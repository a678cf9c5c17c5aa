"""Invented recorded and street-level crime, and populations, of Northbridge and its neighbours."""

import csv
import datetime as dt
import io
import random

from home.rehearsal import northbridge as nb
from places.models import Area, Population

# A month's offences in a borough of ordinary size, by category of the published files.
MONTHLY = {
    ("Burglary", "Burglary in a Dwelling"): 150,
    ("Burglary", "Burglary in Other Buildings"): 70,
    ("Criminal Damage", "Criminal Damage To Dwelling"): 50,
    ("Criminal Damage", "Criminal Damage To Motor Vehicle"): 80,
    ("Criminal Damage", "Other Criminal Damage"): 40,
    ("Drugs", "Possession Of Drugs"): 60,
    ("Robbery", "Personal Property"): 35,
    ("Theft and Handling", "Other Theft"): 160,
    ("Theft and Handling", "Other Theft Person"): 50,
    ("Theft and Handling", "Theft From Motor Vehicle"): 140,
    ("Theft and Handling", "Theft From Shops"): 90,
    ("Theft and Handling", "Theft/Taking Of Motor Vehicle"): 55,
    ("Violence Against the Person", "Assault with Injury"): 120,
    ("Violence Against the Person", "Common Assault"): 150,
    ("Violence Against the Person", "Harassment"): 130,
    ("Violence Against the Person", "Wounding/GBH"): 25,
}
# A month's rows of street-level crime in an ordinary ward, by the names of police.uk.
STREET = {"Anti-social behaviour": 9, "Burglary": 3, "Drugs": 2, "Vehicle crime": 4}
YEARS = 7
WARD_YEARS = 3
SOURCE = "Invented for the rehearsal"


def months_to(today: dt.date) -> list[dt.date]:
    """The months held: from April seven financial years back to last month."""
    start_year = (today.year if today.month > 3 else today.year - 1) - YEARS
    first = start_year * 12 + 3
    last = today.year * 12 + today.month - 1
    return [dt.date(month // 12, month % 12 + 1, 1) for month in range(first, last)]


def crime_file(today: dt.date) -> bytes:
    """A file in the form the Metropolitan Police publish, with invented counts."""
    months = months_to(today)
    text = io.StringIO()
    out = csv.writer(text)
    out.writerow(["Borough", "Major Category", "Minor Category", *(f"{m:%Y%m}" for m in months)])
    dice = random.Random(2026)
    for number, borough in enumerate(nb.BOROUGHS.values()):
        for (major, minor), ordinary in MONTHLY.items():
            level, drift = ordinary * (0.8 + 0.1 * number), dice.uniform(-0.05, 0.03)
            counts = [
                max(round(dice.gauss(level * (1 + drift) ** (place / 12), level**0.5)), 0)
                for place in range(len(months))
            ]
            out.writerow([borough, major, minor, *counts])
    return text.getvalue().encode()


def ward_file(today: dt.date) -> bytes:
    """The same by ward of Northbridge, of the last years."""
    months = _newest_months(today)
    text = io.StringIO()
    out = csv.writer(text)
    head = ["MajorText", "MinorText", "WardName", "WardCode", "LookUp_BoroughName"]
    out.writerow([*head, *(f"{month:%Y%m}" for month in months)])
    dice = random.Random(2027)
    for number, name in enumerate(nb.WARDS):
        for (major, minor), ordinary in MONTHLY.items():
            level = ordinary * _share(number)
            counts = [max(round(dice.gauss(level, level**0.5)), 0) for _ in months]
            named = [name, nb.ward_code(number), nb.BOROUGHS[nb.AREA_CODE]]
            out.writerow([major, minor, *named, *counts])
    return text.getvalue().encode()


def street_file(today: dt.date) -> bytes:
    """A file in the form of police.uk: a row for each crime or incident, placed in a ward."""
    text = io.StringIO()
    out = csv.writer(text)
    head = ["Crime ID", "Month", "Longitude", "Latitude", "LSOA code", "LSOA name", "Crime type"]
    out.writerow(head)
    dice = random.Random(2028)
    for month in _newest_months(today):
        for number in range(len(nb.WARDS)):
            west, south = nb.middle_of(number)
            for kind, ordinary in STREET.items():
                level = ordinary * 9 * _share(number)
                for _ in range(max(round(dice.gauss(level, 1)), 0)):
                    out.writerow(["", f"{month:%Y-%m}", west, south, "", "", kind])
    return text.getvalue().encode()


def _newest_months(today: dt.date) -> list[dt.date]:
    """From April some financial years back."""
    start_year = (today.year if today.month > 3 else today.year - 1) - WARD_YEARS
    return [month for month in months_to(today) if month >= dt.date(start_year, 4, 1)]


def _share(number: int) -> float:
    """A ward's share of the borough: the Station's is the largest."""
    weights = [2 + (place * 5) % 7 for place in range(len(nb.WARDS))]
    return weights[number] / sum(weights)


def add_populations(today: dt.date) -> None:
    """Mid-year residents of each borough for every year that crime is held of."""
    boroughs = Area.objects.filter(code__in=nb.BOROUGHS).order_by("code")
    Population.objects.bulk_create(
        [
            Population(
                area=area,
                year=year,
                residents=210_000 + 18_000 * number + 1_400 * (year - today.year),
                source=SOURCE,
            )
            for number, area in enumerate(boroughs)
            for year in range(today.year - YEARS - 1, today.year + 1)
        ]
    )

"""Small invented files in the published forms."""

from collections.abc import Iterable

from assessment.periods import FinancialYear
from places.readers.files import Source

HEADING = ("Borough", "Major Category", "Minor Category")
CATEGORIES = (
    ("Burglary", "Burglary in a Dwelling"),
    ("Robbery", "Personal Property"),
    ("Theft and Handling", "Theft/Taking Of Motor Vehicle"),
    ("Violence Against the Person", "Wounding/GBH"),
)


def months_of(*start_years: int) -> list[str]:
    """The month headings of whole financial years."""
    return [f"{month:%Y%m}" for year in sorted(start_years) for month in FinancialYear(year).months]


def crime_text(
    rows: Iterable[tuple[str, str, str, Iterable[object]]],
    months: Iterable[str],
    heading: Iterable[str] = HEADING,
) -> str:
    """A file of recorded crime, given each row's cells."""
    lines = [",".join([*heading, *months])]
    lines += [
        ",".join([area, major, minor, *(str(count) for count in counts)])
        for area, major, minor, counts in rows
    ]
    return "\r\n".join(lines) + "\r\n"


def flat_crime(counts: dict[str, int], months: list[str]) -> str:
    """Each area with each category, the same count every month."""
    return crime_text(
        [
            (area, major, minor, [count] * len(months))
            for area, count in counts.items()
            for major, minor in CATEGORIES
        ],
        months,
    )


def source(text: str, name: str = "crime.csv", encoding: str = "utf-8") -> Source:
    """A text as a file."""
    return Source.of_bytes(name, text.encode(encoding))


def population_text(residents: dict[tuple[str, str], int], *years: int) -> str:
    """A population file: (code, borough) to residents, the same in each year."""
    lines = ["gss_code,borough,mid_year,population"]
    lines += [
        f"{code},{name},{year},{number}"
        for (code, name), number in residents.items()
        for year in years
    ]
    return "\n".join(lines) + "\n"

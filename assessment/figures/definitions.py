"""What each figure counts, from the code that counts it."""

from assessment.figures.case_data import case_definitions
from assessment.figures.crime import crime_definitions
from assessment.figures.street import street_definitions
from assessment.returns import return_definitions

INTRODUCTION = """# What each figure counts

Generated from the code that counts: `manage.py show_definitions > docs/definitions.md`.

A financial year runs from 1 April to 31 March, and is shown as a year only when every one of its
months is held. Changes are worked out from unrounded numbers; where the earlier number is zero
there is no percentage. Ranks count from the highest, among the boroughs of the same region of
which the whole year is held (a London borough among London's 32); equal values share their place.
The City of London and the airports are never ranked.

Recorded crime comes in editions. A newer edition replaces the months it also holds, and every
figure names the files it used. A category has the name of the 2008 to 2016 edition; the labels of
later editions that mean the same are counted under it. Burglary of dwellings (to December 2016)
and residential burglary (from January 2017) are different names with codes of their own; the code
`joined.residential-burglary` adds them.

Residents are those of the middle of the year in which the financial year starts, by the Office for
National Statistics where it published them. The printed report for 2016/17 fits the residents of
mid-2015 better; Concord keeps to the convention of the published rates and names the year beside
each rate.

| Code | Figure | What it counts |
|---|---|---|
"""


def definitions() -> list[tuple[str, str, str]]:
    """Code, name and published definition of every figure."""
    return crime_definitions() + street_definitions() + case_definitions() + return_definitions()


def as_markdown() -> str:
    """All definitions as one document."""
    rows = [f"| `{code}` | {name} | {meaning} |" for code, name, meaning in definitions()]
    return INTRODUCTION + "\n".join(rows) + "\n"

"""What a reader of one year's figures of one area has to know, kept as data with its source.

The printed table is that of Barnet's Community Safety Strategic Assessment of 2016/17.
"""

from dataclasses import dataclass

from assessment.periods import FinancialYear, Period


@dataclass(frozen=True)
class Printed:
    """What a published table says for one measure: five years earlier, a year earlier, now."""

    code: str
    base: int
    previous: int
    value: int


@dataclass(frozen=True)
class PublishedTable:
    """A table printed elsewhere, to be shown beside ours, and why the two differ."""

    title: str
    source: str
    rows: tuple[Printed, ...]
    reasons: tuple[str, ...]


BARNET_2016_17 = PublishedTable(
    title="The printed table of 2016/17 beside these figures",
    source=(
        "Barnet Safer Communities Partnership, Community Safety Strategic Assessment 2016/17, "
        "table in paragraph 1.3.6"
    ),
    rows=(
        Printed("mopac7.robbery", 1199, 622, 463),
        Printed("mopac7.theft-from-motor-vehicle", 3602, 2372, 2360),
        Printed("mopac7.burglary", 4912, 3878, 3297),
        Printed("mopac7.theft-of-motor-vehicle", 956, 701, 809),
        Printed("mopac7.criminal-damage", 2361, 2256, 2190),
        Printed("mopac7.theft-from-person", 692, 622, 695),
        Printed("mopac7.violence-with-injury", 1539, 2179, 2229),
        Printed("mopac7.total", 15261, 12630, 12043),
    ),
    reasons=(
        "The report was written in mid-2017; the open files end in December 2018. Recorded crime "
        "is revised every month and a newer edition replaces an older one, so no two agree. The "
        "differences for 2016/17 are such later revisions.",
        "2011/12 and 2015/16 agree exactly, but for violence with injury in 2011/12: 1,539 "
        "printed, 13 more than in the open files. Offence classes changed in April 2012.",
        "The printed table gives no total; 15,261, 12,630 and 12,043 are its seven rows added.",
        "Rates here use the residents of mid-2016, the middle of the starting year. The printed "
        "rates (8.66 burglaries and 5.9 violent offences for every thousand) fit the residents of "
        "mid-2015 best, and the printed 8.66 fits 3,288 burglaries, not the 3,297 of its table.",
        "Most fraud left the series for Action Fraud by April 2013, so totals of all offences "
        "before and after are not like for like.",
    ),
)
PUBLISHED_TABLES: dict[tuple[Period, str], PublishedTable] = {
    (FinancialYear(2016), "E09000003"): BARNET_2016_17,
}


def published_table(year: Period, area_code: str) -> PublishedTable | None:
    """The printed table for a year and area, where one is known."""
    return PUBLISHED_TABLES.get((year, area_code))

"""What a service will not do, and at which field of its form to say so."""

import datetime as dt

from ui.dates import say_date


class Refused(ValueError):
    """What stands in the way, in words; `field` is where the form says it ("" for the whole)."""

    def __init__(self, words: str, field: str = "") -> None:
        super().__init__(words)
        self.field = field


def refuse_before(day: dt.date, earliest: dt.date | None, field: str, what: str) -> None:
    """Nothing happens before what it follows."""
    if earliest and day < earliest:
        raise Refused(f"Enter a date on or after {say_date(earliest)}, the day {what}", field)

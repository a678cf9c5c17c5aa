"""Working days: Monday to Friday, less England's bank holidays."""

from datetime import date, timedelta

import holidays

_BANK_HOLIDAYS = holidays.country_holidays("GB", subdiv="ENG")
_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


def is_working_day(day: date) -> bool:
    """Whether an office in England is open on this day."""
    return day.weekday() < _SATURDAY and day not in _BANK_HOLIDAYS


def add_working_days(day: date, number: int) -> date:
    """The working day that is this many after the day, or before it; 0 gives the day itself."""
    step = _ONE_DAY if number > 0 else -_ONE_DAY
    for _ in range(abs(number)):
        day += step
        while not is_working_day(day):
            day += step
    return day


def working_days_between(start: date, end: date) -> int:
    """Working days after the start, up to and including the end; below zero if the end is first."""
    if end < start:
        return -sum(is_working_day(end + _ONE_DAY * n) for n in range((start - end).days))
    return sum(is_working_day(end - _ONE_DAY * n) for n in range((end - start).days))

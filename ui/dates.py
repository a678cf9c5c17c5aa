"""Dates and times as people type them and as pages say them."""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
EARLIEST_YEAR = 1900
LATEST_YEAR = 2100

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_RELATIVE = {"today": 0, "tomorrow": 1, "yesterday": -1}
_DAY_FIRST = re.compile(r"([0-9]{1,2})[ /.\-]+([0-9]{1,2})[ /.\-]+([0-9]{4}|[0-9]{2})")
_YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_MONTH_NAMED = re.compile(
    r"([0-9]{1,2})(?:st|nd|rd|th)?[ \-]+([a-z]{3,9})[ \-]+([0-9]{4}|[0-9]{2})"
)
_CLOCK = re.compile(r"([0-9]{1,2})(?:[:.]?([0-9]{2}))? ?(am|pm)?")
_NAMED_TIMES = {"midday": time(12), "noon": time(12), "midnight": time(0)}


def parse_date(text: str, today: date) -> date:
    """The date that someone typed, day first; ValueError if it is not one."""
    words = " ".join(text.lower().replace(",", " ").split())
    if words in _RELATIVE:
        return today + timedelta(days=_RELATIVE[words])
    if found := _YEAR_FIRST.fullmatch(words):
        year, month, day = (int(part) for part in found.groups())
    elif found := _DAY_FIRST.fullmatch(words):
        day, month, year = int(found[1]), int(found[2]), _full_year(found[3], today)
    elif found := _MONTH_NAMED.fullmatch(words):
        day, month, year = int(found[1]), _month_number(found[2]), _full_year(found[3], today)
    else:
        raise ValueError(text)
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise ValueError(text)
    return date(year, month, day)


def parse_time(text: str) -> time:
    """The time of day that someone typed; ValueError if it is not one."""
    words = " ".join(text.lower().replace("a.m.", "am").replace("p.m.", "pm").split())
    if words in _NAMED_TIMES:
        return _NAMED_TIMES[words]
    found = _CLOCK.fullmatch(words)
    if not found or not (found[2] or found[3]):
        raise ValueError(text)
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half:
        if not 1 <= hour <= 12:
            raise ValueError(text)
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute)


def say_date(day: date) -> str:
    """24 November 2026."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def say_short_date(day: date) -> str:
    """24 Nov 2026."""
    return f"{day.day} {_MONTHS[day.month - 1][:3]} {day.year}"


def say_time(clock: time) -> str:
    """2:30pm, 2pm, midday, midnight."""
    if clock.minute == 0 and clock.hour in (0, 12):
        return "midday" if clock.hour else "midnight"
    minutes = f":{clock.minute:02}" if clock.minute else ""
    return f"{clock.hour % 12 or 12}{minutes}{'am' if clock.hour < 12 else 'pm'}"


def say_moment(moment: datetime) -> str:
    """24 November 2026, 2:30pm, on London's clock."""
    local = moment.astimezone(LONDON)
    return f"{say_date(local)}, {say_time(local.time())}"


def say_period(start: date, end: date) -> str:
    """1 October to 31 December 2026, saying the month and the year once where they are shared."""
    if start == end:
        return say_date(end)
    if start.year != end.year:
        return f"{say_date(start)} to {say_date(end)}"
    month = "" if start.month == end.month else f" {_MONTHS[start.month - 1]}"
    return f"{start.day}{month} to {say_date(end)}"


def _month_number(word: str) -> int:
    for number, name in enumerate(_MONTHS, start=1):
        if name.lower().startswith(word):
            return number
    raise ValueError(word)


def _full_year(digits: str, today: date) -> int:
    """Two digits mean the year up to ten years ahead, or else the one in the century before."""
    year = int(digits)
    if len(digits) == 4:
        return year
    year += today.year // 100 * 100
    return year - 100 if year > today.year + 10 else year

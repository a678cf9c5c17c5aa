"""How a number of each unit is shown, and said."""

from assessment.figures.figure import WITHHELD
from ui.templatetags.concord import signed_percent

PERCENT = "percent"
CHANGE = "percent change"
IN_PERCENT = (PERCENT, CHANGE)
"""Units whose own changes would be in percentage points."""

_ONE = {
    "people": "person",
    "young people": "young person",
    "children": "child",
    "watches": "watch",
    "orders and warnings": "order or warning",
}


def shown(value: float | None, unit: str, note: str = "") -> str:
    """A number as pages show it: counts whole, rates to two decimals, shares and changes to one."""
    if value is None:
        return WITHHELD if note == WITHHELD else "no data"
    if unit.endswith("residents"):
        return f"{value:,.2f}"
    if unit == CHANGE:
        return signed_percent(value)
    if unit == PERCENT:
        return f"{value:.1f}%"
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def counted(number: str, unit: str) -> str:
    """A shown number with what it counts: *1 case*, *2 cases*, *8.0%*."""
    if unit in IN_PERCENT:
        return number
    return f"{number} {_one(unit) if number == '1' else unit}"


def _one(unit: str) -> str:
    many, bracket, rest = unit.partition(" (")
    return _ONE.get(many, many.removesuffix("s")) + bracket + rest


def printed(value: float | None) -> int | float | str:
    """A number as downloads give it: whole when it is, else four decimals; blank for none."""
    if value is None:
        return ""
    return int(value) if value == int(value) else round(value, 4)

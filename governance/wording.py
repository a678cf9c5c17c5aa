"""The log in plain words."""

from typing import Any

from audit.models import Entry


def what_happened(entry: Entry) -> str:
    """`meeting.agenda_agreed` as people say it: "Meeting agenda agreed"."""
    return entry.verb.replace(".", " ").replace("_", " ").capitalize()


def what_changed(entry: Entry) -> list[tuple[str, str]]:
    """Each field that changed, and from what to what where the log holds that."""
    return [(name.replace("_", " ").capitalize(), _said(value)) for name, value in _pairs(entry)]


def _pairs(entry: Entry) -> list[tuple[str, Any]]:
    return sorted(entry.changes.items())


def _said(value: Any) -> str:
    if isinstance(value, list) and len(value) == 2:
        before, after = (_plain(each) for each in value)
        return f"from {before} to {after}"
    return _plain(value)


def _plain(value: Any) -> str:
    if value is None or value in ("", []):
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(_plain(each) for each in value)
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_plain(each)}" for name, each in sorted(value.items()))
    return str(value)

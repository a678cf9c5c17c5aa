"""The count as it is kept with a decision, and read back as it was."""

import datetime as dt
from typing import Any

from reviews.threshold import Finding, Line, Rules, Told

_DAYS = ("happened_on", "reported_on")


def as_kept(finding: Finding) -> dict[str, Any]:
    """The finding as JSON: every report with why it counted, and the settings used."""
    since = finding.rules.since
    return {
        "lines": [
            {"told": _plain(vars(line.told)), "counts": line.counts, "why": line.why}
            for line in finding.lines
        ],
        "incidents": finding.incidents,
        "reports": finding.reports,
        "rules": {**vars(finding.rules), "since": since and since.isoformat()},
        "by_several": finding.by_several,
    }


def from_kept(kept: dict[str, Any]) -> Finding:
    """The finding that was kept."""
    since = kept["rules"]["since"]
    rules = {**kept["rules"], "since": since and dt.date.fromisoformat(since)}
    return Finding(
        lines=tuple(
            Line(Told(**_dated(line["told"])), line["counts"], line["why"])
            for line in kept["lines"]
        ),
        incidents=kept["incidents"],
        reports=kept["reports"],
        rules=Rules(**rules),
        by_several=kept["by_several"],
    )


def _plain(told: dict[str, Any]) -> dict[str, Any]:
    return {**told, **{name: told[name].isoformat() for name in _DAYS}}


def _dated(told: dict[str, Any]) -> dict[str, Any]:
    return {**told, **{name: dt.date.fromisoformat(told[name]) for name in _DAYS}}

"""Several people save one record: each field is merged by itself, and no text is overwritten."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from panels.services.drafts import seen_of
from ui.line_ends import plain_ends


@dataclass(frozen=True)
class Merged:
    """The fields as they are to be saved, and what others wrote where both changed the same."""

    texts: dict[str, str]
    theirs: dict[str, str] = field(default_factory=dict)


def merge(typed: Mapping[str, str], now: Mapping[str, str], seen: Mapping[str, str]) -> Merged:
    """Field by field: what one person left as they saw it gives way to what stands there now, what
    they changed is kept, and where others changed it too both are shown. `seen` marks each text as
    the person was shown it."""
    texts, theirs = {}, {}
    for name, raw in typed.items():
        mine, stands = plain_ends(raw), now.get(name, "")
        was = seen.get(name, seen_of(""))
        if mine == stands or seen_of(stands) == was:
            texts[name] = mine
        elif seen_of(mine) == was:
            texts[name] = stands
        else:
            texts[name] = mine
            theirs[name] = stands
    return Merged(texts, theirs)


def marks_of(texts: Mapping[str, str]) -> dict[str, str]:
    """The mark of each text, for the page to send back."""
    return {name: seen_of(text) for name, text in texts.items()}


def read_marks(said: Any) -> dict[str, str]:
    """The marks that a page sent back; none if it is not what we sent."""
    try:
        marks = json.loads(said or "{}")
    except (TypeError, ValueError):
        return {}
    if not isinstance(marks, dict):
        return {}
    return {str(name): str(mark) for name, mark in marks.items()}

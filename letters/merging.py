"""Merge fields: `[[case reference]]` in a template, and the one pass that puts values in.

Nothing else in a text means anything: no engine reads it, and what a value says is not read again.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_FIELD = re.compile(r"\[\[([^\[\]\n]{1,200})\]\]")
_PROMPT = "fill in:"


@dataclass(frozen=True)
class MergeField:
    """One field: what it stands for, and an invented value to preview with."""

    means: str
    example: str


FIELDS: Mapping[str, MergeField] = {
    "case reference": MergeField("The case's reference", "CSM-2026-0042"),
    "today": MergeField("The day the letter is begun", "24 November 2026"),
    "name": MergeField("The person or agency written to", "Marjorie Pell"),
    "address": MergeField("Where they live, in lines", "12 Tannery Walk\nNB3 1AA"),
    "our agency": MergeField("The agency that writes", "Northbridge Homes"),
    "our phone": MergeField("The phone of that agency's desk", "020 7946 0000"),
    "our email": MergeField("The email of that agency's desk", "desk@homes.example"),
    "officer": MergeField("Whoever writes", "Tom Bright"),
    "officer job title": MergeField("Their job title", "Housing officer"),
    "lead agency": MergeField("The agency that leads the case", "Northbridge Homes"),
    "lead officer": MergeField("The officer who leads the case", "Tom Bright"),
    "next meeting": MergeField("The day the panel hears the case next", "2 December 2026"),
    "panel decision": MergeField(
        "What the panel decided last, once its minutes are agreed", "Monitor"
    ),
    "partnership": MergeField("The partnership", "Northbridge Safer Communities Partnership"),
}
EXAMPLES: Mapping[str, str] = {name: field.example for name, field in FIELDS.items()}


def name_of(written: str) -> str:
    """A field's name as it is looked up: any case and spacing."""
    return " ".join(written.lower().split())


def is_prompt(name: str) -> bool:
    """`fill in: what was found` asks the writer for words and is no field."""
    return name.startswith(_PROMPT) and len(name) > len(_PROMPT)


def unknown_fields(text: str) -> list[str]:
    """What stands in double brackets and is neither a field nor a prompt, as it is written."""
    found = dict.fromkeys(match[1].strip() for match in _FIELD.finditer(text))
    return [each for each in found if name_of(each) not in FIELDS and not is_prompt(name_of(each))]


def merge(text: str, values: Mapping[str, str]) -> str:
    """The text with each field's value; a field without one, and a prompt, stay to be seen."""
    return _FIELD.sub(lambda match: values.get(name_of(match[1])) or match[0], text)


def unfilled(text: str) -> list[str]:
    """What still stands in double brackets and so keeps a letter from leaving: what a prompt asks
    for, or the field."""
    found = (match[1].strip() for match in _FIELD.finditer(text))
    return list(dict.fromkeys(_asked(each) for each in found))


def _asked(written: str) -> str:
    return written[len(_PROMPT) :].strip() if is_prompt(name_of(written)) else written

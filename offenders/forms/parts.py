"""Fields that several forms share."""

from typing import Any

from django import forms

READERS = "Offender managers, the coordinator and the co-chairs will read this"
CASE_READERS = "Everybody who sees the case in full will read this"


def radios(label: str, choices: Any, help_text: str = "", **more: Any) -> forms.ChoiceField:
    """One of a few."""
    return forms.ChoiceField(
        label=label, choices=choices, help_text=help_text, widget=forms.RadioSelect, **more
    )


def long_text(label: str, help_text: str = READERS, **more: Any) -> forms.CharField:
    """Some lines of text."""
    return forms.CharField(
        label=label, help_text=help_text, widget=forms.Textarea(attrs={"rows": 4}), **more
    )


def seen_version() -> forms.IntegerField:
    """The version that the person saw."""
    return forms.IntegerField(widget=forms.HiddenInput)

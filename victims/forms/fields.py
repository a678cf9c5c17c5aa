"""Questions as the forms of support ask them."""

from collections.abc import Collection
from typing import Any

from django import forms

WORKERS_READ = "Only your service's victim workers and managers will read this"


def radios(label: str, choices: Any, help_text: str = "", **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, help_text=help_text, widget=forms.RadioSelect, **more
    )


def text_box(label: str, help_text: str = "", **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, widget=forms.Textarea(attrs={"rows": 4}), **more
    )


def ticks(label: str, choices: Any, help_text: str = "", **more: Any) -> forms.MultipleChoiceField:
    """Several boxes to tick."""
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        help_text=help_text,
        widget=forms.CheckboxSelectMultiple,
        **more,
    )


def some_of(choices: Any, wanted: Collection[str]) -> list[tuple[str, str]]:
    """The choices whose codes are wanted, in their own order."""
    return [(code, str(label)) for code, label in choices if code in wanted]

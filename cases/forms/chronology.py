"""Input checks for narrowing a chronology, and for correcting a note."""

from typing import Any

from django import forms

from cases.forms.sections import long_text, one_of
from cases.queries.chronology import KINDS
from cases.queries.chronology_lines import Narrowing
from ui.forms import DateField, FilterForm, Form


class NarrowForm(FilterForm):
    """By kind, agency, person, period and words."""

    kind = forms.ChoiceField(
        label="Kind", required=False, choices=[("", "Every kind"), *KINDS.items()]
    )
    agency = forms.TypedChoiceField(
        label="Agency", required=False, coerce=int, empty_value=None, choices=()
    )
    person = forms.TypedChoiceField(
        label="Person",
        required=False,
        coerce=int,
        empty_value=None,
        choices=(),
        help_text="Who wrote it or owns it",
    )
    since = DateField(label="From", required=False)
    until = DateField(label="To", required=False)
    words = forms.CharField(label="Words", required=False, max_length=100)

    def __init__(
        self, *args: Any, agencies: dict[int, str], people: dict[int, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, any_one, offered in (
            ("agency", "Any agency", agencies),
            ("person", "Anybody", people),
        ):
            self.fields[name].choices = [("", any_one), *offered.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A period that does not end before it begins."""
        said = super().clean() or {}
        since, until = said.get("since"), said.get("until")
        if since and until and until < since:
            self.add_error("until", "Enter a date that is not before the first one")
        return said

    @property
    def narrowing(self) -> Narrowing:
        """What was asked for; everything if it cannot be understood."""
        return Narrowing(**self.cleaned_data) if self.is_valid() else Narrowing()


class CorrectNoteForm(Form):
    """What the note should have said."""

    text = long_text("Correction", "The note stays as it is; both are shown")
    is_opinion = one_of(
        "Is this fact or opinion?",
        [("fact", "Fact: seen, heard or on record"), ("opinion", "Opinion or assessment")],
    )

    def clean_is_opinion(self) -> bool:
        """True for opinion."""
        return bool(self.cleaned_data["is_opinion"] == "opinion")

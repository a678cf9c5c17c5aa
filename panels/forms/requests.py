"""Input checks for what an agency knows about a person."""

import hashlib
import json
from typing import Any, NamedTuple

from django import forms

from cases.models import Handling
from panels.models import InformationAnswer, Knows
from ui.forms import Form
from ui.line_ends import plain_ends

SAID = ("knows", "text", "source", "is_opinion", "handling")
TEXT_NEEDED = {
    Knows.SUMMARY: "Enter a summary of what you know",
    Knows.WILL_NOT_SHARE: "Enter why you will not share it",
}


class AnswerRows(NamedTuple):
    """All rows of the page, for the summary of what is wrong."""

    forms: "list[AnswerForm]"
    is_bound: bool = True


class AnswerForm(Form):
    """One row of the page. `seen` is a digest of what the row said when the page was made, so that
    a row nobody touched is not saved; `version` is the one the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    knows = forms.ChoiceField(
        label="What do you know?",
        choices=[choice for choice in Knows.choices if choice[0]],
        widget=forms.RadioSelect,
        required=False,
    )
    text = forms.CharField(
        label="Summary, or why you will not share",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=4000,
    )
    source = forms.CharField(label="Where it comes from", max_length=200, required=False)
    is_opinion = forms.BooleanField(label="This is an opinion, not a fact", required=False)
    handling = forms.ChoiceField(label="Who may read it", choices=Handling.choices)

    def __init__(self, data: Any = None, *, answer: InformationAnswer) -> None:
        self.answer = answer
        prefix = f"answer-{answer.pk}"
        # A row that was asked after this page was made is not on it.
        present = data is not None and f"{prefix}-version" in data
        initial = self.initial_of(answer)
        super().__init__(data if present else None, prefix=prefix, initial=initial)

    @staticmethod
    def initial_of(answer: InformationAnswer) -> dict[str, Any]:
        """What the row says before anything is changed."""
        said = {name: getattr(answer, name) for name in SAID}
        return {**said, "version": answer.version, "seen": _digest(said)}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.is_touched(cleaned):
            return cleaned
        knows = cleaned.get("knows", "")
        if not knows and "knows" not in self.errors:
            self.add_error("knows", "Select what you know about this person")
        if knows in TEXT_NEEDED and not cleaned.get("text") and "text" not in self.errors:
            self.add_error("text", TEXT_NEEDED[knows])
        if knows == Knows.SUMMARY and not cleaned.get("source") and "source" not in self.errors:
            self.add_error("source", "Enter where this comes from, like our case notes of May")
        return cleaned

    def is_touched(self, cleaned: dict[str, Any]) -> bool:
        """Whether the person changed anything in this row."""
        said = {name: cleaned.get(name, "") for name in SAID}
        return _digest(said) != cleaned.get("seen")

    @property
    def said(self) -> dict[str, Any]:
        """The answer as the service takes it."""
        return {name: self.cleaned_data[name] for name in SAID}

    def accept_theirs(self, saved: InformationAnswer) -> None:
        """Let saving again replace what a colleague saved meanwhile."""
        typed: Any = self.data
        self.data = typed = typed.copy()
        typed[self.add_prefix("version")] = str(saved.version)
        typed[self.add_prefix("seen")] = self.initial_of(saved)["seen"]


def _digest(said: dict[str, Any]) -> str:
    plain = {name: plain_ends(str(value)).strip() for name, value in said.items()}
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()

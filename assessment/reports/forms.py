"""Input checks for the pages of a report; forms never save."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django import forms

from accounts.models import User
from accounts.queries import people_with_a_desk
from assessment.models import ReportSection
from ui.forms import Form

IN_REPORT = "This stands in the report. Name nobody."
WORDS = 500
BEFORE, AFTER = "before_", "after_"


class SavedForm(Form):
    """What is saved of a section, with the version of it that somebody saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, section: ReportSection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = self.saved(section)

    def saved(self, section: ReportSection) -> dict[str, Any]:
        """The section as it stands."""
        return {name: getattr(section, name) for name in self.fields}


class AddSectionForm(Form):
    """A section more."""

    title = forms.CharField(label="Title of the section", max_length=200)


class SectionForm(SavedForm):
    """A section: its title, who writes it, and the words around each figure's sentence."""

    title = forms.CharField(label="Title of the section", max_length=200)
    owner: forms.ModelChoiceField[User] = forms.ModelChoiceField(
        None,
        label="Who writes what the partnership has done?",
        required=False,
        empty_label="Nobody yet",
        help_text="They get a message, and find it under their work. They sign it off.",
    )

    def __init__(self, *args: Any, codes: Sequence[str], **kwargs: Any) -> None:
        self.codes = codes
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = people_with_a_desk()  # type: ignore[attr-defined]

    @staticmethod
    def with_words(around: Sequence[tuple[str, str]]) -> "Callable[..., SectionForm]":
        """The form with two boxes for each figure: before its sentence, and after it. `around`: the
        code of each figure, and its sentence."""
        fields: dict[str, forms.Field] = {}
        for code, said in around:
            fields[BEFORE + code] = _words(f"Before “{said}”")
            fields[AFTER + code] = _words(f"After “{said}”")
        form = type("SectionWordsForm", (SectionForm,), fields)
        return partial(form, codes=[code for code, _ in around])

    def words(self) -> dict[str, list[str]]:
        """By code what is to stand before and after its sentence."""
        said = self.cleaned_data
        return {code: [said[BEFORE + code], said[AFTER + code]] for code in self.codes}

    def saved(self, section: ReportSection) -> dict[str, Any]:
        """The section as it stands, with the words around the sentences of this form."""
        said = {"title": section.title, "owner": section.owner, "version": section.version}
        for code in self.codes:
            said[BEFORE + code], said[AFTER + code] = section.words.get(code, ["", ""])
        return said


def _words(label: str) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=WORDS)


class FiguresForm(SavedForm):
    """Which figures a section speaks of: those it has, and those that were searched for."""

    codes = forms.MultipleChoiceField(
        label="Figures in this section",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["codes"].choices = list(choices)  # type: ignore[attr-defined]


class WriteSectionForm(SavedForm):
    """What the owner of a section types."""

    activity = forms.CharField(
        label="What the partnership has done",
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=f"{IN_REPORT} Leave the numbers to the figures: a number typed here is checked "
        "against them before the report is frozen.",
    )
    recommendation = forms.CharField(
        label="What you recommend for the year ahead",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=IN_REPORT,
        required=False,
    )


class ReviewerForm(Form):
    """Who is asked to read the draft."""

    reviewer: forms.ModelChoiceField[User] = forms.ModelChoiceField(
        None, label="Who is to review the draft?"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reviewer"].queryset = people_with_a_desk()  # type: ignore[attr-defined]


class ReviewForm(Form):
    """What a reviewer says of the draft they read."""

    agrees = forms.TypedChoiceField(
        label="Do you agree with the draft?",
        choices=[("yes", "Yes, as it stands"), ("no", "No, something has to change")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    comment = forms.CharField(
        label="What has to change, or what you want to say",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=4000,
    )
    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def clean(self) -> dict[str, Any]:
        """Whoever does not agree says what has to change."""
        said = super().clean() or {}
        if said.get("agrees") is False and not said.get("comment"):
            self.add_error("comment", "Enter what has to change")
        return said

"""Input checks for corrections of the minutes and what is added to them later."""

from collections.abc import Iterable
from typing import Any

from django import forms

from cases.forms.sections import long_text
from panels.models import AgendaItem
from panels.queries.corrections import ParagraphText
from ui.forms import Form

BESIDE = "This stands beside the minutes. Whoever reads the case's minutes will read it."


class CorrectionForm(Form):
    """Another text for one paragraph, and why."""

    paragraph = forms.ChoiceField(label="Which paragraph is wrong?", widget=forms.RadioSelect)
    proposed = long_text("What should it say?", "Write the whole paragraph as it should be.")
    reason = forms.CharField(
        label="Why?", max_length=500, help_text="The co-chairs and the coordinator will read this."
    )

    def __init__(self, *args: Any, paragraphs: Iterable[ParagraphText], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paragraph"].choices = [  # type: ignore[attr-defined]
            (each.key, f"{each.title}: {each.text}") for each in paragraphs
        ]


class AnswerForm(Form):
    """Whether a correction is taken into the minutes, and why or why not."""

    accept = forms.TypedChoiceField(
        label="Take it into the minutes?",
        choices=[("yes", "Yes, replace the paragraph"), ("no", "No, leave it as it is")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label="Why?", max_length=500, help_text="Whoever proposed it will read this."
    )


class AddendumForm(Form):
    """A later correction: it changes nothing in the locked text."""

    item = forms.ChoiceField(label="What is it about?", required=False)
    text = long_text("What should be known?", BESIDE)
    reason = forms.CharField(label="Why is it added now?", max_length=500, help_text=BESIDE)

    def __init__(self, *args: Any, items: Iterable[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = {str(each.pk): each for each in items}
        choices = [(pk, each.reference) for pk, each in self.items.items()]
        self.fields["item"].choices = [("", "The meeting as a whole"), *choices]  # type: ignore[attr-defined]

    def clean_item(self) -> AgendaItem | None:
        """The case it is about; None for the meeting as a whole."""
        return self.items.get(self.cleaned_data["item"])

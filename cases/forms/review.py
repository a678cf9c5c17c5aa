"""Input checks for reviewing a case."""

from typing import Any

from django import forms

from cases.forms.sections import long_text, one_of, several
from cases.models import LookedAt, ReviewDecision
from ui.forms import DateField, Form


class ReviewCaseForm(Form):
    """What was looked at, what was found, what was decided, and when to look again."""

    looked_at = several("What did you look at?", LookedAt.choices)
    findings = long_text("What did you find?", "Everybody who sees the case in full reads this")
    decision = one_of("What do you decide?", ReviewDecision.choices)
    reason = long_text("Why?", "The co-chairs will read this")
    next_review_on = DateField(label="Next review", not_past=True)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, decides: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not decides:
            self.fields[
                "decision"
            ].help_text = "You decide to carry on. The rest you propose: the coordinator is told."

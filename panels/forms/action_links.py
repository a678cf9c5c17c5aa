"""Input checks for links to one action."""

from django import forms

from cases.forms.sections import long_text
from cases.models import ActionStatus
from ui.forms import Form


class SendLinkForm(Form):
    """Where a link goes."""

    email = forms.EmailField(
        label="Their work e-mail address",
        help_text="Somebody who has no account here. They will see the wording of the action, its "
        "due date and the reference of the case, and nothing else",
    )


class LinkAnswerForm(Form):
    """What became of an action, said by somebody without an account."""

    status = forms.ChoiceField(
        label="What became of it?",
        choices=[
            (ActionStatus.DONE, "Done"),
            (ActionStatus.NOT_POSSIBLE, "Not possible: circumstances changed"),
        ],
        widget=forms.RadioSelect,
    )
    outcome = long_text(
        "What did you do, or why was it not possible?",
        "The partnership will read this",
        max_length=2000,
    )

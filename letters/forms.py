"""Input checks for letters and their templates. They never save."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from accounts.models import Agency
from cases.forms.sections import one_of
from cases.models import Handling, Party
from letters.merging import unknown_fields
from letters.models import LetterTemplate, Sending, WrittenFor
from letters.queries import ROLES_WRITTEN_FOR
from ui.forms import DateField, Form, PhoneField

LONGEST_LETTER = 40_000
TO_AGENCY = "agency"


def _body(label: str, help_text: str = "") -> forms.CharField:
    box = forms.Textarea(attrs={"rows": 18})
    return forms.CharField(label=label, help_text=help_text, widget=box, max_length=LONGEST_LETTER)


class TemplateForm(Form):
    """The words of a template, and whom it is for."""

    written_for = one_of("Whom is it for?", WrittenFor.choices)
    subject = forms.CharField(label="Subject", max_length=200)
    body = _body(
        "Text",
        "Fields stand in double square brackets, like [[name]]. To ask the writer for words, write "
        "[[fill in: what will be done next]]",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean_subject(self) -> str:
        """A subject with fields that there are."""
        return self._known(str(self.cleaned_data["subject"]))

    def clean_body(self) -> str:
        """A text with fields that there are."""
        return self._known(str(self.cleaned_data["body"]))

    def _known(self, text: str) -> str:
        if unknown := unknown_fields(text):
            named = ", ".join(f"[[{name}]]" for name in unknown)
            raise forms.ValidationError(
                f"Use one of the fields listed on this page: there is no {named}"
            )
        return text


class StartTemplateForm(TemplateForm):
    """A new template and its name."""

    name = forms.CharField(
        label="Name",
        max_length=120,
        help_text="What whoever writes chooses by. It stays the same in every later version",
    )
    version = None  # type: ignore[assignment]
    field_order = ("name", "written_for", "subject", "body")


class VersionForm(Form):
    """What the person looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class WithdrawForm(Form):
    """Why a template is offered no more."""

    reason = forms.CharField(
        label="Why?", max_length=500, help_text="The data protection officer will read this"
    )


class LetterheadForm(Form):
    """What an agency's letters begin with."""

    address = forms.CharField(
        label="Address of the desk", max_length=300, help_text="Lines parted by commas"
    )
    phone = PhoneField(label="Phone of the desk")
    email = forms.EmailField(label="Email of the desk", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class BeginLetterForm(Form):
    """Whom to write to, with which template, for which agency, and how it will leave."""

    to = one_of("Whom do you write to?", [])
    to_agency = forms.ModelChoiceField(
        Agency.objects.none(),
        label="Which agency?",
        required=False,
        empty_label="No agency",
        help_text="Only when you write to an agency",
    )
    template = forms.ModelChoiceField(
        LetterTemplate.objects.none(), label="Template", empty_label="Choose a template"
    )
    agency = forms.ModelChoiceField(
        Agency.objects.none(), label="Which agency writes?", empty_label=None
    )
    sending = one_of(
        "How will it leave?",
        Sending.choices,
        "By email, only a notice with a reference goes out, unless the person's safe contact "
        "allows the words themselves",
    )

    def __init__(
        self,
        *args: Any,
        people: QuerySet[Party],
        templates: QuerySet[LetterTemplate],
        agencies: QuerySet[Agency],
        every_agency: QuerySet[Agency],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(party.pk): party for party in people}
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            *(
                (pk, f"{party.person.full_name} ({party.get_role_display().lower()})")
                for pk, party in self.people.items()
            ),
            (TO_AGENCY, "An agency"),
        ]
        self.fields["template"].queryset = templates  # type: ignore[attr-defined]
        self.fields["template"].label_from_instance = _template_label  # type: ignore[attr-defined]
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]
        self.fields["to_agency"].queryset = every_agency  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A template that is for whoever is written to."""
        said = super().clean() or {}
        party = self.people.get(said.get("to", ""))
        template = said.get("template")
        if said.get("to") == TO_AGENCY and not said.get("to_agency"):
            self.add_error("to_agency", "Select the agency you write to")
        if template and said.get("to") and not _fits(template, party):
            whom = template.get_written_for_display().lower()
            self.add_error("template", f"Select another template: this one is for {whom}")
        return {**said, "party": party}


def _template_label(template: LetterTemplate) -> str:
    return f"{template.name} ({template.get_written_for_display().lower()})"


def _fits(template: LetterTemplate, party: Party | None) -> bool:
    if party is None:
        return template.written_for in (WrittenFor.AGENCY, WrittenFor.ANYONE)
    return party.role in ROLES_WRITTEN_FOR[template.written_for]


class LetterForm(Form):
    """The words of a letter, and how it leaves."""

    subject = forms.CharField(label="Subject", max_length=200)
    body = _body("Text", "Fill in what still stands in double square brackets, or take it out")
    sending = one_of("How will it leave?", Sending.choices)
    address = forms.CharField(
        label="Address",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Only when it goes by post",
    )
    email = forms.EmailField(
        label="Email address",
        required=False,
        help_text="Only when it goes by email. Leave it empty if Victim Support keeps this "
        "person's safe contact: it then goes there",
    )
    handling = one_of("Who may read it here?", Handling.choices)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, to_agency: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not to_agency:
            del self.fields["address"]


class MakeLetterForm(Form):
    """The letter as it was looked at, and why it leaves in spite of a warning."""

    reason = forms.CharField(
        label="Why may it leave all the same?",
        required=False,
        max_length=500,
        help_text="It stays with the letter, and the data protection officer will read it",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, asks_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_reason:
            del self.fields["reason"]


class SendingForm(Form):
    """The day a letter left."""

    sent_on = DateField(label="When did it leave?", not_future=True)
    left_already = forms.BooleanField(
        label="It has left already, although a check stops it",
        required=False,
        help_text="This is written down as what it is. Tell the coordinator and Victim Support now",
    )

    def __init__(self, *args: Any, stopped: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not stopped:
            del self.fields["left_already"]

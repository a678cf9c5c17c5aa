"""Input checks for documents: what they are, and who may read them."""

from typing import Any

from django import forms

from cases.forms.action import reason
from cases.forms.files import FilesOrNothingForm
from cases.forms.sections import one_of
from cases.models import Document, DocumentKind, EvidenceOf, Handling
from ui.forms import DateField, FilesField, Form

EVERYTHING, MORE, NOTHING = "everything", "more", "nothing"
ATTACHED = (
    (EVERYTHING, "Yes, everything is attached"),
    (MORE, "Not yet"),
    (NOTHING, "There is nothing to attach"),
)


class AddDocumentsForm(FilesOrNothingForm):
    """Files to add, and what is said of all of them."""

    uploads = FilesField(label="Files")
    title = forms.CharField(
        label="Title",
        max_length=200,
        required=False,
        help_text="What it is, for example Letter to the landlord. If you add several files, you "
        "give each its title on the next page.",
    )
    kind = forms.ChoiceField(
        label="What sort of document is it?", choices=(("", "Choose a sort"), *DocumentKind.choices)
    )
    dated_on = DateField(label="Date of the document", required=False, not_future=True)
    source = forms.CharField(
        label="From whom did it come?", max_length=200, required=False, help_text="Agency or person"
    )
    handling = one_of("Who may read it?", Handling.choices, initial=Handling.SHARE)


class AttachForm(AddDocumentsForm):
    """Files to attach to a referral; those that show why a route applies say which."""

    route = forms.ChoiceField(
        label="Is it evidence of a route to the panel?",
        choices=(
            ("", "No, or of several"),
            *EvidenceOf.choices,
        ),
        required=False,
    )
    field_order = ("uploads", "title", "kind", "route")


class AttachedForm(Form):
    """Whether everything is attached."""

    said = one_of("Is everything attached?", ATTACHED)


class ChangeDocumentForm(Form):
    """What is said of a document."""

    title = forms.CharField(label="Title", max_length=200)
    kind = forms.ChoiceField(label="What sort of document is it?", choices=DocumentKind.choices)
    dated_on = DateField(label="Date of the document", required=False, not_future=True)
    source = forms.CharField(
        label="From whom did it come?", max_length=200, required=False, help_text="Agency or person"
    )
    handling = one_of("Who may read it?", Handling.choices)
    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, document: Document, data: Any = None) -> "ChangeDocumentForm":
        """The form as it stands for a document."""
        start = {name: getattr(document, name) for name in cls.base_fields}
        return cls(data, initial=start)


class NameDocumentForm(Form):
    """The title of one of several files that were added together."""

    title = forms.CharField(label="Title", max_length=200)
    kind = forms.ChoiceField(label="What sort of document is it?", choices=DocumentKind.choices)
    dated_on = DateField(label="Date of the document", required=False, not_future=True)
    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, document: Document, data: Any = None) -> "NameDocumentForm":
        """The form as it stands for a document, apart from those of the others."""
        start = {name: getattr(document, name) for name in cls.base_fields}
        return cls(data, initial=start, prefix=f"document-{document.pk}")


class ReplaceDocumentForm(FilesOrNothingForm):
    """A newer version of a document."""

    uploads = FilesField(label="File")
    dated_on = DateField(label="Date of the newer version", required=False, not_future=True)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean_uploads(self) -> list[Any]:
        """One file: it takes the place of one."""
        files: list[Any] = self.cleaned_data["uploads"]
        if len(files) > 1:
            raise forms.ValidationError("Choose one file")
        return files


class WithdrawDocumentForm(Form):
    """Why a document should no longer be used."""

    reason = reason("Why is it withdrawn?", "Everybody who could see the document will read this")
    version = forms.IntegerField(widget=forms.HiddenInput)

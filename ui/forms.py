"""The base of every form: one look, one way of saying what is wrong, no text without a limit."""

from typing import Any, TypeVar

from crispy_forms.helper import FormHelper
from django import forms
from django.core.validators import MaxLengthValidator
from django.db.models import Model

from ui.fields import DateField, FilesField, PhoneField, PostcodeField, TimeField

__all__ = [
    "DateField",
    "FilesField",
    "FilterForm",
    "Form",
    "ModelForm",
    "PhoneField",
    "PostcodeField",
    "TimeField",
]

SHORT_TEXT = 200
LONG_TEXT = 12_000

_M = TypeVar("_M", bound=Model)
_DJANGO_REQUIRED = forms.Field.default_error_messages["required"]
# Labels that need no "the" before them.
_STARTS_A_PHRASE = frozenset(
    (
        "a",
        "an",
        "any",
        "at",
        "each",
        "her",
        "his",
        "how",
        "its",
        "one",
        "our",
        "that",
        "the",
        "their",
        "this",
        "what",
        "when",
        "where",
        "whether",
        "which",
        "who",
        "whose",
        "why",
        "your",
    )
)
_CHOSEN = (forms.ChoiceField, forms.ModelChoiceField)


class HouseStyle(forms.BaseForm):
    """Fields and messages as the house has them."""

    marks_optional = True
    use_required_attribute = False
    helper: FormHelper

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        for name, field in self.fields.items():
            self.fields[name] = field = _loose(field)
            field.label = field.label or name.replace("_", " ").capitalize()
            _limit_text(field)
            _type_numbers_as_text(field)
            _say_what_to_do(field)


class Form(HouseStyle, forms.Form):
    """The base of a form that is not made from a model."""


class FilterForm(Form):
    """The base of a list's filters, where every field may be left empty."""

    marks_optional = False


class ModelForm(HouseStyle, forms.ModelForm[_M]):
    """The base of a form made from a model."""


def _loose(field: forms.Field) -> forms.Field:
    """Our own date and time fields in place of the strict ones that a model form makes."""
    own: type[DateField | TimeField]
    if type(field) is forms.DateField:
        own = DateField
    elif type(field) is forms.TimeField:
        own = TimeField
    else:
        return field
    return own(
        label=field.label,
        help_text=field.help_text,
        required=field.required,
        initial=field.initial,
        disabled=field.disabled,
        validators=field.validators,
    )


def _limit_text(field: forms.Field) -> None:
    """Every text has a limit, which the server explains: a browser would cut what is pasted."""
    if not isinstance(field, forms.CharField):
        return
    if field.max_length is None:
        is_long = isinstance(field.widget, forms.Textarea)
        field.max_length = LONG_TEXT if is_long else SHORT_TEXT
        field.validators.append(MaxLengthValidator(field.max_length))
    field.widget.attrs.pop("maxlength", None)
    field.error_messages["max_length"] = (
        f"Shorten this to {field.max_length:,} characters or fewer. It has %(show_value)d"
    )
    field.error_messages["null_characters_not_allowed"] = (
        "Take out the hidden character in this text: copy it again as plain text"
    )


def _type_numbers_as_text(field: forms.Field) -> None:
    """A number box that does not change when the mouse wheel turns over it."""
    if isinstance(field.widget, forms.NumberInput):
        field.widget.input_type = "text"
        whole = type(field) is forms.IntegerField
        field.widget.attrs.setdefault("inputmode", "numeric" if whole else "decimal")
        field.widget.attrs.setdefault("class", "govuk-input--width-5")


def _say_what_to_do(field: forms.Field) -> None:
    if field.error_messages.get("required") == _DJANGO_REQUIRED:
        field.error_messages["required"] = _missing(field)
    if isinstance(field, forms.EmailField):
        field.error_messages["invalid"] = "Enter an email address, like name@example.org"


def _missing(field: forms.Field) -> str:
    label = str(field.label)
    if label.endswith("?"):
        return f"Answer this question: {label}"
    if isinstance(field, forms.BooleanField):
        return f"Tick to confirm: {label}"
    name = _in_a_sentence(label)
    if isinstance(field, DateField):
        return f"Enter {name}, like 27 3 2026"
    if isinstance(field, _CHOSEN):
        return f"Select {name}"
    return f"Choose {name}" if isinstance(field, forms.FileField) else f"Enter {name}"


def _in_a_sentence(label: str) -> str:
    """The label after a verb: "the postcode", "your name"; initials such as IOM keep capitals."""
    lowered = label if label[1:2].isupper() else label[:1].lower() + label[1:]
    return lowered if lowered.split(" ")[0] in _STARTS_A_PHRASE else f"the {lowered}"

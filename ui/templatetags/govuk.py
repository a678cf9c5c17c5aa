"""How the `govuk` template pack draws one field: its kind, its control, its choices."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField, BoundWidget
from django.utils.safestring import SafeString

register = template.Library()

# In this order: CheckboxSelectMultiple is a RadioSelect, RadioSelect is a Select.
_KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file"),
    (forms.PasswordInput, "password"),
    (forms.MultiWidget, "several"),
)
_CLASSES = {
    "checkbox": "govuk-checkboxes__input",
    "select": "govuk-select",
    "textarea": "govuk-textarea",
    "file": "govuk-file-upload",
    "password": "govuk-input govuk-password-input__input govuk-js-password-input-input",
}
_ERROR_CLASSES = {
    "checkbox": "",
    "select": "govuk-select--error",
    "textarea": "govuk-textarea--error",
    "file": "govuk-file-upload--error",
}


@register.filter
def kind(field: BoundField) -> str:
    """Which of the pack's shapes this field takes."""
    return "hidden" if field.is_hidden else _kind(field.field.widget.__class__)


@cache
def _kind(widget: type[forms.Widget]) -> str:
    return next((name for each, name in _KINDS if issubclass(widget, each)), "input")


@register.filter
def described_by(field: BoundField) -> str:
    """The ids of the hint and the error, in the order in which they stand."""
    ids = []
    if field.help_text:
        ids.append(f"{field.auto_id}_hint")
    if field.errors:
        ids.append(f"{field.auto_id}_error")
    if max_characters(field):
        ids.append(f"{field.auto_id}-info")
    return " ".join(ids)


@register.filter
def max_characters(field: BoundField) -> int:
    """How much a long text may hold, or 0 where no count is shown."""
    if not isinstance(field.field.widget, forms.Textarea):
        return 0
    return int(getattr(field.field, "max_length", None) or 0)


@register.filter
def first_id(field: BoundField) -> str:
    """The id of what a person would type in or press first: where the error summary leads."""
    if field.is_hidden:
        return ""
    if kind(field) in {"radios", "checkboxes"}:
        return next((item.id_for_label for item in field.subwidgets), "")
    return f"{field.auto_id}_0" if kind(field) == "several" else field.id_for_label


@register.filter
def is_optional(field: BoundField) -> bool:
    """Whether the label says so; filters and sign-in pages do not."""
    marked = getattr(field.form, "marks_optional", False)
    return bool(marked and not field.field.required and "optional" not in str(field.label).lower())


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The input itself, with its classes and what describes it."""
    shape = kind(field)
    own = field.field.widget.attrs.get("class", "")
    classes = [_CLASSES.get(shape, "govuk-input"), own]
    # False takes an attribute away: a label says more than a placeholder, the server more than a
    # browser that cuts or blocks.
    attrs: dict[str, Any] = {"maxlength": False, "placeholder": False, "required": False}
    if field.errors:
        classes.append(_ERROR_CLASSES.get(shape, "govuk-input--error"))
        attrs["aria-invalid"] = "true"
    if max_characters(field):
        classes.append("govuk-js-character-count")
    if describes := described_by(field):
        attrs["aria-describedby"] = describes
    attrs["class"] = " ".join(filter(None, classes))
    return field.as_widget(attrs=attrs)


@register.filter
def choices(field: BoundField) -> Iterator[BoundWidget]:
    """Radios or checkboxes, one by one."""
    yield from field.subwidgets


@register.inclusion_tag("govuk/choice.html")
def choice(item: BoundWidget, shape: str) -> dict[str, Any]:
    """One radio or one checkbox with its label."""
    attrs = item.data["attrs"]
    return {
        "id": item.id_for_label,
        "name": item.data["name"],
        "value": item.data["value"],
        "checked": item.data["selected"],
        "disabled": attrs.get("disabled", False),
        "label": "No answer" if item.data["value"] in ("", None) else item.data["label"],
        "shape": shape,
        "type": "radio" if shape == "radios" else "checkbox",
    }

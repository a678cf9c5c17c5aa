"""When two people save one form: what was typed stays, and what was saved stands beside it."""

from typing import Any

from django.forms import BaseForm, ChoiceField, ModelChoiceField, MultipleChoiceField

Theirs = list[tuple[str, Any]]


def keep_typed(form: BaseForm, saved: dict[str, Any], version: str = "version") -> Theirs:
    """Put the saved row's version into the form, so that saving again replaces it knowingly, and
    return the saved row as (label, value) pairs to show beside what was typed."""
    typed: Any = form.data
    form.data = typed = typed.copy()
    typed[form.add_prefix(version)] = str(saved[version])
    form.add_error(
        None,
        "Somebody else saved this while you were typing. Theirs is shown below: change yours if "
        "you need to, then save it again to replace theirs.",
    )
    return [
        (str(field.label), _said(field, saved.get(name)))
        for name, field in form.fields.items()
        if name != version
    ]


def _said(field: Any, value: Any) -> Any:
    if isinstance(field, MultipleChoiceField):
        return "\n".join(label for key, label in field.widget.choices if key in value)
    if isinstance(field, ChoiceField) and not isinstance(field, ModelChoiceField):
        return dict(field.widget.choices).get(value, value)
    return value

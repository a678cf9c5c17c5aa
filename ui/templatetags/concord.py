"""How pages say dates and numbers, and the small parts they are made of."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from itertools import chain
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ui.dates import say_date, say_moment, say_short_date, say_time
from ui.templatetags.govuk import first_id

register = template.Library()

_BANDS = {"standard": "grey", "medium": "yellow", "high": "red"}
_RAG = {"red": "red", "amber": "yellow", "green": "green"}
_PAGE_KEYS = ("after", "before")


@register.filter
def day(value: date | None) -> str:
    """24 November 2026."""
    return say_date(value) if value else ""


@register.filter
def short_day(value: date | None) -> str:
    """24 Nov 2026: for tables, where room is scarce (GOV.UK style guide, dates)."""
    return say_short_date(value) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """24 November 2026, 2:30pm."""
    return say_moment(value) if value else ""


@register.filter
def clock(value: time | datetime | None) -> str:
    """2:30pm; of a moment, on London's clock."""
    if value is None or value == "":
        return ""
    if isinstance(value, datetime):
        return say_moment(value).rpartition(", ")[2]
    return say_time(value)


@register.filter
def number(value: float | Decimal | None) -> str:
    """12,345 with its decimals as they are; nothing for no number."""
    return "" if value is None or value == "" else f"{value:,}".replace("-", "\N{MINUS SIGN}")


@register.filter
def signed_percent(value: float | Decimal | None) -> str:
    """+15.0% or −15.0%, to one decimal; nothing for no number."""
    if value is None or value == "":
        return ""
    rounded = f"{value:+.1f}"
    if float(rounded) == 0:
        return "0.0%"
    return rounded.replace("-", "\N{MINUS SIGN}") + "%"


@register.simple_tag
def tag(text: str, colour: str = "") -> SafeString:
    """A word in a coloured box; the word says it all, the colour only helps."""
    modifier = f" govuk-tag--{colour}" if colour else ""
    return format_html('<strong class="govuk-tag{}">{}</strong>', modifier, text)


@register.simple_tag
def risk_tag(band: str | None) -> SafeString:
    """The risk band in words, with its colour."""
    if not band:
        return tag("Risk not assessed", "grey")
    return tag(f"{str(band).capitalize()} risk", _BANDS.get(str(band).lower(), "grey"))


@register.simple_tag
def rag_tag(rag: str) -> SafeString:
    """How a nominal stands, in words, with its colour; nothing before the first review."""
    return tag(str(rag).capitalize(), _RAG.get(rag, "grey")) if rag else SafeString("")


_PICK = """<div class="govuk-checkboxes govuk-checkboxes--small">
<div class="govuk-checkboxes__item">
<input class="govuk-checkboxes__input" id="pick-{0}" name="pick" type="checkbox" value="{0}">
<label class="govuk-label govuk-checkboxes__label" for="pick-{0}">
<span class="govuk-visually-hidden">Tick: {1}</span></label></div></div>"""


@register.simple_tag
def pick(key: int, about: str) -> SafeString:
    """A box that ticks one row of a list; `about` says which to whoever cannot see the row."""
    return format_html(_PICK, key, about)


@register.simple_block_tag
def landmark(content: str, label: str) -> SafeString:
    """A navigation landmark around what the block holds, or nothing if it holds nothing."""
    if not content.strip():
        return SafeString("")
    return format_html('<nav aria-label="{}">{}</nav>', label, content)


@dataclass(frozen=True)
class Fault:
    """One line of the error summary: what is wrong, and where to go to put it right."""

    message: str
    target: str


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms_on_page: forms.BaseForm | forms.BaseFormSet[Any] | None) -> dict[str, Any]:
    """Everything wrong with these forms and formsets, in the order of the page."""
    return {"faults": list(chain.from_iterable(_faults(each) for each in forms_on_page if each))}


def _faults(form: Any) -> Iterator[Fault]:
    if not form.is_bound:
        return
    for message in form.non_form_errors() if hasattr(form, "non_form_errors") else ():
        yield Fault(message, "")
    if hasattr(form, "forms"):
        for each in form.forms:
            yield from _faults(each)
        return
    for message in form.non_field_errors():
        yield Fault(message, "")
    for field in form:
        for message in field.errors:
            yield Fault(message, first_id(field))


@dataclass(frozen=True)
class ActiveFilter:
    """One choice that narrows the list, and the address without it."""

    label: str
    value: str
    url: str


@register.simple_tag
def active_filters(filterset: Any) -> list[ActiveFilter]:
    """What narrows this list now, each with the address that takes it away."""
    form = filterset.form
    if not form.is_bound or not form.is_valid():
        return []
    return list(chain.from_iterable(_active(field, filterset.data) for field in form))


def _active(field: BoundField, data: QueryDict) -> Iterator[ActiveFilter]:
    value = form_value = field.form.cleaned_data.get(field.name)
    if value is None or value == "" or value is False:
        return
    raw = data.getlist(field.html_name)
    if not isinstance(field.field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField):
        yield ActiveFilter(str(field.label), _shown(field, value), _without(data, field.html_name))
        return
    prepare = field.field.prepare_value
    for item in form_value or ():
        kept = [each for each in raw if each != str(prepare(item))]
        yield ActiveFilter(
            str(field.label), _shown(field, item), _without(data, field.html_name, kept)
        )


def _shown(field: BoundField, value: object) -> str:
    if isinstance(value, date):
        return say_date(value)
    if value is True:
        return "Yes"
    if isinstance(field.field, forms.ChoiceField) and not isinstance(
        field.field, forms.ModelChoiceField
    ):
        return dict(_flat(field.field.choices)).get(str(value), str(value))
    return str(value)


def _flat(choices: Any) -> Iterator[tuple[str, str]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield str(value), str(label)


def _without(data: QueryDict, name: str, kept: list[str] | None = None) -> str:
    query = data.copy()
    for key in [key for key in query if key == name or key in _PAGE_KEYS]:
        del query[key]
    if kept:
        query.setlist(name, kept)
    return f"?{query.urlencode()}"

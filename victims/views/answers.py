"""How forms of support are answered: those about one referral, and those about the service."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from cases.views import answers
from ui.forms import Form
from victims.models import SupportReferral


def answer_form(
    request: HttpRequest,
    referral: SupportReferral,
    form: Form,
    save: Callable[[], object],
    *,
    template: str,
    done: str,
    back: str = "",
    context: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Save a good form and go to `back`, by itself the referral; `template` is one of ours."""
    back = back or reverse("victim", args=[referral.reference])
    return answers.answer_form(
        request,
        form,
        save,
        back=back,
        template=f"victims/{template}",
        context={"referral": referral, "back": back, **(context or {})},
        done=done,
    )


def take_version(form: Form, version: int) -> None:
    """What was typed stays on the form, and may be saved over what has just been shown."""
    form.data = form.data.copy()  # type: ignore[attr-defined]
    form.data["version"] = str(version)  # type: ignore[index]


def answer_part(
    request: HttpRequest,
    referral: SupportReferral,
    form: Form,
    save: Callable[[], object],
    *,
    heading: str,
    done: str,
    back: str,
    submit: str = "Save",
    lede: str = "",
    keep: bool = True,
) -> HttpResponse:
    """The same for a form that is only a heading, a sentence and its fields."""
    said = {"heading": heading, "submit": submit, "lede": lede, "keep": keep}
    return answer_form(
        request,
        referral,
        form,
        save,
        template="part_form.html",
        done=done,
        back=back,
        context=said,
    )


def answer_service_form(
    request: HttpRequest,
    form: Form,
    save: Callable[[], object],
    *,
    heading: str,
    done: str,
    back: str,
    submit: str = "Save",
    lede: str = "",
) -> HttpResponse:
    """The same for a form about the victim service."""
    return answers.answer_form(
        request,
        form,
        save,
        back=back,
        template="victims/service_form.html",
        context={"heading": heading, "submit": submit, "lede": lede, "back": back},
        done=done,
    )

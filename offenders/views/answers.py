"""Forms about one nominal go back to its page."""

from collections.abc import Callable, Mapping

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from cases.views import answers
from offenders.models import Nominal
from ui.forms import Form


def answer_form(
    request: HttpRequest,
    nominal: Nominal,
    form: Form,
    save: Callable[[], object],
    *,
    template: str,
    done: str,
    words: Mapping[str, str] | None = None,
    back: str = "offender",
) -> HttpResponse:
    """Save a good form and return to the nominal; `template` is one of this app's."""
    return answers.answer_form(
        request,
        form,
        save,
        back=reverse(back, args=[nominal.reference]),
        template=f"offenders/{template}",
        context={"nominal": nominal, "back": back, **(words or {})},
        done=done,
    )

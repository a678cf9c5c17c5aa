"""The survey: of one person, its questions, and what came back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from accounts.door import current_user
from victims import access, queries, services
from victims.forms import PublishSurveyForm, SendSurveyForm, SurveyForm, UnnamedReplyForm
from victims.models import LinkKind
from victims.pages import service_frame, victim_frame
from victims.views.answers import answer_form, answer_service_form
from victims.workflow import WrongStatus


def survey(request: HttpRequest, reference: str) -> HttpResponse:
    """How the survey stands, and the ways to send it: by a link, shown once, on paper, by phone."""
    user = current_user(request)
    referral = access.support_or_404(user, reference)
    form = SendSurveyForm(request.POST or None)
    context = {**victim_frame(referral, "survey"), "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            _, secret = services.make_link(
                referral, by=user, kind=LinkKind.SURVEY, way=form.cleaned_data["way"]
            )
        except services.UnsafeWay as refusal:
            form.add_error("way", str(refusal))
        except services.AlreadyAnswered:
            form.add_error(None, "The survey is already answered.")
        except WrongStatus as refusal:
            messages.error(request, str(refusal))
        else:
            context["address"] = request.build_absolute_uri(reverse("open_link", args=[secret]))
    asked = queries.survey_of(referral)
    context["asked"] = asked
    questions = queries.questions_of(asked.edition if asked else None)
    answers = asked.answers if asked else {}
    context["answers"] = [
        (question["text"], answers.get(question["key"], "")) for question in questions
    ]
    return render(request, "victims/survey.html", context)


def survey_paper(request: HttpRequest, reference: str) -> HttpResponse:
    """The questions on paper, to be printed: no name, no reference."""
    user = current_user(request)
    referral = access.support_or_404(user, reference)
    edition = queries.edition_in_use(referral.provider)
    context = {
        "provider": referral.provider,
        "questions": queries.questions_of(edition),
        "steps": queries.SCALE,
        "referral": referral,
    }
    return render(request, "victims/survey_paper.html", context)


def record_survey(request: HttpRequest, reference: str) -> HttpResponse:
    """Note that the survey was sent, or what was answered."""
    user = current_user(request)
    referral = access.support_or_404(user, reference)
    asked = queries.survey_of(referral)
    edition = queries.edition_in_use(referral.provider)
    initial = {"asked_on": asked.asked_on if asked else timezone.localdate()}
    form = SurveyForm(
        request.POST or None,
        questions=queries.questions_of(edition),
        initial={**initial, "how": asked.how if asked else ""},
    )

    def save() -> None:
        try:
            services.record_survey(referral, by=user, **form.said())
        except services.UnsafeWay as refusal:
            form.add_error("how", str(refusal))
        except services.AlreadyAnswered:
            form.add_error(None, "The answer is already recorded. A survey is answered once.")

    return answer_form(
        request, referral, form, save, template="record_survey.html", done="Survey recorded."
    )


def survey_results(request: HttpRequest) -> HttpResponse:
    """What came back in a financial year, by quarter, with how many answered."""
    user = current_user(request)
    access.require_support(user)
    this_year = queries.this_financial_year()
    year = _year(request, this_year)
    provider = queries.own_service(user)
    context = {
        **service_frame(user, "survey_results"),
        "results": queries.survey_results(user, year),
        "year": year,
        "years": range(this_year, this_year - 5, -1),
        "edition": queries.edition_in_use(provider),
    }
    return render(request, "victims/survey_results.html", context)


def _year(request: HttpRequest, this_year: int) -> int:
    """The financial year that was asked for, if it is one of the last ten."""
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == len("2026") else 0
    return year if this_year - 10 < year <= this_year else this_year


def publish_survey(request: HttpRequest) -> HttpResponse:
    """Ask other questions from now on: a manager's."""
    user = current_user(request)
    access.require_manager(user)
    provider = queries.own_service(user)
    now = queries.questions_of(queries.edition_in_use(provider))
    lines = {
        box: "\n".join(each["text"] for each in now if each["kind"] == kind)
        for kind, box in (("scale", "scales"), ("words", "words"))
    }
    form = PublishSurveyForm(request.POST or None, initial=lines)

    def save() -> None:
        services.publish_survey(provider, by=user, questions=form.questions())

    return answer_service_form(
        request,
        form,
        save,
        heading="Change the survey's questions",
        lede="Whether they would recommend the service is always asked first. What was answered "
        "keeps the questions it was asked.",
        submit="Publish",
        done="The new questions are asked from now on.",
        back=reverse("survey_results"),
    )


def record_unnamed_reply(request: HttpRequest) -> HttpResponse:
    """Enter a reply on paper with no name on it."""
    user = current_user(request)
    access.require_support(user)
    provider = queries.own_service(user)
    questions = queries.questions_of(queries.edition_in_use(provider))
    form = UnnamedReplyForm(
        request.POST or None, questions=questions, initial={"answered_on": timezone.localdate()}
    )

    def save() -> None:
        services.record_unnamed_reply(provider, by=user, **form.said())

    return answer_service_form(
        request,
        form,
        save,
        heading="Enter a reply with no name on it",
        lede="Only the month is kept.",
        submit="Save reply",
        done="The reply is counted.",
        back=reverse("survey_results"),
    )


def support_figures(request: HttpRequest) -> HttpResponse:
    """The service's own figures by quarter and for the year."""
    user = current_user(request)
    access.require_support(user)
    this_year = queries.this_financial_year()
    year = _year(request, this_year)
    spans = queries.quarters_of(year)
    whole = (spans[0][0], spans[-1][1])
    context = {
        **service_frame(user, "support_figures"),
        "lines": queries.service_figures(user, [*spans, whole]),
        "splits": queries.service_splits(user, *whole),
        "parts": queries.broken_down(user, *whole),
        "year": year,
        "years": range(this_year, this_year - 5, -1),
    }
    return render(request, "victims/figures.html", context)

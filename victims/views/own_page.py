"""What a person opens by a one-time link, without an account. It names nobody but their worker's
first name, keeps nothing in the browser, and looks like nothing in particular."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from accounts.door import current_user
from accounts.limits import is_too_often
from victims import access, queries, services
from victims.forms import MakeLinkForm, OwnSurveyForm
from victims.models import LinkKind, OneTimeLink, WishKind
from victims.pages import victim_frame
from victims.workflow import WrongStatus

ELSEWHERE = "https://www.bbc.co.uk/weather"


def make_link(request: HttpRequest, reference: str) -> HttpResponse:
    """Turn a person's own page on: the link is shown once, to be given to them safely."""
    user = current_user(request)
    referral = access.support_or_404(user, reference)
    form = MakeLinkForm(request.POST or None)
    context = {**victim_frame(referral, "make_link"), "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            _, secret = services.make_link(
                referral, by=user, kind=LinkKind.PAGE, way=form.cleaned_data["way"]
            )
        except services.UnsafeWay as refusal:
            form.add_error("way", str(refusal))
        except WrongStatus as refusal:
            messages.error(request, str(refusal))
        else:
            context["address"] = request.build_absolute_uri(reverse("open_link", args=[secret]))
    context["link"] = queries.page_link(referral)
    return render(request, "victims/make_link.html", context)


@require_POST
def end_links(request: HttpRequest, reference: str) -> HttpResponse:
    """Turn it off: the link, and whatever it has opened, end now."""
    user = current_user(request)
    referral = access.support_or_404(user, reference)
    services.end_links(referral, by=user)
    messages.success(request, "Their page is turned off.")
    return redirect("make_link", referral.reference)


# A page that is sent no referrer sends no origin either, so Django's check of the form cannot pass;
# whoever knows the secret in the address needs no other proof.
@csrf_exempt
@login_not_required
@never_cache
def open_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Ask for one press of a button, which uses the link up: a preview of it does not."""
    if request.method != "POST":
        return _private(render(request, "victims/own/open.html"))
    link = None if is_too_often(request, "one_time_link") else services.use_link(secret)
    if link is None:
        return _private(render(request, "victims/own/gone.html", status=404))
    access.open_own_page(request.session, link)
    return _private(redirect("own_page"))


@login_not_required
@never_cache
def own_page(request: HttpRequest) -> HttpResponse:
    """A person's own page, or the survey, for a few minutes after the link was used."""
    link = access.own_page_or_404(request.session)
    if link.kind == LinkKind.SURVEY:
        return _own_survey(request, link)
    if request.method == "POST" and request.POST.get("wish") in WishKind.values:
        kind = request.POST["wish"]
        made = services.make_wish(link.referral, kind=kind)
        request.session["own_page_said"] = kind if made else "often"
        return redirect("own_page")
    context = {
        "progress": queries.progress_of(link.referral),
        "said": request.session.pop("own_page_said", ""),
        "minutes": access.OWN_PAGE_MINUTES,
    }
    return _same_origin(render(request, "victims/own/page.html", context))


def _own_survey(request: HttpRequest, link: OneTimeLink) -> HttpResponse:
    edition = queries.edition_in_use(link.referral.provider)
    form = OwnSurveyForm(request.POST or None, questions=queries.questions_of(edition))
    if request.method == "POST" and form.is_valid():
        try:
            services.answer_survey(link.referral, **form.said())
        except services.AlreadyAnswered:
            form.add_error(None, "Your answers are already with us. Thank you.")
        else:
            access.close_own_page(request.session)
            return _same_origin(render(request, "victims/own/thanks.html"))
    return _same_origin(render(request, "victims/own/survey.html", {"form": form}))


@login_not_required
@never_cache
def leave_page(request: HttpRequest) -> HttpResponse:
    """Close the page and go somewhere harmless at once."""
    access.close_own_page(request.session)
    return _private(HttpResponseRedirect(ELSEWHERE))


def _private(response: HttpResponse) -> HttpResponse:
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "no-store, private"
    return response


def _same_origin(response: HttpResponse) -> HttpResponse:
    """This address holds no secret; its form needs to say where it comes from."""
    response["Cache-Control"] = "no-store, private"
    return response

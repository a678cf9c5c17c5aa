"""A person's meetings in their own calendar program, at a secret address they can take back."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.door import current_user
from accounts.models import User
from cases.access import require
from panels import services
from panels.queries import calendar as queries
from ui.throttle import is_too_often

HOUR = 3600
READS_AN_HOUR = 60
MISSES_AN_HOUR = 30


def my_calendar(request: HttpRequest) -> HttpResponse:
    """Whether this person has a calendar address; never which."""
    user = _caseworker(request)
    return render(request, "panels/my_calendar.html", {"feed": queries.my_feed(user)})


@require_POST
def make_calendar(request: HttpRequest) -> HttpResponse:
    """Make a new address and show it, this once."""
    user = _caseworker(request)
    secret = services.make_feed(user)
    address = request.build_absolute_uri(reverse("calendar_feed", args=[secret]))
    context = {"feed": queries.my_feed(user), "address": address}
    return render(request, "panels/my_calendar.html", context)


@require_POST
def end_calendar(request: HttpRequest) -> HttpResponse:
    """Take the address back."""
    services.end_feed(_caseworker(request))
    return redirect("my_calendar")


@login_not_required
@require_safe
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The meetings behind a secret address; no session, no cookie, no name."""
    feed = queries.feed_for(secret)
    who = f"feed:{feed.pk}" if feed else f"no-feed:{request.META.get('REMOTE_ADDR', '')}"
    if is_too_often(who, most=READS_AN_HOUR if feed else MISSES_AN_HOUR, seconds=HOUR):
        return HttpResponse("Too often. Come back in an hour.", status=429)
    if feed is None:
        raise Http404
    services.note_feed_read(feed)
    return HttpResponse(
        queries.feed_of(feed.user),
        content_type="text/calendar; charset=utf-8",
        headers={"Cache-Control": "private, no-store"},
    )


def _caseworker(request: HttpRequest) -> User:
    user = current_user(request)
    require(user.desk.works_on_cases)
    return user

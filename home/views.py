"""Home, search, help."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.door import current_user
from audit.models import Operation
from audit.services import record
from cases.access import can_break_glass, require
from cases.queries.settings import setting
from home import queries
from home.navigation import rooms_for

LONGEST_SEARCH = 200


def my_work(request: HttpRequest) -> HttpResponse:
    """What this person owes today."""
    user = current_user(request)
    context = {"items": queries.work_today(user), "today": timezone.localdate()}
    return render(request, "home/my_work.html", context)


def search(request: HttpRequest) -> HttpResponse:
    """One search over cases and people; posted, so that no name is in an address."""
    user = current_user(request)
    require(user.desk.works_on_cases)
    words = request.POST.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH]
    found = queries.search(user, words) if words else None
    if words:
        record("search.made", by=user, subject="search", operation=Operation.CONSULTATION)
    nothing = found is not None and found.is_empty
    may_break_glass = nothing and (
        can_break_glass(user, agencies_may=False)
        or can_break_glass(user, agencies_may=bool(setting("break_glass_agencies")))
    )
    context = {"words": words, "found": found, "may_break_glass": may_break_glass}
    return render(request, "home/search.html", context)


def administration(request: HttpRequest) -> HttpResponse:
    """What a coordinator or an administrator keeps in order for everybody."""
    rooms = rooms_for(current_user(request).desk)
    require(bool(rooms))
    return render(request, "home/administration.html", {"rooms": rooms})


@login_not_required
def help_page(request: HttpRequest) -> HttpResponse:
    """Where to begin, role by role."""
    return render(request, "home/help.html")


@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "home/accessibility.html")


@login_not_required
def health(request: HttpRequest) -> HttpResponse:
    """Whether the web process answers and reaches its database."""
    queries.database_answers()
    return HttpResponse("ok", content_type="text/plain")

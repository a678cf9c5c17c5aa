"""What the frame of every page needs: the partnership, whose desk it is, where they may go."""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from accounts.models import Partnership, User
from accounts.queries import kept_form
from home.navigation import links_for


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """Context for `base.html`."""
    user = getattr(request, "user", None)
    frame: dict[str, Any] = {
        "partnership": user.partnership if isinstance(user, User) else Partnership.current(),
        "help_url": reverse("help"),
        "accessibility_url": reverse("accessibility"),
    }
    if not isinstance(user, User) or not user.desk.roles:
        return frame
    return {
        **frame,
        "desk": user.desk,
        "navigation": links_for(user.desk, request.path),
        "search_url": reverse("search") if user.desk.works_on_cases else "",
        "session_seconds": settings.SESSION_COOKIE_AGE,
        "stay_url": reverse("stay"),
        "keep_url": reverse("keep_form"),
        # Asked for by the frame only, so that a page that keeps nothing asks nothing.
        "kept_form": cache(lambda: _kept(request, user)),
    }


def _kept(request: HttpRequest, user: User) -> dict[str, Any] | None:
    """What this person typed here and did not send."""
    # My work has no form to keep, and its budget of queries is the tightest.
    may_keep = request.method == "GET" and request.path != reverse("my_work")
    kept = kept_form(user, request.path) if may_keep else None
    if kept is None:
        return None
    return {"path": kept.path, "fields": kept.fields, "kept_at": kept.kept_at.isoformat()}

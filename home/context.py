"""What the frame of every page needs: the partnership, whose desk it is, where they may go."""

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
    kept = kept_form(user, request.path) if request.method == "GET" else None
    return {
        **frame,
        "desk": user.desk,
        "navigation": links_for(user.desk, request.path),
        "search_url": reverse("search") if user.desk.works_on_cases else "",
        "session_seconds": settings.SESSION_COOKIE_AGE,
        "stay_url": reverse("stay"),
        "keep_url": reverse("keep_form"),
        "kept_form": kept
        and {"path": kept.path, "fields": kept.fields, "kept_at": kept.kept_at.isoformat()},
    }

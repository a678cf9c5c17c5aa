"""Links to one action: who holds which, and which action a secret opens."""

from accounts.models import User
from cases.models import Action
from panels.models import ActionLink
from panels.queries.calendar import digest_of


def live_link(secret: str) -> ActionLink | None:
    """The link that a secret address is, while it opens its action."""
    rows = ActionLink.objects.live().filter(digest=digest_of(secret))
    return rows.select_related("action__case", "action__owner", "sent_by").first()


def links_of(action: Action, user: User) -> list[ActionLink]:
    """Every link sent for an action, the newest first."""
    rows = ActionLink.objects.visible_to(user).filter(action=action).select_related("sent_by")
    return list(rows.order_by("-sent_at")[:50])

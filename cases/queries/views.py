"""The saved views of a list, as far as the user may see them."""

from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.anybody import compiled_for
from accounts.models import User
from cases.models import SavedView


@dataclass(frozen=True)
class Views:
    """What can be opened from a list: the named views, and what the user looked at last."""

    named: list[SavedView]
    last: SavedView | None


def views_of(user: User, list_name: str) -> Views:
    """The views of one list, in one query."""
    rows = compiled_for(user, _views, list_name)
    last = next((row for row in rows if not row.name), None)
    return Views([row for row in rows if row.name], last)


def _views(user: User, list_name: str) -> QuerySet[SavedView]:
    rows = SavedView.objects.visible_to(user).filter(list_name=list_name)
    return rows.select_related("owner", "shared_with").order_by("name", "pk")


def all_views_of(user: User) -> QuerySet[SavedView]:
    """Every named view of every list."""
    rows = SavedView.objects.visible_to(user).exclude(name="")
    return rows.select_related("owner", "shared_with")


def own_view(user: User, pk: int) -> SavedView | None:
    """A view that the user may delete: their own."""
    return SavedView.objects.filter(owner=user, pk=pk).exclude(name="").first()

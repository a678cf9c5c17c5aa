"""Keeping a way of looking at a list."""

from django.db import transaction
from django.utils import timezone

from accounts.models import Agency, User
from audit.models import Operation
from audit.services import record
from cases.models import ListName, SavedView

LAST = ""


@transaction.atomic
def save_view(
    *, by: User, list_name: str, name: str, query: str, shared_with: Agency | None
) -> SavedView:
    """Keep a list's filters under a name; one of the same name is replaced."""
    view, _ = SavedView.objects.update_or_create(
        owner=by,
        list_name=list_name,
        name=name,
        defaults={"query": query, "shared_with": shared_with, "saved_at": timezone.now()},
    )
    record(
        "view.saved",
        by=by,
        subject=f"list of {ListName(list_name).label.lower()}",
        operation=Operation.COLLECTION,
        changes={"shared_with": shared_with.slug if shared_with else ""},
    )
    return view


@transaction.atomic
def delete_view(view: SavedView, *, by: User) -> None:
    """Forget a view, for everybody it was shared with."""
    record(
        "view.deleted",
        by=by,
        subject=f"list of {view.get_list_name_display().lower()}",
        operation=Operation.ERASURE,
    )
    view.delete()


def remember_view(*, by: User, list_name: str, query: str) -> None:
    """Remember what a person last narrowed a list to; nothing anybody else sees."""
    SavedView.objects.update_or_create(
        owner=by,
        list_name=list_name,
        name=LAST,
        defaults={"query": query, "saved_at": timezone.now()},
    )

"""Who may manage people and their roles."""

from django.http import Http404

from accounts.models import Agency, Membership, User


def can_manage_people(user: User) -> bool:
    """Administrators give and take roles."""
    return user.desk.has("administrator")


def membership_or_404(user: User, pk: int) -> Membership:
    """A membership that this person may change."""
    rows = Membership.objects.select_related("user", "agency")
    membership = rows.filter(pk=pk).first() if can_manage_people(user) else None
    if membership is None:
        raise Http404
    return membership


def agency_or_404(user: User, slug: str) -> Agency:
    """An agency that this person may change."""
    rows = Agency.objects.filter(slug=slug)
    agency = rows.first() if can_manage_people(user) else None
    if agency is None:
        raise Http404
    return agency

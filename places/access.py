"""Who may see and change places. They are public data, so every desk sees them."""

from django.http import Http404

from accounts.models import User
from places.models import Area


def can_view_places(user: User) -> bool:
    """Anyone with a current desk."""
    return bool(user.desk.roles)


def area_or_404(user: User, code: str) -> Area:
    """An area by its code, for whoever may see places."""
    area = Area.objects.visible_to(user).select_related("parent").filter(code=code).first()
    if area is None:
        raise Http404
    return area

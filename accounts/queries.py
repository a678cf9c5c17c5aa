"""Page-shaped reads about people and agencies."""

from django.db.models import Q, QuerySet

from accounts.desk import CASEWORK_ROLES, OVERSEEING_ROLES
from accounts.models import Agency, KeptForm, Membership, User


def members(user: User) -> QuerySet[Membership]:
    """Every membership, for whoever manages people."""
    if not user.desk.has("administrator"):
        return Membership.objects.none()
    return Membership.objects.select_related("user", "agency")


def current_agencies() -> QuerySet[Agency]:
    """The agencies that exist today."""
    return Agency.objects.current()


def agencies(user: User) -> QuerySet[Agency]:
    """Every agency, as far as the user may see."""
    return Agency.objects.visible_to(user)


def is_taken(name: str, slug: str) -> bool:
    """Whether an agency of this name, or with its address, exists."""
    return Agency.objects.filter(Q(name__iexact=name) | Q(slug=slug)).exists()


def kept_form(user: User, path: str) -> KeptForm | None:
    """What the person had typed into the form at this path."""
    return KeptForm.objects.filter(user=user, path=path).first()


def people_with_role(role: str, agency_ids: "list[int] | None" = None) -> QuerySet[User]:
    """The people who hold a role today, at these agencies if any are named."""
    rows = Membership.objects.current().filter(role=role)
    if agency_ids is not None:
        rows = rows.filter(agency__in=agency_ids)
    return User.objects.filter(pk__in=rows.values("user"), is_active=True)


def people_with_a_desk() -> QuerySet[User]:
    """Everybody who holds any role today."""
    rows = Membership.objects.current()
    people = User.objects.filter(pk__in=rows.values("user"), is_active=True)
    return people.order_by("family_name", "given_name", "pk")


def caseworkers(agency_ids: "list[int]") -> QuerySet[User]:
    """The people who work on cases for these agencies today."""
    rows = Membership.objects.current().filter(agency__in=agency_ids, role__in=CASEWORK_ROLES)
    return User.objects.filter(pk__in=rows.values("user"), is_active=True)


def overseers() -> QuerySet[User]:
    """The people who coordinate or co-chair the panel today."""
    rows = Membership.objects.current().filter(role__in=OVERSEEING_ROLES)
    return User.objects.filter(pk__in=rows.values("user"), is_active=True)


def names_and_now() -> dict[str, str]:
    """The name of each agency that another has followed, with whoever does its work today."""
    rows = Agency.objects.exclude(successor=None).select_related("successor__successor__successor")
    return {row.name: row.and_now for row in rows}

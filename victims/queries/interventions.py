"""Interventions and those who facilitate them."""

from django.db.models import QuerySet

from accounts.models import User
from victims.models import Facilitator, Intervention, MediatorNote, SideConsent, SupportReferral


def interventions_of(user: User, referral: SupportReferral) -> list[Intervention]:
    """What is or was done for the person, the latest first."""
    return list(Intervention.objects.visible_to(user).filter(referral=referral))


def answers_of_sides(intervention: Intervention) -> dict[str, str]:
    """The latest answer of each side."""
    rows = SideConsent.objects.filter(intervention=intervention).order_by("answered_on", "pk")
    return dict(rows.values_list("side", "answer"))


def own_mediator_notes(user: User, intervention: Intervention) -> list[MediatorNote]:
    """What the user, as its mediator, was told in confidence."""
    return list(MediatorNote.objects.visible_to(user).filter(intervention=intervention))


def facilitators(user: User) -> QuerySet[Facilitator]:
    """Those trained to facilitate for the user's victim service."""
    return Facilitator.objects.visible_to(user)


def facilitators_for(intervention: Intervention) -> QuerySet[Facilitator]:
    """Those who may be named to facilitate this: of its service, and not gone."""
    return Facilitator.objects.filter(provider=intervention.referral.provider_id, left_on=None)

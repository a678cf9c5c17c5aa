"""The messages about referrals and cases: a reference and a link, nothing personal."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from accounts.mail import queue_mail
from accounts.models import Role, User
from accounts.queries import caseworkers, people_with_role
from cases.models import Action, AgencyContact, Case, Document, Referral


@dataclass(frozen=True)
class Due:
    """One part of a digest: what it says, and the page that lists the same."""

    says: str
    path: str


def action_set(action: Action) -> int:
    """To the owner of a new action."""
    return queue_mail(
        [action.owner],
        subject=f"You have an action on {action.case.reference}",
        template="action_set",
        path=reverse("action", args=[action.pk]),
        reference=action.case.reference,
        due=f"{action.due_on:%-d %B %Y}",
    )


def actions_handed_over(owner: User, actions: Sequence[Action]) -> int:
    """To whoever is given the actions of somebody else."""
    references = sorted({action.case.reference for action in actions})
    one = len(actions) == 1
    said = f"an action on {references[0]}" if one else f"{len(actions)} actions"
    return queue_mail(
        [owner],
        subject=f"You have been given {said}",
        template="action_handed_over",
        path=reverse("action", args=[actions[0].pk]) if one else f"{_actions()}?whose=mine",
        said=said,
        references=", ".join(references),
    )


def cases_given(lead: User, cases: Sequence[Case]) -> int:
    """To whoever leads cases from now on that somebody else led."""
    one = len(cases) == 1
    said = f"the case {cases[0].reference}" if one else f"{len(cases)} cases"
    return queue_mail(
        [lead],
        subject=f"You now lead {said}",
        template="cases_given",
        path=reverse("case", args=[cases[0].reference])
        if one
        else f"{reverse('list_cases')}?whose=mine",
        said=said,
        references=", ".join(sorted(case.reference for case in cases)),
    )


def actions_due(person: User, parts: Sequence[Due]) -> int:
    """One digest to a person: their own actions that are due, and those overdue that they hear
    of as a manager. Each part counts what the page behind its link lists."""
    return queue_mail(
        [person],
        subject="Actions that are due or overdue",
        template="action_due",
        path=_actions(),
        digest="\n\n".join(f"{part.says}\n{settings.SITE_ADDRESS}{part.path}" for part in parts),
    )


def _cases() -> str:
    return reverse("list_cases")


def _actions() -> str:
    return reverse("list_actions")


def glass_broken(case: Case, by: User) -> int:
    """To the coordinators and to the lead agency, when somebody opens a restricted case: to its
    lead officer and the manager of the agency, or else to all who work on cases there."""
    managers = AgencyContact.objects.filter(agency=case.lead_agency_id).values("manager")
    of_the_lead = User.objects.filter(Q(pk=case.lead_officer_id) | Q(pk__in=managers))
    lead = of_the_lead.filter(is_active=True)
    told = people_with_role(Role.COORDINATOR) | (
        lead if lead.exists() else caseworkers([case.lead_agency_id])
    )
    return queue_mail(
        told.exclude(pk=by.pk).distinct(),
        subject=f"The restricted case {case.reference} was opened",
        template="glass_broken",
        path=reverse("case_sharing", args=[case.reference]),
        reference=case.reference,
    )


def _which(referral: Referral) -> str:
    return "Urgent referral" if referral.is_urgent else "Referral"


def referral_sent(referral: Referral) -> int:
    """To the coordinators, when a referral waits for them."""
    return queue_mail(
        people_with_role(Role.COORDINATOR),
        subject=f"{_which(referral)} {referral.reference} is waiting for you",
        template="referral_sent",
        path=reverse("referral", args=[referral.reference]),
        reference=referral.reference,
    )


def referral_answered(referral: Referral) -> int:
    """To its author, when a referral is accepted, returned or declined."""
    return queue_mail(
        [referral.author],
        subject=f"Your referral {referral.reference} has been answered",
        template="referral_answered",
        path=reverse("referral", args=[referral.reference]),
        reference=referral.reference,
    )


def referral_acknowledged(referral: Referral) -> int:
    """To its author, when the coordinator has it in hand."""
    return queue_mail(
        [referral.author],
        subject=f"Your referral {referral.reference} has been received",
        template="referral_acknowledged",
        path=reverse("referral", args=[referral.reference]),
        reference=referral.reference,
    )


def document_harmful(document: Document, people: Sequence[User]) -> int:
    """To whoever added a file in which the scanner found harm, and to the coordinators who see
    it."""
    about = document.case or document.referral
    reference = about.reference if about else ""
    return queue_mail(
        people,
        subject=f"A file on {reference} was harmful and has been taken away",
        template="document_harmful",
        path=reverse("document", args=[document.pk]),
        reference=reference,
    )

"""Every write about the cohort."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Agency, User
from audit.models import Operation
from cases.models import Party, PartyRole
from cases.queries.settings import setting
from cases.services import next_reference
from offenders import notices
from offenders.models import CURRENT_STATUSES, Nominal, NominalStatus, Rag, RagReview
from offenders.services.trail import InTheFuture, record_nominal
from offenders.workflow import (
    ADULT_AGE,
    NOMINAL,
    age_on,
    require_selected,
    save_versioned,
)

REVIEW = {rag: f"cohort_review_days_{rag}" for rag in Rag.values}


def review_due(rag: str, day: dt.date) -> dt.date:
    """The day of the next review after one on a day, by the setting for its RAG."""
    return day + dt.timedelta(days=setting(REVIEW[rag], day))


class AlreadyNominated(Exception):
    """The person is nominated, or in the cohort, now."""


class NotAlleged(ValueError):
    """Only an alleged perpetrator of a case is nominated from it."""


class UnderAge(ValueError):
    """Under 18s are the youth justice service's."""

    def __init__(self) -> None:
        super().__init__(
            f"They are under {ADULT_AGE}. The cohort is for adults: the youth justice service "
            "works with people under 18 (Crime and Disorder Act 1998, sections 38 and 39). "
            "Speak to it instead"
        )


class AgeNotKnown(ValueError):
    """Without a date of birth somebody has to say that the person is an adult."""


class BeforeJoining(ValueError):
    """Nobody leaves before the day they joined."""


@transaction.atomic
def nominate_offender(
    party: Party,
    *,
    by: User | None,
    agency: Agency,
    reason: str,
    adult_confirmed: bool = False,
    new_information: str = "",
) -> Nominal:
    """Nominate an alleged perpetrator to the cohort; the panel decides. Whoever left, or was not
    selected, returns on new information."""
    today = timezone.localdate()
    _check(party, today, adult_confirmed)
    nominal = Nominal(
        reference=next_reference("IOM", today.year),
        person=party.person,
        party=party,
        reason=reason,
        new_information=new_information,
        nominated_by=by,
        nominated_agency=agency,
    )
    _insert(nominal)
    record_nominal(
        "offender.nominated",
        nominal,
        by=by,
        operation=Operation.COLLECTION,
        changes={"agency": agency.slug, "adult_confirmed": adult_confirmed},
    )
    notices.offender_nominated(nominal)
    return nominal


def _insert(nominal: Nominal) -> None:
    """Two people may nominate at once: the database lets one of them."""
    try:
        with transaction.atomic():
            nominal.save(force_insert=True)
    except IntegrityError:
        raise AlreadyNominated from None


def _check(party: Party, today: dt.date, adult_confirmed: bool) -> None:
    if party.role != PartyRole.ALLEGED_PERPETRATOR:
        raise NotAlleged
    born = party.person.date_of_birth
    if born and age_on(born, today) < ADULT_AGE:
        raise UnderAge
    if not born and not adult_confirmed:
        raise AgeNotKnown
    if Nominal.objects.filter(person=party.person_id, status__in=CURRENT_STATUSES).exists():
        raise AlreadyNominated


@transaction.atomic
def select_offender(
    nominal: Nominal,
    *,
    by: User | None,
    cohort: str,
    joined_on: dt.date,
    reason: str,
    lead_officer: User | None = None,
    second_officer: User | None = None,
) -> Nominal:
    """Record the panel's decision to take a person into the cohort."""
    today = timezone.localdate()
    if joined_on > today:
        raise InTheFuture
    NOMINAL.move(
        nominal,
        NominalStatus.SELECTED,
        cohort=cohort,
        joined_on=joined_on,
        lead_officer=lead_officer,
        second_officer=second_officer,
        decision_reason=reason,
        decided_by=by,
        decided_at=timezone.now(),
        next_review_on=review_due(Rag.RED, today),
    )
    changes = {
        "status": [NominalStatus.NOMINATED, NominalStatus.SELECTED],
        "cohort": cohort,
        "joined_on": joined_on.isoformat(),
    }
    record_nominal("offender.selected", nominal, by=by, changes=changes)
    return nominal


@transaction.atomic
def reject_nomination(nominal: Nominal, *, by: User | None, reason: str) -> Nominal:
    """Record the panel's decision not to take a person into the cohort."""
    NOMINAL.move(
        nominal,
        NominalStatus.NOT_SELECTED,
        decision_reason=reason,
        decided_by=by,
        decided_at=timezone.now(),
    )
    changes = {"status": [NominalStatus.NOMINATED, NominalStatus.NOT_SELECTED]}
    record_nominal("offender.not_selected", nominal, by=by, changes=changes)
    return nominal


@transaction.atomic
def set_rag(
    nominal: Nominal,
    *,
    by: User,
    version: int,
    rag: str,
    reason: str,
    next_review_on: dt.date | None = None,
) -> Nominal:
    """Record a review: how the person stands, why, and when to look again."""
    require_selected(nominal)
    before = nominal.rag
    due = next_review_on or review_due(rag, timezone.localdate())
    save_versioned(nominal, version, rag=rag, rag_reason=reason, next_review_on=due)
    RagReview.objects.create(
        nominal=nominal, rag=rag, reason=reason, next_review_on=due, reviewed_by=by
    )
    changes = {"rag": [before, rag], "fields": ["rag_reason", "next_review_on"]}
    record_nominal("offender.reviewed", nominal, by=by, changes=changes)
    return nominal


@transaction.atomic
def deselect_offender(
    nominal: Nominal, *, by: User | None, left_on: dt.date, reason: str, note: str = ""
) -> Nominal:
    """Record that a person leaves the cohort. Coming back takes a new nomination."""
    if left_on > timezone.localdate():
        raise InTheFuture
    if nominal.joined_on and left_on < nominal.joined_on:
        raise BeforeJoining
    NOMINAL.move(
        nominal,
        NominalStatus.DESELECTED,
        left_on=left_on,
        leaving_reason=reason,
        leaving_note=note,
        next_review_on=None,
    )
    changes = {
        "status": [NominalStatus.SELECTED, NominalStatus.DESELECTED],
        "left_on": left_on.isoformat(),
        "reason": reason,
    }
    record_nominal("offender.deselected", nominal, by=by, changes=changes)
    return nominal

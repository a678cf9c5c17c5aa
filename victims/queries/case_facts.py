"""What the panel is told of support: facts and no more."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from cases.models import Case, Party, real, seen_by
from victims.models import OPEN_STATUSES, SupportReferral, Wish, WishKind
from victims.queries.referrals import STATUS_COLOURS
from victims.queries.targets import target_days


@dataclass(frozen=True)
class SupportFacts:
    """What the panel is told of a referral: when it was made, its status, and the clock."""

    reference: str
    status: str
    is_open: bool
    colour: str
    referred_on: dt.date
    working_days_to_first_contact: int | None
    first_contact_within: int
    is_late: bool
    wishes: list[Wish]


@dataclass(frozen=True)
class HarmedPerson:
    """A person harmed in a case, and the facts of their referrals to a victim service."""

    party: Party
    facts: list[SupportFacts]

    @property
    def may_be_referred(self) -> bool:
        """Whether they are neither waiting for support nor in it."""
        return not any(fact.is_open for fact in self.facts)


_FACTS = (
    "reference",
    "status",
    "priority",
    "referred_at",
    "first_contact_at",
    "closed_at",
    "party_id",
)


def support_status(case: Case, user: User) -> list[SupportFacts]:
    """The facts of each referral from a case that the user sees. Narrow on purpose: it reads
    neither contact details nor notes, plan or survey."""
    rows = _facts_of(case, user).filter(seen_by(user, case="party__case", in_full=False))
    return _all_facts(list(rows))


def harmed_people(case: Case, user: User) -> list[HarmedPerson]:
    """Victims and complainants of a case seen in full, with the facts of their referrals."""
    parties = (
        Party.objects.visible_to(user)
        .filter(case=case)
        .harmed()
        .select_related("person")
        .prefetch_related(
            Prefetch("support_referrals", queryset=_facts_of(case, user), to_attr="referrals_made")
        )
    )
    made = {party.pk: getattr(party, "referrals_made", []) for party in parties}
    limits = _limits([row for rows in made.values() for row in rows])
    return [
        HarmedPerson(party, [_facts(row, limits) for row in made[party.pk]]) for party in parties
    ]


def referable_parties(case: Case, user: User) -> QuerySet[Party]:
    """Victims and complainants of a case, if no rehearsal, not waiting for support or in it."""
    return (
        Party.objects.visible_to(user)
        .filter(real("case"), case=case)
        .harmed()
        .exclude(support_referrals__status__in=OPEN_STATUSES)
        .select_related("person")
    )


def perhaps_the_same(referral: SupportReferral, user: User) -> QuerySet[Party]:
    """Who somebody from outside may be: people harmed in open cases that the user sees in full,
    with a name or a day of birth of theirs, and no support yet."""
    person = referral.person
    same = Q(person__family_name__iexact=person.family_name) | Q(
        person__given_name__iexact=person.given_name
    )
    if person.date_of_birth:
        same |= Q(person__date_of_birth=person.date_of_birth)
    cases = Case.objects.in_full_for(user).filter(real(), pk__in=Case.objects.open().values("pk"))
    rows = Party.objects.visible_to(user).harmed().filter(same, case__in=cases)
    rows = rows.exclude(support_referrals__status__in=OPEN_STATUSES)
    return rows.select_related("person", "case").order_by("-case__opened_on", "pk")


def _facts_of(case: Case, user: User) -> QuerySet[SupportReferral]:
    wishes = Wish.objects.visible_to(user).filter(kind=WishKind.REVIEW, done_at=None)
    return (
        SupportReferral.objects.filter(party__case=case)
        .only(*_FACTS)
        .order_by("referred_at")
        .prefetch_related(Prefetch("wishes", queryset=wishes, to_attr="open_wishes"))
    )


def _all_facts(rows: list[SupportReferral]) -> list[SupportFacts]:
    limits = _limits(rows)
    return [_facts(row, limits) for row in rows]


def _limits(rows: list[SupportReferral]) -> dict[int, int]:
    """The working days to first contact that applied to each referral, by one query."""
    return target_days({row.pk: (row.priority, row.referred_on) for row in rows})


def _facts(row: SupportReferral, limits: dict[int, int]) -> SupportFacts:
    waited = row.working_days_to_first_contact
    if waited is None:
        ended = row.closed_at and timezone.localdate(row.closed_at)
        waited = row.working_days_waiting(ended or timezone.localdate())
    return SupportFacts(
        reference=row.reference,
        status=row.get_status_display(),
        is_open=row.is_open,
        colour=STATUS_COLOURS[row.status],
        referred_on=row.referred_on,
        working_days_to_first_contact=row.working_days_to_first_contact,
        first_contact_within=limits[row.pk],
        is_late=waited > limits[row.pk],
        wishes=getattr(row, "open_wishes", []),
    )

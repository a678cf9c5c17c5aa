"""What belongs with a case, as far as the user may see the other end in full."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from accounts.models import User
from cases.models import (
    HARMED_ROLES,
    Case,
    CaseLink,
    CaseMerge,
    CaseStatus,
    LinkKind,
    Party,
    PartyRole,
    UnrelatedCases,
)

MOST = 50
PER_CASE = 200


@dataclass(frozen=True)
class LinkedCase:
    """A link as it is read from one of its ends."""

    link: CaseLink
    other: Case
    text: str


@dataclass(frozen=True)
class SuggestedLink:
    """Another case with people of this one, and why it may belong here."""

    other: Case
    kind: str
    reason: str

    @property
    def label(self) -> str:
        """The kind in words."""
        return LinkKind(self.kind).label


def links_of(case: Case, user: User) -> list[LinkedCase]:
    """The cases linked with a case, the newest link first."""
    rows = CaseLink.objects.visible_to(user).current().filter(Q(case=case) | Q(other=case))
    rows = rows.select_related("case", "other", "by").order_by("-at", "-pk")
    return [_seen_from(case, link) for link in rows[:MOST]]


def link_of(case: Case, user: User, pk: int) -> CaseLink | None:
    """One link of a case that stands, if the user sees both ends."""
    rows = CaseLink.objects.visible_to(user).current().filter(Q(case=case) | Q(other=case))
    return rows.select_related("case", "other").filter(pk=pk).first()


def linkable_case(case: Case, user: User, reference: str) -> Case | None:
    """Another case that the user sees in full, by its reference."""
    rows = Case.objects.in_full_for(user).exclude(pk=case.pk)
    return rows.filter(reference=reference.strip().upper()).first()


def suggested_links(case: Case, user: User) -> list[SuggestedLink]:
    """Other cases with the same people that nobody has linked or dismissed. Two people who are
    victim and alleged perpetrator here and the other way round there: a counter-allegation."""
    here = _roles(Party.objects.visible_to(user).filter(case=case))
    elsewhere = (
        Party.objects.visible_to(user)
        .filter(person__in=list(here))
        .exclude(case=case)
        .exclude(case__status=CaseStatus.MERGED)
        .select_related("case")
        .order_by("-case__opened_on", "-case_id", "pk")[:PER_CASE]
    )
    parties: dict[int, list[Party]] = defaultdict(list)
    for party in elsewhere:
        parties[party.case_id].append(party)
    decided = _decided(case, list(parties))
    found = [_suggest(here, rows) for pk, rows in parties.items() if pk not in decided]
    return sorted(found, key=lambda each: each.kind != LinkKind.COUNTER_ALLEGATION)[:MOST]


def merged_into(case: Case, user: User) -> CaseMerge | None:
    """The merge of a case that is part of another, if the user may see that one."""
    rows = CaseMerge.objects.visible_to(user).standing().filter(merged=case)
    return rows.select_related("into", "merged").first()


def merges_into(case: Case, user: User) -> list[CaseMerge]:
    """The cases that are part of a case, as far as the user may see them."""
    rows = CaseMerge.objects.visible_to(user).standing().filter(into=case)
    return list(rows.select_related("merged", "by").order_by("-at")[:MOST])


def _seen_from(case: Case, link: CaseLink) -> LinkedCase:
    outward = link.case_id == case.pk
    text = link.get_kind_display()
    if link.kind == LinkKind.TRANSFERRED:
        text = "Transferred to" if outward else "Transferred from"
    return LinkedCase(link, link.other if outward else link.case, text)


def _roles(parties: Iterable[Party]) -> dict[int, set[str]]:
    roles: dict[int, set[str]] = defaultdict(set)
    for party in parties:
        roles[party.person_id].add(party.role)
    return roles


def _decided(case: Case, others: list[int]) -> set[int]:
    """Which of these cases are linked with the case already, or found not to belong."""
    linked = CaseLink.objects.current().filter(
        Q(case=case, other__in=others) | Q(other=case, case__in=others)
    )
    apart = UnrelatedCases.objects.filter(
        Q(first=case, second__in=others) | Q(second=case, first__in=others)
    )
    ends = [*linked.values_list("case", "other"), *apart.values_list("first", "second")]
    return {pk for pair in ends for pk in pair} - {case.pk}


def _suggest(here: dict[int, set[str]], parties: list[Party]) -> SuggestedLink:
    there = _roles(parties)
    turned = _harmed(here) & _alleged(there) and _alleged(here) & _harmed(there)
    if turned:
        kind, reason = LinkKind.COUNTER_ALLEGATION, "The same people, on opposite sides"
    elif len(there) > 1:
        kind, reason = LinkKind.SAME_PEOPLE, f"{len(there)} people are in both cases"
    else:
        kind, reason = LinkKind.SAME_PEOPLE, "One person is in both cases"
    return SuggestedLink(parties[0].case, kind, reason)


def _harmed(roles: dict[int, set[str]]) -> set[int]:
    return {person for person, held in roles.items() if not held.isdisjoint(HARMED_ROLES)}


def _alleged(roles: dict[int, set[str]]) -> set[int]:
    return {person for person, held in roles.items() if PartyRole.ALLEGED_PERPETRATOR in held}

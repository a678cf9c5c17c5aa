"""Referrals for support: the list, one, and what may be done next with it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone

from accounts.models import Agency, AgencyKind, Role, User
from accounts.queries import people_with_role
from cases.models import Case
from victims.models import (
    SUPPORT_ROLES,
    AssessmentStage,
    Consent,
    ConsentDecision,
    ContactAttempt,
    NeedDomain,
    NeedLevel,
    NeedsAssessment,
    OutcomeMeasure,
    PlannedContact,
    SafeContactReader,
    SupportGoal,
    SupportReferral,
    SupportStatus,
    SurveyAnswer,
    Wish,
)
from victims.workflow import compare_outcomes

Needs = list[tuple[str, str]]
STATUS_COLOURS: dict[str, str] = {
    SupportStatus.REFERRED: "blue",
    SupportStatus.IN_SUPPORT: "green",
    SupportStatus.CLOSED: "grey",
    SupportStatus.NOT_SUPPORTED: "grey",
}


def providers() -> QuerySet[Agency]:
    """The victim services that exist today."""
    return Agency.objects.current().filter(kind=AgencyKind.VICTIM_SERVICE).order_by("pk")


def own_services(user: User) -> QuerySet[Agency]:
    """The victim services whose worker or manager the user is."""
    return Agency.objects.filter(pk__in=user.desk.agency_ids(*SUPPORT_ROLES)).order_by("pk")


def own_service(user: User) -> Agency:
    """The victim service that the user acts for: the first, where they act for several."""
    service = own_services(user).first()
    if service is None:
        raise LookupError("This person acts for no victim service")
    return service


def support_list(user: User) -> QuerySet[SupportReferral]:
    """Every referral to the user's victim service, with what a list shows."""
    return SupportReferral.objects.visible_to(user).select_related("person", "worker")


def colleagues_in_service(user: User) -> QuerySet[User]:
    """The victim workers of the user's victim service."""
    agencies = list(user.desk.agency_ids(*SUPPORT_ROLES))
    return people_with_role(Role.VICTIM_WORKER, agencies).order_by("family_name", "given_name")


def current_consent(referral: SupportReferral) -> Consent | None:
    """The latest answer on consent."""
    return Consent.objects.filter(referral=referral).order_by("-decided_on", "-pk").first()


def attempts_of(user: User, referral: SupportReferral) -> list[ContactAttempt]:
    """Every attempt to reach the person, the latest first."""
    rows = ContactAttempt.objects.visible_to(user).filter(referral=referral)
    return list(rows.select_related("recorded_by"))


def planned_for(user: User, referral: SupportReferral) -> list[PlannedContact]:
    """Contacts planned and not yet made, and those that safe contact has stopped."""
    rows = PlannedContact.objects.visible_to(user).filter(referral=referral)
    return list(rows.filter(done_at=None, cancelled_at=None))


def wishes_of(user: User, referral: SupportReferral) -> list[Wish]:
    """What the person has asked for and nobody has seen to."""
    return list(Wish.objects.visible_to(user).filter(referral=referral, done_at=None))


def goals_of(user: User, referral: SupportReferral) -> list[SupportGoal]:
    """The goals of the plan, the next due first; each with the name of its part of life."""
    name = NeedDomain.objects.filter(key=OuterRef("need")).values("name")
    rows = SupportGoal.objects.visible_to(user).filter(referral=referral)
    return list(rows.annotate(need_name=Subquery(name)))


def parts_of_life() -> list[NeedDomain]:
    """The parts of life that are asked about."""
    return list(NeedDomain.objects.filter(is_in_use=True))


def needs_said(assessments: list[NeedsAssessment]) -> list[tuple[NeedsAssessment, Needs]]:
    """Each assessment with its parts of life, in the order of the list, and the help needed, in
    words; one query."""
    names = dict(NeedDomain.objects.values_list("key", "name"))
    return [(row, _in_words(row.needs, names)) for row in assessments]


def _in_words(needs: Mapping[str, str], names: Mapping[str, str]) -> Needs:
    return [(name, NeedLevel(needs[key]).label) for key, name in names.items() if key in needs]


def assessments_of(user: User, referral: SupportReferral) -> list[NeedsAssessment]:
    """Each assessment of needs, the first one first."""
    rows = NeedsAssessment.objects.visible_to(user).filter(referral=referral)
    return list(rows.select_related("assessed_by"))


def outcomes_of(user: User, referral: SupportReferral) -> list[OutcomeMeasure]:
    """The four outcomes as they stood at closure."""
    return list(OutcomeMeasure.objects.visible_to(user).filter(referral=referral))


def measured_outcomes(user: User, referral: SupportReferral) -> dict[str, str]:
    """How each outcome compares, where needs were assessed at the start and at the end."""
    stands = {row.stage: row.outcomes for row in assessments_of(user, referral)}
    start, end = stands.get(AssessmentStage.START), stands.get(AssessmentStage.END)
    return compare_outcomes(start, end) if start is not None and end is not None else {}


def survey_of(referral: SupportReferral) -> SurveyAnswer | None:
    """The survey of a referral, if one has been sent."""
    return SurveyAnswer.objects.filter(referral=referral).select_related("edition").first()


def readers_of(referral: SupportReferral) -> list[SafeContactReader]:
    """Those named to read a person's safe contact today."""
    rows = SafeContactReader.objects.filter(referral=referral, until__gte=timezone.localdate())
    return list(rows.select_related("user"))


def own_referrals(case: Case, user: User) -> QuerySet[SupportReferral]:
    """The referrals from a case to the user's own victim service, to link to."""
    rows = SupportReferral.objects.visible_to(user).filter(party__case=case)
    return rows.select_related("person").order_by("referred_at")


@dataclass(frozen=True)
class Step:
    """Something this person may do next: the words on a button, and where it leads."""

    label: str
    url: str
    by_post: bool = False


def next_steps(
    user: User,
    referral: SupportReferral,
    *,
    consent: Consent | None,
    survey: SurveyAnswer | None,
    must_decide: bool = False,
) -> list[Step]:
    """What may be done next with a referral, the likeliest first."""
    name = referral.reference
    agreed = consent is not None and consent.decision == ConsentDecision.GIVEN
    if not referral.is_open:
        owed = referral.status == SupportStatus.CLOSED and not (survey and survey.answered_on)
        return [Step("Send or record the survey", reverse("survey", args=[name]))] if owed else []
    steps = []
    if referral.worker_id != user.pk:
        steps.append(Step("Take this referral", reverse("take_support", args=[name]), by_post=True))
    if must_decide:
        steps.append(Step("Decide whether to keep trying", reverse("decide_tries", args=[name])))
    steps.append(Step("Record a contact", reverse("record_contact", args=[name])))
    steps.append(Step("Plan a contact", reverse("plan_contact", args=[name])))
    steps.append(Step("Record consent", reverse("record_consent", args=[name])))
    if agreed:
        steps.append(Step("Add a goal", reverse("add_goal", args=[name])))
    if referral.status == SupportStatus.IN_SUPPORT:
        steps.append(Step("Close support", reverse("close_support", args=[name])))
    else:
        steps.append(Step("Not supported", reverse("decline_support", args=[name])))
    return steps

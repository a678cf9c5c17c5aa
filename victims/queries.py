"""Page-shaped reads about support, and its counts for the assessment."""

import datetime as dt
from dataclasses import dataclass
from typing import TypedDict

from django.db.models import Count, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.models import Agency, AgencyKind, Role, User
from accounts.queries import people_with_role
from cases.models import Case, Party
from ui.work import WorkItem
from ui.working_days import working_days_between
from victims.models import (
    OPEN_STATUSES,
    Consent,
    ConsentDecision,
    ContactAttempt,
    OutcomeMeasure,
    Recommendation,
    SupportGoal,
    SupportReferral,
    SupportStatus,
    SurveyAnswer,
)

WORK_LIMIT = 50
STATUS_COLOURS: dict[str, str] = {
    SupportStatus.REFERRED: "blue",
    SupportStatus.IN_SUPPORT: "green",
    SupportStatus.CLOSED: "grey",
    SupportStatus.NOT_SUPPORTED: "grey",
}


def providers() -> QuerySet[Agency]:
    """The victim services that exist today."""
    return Agency.objects.current().filter(kind=AgencyKind.VICTIM_SERVICE).order_by("pk")


def support_list(user: User) -> QuerySet[SupportReferral]:
    """Every referral to the user's victim service, with what a list shows."""
    return SupportReferral.objects.visible_to(user).select_related("party__person", "worker")


def colleagues_in_service(user: User) -> QuerySet[User]:
    """The victim workers of the user's victim service."""
    agencies = list(user.desk.agency_ids(Role.VICTIM_WORKER))
    return people_with_role(Role.VICTIM_WORKER, agencies).order_by("family_name", "given_name")


def current_consent(referral: SupportReferral) -> Consent | None:
    """The latest answer on consent."""
    return Consent.objects.filter(referral=referral).order_by("-decided_on", "-pk").first()


def attempts_of(user: User, referral: SupportReferral) -> list[ContactAttempt]:
    """Every attempt to reach the person, the latest first."""
    rows = ContactAttempt.objects.visible_to(user).filter(referral=referral)
    return list(rows.select_related("recorded_by"))


def goals_of(user: User, referral: SupportReferral) -> list[SupportGoal]:
    """The goals of the plan, the next due first."""
    return list(SupportGoal.objects.visible_to(user).filter(referral=referral))


def outcomes_of(user: User, referral: SupportReferral) -> list[OutcomeMeasure]:
    """The four outcomes as they stood at closure."""
    return list(OutcomeMeasure.objects.visible_to(user).filter(referral=referral))


def survey_of(referral: SupportReferral) -> SurveyAnswer | None:
    """The survey of a referral, if one has been sent."""
    return SurveyAnswer.objects.filter(referral=referral).first()


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
) -> list[Step]:
    """What may be done next with a referral, the likeliest first."""
    name = referral.reference
    agreed = consent is not None and consent.decision == ConsentDecision.GIVEN
    if referral.is_open:
        steps = (
            [Step("Take this referral", reverse("take_support", args=[name]), by_post=True)]
            if referral.worker_id != user.pk
            else []
        )
        steps.append(Step("Record a contact", reverse("record_contact", args=[name])))
        steps.append(Step("Record consent", reverse("record_consent", args=[name])))
        if agreed:
            steps.append(Step("Add a goal", reverse("add_goal", args=[name])))
        if referral.status == SupportStatus.IN_SUPPORT:
            steps.append(Step("Close support", reverse("close_support", args=[name])))
        else:
            steps.append(Step("Not supported", reverse("decline_support", args=[name])))
        return steps
    if referral.status == SupportStatus.CLOSED and (survey is None or not survey.answered_on):
        return [Step("Record the survey", reverse("record_survey", args=[name]))]
    return []


@dataclass(frozen=True)
class SupportFacts:
    """What the panel is told of a referral: when it was made, its status, and the clock."""

    reference: str
    status: str
    is_open: bool
    colour: str
    referred_on: dt.date
    working_days_to_first_contact: int | None


@dataclass(frozen=True)
class HarmedPerson:
    """A person harmed in a case, and the facts of their referrals to a victim service."""

    party: Party
    facts: list[SupportFacts]

    @property
    def may_be_referred(self) -> bool:
        """Whether they are neither waiting for support nor in it."""
        return not any(fact.is_open for fact in self.facts)


_FACTS = ("reference", "status", "referred_at", "first_contact_at", "party_id")


def support_status(case: Case, user: User) -> list[SupportFacts]:
    """The facts of each referral from a case that the user sees. Narrow on purpose: it reads
    neither contact details nor notes, plan or survey."""
    rows = _facts_of(case).filter(party__case__in=Case.objects.visible_to(user).values("pk"))
    return [_facts(row) for row in rows]


def harmed_people(case: Case, user: User) -> list[HarmedPerson]:
    """Victims and complainants of a case seen in full, with the facts of their referrals."""
    parties = (
        Party.objects.visible_to(user)
        .filter(case=case)
        .harmed()
        .select_related("person")
        .prefetch_related(
            Prefetch("support_referrals", queryset=_facts_of(case), to_attr="referrals_made")
        )
    )
    return [
        HarmedPerson(party, [_facts(row) for row in getattr(party, "referrals_made", [])])
        for party in parties
    ]


def referable_parties(case: Case, user: User) -> QuerySet[Party]:
    """Victims and complainants of a case who are not waiting for support or in it."""
    return (
        Party.objects.visible_to(user)
        .filter(case=case)
        .harmed()
        .exclude(support_referrals__status__in=OPEN_STATUSES)
        .select_related("person")
    )


def own_referrals(case: Case, user: User) -> QuerySet[SupportReferral]:
    """The referrals from a case to the user's own victim service, to link to."""
    rows = SupportReferral.objects.visible_to(user).filter(party__case=case)
    return rows.select_related("party__person").order_by("referred_at")


def _facts_of(case: Case) -> QuerySet[SupportReferral]:
    return SupportReferral.objects.filter(party__case=case).only(*_FACTS).order_by("referred_at")


def _facts(row: SupportReferral) -> SupportFacts:
    return SupportFacts(
        reference=row.reference,
        status=row.get_status_display(),
        is_open=row.is_open,
        colour=STATUS_COLOURS[row.status],
        referred_on=row.referred_on,
        working_days_to_first_contact=row.working_days_to_first_contact,
    )


def work_list(user: User) -> list[WorkItem]:
    """What a victim worker owes: referrals nobody has taken, contacts due, surveys to send."""
    if not user.desk.has(Role.VICTIM_WORKER):
        return []
    today = timezone.localdate()
    mine = SupportReferral.objects.visible_to(user)
    unclaimed = Q(status=SupportStatus.REFERRED, worker=None)
    contact = Q(status__in=OPEN_STATUSES, worker=user, next_contact_due__lte=today)
    owed = mine.filter(unclaimed | contact).order_by("next_contact_due", "pk")[:WORK_LIMIT]
    surveys = mine.survey_to_send().filter(worker=user).order_by("closed_at", "pk")[:WORK_LIMIT]
    return [_owed(row) for row in owed] + [
        WorkItem(
            text=f"Send the survey of {row.reference}",
            url=reverse("record_survey", args=[row.reference]),
            due=None,
            kind="Survey to send",
        )
        for row in surveys
    ]


def _owed(row: SupportReferral) -> WorkItem:
    if row.worker_id is None:
        text, kind = f"Take the new referral {row.reference}", "Victim to contact"
    else:
        text, kind = f"Contact the person of {row.reference}", "Victim to contact"
    return WorkItem(
        text=text,
        url=reverse("victim", args=[row.reference]),
        due=row.next_contact_due,
        kind=kind,
    )


class SupportCounts(TypedDict):
    """Counts of a period for the assessment. A pair is (numerator, denominator)."""

    referred: int
    supported: int
    closed: int
    working_days_to_first_contact: list[int]
    surveys_answered: tuple[int, int]
    would_recommend: tuple[int, int]


def support_counts(start: dt.date, end: dt.date) -> SupportCounts:
    """Support in a period, both days included.

    `referred`: referrals made. `supported`: different people whose support began. `closed`:
    referrals whose support closed. `working_days_to_first_contact`: one number for each referral
    first spoken to in the period, sorted. `surveys_answered`: answered of those sent in the
    period. `would_recommend`: yes of the yes and no answers given in the period.
    """
    return {
        "referred": SupportReferral.objects.filter(_within("referred_at", start, end)).count(),
        "supported": _people_supported(start, end),
        "closed": SupportReferral.objects.filter(
            _within("closed_at", start, end), status=SupportStatus.CLOSED
        ).count(),
        "working_days_to_first_contact": _first_contacts(start, end),
        "surveys_answered": _surveys_answered(start, end),
        "would_recommend": _recommendations(start, end),
    }


def _within(field: str, start: dt.date, end: dt.date) -> Q:
    """The days from start to end on London's clock, as moments, so that an index serves."""
    zone = timezone.get_default_timezone()
    since = dt.datetime.combine(start, dt.time.min, tzinfo=zone)
    until = dt.datetime.combine(end + dt.timedelta(days=1), dt.time.min, tzinfo=zone)
    return Q(**{f"{field}__gte": since, f"{field}__lt": until})


def _people_supported(start: dt.date, end: dt.date) -> int:
    rows = SupportReferral.objects.filter(_within("support_started_at", start, end))
    return int(rows.aggregate(people=Count("party__person", distinct=True))["people"])


def _first_contacts(start: dt.date, end: dt.date) -> list[int]:
    rows = SupportReferral.objects.filter(_within("first_contact_at", start, end))
    pairs = rows.values_list("referred_at", "first_contact_at")
    return sorted(
        working_days_between(timezone.localdate(referred), timezone.localdate(talked))
        for referred, talked in pairs
        if talked is not None
    )


def _surveys_answered(start: dt.date, end: dt.date) -> tuple[int, int]:
    sent = SurveyAnswer.objects.filter(asked_on__range=(start, end))
    counts = sent.aggregate(sent=Count("pk"), answered=Count("answered_on"))
    return counts["answered"], counts["sent"]


def _recommendations(start: dt.date, end: dt.date) -> tuple[int, int]:
    said = SurveyAnswer.objects.filter(answered_on__range=(start, end))
    counts = said.aggregate(
        yes=Count("pk", filter=Q(would_recommend=Recommendation.YES)),
        no=Count("pk", filter=Q(would_recommend=Recommendation.NO)),
    )
    return counts["yes"], counts["yes"] + counts["no"]

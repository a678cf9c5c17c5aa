"""The pages that are measured: who opens each, where it is, and what it may cost."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db.models import Count
from django.http import QueryDict
from django.urls import reverse

from accounts.models import Agency, User
from bench import meeting
from cases.models import Case, Note, Referral
from cases.services import start_referral
from offenders.models import Nominal
from panels.models import Meeting
from reviews.models import CaseReviewApplication
from ui.paging import address_beyond
from victims.models import SupportReferral

HOME, LIST, PAGE, SEARCH, SAVE = 12, 8, 15, 6, 15
SLOWER = 3.0
NEWEST = ("-opened_on", "-pk")
COORDINATOR, OFFICER, CO_CHAIR = "coordinator", "officer.housing", "cochair.police"
WORKER, MANAGER = "victim.worker", "offender.manager"

RECORD = {
    "record-facts_shared": "Quiet since the visit.",
    "record-risk_band": "medium",
    "record-decision": "close",
    "record-decision_reason": "Nothing for two months.",
}


@dataclass(frozen=True)
class Page:
    """A page, who opens it, how its address is found, and its budgets. With `posts` it is a form
    that is sent."""

    name: str
    who: str
    address: Callable[[User], str]
    queries: int
    ratio: float = 2.5
    posts: dict[str, str] = field(default_factory=dict)


def at(name: str) -> Callable[[User], str]:
    """A page without an argument in its address."""
    return lambda _: reverse(name)


def filtered(user: User) -> str:
    """The open cases of one agency."""
    homes = Agency.objects.get(slug="homes")
    return f"{reverse('list_cases')}?status=open&lead_agency={homes.pk}"


def deep(user: User) -> str:
    """The page of the list of cases that has nine tenths of them before it."""
    rows = Case.objects.visible_to(user).order_by(*NEWEST)
    row = rows[rows.count() * 9 // 10]
    return f"{reverse('list_cases')}{address_beyond(QueryDict(), row, NEWEST)}"


def usual_case(name: str) -> Callable[[User], str]:
    """A page of an open case with as much in it as most have: the newest of the oldest half."""

    def address(user: User) -> str:
        rows = Case.objects.visible_to(user).filter(status="open").order_by("pk")
        return reverse(name, args=[rows[rows.count() // 2].reference])

    return address


def longest_chronology(user: User) -> str:
    """The chronology of the case with the most notes: 500 entries and more."""
    busiest = Note.objects.order_by().values("case").annotate(n=Count("pk")).order_by("-n", "case")
    return reverse("case_chronology", args=[Case.objects.get(pk=busiest[0]["case"]).reference])


def draft(user: User) -> str:
    """A section of a referral that the person is writing."""
    row = Referral.objects.filter(author=user, status="draft").order_by("pk").first()
    row = row or start_referral(by=user, agency=user.desk.casework_agency)
    return reverse("referral_section", args=[row.reference, "wants"])


def newest(model: Any, name: str) -> Callable[[User], str]:
    """The page of the last row of a model that the person may see."""

    def address(user: User) -> str:
        row = model.objects.visible_to(user).order_by("-pk").first()
        if row is None:
            raise SystemExit(f"{name}: nothing to show to {user}")
        return reverse(name, args=[row.reference])

    return address


PAGES = (
    Page("smallest page", COORDINATOR, at("accessibility"), 8, 1.0),
    Page("my work", COORDINATOR, at("my_work"), HOME),
    Page("my work", OFFICER, at("my_work"), HOME),
    Page("case list", COORDINATOR, at("list_cases"), LIST),
    Page("case list", OFFICER, at("list_cases"), LIST),
    Page("filtered list", COORDINATOR, filtered, LIST),
    Page("filtered list", OFFICER, filtered, LIST),
    Page("deep page", COORDINATOR, deep, LIST),
    Page("deep page", OFFICER, deep, LIST),
    Page("case page", COORDINATOR, usual_case("case"), PAGE),
    Page("case page", OFFICER, usual_case("case"), PAGE),
    Page("chronology of 500", COORDINATOR, longest_chronology, PAGE),
    Page("people of a case", COORDINATOR, usual_case("case_people"), PAGE),
    Page(
        "referral save",
        OFFICER,
        draft,
        SAVE,
        SLOWER,
        {"wants": "To sleep at night.", "police": "no"},
    ),
    Page("note save", OFFICER, usual_case("add_note"), SAVE, SLOWER, {"text": "All is quiet."}),
    Page("action list", COORDINATOR, at("list_actions"), LIST),
    Page("action list", OFFICER, at("list_actions"), LIST),
    Page("referral list", COORDINATOR, at("list_referrals"), LIST),
    Page("repeat list", COORDINATOR, at("list_repeats"), LIST),
    Page("case review list", COORDINATOR, at("list_case_reviews"), LIST),
    Page("case review", COORDINATOR, newest(CaseReviewApplication, "case_review"), PAGE),
    Page("meeting list", CO_CHAIR, at("list_meetings"), LIST),
    Page("meeting", CO_CHAIR, newest(Meeting, "meeting"), PAGE),
    Page("meeting screen", CO_CHAIR, partial(meeting.screen, "screen_item"), PAGE),
    Page("screen, asked again", CO_CHAIR, partial(meeting.screen, "screen_state"), PAGE),
    Page("record save", CO_CHAIR, partial(meeting.screen, "screen_item"), SAVE, SLOWER, RECORD),
    Page("papers of 40", CO_CHAIR, meeting.papers, PAGE),
    Page("answers to give", OFFICER, meeting.answers, PAGE),
    Page("victim list", WORKER, at("list_victims"), LIST),
    Page("victim", WORKER, newest(SupportReferral, "victim"), PAGE),
    Page("offender list", MANAGER, at("list_offenders"), LIST),
    Page("offender", MANAGER, newest(Nominal, "offender"), PAGE),
    Page("search by name", COORDINATOR, at("search"), SEARCH, SLOWER, {"q": "Noor"}),
    Page("search by place", OFFICER, at("search"), SEARCH, SLOWER, {"q": "CSM 2025 12"}),
    Page("log", "dpo", at("log"), LIST),
    Page("retention", "dpo", at("retention"), LIST),
)

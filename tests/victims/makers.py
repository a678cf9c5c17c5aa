"""One of each thing that a victim service keeps, made through the services."""

import datetime as dt
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Role, User
from tests.people import Cast, person_of
from victims import services
from victims.models import Facilitator, Intervention, SafeContact, SupportReferral

SAFE: dict[str, Any] = {
    "phone": "07700 900123",
    "email": "marigold@safe.example",
    "address": "4 Secret Lane",
    "safe_ways": ["phone", "text", "email", "visit"],
    "no_voicemail": True,
    "safe_days": [],
    "safe_from": None,
    "safe_until": None,
    "only_through_another": False,
    "safe_times": "Not in the Zanzibar holidays",
    "code_word": "Marigold",
    "who_may_answer": "Her sister Quenby",
    "interpreter": "Tetum",
}
SECRETS = (
    "07700 900123",
    "marigold@safe",
    "Secret Lane",
    "Zanzibar",
    "Marigold",
    "Quenby",
    "Tetum",
)


def a_manager(cast: Cast, name: str = "victim-manager") -> User:
    """A manager of the victim service."""
    return person_of(Role.VICTIM_MANAGER, cast.victim_support, name)


def safe_contact(cast: Cast, referral: SupportReferral, **said: Any) -> SafeContact:
    """How the person of a referral can be reached safely."""
    return services.save_safe_contact(
        referral, by=cast.victim_worker, version=0, reason="First call", **{**SAFE, **said}
    )


def a_facilitator(cast: Cast, **said: Any) -> Facilitator:
    """Somebody whose training is in date."""
    return services.add_facilitator(
        cast.victim_support,
        by=cast.victim_worker,
        **{
            "name": "Fay Facil",
            "kind": "volunteer",
            "training": "Three days, by the council",
            "trained_on": dt.date(2020, 1, 1),
            **said,
        },
    )


def a_panel(cast: Cast, referral: SupportReferral, kind: str = "restorative") -> Intervention:
    """A Restorative Justice panel that is proposed."""
    return services.propose_intervention(
        referral,
        by=cast.victim_worker,
        kind=kind,
        aim="Quiet nights",
        proposed_on=timezone.localdate(),
    )


def the_whole_of_support(cast: Cast, referral: SupportReferral) -> dict[str, Any]:
    """One of each thing about a referral whose person has consented, and about its service."""
    worker, today = cast.victim_worker, timezone.localdate()
    safe_contact(cast, referral)
    planned = services.plan_contact(
        referral, by=worker, at=timezone.now() + dt.timedelta(days=1), way="phone"
    )
    intervention = a_panel(cast, referral)
    services.write_mediator_note(intervention, by=worker, text="Said in confidence")
    complaint = services.record_complaint(
        referral, by=worker, about="The police", received_on=today, what="No reply for a month"
    )
    wish = services.make_wish(referral, kind="review")
    centre = services.add_centre(
        cast.victim_support, by=worker, name="The library", opened_on=dt.date(2020, 1, 1)
    )
    services.add_centre_staff(centre, by=worker, name="Lil", trained_on=dt.date(2020, 1, 1))
    report = a_hate_report(cast, centre)
    services.write_supervision(
        cast.victim_support, worker, by=worker, held_on=today, note="Going well"
    )
    sample = services.draw_sample(cast.victim_support, by=worker, since=today, until=today, size=1)
    return {
        "planned_call": planned,
        "intervention": intervention,
        "complaint": complaint,
        "wish": wish,
        "centre": centre,
        "hate_report": report,
        "facilitator": a_facilitator(cast),
        "sample": sample,
        "sampled": sample.drawn.first(),
    }


def a_hate_report(cast: Cast, centre: Any, **said: Any) -> Any:
    """What somebody reported at a centre."""
    return services.record_hate_report(
        by=cast.victim_worker,
        centre=centre,
        **{
            "taken_by": centre.staff.first(),
            "reported_on": timezone.localdate(),
            "happened_on": None,
            "strands": ["race", "religion"],
            "account": "Shouted at in the street",
            "is_anonymous": False,
            "to_police": "no",
            "consents_to_share": False,
            "support": "declined",
            **said,
        },
    )


def queries_of(browser, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)

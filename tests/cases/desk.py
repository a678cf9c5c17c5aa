"""Cases made from a finished referral, as the coordinator would."""

from typing import Any

from django.urls import reverse

from cases.forms.referral import read_content
from cases.models import Case, Referral
from cases.queries import instrument_in_use
from cases.services import accept_referral, send_referral, start_referral
from tests.cases.answers import fill_referral
from tests.people import Cast


def sent_referral(cast: Cast, **changed: Any) -> Referral:
    """A referral of the housing officer that waits for the coordinator."""
    referral = start_referral(by=cast.officer, agency=cast.housing)
    fill_referral(referral, by=cast.officer, **changed)
    return send_referral(referral, by=cast.officer)


def accept(cast: Cast, referral: Referral, **said: Any) -> Case:
    """Accept it through the service."""
    fields = {
        "reason": "High risk",
        "content": read_content(referral),
        "known": {},
        "share_with": [cast.police],
        "instrument": instrument_in_use(),
        **said,
    }
    return accept_referral(referral, by=cast.coordinator, **fields)


def post_to(client: Any, name: str, thing: Any, data: dict[str, Any], **extra: Any) -> Any:
    """Post a form to an address about one thing."""
    return client.post(reverse(name, args=[thing, *extra.values()]), data)

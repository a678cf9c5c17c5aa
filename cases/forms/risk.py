"""Input checks for assessing the risk of a case."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone

from accounts.models import AgencyKind, User
from accounts.queries import caseworkers
from cases.forms.sections import long_text, one_of
from cases.models import Case, RiskBand, RiskInstrument
from cases.queries import sharing_agency_ids
from cases.queries.reviews import working_day_from
from cases.services.risk import Suggested
from ui.dates import say_date
from ui.forms import Form

JUDGEMENT = "judgement"


class ChooseInstrumentForm(Form):
    """One of the instruments in use, or none of them."""

    instrument = one_of("How do you assess it?", ())

    def __init__(self, *args: Any, instruments: Sequence[RiskInstrument], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(str(each.pk), _described(each)) for each in instruments]
        judged = (JUDGEMENT, "Without questions, by professional judgement")
        self.fields["instrument"].choices = [*offered, judged]  # type: ignore[attr-defined]


def _described(instrument: RiskInstrument) -> str:
    return f"{instrument}. {instrument.purpose}" if instrument.purpose else str(instrument)


class JudgeRiskForm(Form):
    """A band by professional judgement, with its reason."""

    band = one_of("How high is the risk now?", RiskBand.choices)
    judgement_reason = long_text("Why?", "The panel will read this")


@dataclass(frozen=True)
class Offer:
    """An action that the band suggests, with the day it would be due."""

    wording: str
    agency_kind: str
    due_on: dt.date


def offers_of(instrument: RiskInstrument, band: str) -> list[Offer]:
    """What a band suggests, due on working days."""
    today = timezone.localdate()
    return [
        Offer(
            each["wording"],
            each["agency_kind"],
            working_day_from(today + dt.timedelta(days=each["days"])),
        )
        for each in instrument.consequence(band)["actions"]
    ]


class CheckRiskForm(Form):
    """The band of the score or another one, and the suggested actions that are taken up."""

    band = one_of(
        "Which band is it?",
        RiskBand.choices,
        "Keep the band of the score, or choose another by professional judgement",
    )
    judgement_reason = long_text(
        "If you chose another band: why?", "The panel will read this", required=False
    )

    def __init__(
        self,
        *args: Any,
        case: Case,
        scored: str,
        offers: Sequence[Offer],
        start: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        self.scored = scored
        self.offers = tuple(offers)
        self.agency_ids = sharing_agency_ids(case)
        people = caseworkers(self.agency_ids).order_by("family_name", "given_name")
        self.people = {str(each.pk): each for each in people} if offers else {}
        choices = [("", "Choose"), *((pk, str(each)) for pk, each in self.people.items())]
        asked: dict[str, forms.Field] = {**type(self).base_fields}
        for number, offer in enumerate(self.offers):
            asked[f"do_{number}"] = _tick(offer)
            asked[f"owner_{number}"] = forms.ChoiceField(
                label=f"Who does it? {offer.wording}",
                choices=choices,
                required=False,
                initial=_first_owner(case, offer),
            )
        self.base_fields = asked  # type: ignore[misc]
        super().__init__(*args, initial=dict(start), **kwargs)

    def clean(self) -> dict[str, Any]:
        """A judgement has a reason, and an action somebody to do it."""
        said = super().clean() or {}
        chosen = said.get("band")
        if chosen and chosen != self.scored and not said.get("judgement_reason"):
            self.add_error("judgement_reason", "Enter why you chose another band than the score's")
        for number, offer in enumerate(self.offers):
            if said.get(f"do_{number}") and not said.get(f"owner_{number}"):
                message = f"Select who does it, or take the tick away: {offer.wording}"
                self.add_error(f"owner_{number}", message)
        return said

    def taken_up(self) -> list[Suggested]:
        """The actions that were ticked, each with its owner and the owner's agency on the case."""
        return [
            self._action(offer, self.people[self.cleaned_data[f"owner_{number}"]])
            for number, offer in enumerate(self.offers)
            if self.cleaned_data[f"do_{number}"]
        ]

    def _action(self, offer: Offer, owner: User) -> Suggested:
        agency = next(each for _, each in owner.desk.seats if each.pk in self.agency_ids)
        return Suggested(offer.wording, owner, agency, offer.due_on)


def _tick(offer: Offer) -> forms.BooleanField:
    kind = AgencyKind(offer.agency_kind).label
    return forms.BooleanField(
        label=offer.wording,
        help_text=f"Suggested for: {kind}. Due {say_date(offer.due_on)}.",
        required=False,
        initial=True,
    )


def _first_owner(case: Case, offer: Offer) -> str:
    """The lead officer, where their agency is of the kind."""
    suits = case.lead_officer_id and case.lead_agency.kind == offer.agency_kind
    return str(case.lead_officer_id) if suits else ""

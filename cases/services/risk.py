"""Assessing risk with an instrument, or by professional judgement."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Agency, User
from audit.models import Operation
from audit.services import record
from cases.models import Case, CaseStatus, RiskAssessment, RiskInstrument
from cases.queries.reviews import next_review_day
from cases.risk_matrix import band_of, total_of
from cases.services.actions import add_action


class JudgementNeedsReason(ValueError):
    """A band other than the scored one was chosen without saying why."""


@dataclass(frozen=True)
class Suggested:
    """An action that a band suggests, as somebody has taken it up."""

    wording: str
    owner: User
    agency: Agency
    due_on: dt.date


def score(instrument: RiskInstrument, answers: Mapping[str, str]) -> tuple[int, str]:
    """The total of the answers' scores, and the highest band whose lowest total it reaches."""
    total = total_of(instrument.questions, answers)
    return total, band_of(instrument.bands, total)


@transaction.atomic
def assess_risk(
    case: Case,
    *,
    by: User | None,
    source: str,
    band: str = "",
    judgement_reason: str = "",
    instrument: RiskInstrument | None = None,
    answers: Mapping[str, str] | None = None,
    actions: Iterable[Suggested] = (),
) -> RiskAssessment:
    """Write down how high the risk is, and what follows: the next review, the priority and the
    actions taken up. The score sets the band; another band needs a reason."""
    total: int | None = None
    scored = ""
    if instrument is not None and answers is not None:
        total, scored = score(instrument, answers)
    band = band or scored
    if band != scored and not judgement_reason:
        raise JudgementNeedsReason
    assessment = RiskAssessment.objects.create(
        case=case,
        instrument=instrument,
        answers=dict(answers or {}),
        total=total,
        scored_band=scored,
        band=band,
        judgement_reason=judgement_reason,
        source=source,
        assessed_by=by,
    )
    was = case.risk_band
    _take_over(case, assessment)
    _record(assessment, was, by)
    for each in actions:
        add_action(case, by=by, source="Risk assessment", **vars(each))
    return assessment


def _record(assessment: RiskAssessment, was: str, by: User | None) -> None:
    case = assessment.case
    record(
        "risk.assessed",
        by=by,
        subject=f"case {case.reference}",
        operation=Operation.ALTERATION,
        changes={
            "band": [was, assessment.band],
            "total": assessment.total,
            "source": assessment.source,
            "next_review_on": case.next_review_on and case.next_review_on.isoformat(),
        },
    )


def _take_over(case: Case, assessment: RiskAssessment) -> None:
    """The case's risk is the last one assessed; a closed case has no next review."""
    said: dict[str, Any] = {"risk_band": assessment.band}
    if assessment.total is not None:
        said["risk_total"] = assessment.total
    if assessment.instrument is not None:
        said["priority"] = assessment.instrument.consequence(assessment.band)["priority"]
    if case.status != CaseStatus.CLOSED:
        said["next_review_on"] = next_review_day(
            assessment.band, timezone.localdate(), assessment.instrument
        )
    for name, value in said.items():
        setattr(case, name, value)
    case.save(update_fields=list(said))

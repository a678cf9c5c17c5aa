"""Assessing risk with an instrument, or by professional judgement."""

from collections.abc import Mapping

from django.db import transaction

from accounts.models import User
from audit.models import Operation
from audit.services import record
from cases.models import Case, RiskAssessment, RiskInstrument


class JudgementNeedsReason(ValueError):
    """A band other than the scored one was chosen without saying why."""


def score(instrument: RiskInstrument, answers: Mapping[str, str]) -> tuple[int, str]:
    """The total of the answers' scores, and the highest band whose lowest total it reaches."""
    total = sum(
        answer["score"]
        for question in instrument.questions
        for answer in question["answers"]
        if answers.get(question["key"]) == answer["key"]
    )
    reached = [(lowest, band) for band, lowest in instrument.bands.items() if total >= lowest]
    return total, max(reached)[1]


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
) -> RiskAssessment:
    """Write down how high the risk is. The score sets the band; another band needs a reason."""
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
    case.risk_band, case.risk_total = band, total if total is not None else case.risk_total
    case.save(update_fields=["risk_band", "risk_total"])
    record(
        "risk.assessed",
        by=by,
        subject=f"case {case.reference}",
        operation=Operation.ALTERATION,
        changes={"band": [was, band], "total": total, "source": source},
    )
    return assessment

"""Which status may follow which."""

from cases.workflow import StaleVersion, Workflow, WrongStatus, save_versioned
from reviews.models import ReviewStatus as S

__all__ = ["CASE_REVIEW", "StaleVersion", "WrongStatus", "save_versioned"]

CASE_REVIEW = Workflow(
    {
        S.RECEIVED: {S.ACKNOWLEDGED, S.WITHDRAWN},
        S.ACKNOWLEDGED: {S.NOT_MET, S.TO_REVIEW, S.WITHDRAWN},
        S.NOT_MET: {S.TOLD, S.WITHDRAWN},
        S.TO_REVIEW: {S.REVIEWED, S.WITHDRAWN},
        S.REVIEWED: {S.TOLD},
        S.TOLD: {S.APPEALED, S.CLOSED},
        S.APPEALED: {S.APPEAL_DECIDED, S.TO_REVIEW},
        S.APPEAL_DECIDED: {S.CLOSED},
    }
)

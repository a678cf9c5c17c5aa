"""The ASB Case Review (Anti-social Behaviour, Crime and Policing Act 2014, section 104)."""

from reviews.models.application import (
    ENDED,
    Applicant,
    Attendance,
    CaseReviewApplication,
    ClockStep,
    Complaint,
    HowApplied,
    Involvement,
    ReviewStatus,
    Step,
    ThresholdOutcome,
)
from reviews.models.review import (
    Appeal,
    AppealOutcome,
    InformationRequest,
    Recommendation,
    Reply,
    ReviewMeeting,
    ReviewMember,
)
from reviews.models.rights import HowTold, RightsDue, RightsNotice

__all__ = [
    "ENDED",
    "Appeal",
    "AppealOutcome",
    "Applicant",
    "Attendance",
    "CaseReviewApplication",
    "ClockStep",
    "Complaint",
    "HowApplied",
    "HowTold",
    "InformationRequest",
    "Involvement",
    "Recommendation",
    "Reply",
    "ReviewMeeting",
    "ReviewMember",
    "ReviewStatus",
    "RightsDue",
    "RightsNotice",
    "Step",
    "ThresholdOutcome",
]

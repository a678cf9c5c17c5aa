"""Input checks for support, by noun. They never save."""

from victims.forms.caseload import (
    CapacityForm,
    DrawSampleForm,
    HandOverForm,
    SampledForm,
    SupervisionForm,
)
from victims.forms.contacts import (
    ConsentForm,
    ContactForm,
    DecideTriesForm,
    PlanContactForm,
)
from victims.forms.hate import (
    CentreForm,
    CentreStaffForm,
    HateReportForm,
)
from victims.forms.interventions import (
    MOVES,
    CompletedForm,
    FacilitatorForm,
    FacilitatorsForm,
    HeldForm,
    IndirectForm,
    MediatorNoteForm,
    MoveForm,
    NotProceededForm,
    ProposeInterventionForm,
    RecordSessionForm,
    SideAnswerForm,
    SuitableForm,
)
from victims.forms.plans import (
    GoalForm,
    NeedsForm,
    ReachGoalForm,
)
from victims.forms.referrals import (
    CloseSupportForm,
    DeclineSupportForm,
    JoinCaseForm,
    ReferOutsideForm,
    ReferVictimForm,
)
from victims.forms.rights import (
    AnswerComplaintForm,
    ComplaintForm,
    MakeLinkForm,
    RightForm,
)
from victims.forms.safe_contact import (
    NameReaderForm,
    OpenSafeContactForm,
    SafeContactForm,
)
from victims.forms.surveys import (
    OwnSurveyForm,
    PublishSurveyForm,
    SendSurveyForm,
    SurveyForm,
    UnnamedReplyForm,
)

__all__ = [
    "MOVES",
    "AnswerComplaintForm",
    "CapacityForm",
    "CentreForm",
    "CentreStaffForm",
    "CloseSupportForm",
    "ComplaintForm",
    "CompletedForm",
    "ConsentForm",
    "ContactForm",
    "DecideTriesForm",
    "DeclineSupportForm",
    "DrawSampleForm",
    "FacilitatorForm",
    "FacilitatorsForm",
    "GoalForm",
    "HandOverForm",
    "HateReportForm",
    "HeldForm",
    "IndirectForm",
    "JoinCaseForm",
    "MakeLinkForm",
    "MediatorNoteForm",
    "MoveForm",
    "NameReaderForm",
    "NeedsForm",
    "NotProceededForm",
    "OpenSafeContactForm",
    "OwnSurveyForm",
    "PlanContactForm",
    "ProposeInterventionForm",
    "PublishSurveyForm",
    "ReachGoalForm",
    "RecordSessionForm",
    "ReferOutsideForm",
    "ReferVictimForm",
    "RightForm",
    "SafeContactForm",
    "SampledForm",
    "SendSurveyForm",
    "SideAnswerForm",
    "SuitableForm",
    "SupervisionForm",
    "SurveyForm",
    "UnnamedReplyForm",
]

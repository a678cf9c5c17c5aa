"""Input check for a change of consent."""

from cases.forms.sections import long_text, one_of
from cases.models import Consent
from ui.forms import Form


class ChangeConsentForm(Form):
    """What the person harmed says now, and how that is known."""

    consent = one_of("What does the person harmed say now?", Consent.choices)
    reason = long_text(
        "What was said, to whom, and when?",
        "If consent is withdrawn: why sharing goes on all the same, or what is stopped",
    )

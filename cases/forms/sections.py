"""The sections of the CS MARAC referral form. They check; they never save."""

from typing import Any

from django import forms

from cases.models import AsbCategory, AsbType, PartyRole, RiskInstrument
from ui.forms import DateField, Form, PostcodeField, TimeField

ROUTES = (
    ("high_risk", "High risk: the risk questions score high"),
    ("escalation", "Potential escalation: it happens more often or gets worse"),
    ("judgement", "Professional judgement: you are seriously concerned, even if little is said"),
    ("multi_agency", "It needs several agencies to act together"),
)
TRIED = (
    ("warning", "Verbal or written warning"),
    ("mediation", "Mediation offered"),
    ("abc", "Acceptable behaviour contract"),
    ("cpw", "Community protection warning"),
    ("cpn", "Community protection notice"),
    ("injunction", "Civil injunction"),
    ("tenancy", "Tenancy enforcement"),
    ("support", "Support offered to either side"),
    ("nothing", "Nothing yet"),
)
CONSENT = (
    ("yes", "Yes, they agree"),
    ("no", "No, they do not agree"),
    ("unsafe", "Not asked, because asking would be unsafe"),
)
GATEWAYS = (
    ("Crime and Disorder Act 1998, section 115", "Crime and Disorder Act 1998, section 115"),
    (
        "Anti-social Behaviour, Crime and Policing Act 2014, schedule 4",
        "Anti-social Behaviour, Crime and Policing Act 2014, schedule 4",
    ),
    ("Safeguarding of a child or an adult at risk", "Safeguarding of a child or an adult at risk"),
)


def several(label: str, choices: Any, help_text: str = "") -> forms.MultipleChoiceField:
    """Checkboxes of which at least one must be ticked."""
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=help_text,
        error_messages={"required": "Select at least one"},
    )


def one_of(label: str, choices: Any, help_text: str = "", **more: Any) -> forms.ChoiceField:
    """Radio buttons."""
    return forms.ChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect, help_text=help_text, **more
    )


def long_text(label: str, help_text: str = "", **more: Any) -> forms.CharField:
    """A box for several lines."""
    return forms.CharField(
        label=label, widget=forms.Textarea(attrs={"rows": 5}), help_text=help_text, **more
    )


class WhyForm(Form):
    """Which of the four routes to the panel apply, each with its evidence in one text."""

    routes = several("Why does this need the panel?", ROUTES, "Select all that apply")
    evidence = long_text("What makes you say so?", "The coordinator and co-chairs will read this")


class HarmedForm(Form):
    """One person who is harmed."""

    role = one_of(
        "Are they a victim or a complainant?",
        [(PartyRole.VICTIM, "Victim"), (PartyRole.COMPLAINANT, "Complainant")],
    )
    given_name = forms.CharField(label="Given name", max_length=100)
    family_name = forms.CharField(label="Family name", max_length=100)
    date_of_birth = DateField(label="Date of birth", required=False, not_future=True)
    vulnerability = long_text(
        "What makes them vulnerable?",
        "Leave empty if nothing does. Do not write a phone number or a safe address here.",
        required=False,
    )


class AllegedForm(Form):
    """One person alleged to cause the harm, or the fact that nobody knows who it is."""

    is_unknown = forms.BooleanField(label="Nobody knows who it is", required=False)
    given_name = forms.CharField(label="Given name", max_length=100, required=False)
    family_name = forms.CharField(label="Family name", max_length=100, required=False)
    known_as = forms.CharField(
        label="Other names", max_length=200, required=False, help_text="Nicknames, other spellings"
    )
    date_of_birth = DateField(label="Date of birth", required=False, not_future=True)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("is_unknown") and not said.get("family_name") and not self.errors:
            self.add_error(
                "family_name", "Enter a family name, or tick that nobody knows who it is"
            )
        return said


class IncidentForm(Form):
    """One incident: when, where, what, and who was told."""

    happened_on = DateField(
        label="Date of the incident",
        not_future=True,
        error_messages={"required": "Enter the date of the incident, like 27 3 2026"},
    )
    happened_at = TimeField(label="Time", required=False)
    postcode = PostcodeField(label="Postcode where it happened", required=False)
    description = long_text("What happened?", "Say what was seen and heard, and by whom")
    reported_to = forms.CharField(
        label="Who was told?", required=False, help_text="For example, police or the landlord"
    )
    report_reference = forms.CharField(label="Their reference", max_length=60, required=False)
    reported_on = DateField(
        label="When were they told?",
        required=False,
        not_future=True,
        help_text="Counts towards an ASB Case Review. For example, 27 3 2026",
    )


class BehaviourForm(Form):
    """What sort of behaviour it is: heading and type are two separate questions."""

    category = one_of("Which heading fits best?", AsbCategory.choices)
    asb_type = one_of("Who or what does it harm?", AsbType.choices)
    summary = long_text("Sum it up for the panel", "A few sentences that a co-chair can read out")


class TriedForm(Form):
    """What has been tried, and how it went."""

    tried = several("What has been tried?", TRIED, "Select all that apply")
    detail = long_text("When was it tried, by whom, and how did it go?")


class ConsentForm(Form):
    """Consent of the person harmed; the power to share is asked apart from it."""

    consent = one_of("Does the person harmed agree to this referral?", CONSENT)
    explained_by = forms.CharField(
        label="Who explained it to them?", required=False, help_text="Name and job"
    )
    explained_on = DateField(label="When?", required=False, not_future=True)
    without_reason = long_text(
        "If they do not agree or were not asked: why refer all the same?",
        "The data protection officer may read this",
        required=False,
    )
    gateway = forms.ChoiceField(label="Legal power to share", choices=GATEWAYS)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("consent") == "yes" and not said.get("explained_by"):
            self.add_error("explained_by", "Enter who explained the referral to them")
        if said.get("consent") in {"no", "unsafe"} and not said.get("without_reason"):
            self.add_error("without_reason", "Enter why you refer without their agreement")
        return said


class RiskForm(Form):
    """The questions of one version of a risk matrix."""

    def __init__(self, *args: Any, instrument: RiskInstrument, **kwargs: Any) -> None:
        self.base_fields = {  # type: ignore[misc]
            question["key"]: one_of(
                question["text"], [(each["key"], each["text"]) for each in question["answers"]]
            )
            for question in instrument.questions
        }
        super().__init__(*args, **kwargs)

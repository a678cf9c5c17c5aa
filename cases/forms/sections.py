"""The sections of the CS MARAC referral form. They check; they never save."""

from typing import Any

from django import forms

from cases.models import (
    AsbCategory,
    AsbType,
    Consent,
    HateStrand,
    KnowsOfReferral,
    PartyRole,
    RiskInstrument,
)
from cases.routing import PANELS
from ui.forms import DateField, Form, PhoneField, PostcodeField, TimeField

NOTHING = "nothing"
ROUTES = (
    ("high_risk", "High risk: the risk questions score high"),
    ("escalation", "Potential escalation: it happens more often or gets worse"),
    ("judgement", "Professional judgement: you are seriously concerned, even if little is said"),
    ("multi_agency", "It needs several agencies to act together"),
)
EVIDENCE = {
    "high_risk": "High risk: what do the answers rest on?",
    "escalation": "Escalation: how often was it before, and how often now?",
    "judgement": "Professional judgement: what worries you?",
    "multi_agency": "Several agencies: which, and for what?",
}
TRIED = (
    (
        "Informal",
        (
            ("warning", "Verbal or written warning"),
            ("mediation", "Mediation"),
            ("resolution", "Community resolution"),
            ("abc", "Acceptable behaviour contract"),
            ("parenting", "Parenting contract"),
            ("neighbour", "Good neighbour agreement"),
            ("tenancy", "Tenancy enforcement"),
            ("support", "Support offered to either side"),
        ),
    ),
    (
        "Formal",
        (
            ("cpw", "Community protection warning"),
            ("cpn", "Community protection notice"),
            ("penalty", "Fixed penalty or noise abatement notice"),
            ("dispersal", "Dispersal"),
            ("pspo", "Public spaces protection order"),
            ("injunction", "Civil injunction"),
            ("cbo", "Criminal behaviour order"),
            ("closure", "Closure notice or order"),
            ("possession", "Possession"),
        ),
    ),
    ("Neither", (("other", "Something else"), (NOTHING, "Nothing yet"))),
)
CONSENT = tuple(choice for choice in Consent.choices if choice[0] != Consent.WITHDRAWN)
GATEWAYS = (
    ("Crime and Disorder Act 1998, section 115", "Crime and Disorder Act 1998, section 115"),
    (
        "Anti-social Behaviour, Crime and Policing Act 2014, schedule 4",
        "Anti-social Behaviour, Crime and Policing Act 2014, schedule 4",
    ),
    ("Safeguarding of a child or an adult at risk", "Safeguarding of a child or an adult at risk"),
)
NO_OTHER = "none"
OTHER_PANELS = (*PANELS.items(), (NO_OTHER, "None that I know of"))
POLICE = (("yes", "Yes"), ("no", "No"), ("unknown", "Not asked"))


ONLY_IF_TICKED = "Only if you ticked it above"


def several(
    label: str, choices: Any, help_text: str = "", **more: Any
) -> forms.MultipleChoiceField:
    """Checkboxes; at least one must be ticked unless they are not required."""
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=help_text,
        error_messages={"required": "Select at least one"},
        **more,
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


class YouForm(Form):
    """Who refers, and where they are reached."""

    job = forms.CharField(label="Your job", max_length=120)
    phone = PhoneField(label="Your phone number in office hours")
    cover = forms.CharField(
        label="Who can be asked when you are away?", required=False, help_text="Name and number"
    )


class WhyForm(Form):
    """Which of the four routes to the panel apply; each asks for its own evidence."""

    routes = several("Why does this need the panel?", ROUTES, "Select all that apply")
    high_risk = long_text(EVIDENCE["high_risk"], ONLY_IF_TICKED, required=False)
    escalation = long_text(EVIDENCE["escalation"], ONLY_IF_TICKED, required=False)
    judgement = long_text(EVIDENCE["judgement"], ONLY_IF_TICKED, required=False)
    multi_agency = long_text(EVIDENCE["multi_agency"], ONLY_IF_TICKED, required=False)
    is_urgent = forms.BooleanField(
        label="It is urgent: it cannot wait for the panel's next meeting",
        required=False,
        help_text="What comes after a meeting's deadline is otherwise heard at the one after it. "
        "If anybody is in danger now, call 999.",
    )
    urgent_because = long_text(
        "Urgent: what may happen before the next meeting?", ONLY_IF_TICKED, required=False
    )

    def clean(self) -> dict[str, Any]:
        """Evidence for each route that is ticked, and for the urgency."""
        said = super().clean() or {}
        if said.get("is_urgent") and not said.get("urgent_because") and not self.errors:
            self.add_error("urgent_because", "Enter what may happen: you ticked that it is urgent")
        for route in said.get("routes", ()):
            if not said.get(route) and route not in self.errors:
                label = dict(ROUTES)[route].partition(":")[0]
                self.add_error(route, f"Enter your evidence: you ticked “{label}”")
        return said


class PersonForm(Form):
    """What is asked of everybody named in a referral. No phone number: a safe way to reach a victim
    is kept by Victim Support alone."""

    given_name = forms.CharField(label="Given name", max_length=100)
    family_name = forms.CharField(label="Family name", max_length=100)
    known_as = forms.CharField(
        label="Other names", max_length=200, required=False, help_text="Nicknames, other spellings"
    )
    date_of_birth = DateField(label="Date of birth", required=False, not_future=True)
    approximate_age = forms.IntegerField(
        label="Age, if the date of birth is not known",
        required=False,
        min_value=0,
        max_value=120,
        help_text="About how old, for example 45",
    )
    address = forms.CharField(
        label="Address",
        max_length=300,
        required=False,
        help_text="House number and street. Do not write a refuge or other safe address here.",
    )
    postcode = PostcodeField(label="Postcode", required=False)
    previous_addresses = long_text(
        "Earlier addresses", "Each with the years, as far as you know them", required=False
    )
    language = forms.CharField(
        label="Language", max_length=100, required=False, help_text="If it is not English"
    )
    needs_interpreter = forms.BooleanField(label="They need an interpreter", required=False)
    vulnerability = long_text(
        "What makes them vulnerable?",
        "Leave empty if nothing does. Do not write a phone number or a safe address here.",
        required=False,
    )
    children = forms.CharField(
        label="Children in the household",
        max_length=200,
        required=False,
        help_text="How many and how old, for example 2: aged 4 and 11",
    )
    knows_of_referral = one_of("Do they know of this referral?", KnowsOfReferral.choices)

    def clean(self) -> dict[str, Any]:
        """Not two ages that may differ."""
        said = super().clean() or {}
        if said.get("date_of_birth") and said.get("approximate_age") is not None:
            self.add_error("approximate_age", "Leave this empty: you gave a date of birth")
        return said


class HarmedForm(PersonForm):
    """One person who is harmed."""

    role = one_of(
        "Are they a victim or a complainant?",
        [(PartyRole.VICTIM, "Victim"), (PartyRole.COMPLAINANT, "Complainant")],
    )
    field_order = ("role",)


class AllegedForm(PersonForm):
    """One person alleged to cause the harm, or the fact that nobody knows who it is."""

    is_unknown = forms.BooleanField(label="Nobody knows who it is", required=False)
    given_name = forms.CharField(label="Given name", max_length=100, required=False)
    family_name = forms.CharField(label="Family name", max_length=100, required=False)
    knows_of_referral = one_of(
        "Do they know of this referral?",
        KnowsOfReferral.choices,
        "Do not tell them of it",
        required=False,
    )
    field_order = ("is_unknown",)

    def clean(self) -> dict[str, Any]:
        """A family name, unless nobody knows who it is."""
        said = super().clean()
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
    hate_strands = several(
        "Is it thought to be hate, against one of these?",
        HateStrand.choices,
        "Tick those that the victim or anybody else believes. Leave empty if there is none.",
        required=False,
    )
    summary = long_text("Sum it up for the panel", "A few sentences that a co-chair can read out")


class TriedForm(Form):
    """One step that has been tried, informal or formal, and how it went."""

    step = forms.ChoiceField(label="What was tried?", choices=(("", "Choose a step"), *TRIED))
    done_on = DateField(label="When was it tried?", required=False, not_future=True)
    done_by = forms.CharField(
        label="By whom?", required=False, help_text="Agency or name, for example Northbridge Homes"
    )
    outcome = long_text("How did it go?", "If nothing was tried: why not?")

    def clean(self) -> dict[str, Any]:
        """The day and who did it, unless nothing was done."""
        said = super().clean() or {}
        if said.get("step") and said["step"] != NOTHING:
            if not said.get("done_on") and "done_on" not in self.errors:
                self.add_error("done_on", "Enter when it was tried, like 27 3 2026")
            if not said.get("done_by"):
                self.add_error("done_by", "Enter who tried it")
        return said


class OthersForm(Form):
    """What other panels are already doing."""

    panels = several("Is anybody here open to another panel?", OTHER_PANELS)
    detail = long_text("Who, and what is that panel doing?", required=False)

    def clean(self) -> dict[str, Any]:
        """Either none, or some."""
        said = super().clean() or {}
        panels = said.get("panels", [])
        if NO_OTHER in panels and len(panels) > 1:
            self.add_error("panels", "Select the panels, or “None that I know of”, not both")
        return said


class WantsForm(Form):
    """What the person harmed hopes for."""

    wants = long_text("What does the person harmed want to happen?", "In their words if you can")
    police = one_of("Do they want to speak to the police?", POLICE)


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

"""Interventions, stage by stage."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from ui.forms import DateField, Form
from victims.forms.fields import WORKERS_READ, radios, text_box, ticks
from victims.models import (
    Attendee,
    Facilitator,
    FacilitatorKind,
    InterventionKind,
    InterventionStatus,
    NotProceededReason,
    SessionForm,
    Side,
    SideAnswer,
    Way,
)


class ProposeInterventionForm(Form):
    """What is to be done for the person, and why."""

    kind = radios("What is it?", InterventionKind.choices)
    aim = forms.CharField(label="What is it meant to achieve?", max_length=300)
    proposed_on = DateField(label="Date", not_future=True)


class SideAnswerForm(Form):
    """What one side said."""

    side = radios("Who was asked?", Side.choices)
    answer = radios("What did they say?", SideAnswer.choices)
    how = radios("How were they asked?", Way.choices)
    answered_on = DateField(label="When?", not_future=True)


class RecordSessionForm(Form):
    """One session, and who was there."""

    held_on = DateField(label="When was it?", not_future=True)
    form = radios("What was it?", SessionForm.choices)
    attended = ticks("Who was there?", Attendee.choices, required=False)
    did_not_attend = ticks("Who was expected and did not come?", Attendee.choices, required=False)
    note = text_box(
        "Note", f"{WORKERS_READ}. Nothing said in confidence to a mediator", required=False
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        both = set(said.get("attended", [])) & set(said.get("did_not_attend", []))
        if both:
            self.add_error("did_not_attend", "Untick those who were there")
        return said


class FacilitatorsForm(Form):
    """Who facilitates."""

    facilitators: forms.ModelMultipleChoiceField[Facilitator] = forms.ModelMultipleChoiceField(
        None, label="Who facilitates?", widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, people: QuerySet[Facilitator], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["facilitators"].queryset = people  # type: ignore[attr-defined]


class MediatorNoteForm(Form):
    """What was said in confidence."""

    text = text_box("What was said", "Only you will ever read this in Concord")


class FacilitatorForm(Form):
    """Somebody trained to facilitate."""

    name = forms.CharField(label="Name")
    kind = radios("On what footing?", FacilitatorKind.choices)
    training = forms.CharField(label="Training", help_text="The course, and who gave it")
    trained_on = DateField(label="Trained on", not_future=True)
    refresh_by = DateField(label="To be refreshed by", required=False)
    left_on = DateField(label="Left on", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        trained = said.get("trained_on")
        for name in ("refresh_by", "left_on"):
            if trained and said.get(name) and said[name] < trained:
                self.add_error(name, "Enter a date on or after the day they were trained")
        return said


class MoveForm(Form):
    """A stage that asks for nothing more."""

    def said(self) -> dict[str, Any]:
        """What the stage keeps."""
        return {}


class SuitableForm(MoveForm):
    """Why both sides can safely meet."""

    suitability = text_box(
        "Why is it suitable?",
        "Domestic abuse, hate crime and violence are not for a panel. " + WORKERS_READ,
    )

    def said(self) -> dict[str, Any]:
        """What the stage keeps."""
        return {"suitability": self.cleaned_data["suitability"]}


class HeldForm(MoveForm):
    """When it was held, who was there, and what was agreed."""

    held_on = DateField(label="When was it held?", not_future=True)
    attended = ticks("Who was there?", Attendee.choices)
    agreement = text_box(
        "What was agreed?", f"Leave empty if nothing was. {WORKERS_READ}", required=False
    )
    agreement_due_on = DateField(label="To be kept by", required=False)
    follow_up_on = DateField(label="Follow up on", not_past=True)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("agreement_due_on") and not said.get("agreement"):
            self.add_error("agreement", "Enter what was agreed")
        return said

    def said(self) -> dict[str, Any]:
        """What the stage keeps, with its session."""
        said = self.cleaned_data
        return {
            "agreement": said["agreement"],
            "agreed_on": said["held_on"] if said["agreement"] else None,
            "agreement_due_on": said["agreement_due_on"],
            "follow_up_on": said["follow_up_on"],
            "session": {
                "held_on": said["held_on"],
                "form": self.session_form,
                "attended": said["attended"],
            },
        }

    session_form: str = SessionForm.JOINT


class IndirectForm(HeldForm):
    """The same, with somebody going between."""

    session_form = SessionForm.SHUTTLE


class CompletedForm(MoveForm):
    """How it ended."""

    ended_on = DateField(label="When did it end?", not_future=True)
    kept = radios(
        "Was what was agreed kept?",
        [("yes", "Yes"), ("no", "No"), ("", "Nothing was agreed")],
        required=False,
    )
    outcome_note = text_box("What came of it?", WORKERS_READ, required=False)

    def said(self) -> dict[str, Any]:
        """What the stage keeps."""
        kept = {"yes": True, "no": False}.get(self.cleaned_data["kept"])
        return {
            "ended_on": self.cleaned_data["ended_on"],
            "agreement_kept": kept,
            "outcome_note": self.cleaned_data["outcome_note"],
        }


class NotProceededForm(MoveForm):
    """Why it did not go on."""

    reason = radios("Why did it not go on?", NotProceededReason.choices)
    ended_on = DateField(label="When?", not_future=True)
    outcome_note = text_box("Note", WORKERS_READ, required=False)

    def said(self) -> dict[str, Any]:
        """What the stage keeps."""
        return {name: self.cleaned_data[name] for name in ("reason", "ended_on", "outcome_note")}


MOVES: dict[str, tuple[str, type[MoveForm]]] = {
    InterventionStatus.SUITABLE: ("Find it suitable", SuitableForm),
    InterventionStatus.PREPARING: ("Begin preparation", MoveForm),
    InterventionStatus.UNDER_WAY: ("Begin", MoveForm),
    InterventionStatus.HELD: ("Record that it was held", HeldForm),
    InterventionStatus.INDIRECT: ("Record that it was done indirectly", IndirectForm),
    InterventionStatus.COMPLETED: ("Complete", CompletedForm),
    InterventionStatus.NOT_PROCEEDED: ("Not proceeded", NotProceededForm),
}
